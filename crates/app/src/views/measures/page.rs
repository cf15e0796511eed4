//! One measure: every breakdown with its chart, its figures and where they come from.

use model::figure::{Disagreement, Figures, Printed, check, likely_intended};
use model::impact::with_unit;
use model::plan::{Measure, Observation, Plan};
use model::series::{Return, chartable, is_overall, returns_of, same_breakdown};
use serde::Serialize;

use super::chart::{self, Drawn};
use super::{MeasureRow, ends, period_words};
use crate::judge::{MeasureJudged, measures_of};
use crate::lists::Library;
use crate::lists::bound::Binding;
use crate::published::against::Against;
use crate::views::scene::{Scene, key};

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct MeasurePage {
    /// What its address ends with.
    pub key: String,
    /// Its words.
    pub text: String,
    /// How it stands: the sentence of its worst rating.
    pub lede: String,
    /// The lines it stands in: reference and title.
    pub lines: Vec<(String, String)>,
    /// The report it comes from, as printed.
    pub source: Option<String>,
    /// The definitions that its words may mean, the likeliest first: key and name.
    pub definitions: Vec<(String, String)>,
    /// The definition it is bound to: key, name, and who confirmed it.
    pub bound: Option<(String, String, String)>,
    /// Every definition it could be bound to, those its words name first: key and name.
    pub choices: Vec<(String, String)>,
    /// What the whole of it is held against, where it is bound to a definition that names a published measure.
    pub against: Option<Against>,
    /// Stated figures that are others than those computed for the same day, each in a sentence.
    pub disagree: Vec<String>,
    /// What is missing, each in a sentence that says what to do.
    pub missing: Vec<String>,
    /// All of it, and each part it is broken down to.
    pub breakdowns: Vec<Breakdown>,
    /// The revision seen and the identity of the measure, for acts.
    pub id: String,
    /// The revision seen: a form names it.
    pub revision: u32,
}

/// One breakdown.
#[derive(Clone, Debug, Serialize)]
pub struct Breakdown {
    /// Its name; empty for all of the measure.
    pub name: String,
    /// Its figures in short.
    pub row: MeasureRow,
    /// The baseline with its unit.
    pub baseline: Option<String>,
    /// The tolerance with its unit.
    pub tolerance: Option<String>,
    /// The figures that the chart's limits were set to rest on: `figures from 1 Apr 2025 on`.
    pub limits: Option<String>,
    /// The chart; none with fewer than two figures.
    pub chart: Option<Drawn>,
    /// At which of its figures chance is told from change, where that is not all of them.
    pub judged_at: Option<String>,
    /// Every figure, the latest first.
    pub figures: Vec<Figure>,
    /// Figures that do not stand on the chart because their periods differ in kind.
    pub not_charted: usize,
}

/// One figure with where it comes from.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    /// Its identity, for acts.
    pub id: String,
    /// The revision seen.
    pub revision: u32,
    /// Its period in words.
    pub period: String,
    /// The last day of its period.
    pub day: String,
    /// Cases counted.
    pub numerator: Option<i64>,
    /// Cases in all.
    pub denominator: Option<i64>,
    /// Cases printed as overdue.
    pub overdue: Option<i64>,
    /// Exactly as printed.
    pub stated: Option<String>,
    /// As computed, with its unit.
    pub computed: Option<String>,
    /// What disagrees, in a sentence with the likely intended figure.
    pub note: Option<String>,
    /// It is the baseline.
    pub baseline: bool,
    /// The report it comes from.
    pub source: Option<String>,
    /// Where it was read.
    pub place: Option<String>,
    /// The definition that computed it.
    pub computed_by: Option<String>,
}

/// How many definitions are offered for a measure.
const SUGGESTED: usize = 3;

