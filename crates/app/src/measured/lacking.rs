//! What case lists lack for a measure, in words: which list, by its number in Annex A, and which column, by its header.

use extracts::list::{List, list};
use measures::either;

/// What is lacking, one entry for each list, without a stop: `list 7 (Child protection plans) has no column “Date of latest
/// review conference”`. What is neither a list nor a column of one stands as it is.
pub fn lacking(needs: &[String]) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    let mut without: Vec<(&List, Vec<String>)> = Vec::new();
    for need in needs {
        let columns: Option<Vec<(&List, &str)>> = either(need).map(column).collect();
        match columns.as_deref() {
            Some([(list, title), others @ ..]) => {
                let others = others.iter().map(|(_, other)| format!(" or “{other}”"));
                let titles = format!("“{title}”{}", others.collect::<String>());
                match without.iter_mut().find(|(l, _)| l.name == list.name) {
                    Some((_, all)) => all.push(titles),
                    None => without.push((list, vec![titles])),
                }
            }
            _ => said.push(other(need)),
        }
    }
    said.extend(
        without.iter().map(|(list, all)| format!("{} has no column {}", name(list), all.join(", nor "))),
    );
    said
}

/// A list that is not there, or what has no form of its own.
fn other(need: &str) -> String {
    if let Some(list) = list(need) {
        return format!("{} is not there", name(list));
    }
    match need.split_once(' ').and_then(|(first, rest)| Some((column(first)?, rest))) {
        Some(((list, title), "over twelve months")) => {
            format!("“{title}” in {} does not reach back twelve months", name(list))
        }
        _ => format!("it needs {need}"),
    }
}

/// A column as `list.column`: its list and its header.
fn column(need: &str) -> Option<(&'static List, &'static str)> {
    let (of, column) = need.split_once('.')?;
    let list = list(of)?;
    Some((list, list.column(column)?.title.as_str()))
}

fn name(list: &List) -> String {
    match list.number {
        Some(number) => format!("list {number} ({})", list.title),
        None => format!("the list {}", list.title),
    }
}

#[cfg(test)]
mod tests {
    use super::lacking;

    #[test]
    fn what_is_lacking_is_told_with_the_list_and_the_header() {
        let said =
            |needs: &[&str]| lacking(&needs.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>()).join("; ");
        assert_eq!(said(&["referrals"]), "list 3 (Referrals) is not there");
        assert_eq!(
            said(&["visits", "child_protection_plans.last_review_on", "child_protection_plans.ended_on"]),
            "the list Visits is not there; list 7 (Child protection plans) has no column “Date of latest review \
             conference”, nor “Child Protection Plan End Date”"
        );
        assert_eq!(
            said(&["care_leavers.born or care_leavers.age"]),
            "list 9 (Care leavers) has no column “Date of Birth” or “Age of Child (Years)”"
        );
        assert_eq!(
            said(&["referrals.received_on over twelve months"]),
            "“Date of referral” in list 3 (Referrals) does not reach back twelve months"
        );
        assert_eq!(
            said(&["Children of 0 to 17 up to this day"]),
            "it needs Children of 0 to 17 up to this day"
        );
        assert!(lacking(&[]).is_empty());
    }
}
