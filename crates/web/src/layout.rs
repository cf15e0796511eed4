//! What surrounds every page: who is signed in, which place, plan and day it shows, where one can go.

use serde::Serialize;

/// The frame of a page, as its template sees it under `page`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Layout {
    /// For the policy that lets only our own scripts run.
    pub nonce: String,
    /// The place's name, in the header.
    pub place: String,
    /// The page's own address with its query, for coming back to it.
    pub here: String,
    /// The page's path without query.
    pub path: String,
    /// Who is signed in; `None` on the pages before.
    pub user: Option<Who>,
    /// The token that every form of this session carries.
    pub csrf: String,
    /// The day shown, `2016-12-14`.
    pub day: String,
    /// The day shown is not today: then a band across the top says so.
    pub past: bool,
    /// The same address as of today.
    pub today_link: String,
    /// What a running demonstration says about its clock.
    pub banner: Option<String>,
    /// Where a demonstration beside one's own data is left.
    pub leave: Option<&'static str>,
    /// The plan in hand, if any.
    pub plan: Option<PlanLink>,
    /// Every plan of the place.
    pub plans: Vec<PlanLink>,
    /// The service navigation.
    pub navigation: Vec<Entry>,
    /// What the last act did.
    pub notice: Option<Notice>,
}

/// A person who is signed in.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Who {
    /// Their name.
    pub name: String,
    /// They may change the plan.
    pub may_edit: bool,
    /// They may say how actions go.
    pub may_answer: bool,
    /// They may confirm what others declared.
    pub may_confirm: bool,
    /// They may issue packs.
    pub may_issue: bool,
    /// They may record figures.
    pub may_measure: bool,
    /// They may see rows about children.
    pub may_see_children: bool,
    /// They may write and adapt definitions of measures.
    pub may_define: bool,
    /// They may manage users and settings.
    pub may_administer: bool,
    /// They may read the audit trail.
    pub may_audit: bool,
}

/// A plan one can go to.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PlanLink {
    /// Its identity.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The name of its place.
    pub place: String,
    /// The version label printed.
    pub version: Option<String>,
    /// The day its latest document speaks of.
    pub as_at: Option<String>,
    /// The first day on which anything is known of it.
    pub first_day: Option<String>,
}

/// One entry of the navigation.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Entry {
    /// Where it goes.
    pub href: String,
    /// Its word.
    pub text: String,
    /// The page belongs to it.
    pub active: bool,
    /// The page is it.
    pub current: bool,
}

/// What an act did, shown once on the page after it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Notice {
    /// One sentence.
    pub text: String,
    /// Where a form posts to take it back, if that is possible.
    pub undo: Option<String>,
}

/// The parts of a plan that the navigation names: the last word of the address and what it is called.
pub const PARTS: [(&str, &str); 6] = [
    ("", "Overview"),
    ("/plan", "Plan"),
    ("/recommendations", "Recommendations"),
    ("/measures", "Measures"),
    ("/health", "Plan health"),
    ("/packs", "Packs"),
];

/// The navigation for a page at `path`: the parts of the plan in hand, then Import.
pub fn navigation(plan: Option<&PlanLink>, path: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    if let Some(plan) = plan {
        let root = format!("/plans/{}", plan.id);
        let below = path.strip_prefix(&root);
        for (part, word) in PARTS {
            let active = below.is_some_and(|b| if part.is_empty() { b.is_empty() } else { belongs(b, part) });
            let current = below == Some(part);
            entries.push(Entry { href: format!("{root}{part}"), text: word.to_string(), active, current });
        }
    }
    let import = path == "/import";
    entries.push(Entry {
        href: "/import".into(),
        text: "Import".into(),
        active: path.starts_with("/import"),
        current: import,
    });
    entries
}

/// Lines and actions belong to the plan's page; performance, case lists, figures, published
/// tables and definitions to the measures.
fn belongs(below: &str, part: &str) -> bool {
    below.starts_with(part)
        || (part == "/plan"
            && (below.starts_with("/lines/")
                || below.starts_with("/actions/")
                || below.starts_with("/priorities/")))
        || (part == "/measures"
            && ["/performance", "/computed/", "/lists", "/definitions", "/figures", "/published"]
                .iter()
                .any(|p| below.starts_with(p)))
}

#[cfg(test)]
mod tests {
    use super::{PlanLink, navigation};

    #[test]
    fn an_action_belongs_to_the_plan_and_there_are_at_most_seven_entries() {
        let plan = PlanLink { id: "p".into(), title: "Plan".into(), ..PlanLink::default() };
        let entries = navigation(Some(&plan), "/plans/p/actions/x");
        assert!(entries.len() <= 7);
        let active: Vec<&str> = entries.iter().filter(|e| e.active).map(|e| e.text.as_str()).collect();
        assert_eq!(active, ["Plan"]);
        assert!(navigation(Some(&plan), "/plans/p").iter().any(|e| e.current && e.text == "Overview"));
        assert_eq!(navigation(None, "/import").len(), 1);
    }
}