impl MeasurePage {
    /// The page of a measure by its key, held against what was published; `None` if the plan has none on that day.
    pub fn of(scene: &Scene, wanted: &str, against: Option<Against>) -> Option<MeasurePage> {
        let plan = &scene.plan;
        let judged: Vec<MeasureJudged<'_>> = measures_of(plan, scene.day, |key| key == wanted);
        let first = judged.first()?.measure;
        let extra = undeclared(plan, first, &judged);
        let mut breakdowns: Vec<Breakdown> =
            judged.iter().enumerate().map(|(i, m)| breakdown(scene, m, i, against.as_ref())).collect();
        for (i, measure) in extra.iter().enumerate() {
            let part = MeasureJudged {
                measure,
                lines: judged.iter().flat_map(|m| m.lines.iter().copied()).collect(),
                impact: model::impact::rate(&model::impact::Facts::of(plan, measure, scene.day), scene.day),
                returns: returns_of(plan, &measure.key, measure.breakdown.as_deref(), scene.day),
            };
            breakdowns.push(breakdown(scene, &part, judged.len() + i, against.as_ref()));
        }
        let rated: Vec<_> = judged.iter().map(|m| (m.measure, m.impact.clone())).collect();
        let place = plan.lines.iter().flat_map(|l| &l.measures).position(|m| m.key == wanted).unwrap_or(0);
        let mut references: Vec<&str> = Vec::new();
        for line in judged.iter().flat_map(|m| &m.lines) {
            if !references.contains(line) {
                references.push(line);
            }
        }
        let line = |r: &str| (r.to_owned(), scene.line(r).map_or(String::new(), |l| l.title.clone()));
        Some(MeasurePage {
            key: wanted.to_owned(),
            text: first.text.clone(),
            lede: model::impact::worst_of(&rated).sentence,
            lines: references.into_iter().map(line).collect(),
            source: judged.iter().find_map(|m| m.measure.source.clone()),
            definitions: Vec::new(),
            bound: None,
            choices: Vec::new(),
            against,
            disagree: plan
                .observations
                .iter()
                .filter(|o| o.measure == wanted)
                .filter_map(|o| model::series::computed_otherwise(plan, o))
                .map(|(stated, computed)| {
                    model::series::disagreement_words(stated, computed, first.unit.as_deref())
                })
                .collect(),
            missing: missing(first, judged.iter().all(|m| m.returns.is_empty()) && extra.is_empty()),
            breakdowns,
            id: key(&first.origin, place),
            revision: first.origin.revision,
        })
    }
}

impl MeasurePage {
    /// The page with what the measure is bound to and can be bound to: the definitions of the place.
    #[must_use]
    pub fn bound_to(mut self, scene: &Scene, binding: Option<&Binding>, library: &Library) -> MeasurePage {
        let measure = scene.plan.lines.iter().flat_map(|l| &l.measures).find(|m| m.key == self.key);
        let likely = measure.map(|m| crate::measured::suggest(m, &library.current)).unwrap_or_default();
        self.definitions =
            likely.into_iter().take(SUGGESTED).map(|d| (d.key.clone(), d.name.clone())).collect();
        self.bound = binding.map(|b| {
            let name = library.find(&b.definition).map_or_else(|| b.definition.clone(), |d| d.name.clone());
            (b.definition.clone(), name, b.by.clone())
        });
        let mut names: Vec<(String, String)> =
            library.current.iter().map(|d| (d.key.clone(), d.name.clone())).collect();
        names.sort_by(|a, b| a.1.cmp(&b.1));
        self.choices = self.definitions.clone();
        self.choices.extend(names.into_iter().filter(|n| !self.definitions.contains(n)));
        self
    }
}

