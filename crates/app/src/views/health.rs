//! Plan health: what the checks found, by severity and rule.

use std::collections::{BTreeMap, BTreeSet};

use model::finding::{Finding, Severity};
use serde::Serialize;

use super::scene::{Scene, key};
use super::sentence::{capital, count, list};

/// A finding that a person has set aside: the rule's code and what it is about, with the reason.
pub type Acknowledged = BTreeMap<(String, String), String>;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct HealthPage {
    /// How the plan stands, in a sentence.
    pub lede: String,
    /// The severity asked for; empty for all.
    pub severity: String,
    /// How many there are of each severity: word, how many.
    pub tally: Vec<(String, usize)>,
    /// Rules that found something, most severe first.
    pub rules: Vec<RuleFindings>,
    /// How many findings people have set aside.
    pub aside: usize,
}

/// What one rule found.
#[derive(Clone, Debug, Serialize)]
pub struct RuleFindings {
    /// The rule's code.
    pub code: String,
    /// What it looks for.
    pub title: String,
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// What it found that nobody has set aside.
    pub findings: Vec<Found>,
}

/// One finding.
#[derive(Clone, Debug, Serialize)]
pub struct Found {
    /// The rule's code.
    pub code: String,
    /// What it is about.
    pub subject: String,
    /// The page of what it is about, below the plan's address, where there is one.
    pub href: Option<String>,
    /// The sentence.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// Where it stands in a document.
    pub at: Option<String>,
    /// Why it was set aside.
    pub aside: Option<String>,
}

/// The page of one rule.
#[derive(Clone, Debug, Serialize)]
pub struct RulePage {
    /// Its code.
    pub code: String,
    /// What it looks for.
    pub title: String,
    /// How much its findings matter.
    pub severity: &'static str,
    /// Why it matters.
    pub explanation: String,
    /// What raises it.
    pub bad: String,
    /// The same put right.
    pub good: String,
    /// What it found, set aside or not.
    pub findings: Vec<Found>,
}

impl HealthPage {
    /// The page; `severity` narrows it to one.
    pub fn of(scene: &Scene, acknowledged: &Acknowledged, severity: &str) -> HealthPage {
        let mut rules: BTreeMap<(std::cmp::Reverse<Severity>, String), Vec<Found>> = BTreeMap::new();
        let (mut tally, mut aside) = (BTreeMap::new(), 0);
        for finding in scene.findings() {
            let found = found(scene, acknowledged, finding);
            if found.aside.is_some() {
                aside += 1;
                continue;
            }
            *tally.entry(finding.severity).or_insert(0) += 1;
            if severity.is_empty() || finding.severity.word() == severity {
                let place = (std::cmp::Reverse(finding.severity), finding.code.to_string());
                rules.entry(place).or_default().push(found);
            }
        }
        let rules: Vec<RuleFindings> = rules
            .into_iter()
            .map(|((severity, code), findings)| RuleFindings {
                title: title(&code),
                severity: severity.0.word(),
                code,
                findings,
            })
            .collect();
        let tally: Vec<(String, usize)> = [Severity::Error, Severity::Warning, Severity::Info]
            .into_iter()
            .map(|s| (s.word().to_string(), tally.get(&s).copied().unwrap_or(0)))
            .collect();
        HealthPage { lede: lede(&tally), severity: severity.to_string(), tally, rules, aside }
    }
}

fn lede(tally: &[(String, usize)]) -> String {
    let word = |severity: &str, n: usize| match severity {
        "error" => count(n, "error"),
        "warning" => count(n, "warning"),
        _ => count(n, "remark"),
    };
    let parts: Vec<String> = tally.iter().filter(|(_, n)| *n > 0).map(|(s, n)| word(s, *n)).collect();
    if parts.is_empty() {
        return "The checks found nothing to say about this plan.".into();
    }
    format!("{} to look at.", capital(&list(&parts)))
}

/// What a rule looks for; its code where the finding is not a rule's but a reader's.
pub(super) fn title(code: &str) -> String {
    lint::explain(code).map_or_else(|| capital(&code.replace('-', " ")), |rule| rule.title.to_string())
}

impl RulePage {
    /// The page of the rule with this code; `None` if there is none.
    pub fn of(scene: &Scene, acknowledged: &Acknowledged, code: &str) -> Option<RulePage> {
        let rule = lint::explain(code)?;
        let mine = scene.findings().iter().filter(|f| f.code == code);
        Some(RulePage {
            code: rule.code.to_string(),
            title: rule.title.to_string(),
            severity: rule.severity.word(),
            explanation: rule.explanation.to_string(),
            bad: rule.bad.to_string(),
            good: rule.good.to_string(),
            findings: mine.map(|f| found(scene, acknowledged, f)).collect(),
        })
    }

    /// The codes of every rule, most severe first.
    pub fn codes() -> BTreeSet<(std::cmp::Reverse<Severity>, &'static str, &'static str)> {
        lint::RULES.iter().map(|r| (std::cmp::Reverse(r.severity), r.code, r.title)).collect()
    }
}

fn found(scene: &Scene, acknowledged: &Acknowledged, finding: &Finding) -> Found {
    let place = (finding.code.to_string(), finding.subject.clone());
    Found {
        href: page_of(scene, &finding.subject),
        message: finding.message.clone(),
        hint: finding.hint.clone(),
        at: (!finding.at.document.is_empty()).then(|| finding.at.to_string()),
        aside: acknowledged.get(&place).cloned(),
        code: place.0,
        subject: place.1,
    }
}

/// The page of what a finding is about: an action's, a line's, a recommendation's or a measure's reference.
pub fn page_of(scene: &Scene, subject: &str) -> Option<String> {
    let (plan, index) = (&scene.plan, scene.index());
    if subject.is_empty() {
        return None;
    }
    if let Some(number) = subject.strip_prefix("recommendation ") {
        return Some(format!("recommendations/{number}"));
    }
    if let Some((i, action)) = index.action(subject).and_then(|i| Some((i, plan.actions.get(i)?))) {
        return Some(format!("actions/{}", key(&action.origin, i)));
    }
    if index.line(subject).is_some() {
        return Some(format!("lines/{subject}"));
    }
    index.has_measure(subject).then(|| format!("measures/{subject}"))
}
