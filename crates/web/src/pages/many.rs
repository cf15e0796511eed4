//! Many actions in one act: assigned, completion or ratings confirmed, merged, withdrawn.

use app::edit::{Note, Seen, Suggested};
use app::error::Error;
use app::site::{Ctx, Site, Written};
use app::views::row::ActionRow;
use app::views::scene::Scene;
use axum::extract::{Path, Query};
use axum::http::Uri;
use model::plan::Axis;
use serde::Serialize;

use super::plan::filter;
use super::thing::{finished, problems, returned};
use crate::ask::{Answer, Ask};
use crate::fault::Fault;
use crate::form::{Fields, Posted, Problems};

#[derive(Default, Serialize)]
struct ManyPage {
    /// `assign`, `confirm`, `rate`, `merge` or `withdraw`.
    act: String,
    chosen: Vec<Chosen>,
    /// What each was seen to be, as the form carries it.
    shown: Vec<String>,
    typed: Fields,
    problems: Problems,
    conflict: Vec<String>,
    back: String,
}

impl ManyPage {
    /// After a conflict: what is sent once more names the revisions that stand now.
    fn again(&mut self, now: &Scene) {
        if self.conflict.is_empty() {
            return;
        }
        let fresh = |c: &Chosen| now.rows().iter().find(|r| r.key == c.key).map(|row| Chosen::of(row, None));
        self.chosen = self.chosen.iter().filter_map(fresh).collect();
    }

    /// The page: to begin with, or with what is wrong or what somebody else did meanwhile.
    fn draw(mut self, ask: &Ask) -> Answer {
        self.shown = self.chosen.iter().map(|c| c.shown(&self.act)).collect();
        let page = ask.visit.page("many.html", &self);
        if self.problems.none() && self.conflict.is_empty() { page } else { returned(page, &self.conflict) }
    }
}

/// An action as it was seen when it was chosen.
#[derive(Clone, Serialize)]
struct Chosen {
    key: String,
    /// The revision seen.
    revision: u32,
    reference: String,
    text: String,
    /// It is said to be done and waits to be confirmed.
    done: bool,
    /// Who owns it.
    owners: Vec<String>,
    /// What the rules suggest.
    delivery: Option<String>,
    impact: Option<String>,
}

impl Chosen {
    fn of(row: &ActionRow, seen: Option<u32>) -> Chosen {
        let suggested = |r: &app::views::rating::Rating| match &r.suggested {
            Some((level, _)) => level.clone(),
            None => r.level.clone(),
        };
        Chosen {
            key: row.key.clone(),
            revision: seen.unwrap_or(row.revision),
            reference: row.reference.clone(),
            text: row.text.clone(),
            done: row.complete && !row.confirmed,
            owners: row.owners.clone(),
            delivery: suggested(&row.delivery),
            impact: suggested(&row.impact),
        }
    }

    /// What the person saw and what no revision tells of, as the form carries it: ratings `amber/green`, owners.
    fn shown(&self, act: &str) -> String {
        let word = |l: &Option<String>| l.clone().unwrap_or_else(|| "none".into());
        match act {
            "rate" => format!("{}/{}", word(&self.delivery), word(&self.impact)),
            "assign" => self.owners.join("; "),
            _ => String::new(),
        }
    }

    fn seen(&self) -> Result<Seen, Fault> {
        Ok((self.key.parse().map_err(|_| Fault::NotFound)?, self.revision))
    }
}

/// The chosen actions: the ticked rows, or all that the filtered page showed.
fn chosen(scene: &Scene, fields: &Fields) -> Result<Vec<Chosen>, Fault> {
    if fields.get("all") == "yes" {
        let asked = fields.get("back").parse::<Uri>().ok();
        let pairs = asked.and_then(|uri| Query::<Vec<(String, String)>>::try_from_uri(&uri).ok());
        let asked = filter(&Fields::new(pairs.map(|Query(p)| p).unwrap_or_default()));
        return Ok(asked.rows(scene).into_iter().map(|row| Chosen::of(row, None)).collect());
    }
    let one = |ticked: &str| {
        // `KEY.REVISION`: the revision that the page showed.
        let (key, seen) = ticked.split_once('.').unwrap_or((ticked, ""));
        let row = scene.rows().iter().find(|r| r.key == key).ok_or(Fault::NotFound)?;
        Ok(Chosen::of(row, seen.parse().ok()))
    };
    fields.all("row").into_iter().map(one).collect()
}

