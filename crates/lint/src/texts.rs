//! Every text of a plan with its place and what it belongs to, so that a rule about words reads them all.

use std::ops::Range;
use std::sync::OnceLock;

use model::at::At;
use model::day::Day;
use model::plan::{Action, Plan, Update};

use crate::mentions::{Mention, mentions};
use crate::words::sentences;

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A title of the plan, a priority or a line.
    Title,
    /// What is to be done: an action or a part of it.
    Action,
    /// An outcome sentence.
    Outcome,
    /// The words of a measure.
    Measure,
    /// What the document calls a value where it stands.
    Observation,
    /// An account of progress.
    Update,
    /// Resources of an action.
    Resource,
    /// A recommendation of an inspection, or another wording of it.
    Recommendation,
    /// What a report says: commentary, decisions, diagnostics, recommendations to a committee, kept text.
    Report,
}

/// A text of the plan.
pub(crate) struct Text<'p> {
    /// What it is.
    pub kind: Kind,
    /// The words as written.
    pub text: &'p str,
    /// The words in lower case, the typographer's apostrophe made plain.
    pub lower: String,
    /// Where it stands.
    pub at: &'p At,
    /// What it belongs to, in the plan's own references.
    pub subject: String,
    /// The action it belongs to.
    pub action: Option<&'p Action>,
    /// The day from which its words look back and forward.
    pub day: Day,
    /// The days, months and periods it names, looked for when the first rule asks.
    mentions: OnceLock<Vec<Mention>>,
    /// Its sentences, cut when the first rule asks for them.
    sentences: OnceLock<Vec<Range<usize>>>,
}

impl<'p> Text<'p> {
    /// The days, months and periods it names; titles, measures and resources are not asked.
    pub(crate) fn mentions(&self) -> &[Mention] {
        let dated = !matches!(self.kind, Kind::Title | Kind::Measure | Kind::Resource);
        self.mentions.get_or_init(|| if dated { mentions(self.text, self.day) } else { Vec::new() })
    }

    /// Its sentences with where each begins.
    pub(crate) fn sentences(&self) -> impl Iterator<Item = (usize, &'p str)> {
        let cut = || sentences(self.text).into_iter().map(|(start, s)| start..start + s.len()).collect();
        let (text, ranges) = (self.text, self.sentences.get_or_init(cut));
        ranges.iter().filter_map(move |range| Some((range.start, text.get(range.clone())?)))
    }

    /// The sentences that name days or months, with what they name; places count from the sentence's start.
    pub(crate) fn dated_sentences(&self) -> Vec<(&'p str, Vec<Mention>)> {
        if self.mentions().is_empty() {
            return Vec::new();
        }
        let named = |(start, sentence): (usize, &'p str)| {
            let inside = |m: &&Mention| m.start >= start && m.end <= start + sentence.len();
            let here = |m: &Mention| Mention { start: m.start - start, end: m.end - start, ..m.clone() };
            let found: Vec<Mention> = self.mentions().iter().filter(inside).map(here).collect();
            (!found.is_empty()).then_some((sentence, found))
        };
        self.sentences().filter_map(named).collect()
    }
}

struct Reader<'p> {
    day: Day,
    out: Vec<Text<'p>>,
}

impl<'p> Reader<'p> {
    fn add(&mut self, kind: Kind, text: &'p str, at: &'p At, subject: &str, action: Option<&'p Action>) {
        self.add_on(self.day, kind, text, at, subject, action);
    }

    fn add_on(
        &mut self,
        day: Day,
        kind: Kind,
        text: &'p str,
        at: &'p At,
        subject: &str,
        action: Option<&'p Action>,
    ) {
        if !text.is_empty() {
            let lower = text.to_lowercase();
            let lower = if lower.is_ascii() { lower } else { lower.replace('’', "'") };
            let subject = subject.into();
            let (mentions, sentences) = (OnceLock::new(), OnceLock::new());
            self.out.push(Text { kind, text, lower, at, subject, action, day, mentions, sentences });
        }
    }

