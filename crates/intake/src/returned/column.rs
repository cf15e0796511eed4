//! The columns of the sheet of actions: what stands in each, and which may be filled in.

use model::plan::{Action, DateKind, Plan, TargetDate};

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// What the row is known by; hidden.
    Key,
    /// The priority's title.
    Priority,
    /// The line's reference and title.
    Line,
    /// The action's reference.
    Ref,
    /// Its words.
    Action,
    /// The recommendations it answers.
    Recommendation,
    /// The body that leads.
    LeadBody,
    /// Resources.
    Resources,
    /// Who owns it, one a line.
    Owner,
    /// Dates that gave way.
    Earlier,
    /// The date in force.
    Target,
    /// The printed delivery rating.
    Delivery,
    /// The printed impact rating.
    Impact,
    /// The newest accounts of progress.
    Progress,
    /// How it is going: a stance.
    Going,
    /// What there is to report: a new account.
    Report,
    /// Who reports it.
    By,
}

/// Accounts of progress that are shown.
const SHOWN: usize = 3;

impl Column {
    /// Every column, from left to right.
    pub const ALL: [Column; 17] = [
        Column::Key,
        Column::Priority,
        Column::Line,
        Column::Ref,
        Column::Action,
        Column::Recommendation,
        Column::LeadBody,
        Column::Resources,
        Column::Owner,
        Column::Earlier,
        Column::Target,
        Column::Delivery,
        Column::Impact,
        Column::Progress,
        Column::Going,
        Column::Report,
        Column::By,
    ];

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Column::Key => "_key",
            Column::Priority => "Priority",
            Column::Line => "Improvement priority",
            Column::Ref => "Ref",
            Column::Action => "Action",
            Column::Recommendation => "Recommendation",
            Column::LeadBody => "Lead body",
            Column::Resources => "Resources",
            Column::Owner => "Owner",
            Column::Earlier => "Earlier dates",
            Column::Target => "Target date",
            Column::Delivery => "Delivery rating",
            Column::Impact => "Impact rating",
            Column::Progress => "Progress so far",
            Column::Going => "How is it going?",
            Column::Report => "What there is to report",
            Column::By => "Your name",
        }
    }

    /// The column with this heading.
    pub fn titled(title: &str) -> Option<Column> {
        Column::ALL.into_iter().find(|c| c.title() == title.trim())
    }

    /// Whether people may fill it in.
    pub fn fills(self) -> bool {
        matches!(
            self,
            Column::Owner
                | Column::Target
                | Column::Delivery
                | Column::Impact
                | Column::Going
                | Column::Report
                | Column::By
        )
    }

    /// What may be chosen in it; empty where anything may be written.
    pub fn choices(self) -> &'static [&'static str] {
        match self {
            Column::Delivery => &["Red", "Amber", "Yellow", "Green", "Blue", "Grey"],
            Column::Impact => &["Red", "Amber", "Yellow", "Green", "Grey"],
            Column::Going => &["On track", "Off track", "Done"],
            _ => &[],
        }
    }

    /// What a person who fills it in is told.
    pub fn hint(self) -> &'static str {
        match self {
            Column::Owner => "Who answers for it, one a line.",
            Column::Target => {
                "The new date if it moves, as you would write it in the plan: May 2026, 14/06/2026."
            }
            Column::Delivery | Column::Impact => "Choose from the list.",
            Column::Going => "On track, Off track or Done. Done waits for somebody else to confirm it.",
            Column::Report => {
                "What happened since the last report, in a sentence or two. It is added, nothing is replaced."
            }
            Column::By => "So that it is known who said it.",
            _ => "",
        }
    }

    /// How wide it is, in letters.
    pub fn width(self) -> f64 {
        match self {
            Column::Key => 4.0,
            Column::Ref => 8.0,
            Column::Recommendation | Column::Delivery | Column::Impact => 11.0,
            Column::Going | Column::Earlier | Column::Target => 15.0,
            Column::Priority | Column::LeadBody | Column::Resources | Column::By => 18.0,
            Column::Line | Column::Owner => 22.0,
            Column::Progress | Column::Report => 44.0,
            Column::Action => 50.0,
        }
    }

    /// Whether the sheet of this plan has it: what no action of it gives is left out, unless it can be filled in.
    pub fn stands(self, plan: &Plan) -> bool {
        let any = || plan.actions.iter().any(|a| !self.cell(plan, a).is_empty());
        match self {
            Column::Key | Column::Ref | Column::Action => true,
            Column::Delivery | Column::Impact => any(),
            _ => self.fills() || any(),
        }
    }

    /// What stands in it for an action; empty for its key and for what only people fill in.
    pub fn cell(self, plan: &Plan, action: &Action) -> String {
        let line = || plan.lines.iter().find(|l| Some(&l.reference) == action.line.as_ref());
        match self {
            Column::Key | Column::Going | Column::Report | Column::By => String::new(),
            Column::Priority => {
                let key = line().and_then(|l| l.priority.as_ref()).or(action.priority.as_ref());
                let node = plan.priorities.iter().find(|p| Some(&p.key) == key);
                node.map(|p| p.title.clone()).unwrap_or_default()
            }
            Column::Line => {
                line().map(|l| format!("{} {}", l.reference, l.title).trim().to_owned()).unwrap_or_default()
            }
            Column::Ref => action.reference.clone(),
            Column::Action => {
                let parts = action.parts.iter().map(|p| match &p.letter {
                    Some(letter) => format!("{letter}) {}", p.text),
                    None => format!("- {}", p.text),
                });
                std::iter::once(action.text.clone()).chain(parts).collect::<Vec<_>>().join("\n")
            }
            Column::Recommendation => action.recommendations.join(", "),
            Column::LeadBody => action.lead_body.clone().unwrap_or_default(),
            Column::Resources => action.resources.clone().unwrap_or_default(),
            Column::Owner => joined(action.owners.iter().map(|o| o.text.as_str())),
            Column::Earlier => joined(action.dates.iter().filter(|d| d.superseded).map(phrase)),
            Column::Target => joined(action.dates.iter().filter(|d| !d.superseded).map(phrase)),
            Column::Delivery => action.delivery.map(|d| capital(d.word())).unwrap_or_default(),
            Column::Impact => action.impact.map(|i| capital(i.word())).unwrap_or_default(),
            Column::Progress => {
                let said = action.updates.iter().rev().take(SHOWN).map(|u| match u.as_at {
                    Some(day) => format!("{}: {}", day.short(), u.text),
                    None => u.text.clone(),
                });
                said.collect::<Vec<_>>().join("\n")
            }
        }
    }
}

fn phrase(date: &TargetDate) -> &str {
    // A cell of dates that says that it is done holds no date.
    if date.kind == DateKind::Completed && date.phrase.is_empty() { "Completed" } else { &date.phrase }
}

fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    parts.collect::<Vec<_>>().join("\n")
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Column;

    #[test]
    fn headings_are_unique_and_lists_fit_a_drop_down() {
        for column in Column::ALL {
            assert_eq!(Column::titled(column.title()), Some(column));
            // The format allows 255 letters for a list.
            assert!(column.choices().join(",").len() <= 255);
            assert!(column.fills() != column.hint().is_empty(), "{}", column.title());
        }
    }
}