/// Asks what still has to be known, then does it to all or none.
pub(crate) async fn save(Path(plan): Path<String>, posted: Posted) -> Answer {
    let Posted { ask, fields } = posted;
    ask.work(move |ask| {
        let scene = ask.scene(&plan)?;
        let act = fields.get("do").to_string();
        let back = fields.back(&format!("/plans/{plan}/plan"));
        match act.as_str() {
            "confirm" | "rate" if !ask.member.may_confirm() => {
                return Err(Fault::Forbidden(
                    "Only people who confirm completion and ratings can do this".into(),
                ));
            }
            "confirm" | "rate" => {}
            _ => ask.editing()?,
        }
        let chosen = chosen(&scene, &fields)?;
        let mut page = ManyPage { act: act.clone(), chosen, back: back.clone(), ..ManyPage::default() };
        let sure = fields.get("sure") == "yes";
        if page.chosen.is_empty() {
            page.problems.add("rows", "Choose at least one action, by the box at the beginning of its row");
        } else if act == "merge" && page.chosen.len() < 2 {
            page.problems.add("rows", "Choose at least two actions to merge into one");
        } else if sure {
            page.conflict = moved(&act, &page.chosen, &fields);
        }
        if !sure && page.problems.none() {
            page.typed = fields;
            return page.draw(ask);
        }
        if !page.problems.none() || !page.conflict.is_empty() {
            page.typed = fields;
            page.again(&scene);
            return page.draw(ask);
        }
        match ask.act(|site, ctx| run(site, ctx, &act, &page.chosen, &fields)) {
            Ok(written) => Ok(finished(ask, &plan, &back, &said(&act, page.chosen.len(), &fields), written)),
            Err(error) => {
                (page.problems, page.conflict, _) = problems(error)?;
                page.typed = fields;
                page.again(&*ask.scene(&plan)?);
                page.draw(ask)
            }
        }
    })
    .await
}

/// What is otherwise now than when the person looked.
fn moved(act: &str, chosen: &[Chosen], fields: &Fields) -> Vec<String> {
    let differs = |c: &&Chosen| fields.get(&format!("shown-{}", c.key)) != c.shown(act);
    let said = |c: &Chosen| {
        let word = |l: &Option<String>| l.clone().unwrap_or_else(|| "not rated".into());
        let (delivery, impact) = (word(&c.delivery), word(&c.impact));
        match act {
            "rate" => {
                format!(
                    "Action {} is now suggested {delivery} for delivery and {impact} for impact",
                    c.reference
                )
            }
            _ if c.owners.is_empty() => format!("Action {} now has no owner", c.reference),
            _ => format!("Action {} is now owned by {}", c.reference, app::words::list(&c.owners)),
        }
    };
    chosen.iter().filter(differs).map(said).collect()
}

fn run(site: &Site, ctx: Ctx<'_>, act: &str, chosen: &[Chosen], fields: &Fields) -> Result<Written, Error> {
    let note = Note::because(fields.get("why"));
    let none = || Error::NotFound("There is no such action".into());
    let seen: Vec<Seen> = chosen.iter().map(Chosen::seen).collect::<Result<_, _>>().map_err(|_| none())?;
    match act {
        "assign" => site.editor(ctx)?.assign(&seen, fields.get("owner"), true, &note),
        "confirm" => site.confirmer(ctx)?.confirm_many(&seen, &note),
        "rate" => {
            let ratings: Vec<Suggested> = chosen
                .iter()
                .zip(&seen)
                .flat_map(|(c, action)| {
                    let of = |axis, level: &Option<String>| {
                        level.clone().map(|level| Suggested { action: *action, axis, level })
                    };
                    [of(Axis::Delivery, &c.delivery), of(Axis::Impact, &c.impact)]
                })
                .flatten()
                .collect();
            site.confirmer(ctx)?.confirm_ratings(&ratings, &note)
        }
        "merge" => {
            let stays = chosen.iter().position(|c| c.key == fields.get("stays")).unwrap_or(0);
            let mut others = seen;
            let stays = others.remove(stays);
            site.editor(ctx)?.merge_actions(stays, &others, &note)
        }
        "withdraw" => site.editor(ctx)?.withdraw_many(&seen, &note),
        _ => Err(Error::NotFound("There is no such act".into())),
    }
}

fn said(act: &str, chosen: usize, fields: &Fields) -> String {
    let actions = app::words::count(chosen, "action");
    match act {
        "assign" => format!("You assigned {actions} to {}.", fields.get("owner")),
        "confirm" => format!("You confirmed {actions} as complete."),
        "rate" => format!("You confirmed the ratings of {actions} as suggested."),
        "merge" => format!("You merged {actions} into one."),
        _ => format!("You withdrew {actions}."),
    }
}