    fn updates(&mut self, updates: &'p [Update], subject: &str, action: Option<&'p Action>) {
        for update in updates {
            let day = update.as_at.unwrap_or(self.day);
            self.add_on(day, Kind::Update, &update.text, &update.origin.at, subject, action);
        }
    }
}

/// Every text of a plan in the order of its structure; `day` is the day of texts that give none.
pub(crate) fn texts(plan: &Plan, day: Day) -> Vec<Text<'_>> {
    let mut reader = Reader { day: plan.as_at.unwrap_or(day), out: Vec::new() };
    reader.add(Kind::Title, &plan.title, &plan.origin.at, "", None);
    for kept in &plan.text {
        reader.add(Kind::Report, &kept.text, &kept.origin.at, "", None);
    }
    reader.updates(&plan.updates, "", None);
    for outcome in &plan.outcomes {
        reader.add(Kind::Outcome, &outcome.text, &outcome.origin.at, "", None);
    }
    report(plan, &mut reader);
    for priority in &plan.priorities {
        let subject = &priority.key;
        reader.add(Kind::Title, &priority.title, &priority.origin.at, subject, None);
        reader.updates(&priority.updates, subject, None);
        for outcome in &priority.outcomes {
            reader.add(Kind::Outcome, &outcome.text, &outcome.origin.at, subject, None);
        }
    }
    for line in &plan.lines {
        let subject = &line.reference;
        reader.add(Kind::Title, &line.title, &line.origin.at, subject, None);
        for outcome in &line.outcomes {
            reader.add(Kind::Outcome, &outcome.text, &outcome.origin.at, subject, None);
        }
        for measure in &line.measures {
            reader.add(Kind::Measure, &measure.text, &measure.origin.at, subject, None);
        }
        reader.updates(&line.updates, subject, None);
    }
    for action in &plan.actions {
        actions(action, &mut reader);
    }
    for observation in &plan.observations {
        let subject = observation.line.as_deref().unwrap_or("");
        reader.add(Kind::Observation, &observation.text, &observation.origin.at, subject, None);
    }
    reader.out
}

fn report<'p>(plan: &'p Plan, reader: &mut Reader<'p>) {
    for asked in &plan.report_recommendations {
        reader.add(Kind::Report, &asked.text, &asked.origin.at, "", None);
    }
    for recommendation in &plan.recommendations {
        let subject = crate::facts::recommendation_subject(&recommendation.number);
        reader.add(Kind::Recommendation, &recommendation.text, &recommendation.origin.at, &subject, None);
        for wording in &recommendation.wordings {
            reader.add(Kind::Recommendation, &wording.text, &wording.origin.at, &subject, None);
        }
        for comment in &recommendation.commentary {
            reader.add(Kind::Report, &comment.text, &comment.origin.at, &subject, None);
        }
    }
    for decision in &plan.decisions {
        reader.add(Kind::Report, &decision.text, &decision.origin.at, "", None);
    }
    for diagnostic in &plan.diagnostics {
        reader.add(Kind::Report, &diagnostic.text, &diagnostic.origin.at, "", None);
    }
}

fn actions<'p>(action: &'p Action, reader: &mut Reader<'p>) {
    let subject = &action.reference;
    reader.add(Kind::Action, &action.text, &action.origin.at, subject, Some(action));
    for part in &action.parts {
        reader.add(Kind::Action, &part.text, &part.origin.at, subject, Some(action));
    }
    if let Some(resources) = &action.resources {
        reader.add(Kind::Resource, resources, &action.origin.at, subject, Some(action));
    }
    for outcome in &action.outcomes {
        reader.add(Kind::Outcome, &outcome.text, &outcome.origin.at, subject, Some(action));
    }
    reader.updates(&action.updates, subject, Some(action));
}