/// Breakdowns that occur only in figures: shown with the measure's own target, as the same measure.
fn undeclared(plan: &Plan, measure: &Measure, declared: &[MeasureJudged<'_>]) -> Vec<Measure> {
    let mut found: Vec<Measure> = Vec::new();
    for observation in plan.observations.iter().filter(|o| o.measure == measure.key) {
        let part = observation.breakdown.as_deref();
        let known = |m: &Measure| same_breakdown(m.breakdown.as_deref(), part);
        if !declared.iter().any(|d| known(d.measure)) && !found.iter().any(known) {
            found.push(Measure {
                breakdown: observation.breakdown.clone(),
                baseline: None,
                baseline_period: None,
                ..measure.clone()
            });
        }
    }
    found
}

fn breakdown(
    scene: &Scene,
    judged: &MeasureJudged<'_>,
    place: usize,
    against: Option<&Against>,
) -> Breakdown {
    let measure = judged.measure;
    // Published figures are of whole authorities.
    let others = against.filter(|_| is_overall(measure.breakdown.as_deref())).map_or(&[][..], |a| &a.marks);
    let unit = measure.unit.as_deref();
    let (chart, places) = chart::judged(&judged.returns, measure);
    let id = format!("chart-{}", place + 1);
    Breakdown {
        name: measure.breakdown.clone().unwrap_or_default(),
        row: MeasureRow::of(scene, judged),
        baseline: measure.baseline.map(|b| with_unit(b, unit)),
        tolerance: measure.tolerance.map(|t| with_unit(t, unit)),
        limits: chart::rests_on(measure),
        judged_at: ends::of(&chartable(&judged.returns)).map(|(months, _)| ends::why(months)),
        chart: chart::draw(&id, measure, &chart, &places, others),
        figures: judged.returns.iter().rev().map(|r| figure(scene, r, unit)).collect(),
        not_charted: judged.returns.len() - chartable(&judged.returns).len(),
    }
}

fn figure(scene: &Scene, r: &Return<'_>, unit: Option<&str>) -> Figure {
    let observation = r.observation;
    // Only a draft's figures are looked for: what is kept has an identity.
    let place = || scene.plan.observations.iter().position(|o| std::ptr::eq(o, observation)).unwrap_or(0);
    let at = &observation.origin.at;
    Figure {
        id: observation.origin.id.map_or_else(|| key(&observation.origin, place()), |id| id.to_string()),
        revision: observation.origin.revision,
        period: period_words(r.period),
        day: r.period.to.iso(),
        numerator: observation.numerator,
        denominator: observation.denominator,
        overdue: observation.overdue,
        stated: observation.stated.clone().or_else(|| observation.value.map(|v| with_unit(v, unit))),
        computed: observation.computed.map(|c| with_unit(c, unit)),
        note: note(observation),
        baseline: observation.baseline,
        source: observation.source.clone(),
        place: (!at.document.is_empty()).then(|| at.to_string()),
        computed_by: observation
            .provenance
            .as_ref()
            .map(|p| p.definition.split('@').next().unwrap_or_default().to_owned()),
    }
}

/// What disagrees within a figure, and what was likely meant.
fn note(observation: &Observation) -> Option<String> {
    let figures = Figures {
        numerator: observation.numerator?,
        denominator: observation.denominator?,
        overdue: observation.overdue,
        stated: observation.stated.as_deref().filter(|s| s.contains('%')).and_then(Printed::parse),
    };
    let what = match check(&figures).into_iter().next()? {
        Disagreement::MoreThanAll => "More are counted than there are.".to_owned(),
        Disagreement::DoesNotAddUp(sum) => format!("Counted and overdue add up to {sum}."),
        Disagreement::OtherPercentage(p) => format!("The count makes {p}%."),
    };
    let meant = likely_intended(&figures).map(|i| {
        let value = match i.field {
            model::figure::Field::Numerator => i.figures.numerator.to_string(),
            model::figure::Field::Denominator => i.figures.denominator.to_string(),
            model::figure::Field::Overdue => i.figures.overdue.map_or(String::new(), |o| o.to_string()),
            model::figure::Field::Stated => {
                i.figures.stated.map_or(String::new(), |s| format!("{}%", s.value))
            }
        };
        format!(" The {} was likely meant to be {value}.", i.field)
    });
    Some(format!("{what}{}", meant.unwrap_or_default()))
}

fn missing(measure: &Measure, silent: bool) -> Vec<String> {
    [
        (silent, "It has no figure. Add one, or import a report that holds it."),
        (measure.target.is_none(), "It has no target, so it cannot be rated. Set one."),
        (measure.direction.is_none(), "It does not say which way is better, so it cannot be rated. Set it."),
        (
            measure.target.is_some() && measure.tolerance.is_none(),
            "It has no tolerance, so none is allowed. Set one if a small miss is acceptable.",
        ),
    ]
    .into_iter()
    .filter(|(is, _)| *is)
    .map(|(_, what)| what.to_owned())
    .collect()
}
