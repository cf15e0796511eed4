//! Phrases and their meanings, worked by hand.

use proptest::prelude::*;

use crate::at::At;
use crate::day::Day;
use crate::plan::Given;

use super::{
    FoundKind, Share, Written, as_at_day, file_stamp, find_dates, fold, meaning, share, split_cell,
    split_written, target_dates,
};

fn day(iso: &str) -> Day {
    Day::parse_iso(iso).unwrap()
}

/// Lines of `phrase | kind | from | to`, read as of a day; `-` is no day.
fn check(context: &str, table: &str) {
    let mut wrong = Vec::new();
    for line in table.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let fields: Vec<&str> = line.split('|').map(str::trim).collect();
        let [phrase, kind, from, to] = fields[..] else { panic!("bad line: {line}") };
        let m = meaning(phrase, day(context));
        let show = |d: Option<Day>| d.map_or("-".to_owned(), Day::iso);
        let got = (m.kind.word(), show(m.from), show(m.to));
        if got != (kind, from.to_owned(), to.to_owned()) {
            wrong.push(format!("{phrase}: expected {kind} {from} {to}, got {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_phrases_of_a_timescale_column() {
    check(
        "2016-12-01",
        "
        COMPLETED | completed | - | -
        November 2017 | point | 2017-11-01 | 2017-11-30
        tbc | unknown | - | -
        COMPLETED November 2017 | completed | 2017-11-01 | 2017-11-30
        Oct 2012 | point | 2012-10-01 | 2012-10-31
        Sept 2012 | point | 2012-09-01 | 2012-09-30
        Programme commenced May 2012 | start | 2012-05-01 | -
        Programme started May 2012 | start | 2012-05-01 | -
        ",
    );
}

#[test]
fn the_phrases_of_a_target_date_column() {
    check(
        "2021-12-01",
        "
        June 2021 | point | 2021-06-01 | 2021-06-30
        Dec 2021 | point | 2021-12-01 | 2021-12-31
        By Sept 2021 | point | 2021-09-01 | 2021-09-30
        By October 2021 | point | 2021-10-01 | 2021-10-31
        Early August 2021 | point | 2021-08-01 | 2021-08-10
        End of August 2021 | point | 2021-08-31 | 2021-08-31
        End of Sept 2021 | point | 2021-09-30 | 2021-09-30
        During Oct 2021 | point | 2021-10-01 | 2021-10-31
        From June 2021 | start | 2021-06-01 | -
        Ongoing from Sept 2021 | start | 2021-09-01 | -
        Next phase from March 2022 | start | 2022-03-01 | -
        March 2022 onwards | start | 2022-03-01 | -
        Ongoing | ongoing | - | -
        Ongoing activity | ongoing | - | -
        To follow Govt road maps | trigger | - | -
        Each quarter starting in July 2021 | recurring | 2021-07-01 | -
        From August 2021-Jan 2022 | range | 2021-08-01 | 2022-01-31
        October 2021 and March 2022 | milestone | 2021-10-01 | 2022-03-31
        Sept 2021 and March 2022 | milestone | 2021-09-01 | 2022-03-31
        October 2021 and ongoing | milestone | 2021-10-01 | -
        Dec 2021/Jan 2022 | either | 2021-12-01 | 2022-01-31
        Sept-2021 | point | 2021-09-01 | 2021-09-30
        June 2021 July 2021 | point | 2021-07-01 | 2021-07-31
        July 1st 2022 at the earliest | point | 2022-07-01 | 2022-07-01
        ",
    );
}

#[test]
fn the_forms_that_occur_in_running_text() {
    check(
        "2021-12-01",
        "
        29th March 2021 | point | 2021-03-29 | 2021-03-29
        29 th March 2021 | point | 2021-03-29 | 2021-03-29
        29/03/2021 | point | 2021-03-29 | 2021-03-29
        16/11/21 | point | 2021-11-16 | 2021-11-16
        14.03.24 | point | 2024-03-14 | 2024-03-14
        2021-11-29 | point | 2021-11-29 | 2021-11-29
        09 Sept 21 | point | 2021-09-09 | 2021-09-09
        29-Nov-21 | point | 2021-11-29 | 2021-11-29
        July 21 | point | 2021-07-01 | 2021-07-31
        Oct '21 | point | 2021-10-01 | 2021-10-31
        April to September 2021 | range | 2021-04-01 | 2021-09-30
        Oct - Dec | range | 2021-10-01 | 2021-12-31
        Jan- March 2022 | range | 2022-01-01 | 2022-03-31
        mid- October | point | 2021-10-11 | 2021-10-20
        last month | point | 2021-11-01 | 2021-11-30
        August | point | 2021-08-01 | 2021-08-31
        w/c 6th December | point | 2021-12-06 | 2021-12-12
        week commencing 29th November | point | 2021-11-29 | 2021-12-05
        Friday 14th January | point | 2022-01-14 | 2022-01-14
        Tuesday 7th December | point | 2021-12-07 | 2021-12-07
        1st December | point | 2021-12-01 | 2021-12-01
        2020/2021 | point | 2020-04-01 | 2021-03-31
        2019/20 | point | 2019-04-01 | 2020-03-31
        2019/21 | point | 2019-04-01 | 2021-03-31
        end of March 2020 | point | 2020-03-31 | 2020-03-31
        early 2022 | point | 2022-01-01 | 2022-04-30
        the new year | point | 2022-01-01 | 2022-01-31
        24 November - 17 December 2015 | range | 2015-11-24 | 2015-12-17
        November and December 2015 | milestone | 2015-11-01 | 2015-12-31
        November/December 2013 | either | 2013-11-01 | 2013-12-31
        24 - 26 March 2021 | range | 2021-03-24 | 2021-03-26
        December 2021 - Feb | range | 2021-12-01 | 2022-02-28
        ",
    );
    check("2015-03-01", "March 14 | point | 2014-03-01 | 2014-03-31");
    check(
        "2012-09-28",
        "11th July 2012 | point | 2012-07-11 | 2012-07-11\n since 1 April | start | 2012-04-01 | -",
    );
}

#[test]
fn seasons_quarters_terms_and_numeric_days() {
    check(
        "2024-05-20",
        "
        Q2 2024/25 | point | 2024-07-01 | 2024-09-30
        Q4 2024/25 | point | 2025-01-01 | 2025-03-31
        quarter 3 2024 | point | 2024-07-01 | 2024-09-30
        Q1 | point | 2024-04-01 | 2024-06-30
        Spring 2025 | point | 2025-03-01 | 2025-05-31
        Winter 2024/25 | point | 2024-12-01 | 2025-02-28
        Autumn term 2024 | point | 2024-09-01 | 2024-12-31
        by October half term | point | 2024-10-25 | 2024-10-31
        by end of the summer term | point | 2024-07-31 | 2024-07-31
        end of financial year | point | 2025-03-31 | 2025-03-31
        End of 2024/25 | point | 2025-03-31 | 2025-03-31
        By year end | point | 2025-03-31 | 2025-03-31
        Easter 2025 | point | 2025-04-20 | 2025-04-20
        no later than 30 June 2024 | point | 2024-06-30 | 2024-06-30
        Before April 2025 | point | - | 2025-03-31
        Until March 2025 | range | - | 2025-03-31
        Between June and August 2024 | range | 2024-06-01 | 2024-08-31
        within 3 months | point | 2024-05-20 | 2024-08-20
        Within six weeks | point | 2024-05-20 | 2024-07-01
        Immediately | point | 2024-05-20 | 2024-05-20
        Immediate | point | 2024-05-20 | 2024-05-20
        2025 | point | 2025-01-01 | 2025-12-31
        end of the month | point | 2024-05-31 | 2024-05-31
        31/4/2024 | unknown | - | -
        30/6/24 | point | 2024-06-30 | 2024-06-30
        first week of June 2024 | point | 2024-06-01 | 2024-06-07
        ",
    );
}

#[test]
fn words_without_a_day() {
    check(
        "2024-05-20",
        "
        TBA | unknown | - | -
        To be confirmed | unknown | - | -
        N/A | unknown | - | -
        - | unknown | - | -
        | unknown | - | -
        As soon as possible | unknown | - | -
        Annually | recurring | - | -
        Termly | recurring | - | -
        Monthly from June 2024 | recurring | 2024-06-01 | -
        Every six months | recurring | - | -
        Continuous | ongoing | - | -
        On-going | ongoing | - | -
        Business as usual | ongoing | - | -
        Once the new system is live | trigger | - | -
        Following the restructure | trigger | - | -
        Subject to funding | trigger | - | -
        After the inspection | trigger | - | -
        When the post is filled | trigger | - | -
        Within 3 months of publication | trigger | - | -
        Done | completed | - | -
        Closed 14 March 2024 | completed | 2024-03-14 | 2024-03-14
        Completed - March 2024 | completed | 2024-03-01 | 2024-03-31
        To be completed by June 2024 | point | 2024-06-01 | 2024-06-30
        Not yet complete | unknown | - | -
        March 2025 (tbc) | point | 2025-03-01 | 2025-03-31
        ",
    );
}

fn cut(cell: &str) -> Vec<String> {
    split_cell(cell)
}

#[test]
fn run_on_cells_are_cut_into_their_phrases() {
    assert_eq!(
        cut("July 2021 July 2021 October 2021 October 2021 February 2022 October 2021 and ongoing"),
        [
            "July 2021",
            "July 2021",
            "October 2021",
            "October 2021",
            "February 2022",
            "October 2021 and ongoing"
        ]
    );
    for whole in [
        "October 2021 and March 2022",
        "Dec 2021/Jan 2022",
        "From August 2021-Jan 2022",
        "Each quarter starting in July 2021",
        "Ongoing from Oct 2021",
        "October 2021 and ongoing",
        "March 2022 onwards",
        "COMPLETED November 2017",
        "Programme commenced May 2012",
        "To follow Govt road maps",
        "Next phase from March 2022",
        "July 1st 2022 at the earliest",
        "March 2025 (tbc)",
        "w/c 6th December",
        "Monthly from June 2024",
        "Ongoing activity",
    ] {
        assert_eq!(cut(whole), [whole]);
    }
    assert_eq!(cut("June 2021 July 2021"), ["June 2021", "July 2021"]);
    assert_eq!(cut("Sept-2021 October 2021"), ["Sept-2021", "October 2021"]);
    assert_eq!(cut("From August 2021 Jan 2022"), ["From August 2021", "Jan 2022"]);
    assert_eq!(cut("From July 2021 From October 2021"), ["From July 2021", "From October 2021"]);
    assert_eq!(
        cut("Dec 2021/Jan 2022 From July 2021 Aug 2021 Sept 2021 Sept 2021"),
        ["Dec 2021/Jan 2022", "From July 2021", "Aug 2021", "Sept 2021", "Sept 2021"]
    );
    assert_eq!(
        cut("Dec 2021 Sept 2021 March 2022 onwards March 2022 onwards Dec 2021"),
        ["Dec 2021", "Sept 2021", "March 2022 onwards", "March 2022 onwards", "Dec 2021"]
    );
    assert_eq!(cut("Ongoing Ongoing March 2022 tbc"), ["Ongoing", "Ongoing", "March 2022 tbc"]);
    assert_eq!(cut("30/06/2024\n31/07/2024; ongoing"), ["30/06/2024", "31/07/2024", "ongoing"]);
    assert_eq!(
        cut("By end of June 2024 By end of July 2024"),
        ["By end of June 2024", "By end of July 2024"]
    );
    assert_eq!(cut("  "), Vec::<String>::new());
}

#[test]
fn what_is_struck_through_is_replaced() {
    let written = split_written("~~June 2021~~ <del>July 2021</del> December 2021");
    let show: Vec<_> = written.iter().map(|w| (w.text.as_str(), w.struck)).collect();
    assert_eq!(show, [("June 2021", true), ("July 2021", true), ("December 2021", false)]);
    let dates = target_dates(&written, day("2021-12-01"), &At::default());
    assert_eq!(dates.iter().map(|d| d.superseded).collect::<Vec<_>>(), [true, true, false]);
}

fn texts(shares: &[Share]) -> Vec<Vec<&str>> {
    shares.iter().map(|s| s.phrases.iter().map(|p| p.text.as_str()).collect()).collect()
}

fn shared(paragraphs: &[&str], actions: usize) -> Vec<Share> {
    let paragraphs: Vec<Vec<Written>> = paragraphs.iter().map(|p| split_written(p)).collect();
    share(&paragraphs, actions, day("2021-12-01"))
}

#[test]
fn only_a_surplus_is_a_slip() {
    let four =
        shared(&["July 2021 July 2021 October 2021 October 2021 February 2022 October 2021 and ongoing"], 4);
    assert_eq!(
        texts(&four),
        [
            vec!["July 2021"],
            vec!["July 2021", "October 2021"],
            vec!["October 2021", "February 2022"],
            vec!["October 2021 and ongoing"]
        ]
    );
    assert!(four.iter().all(|s| s.given == Given::Assumed));
    let two = shared(&["June 2021 March 2022"], 2);
    assert_eq!(texts(&two), [["June 2021"], ["March 2022"]]);
    assert!(two.iter().all(|s| s.given == Given::Own));
    let six = shared(&["March 2022"], 6);
    assert!(six.iter().all(|s| s.given == Given::Line && s.phrases.len() == 1));
    let five = shared(&["Dec 2021/Jan 2022", "Next phase from March 2022"], 5);
    let given: Vec<_> = five.iter().map(|s| s.given).collect();
    assert_eq!(given, [Given::Assumed, Given::Assumed, Given::None, Given::None, Given::None]);
    let paragraphs = shared(&["By Sept 2021", "June 2021 July 2021", "July 2021"], 3);
    assert_eq!(texts(&paragraphs), [vec!["By Sept 2021"], vec!["June 2021", "July 2021"], vec!["July 2021"]]);
    let one = shared(&["August 2021 October 2021"], 1);
    assert_eq!(texts(&one), [["August 2021", "October 2021"]]);
    assert!(shared(&[], 2).iter().all(|s| s.given == Given::None && s.phrases.is_empty()));
}

#[test]
fn dates_are_found_in_prose() {
    let check = |text: &str, expected: &[(&str, &str, &str, FoundKind)]| {
        let found = find_dates(text, Some(day("2021-12-01")));
        let got: Vec<_> =
            found.iter().map(|f| (&text[f.start..f.end], f.from.iso(), f.to.iso(), f.kind)).collect();
        let expected: Vec<_> =
            expected.iter().map(|(t, a, b, k)| (*t, (*a).to_owned(), (*b).to_owned(), *k)).collect();
        assert_eq!(got, expected, "{text}");
    };
    check("Baseline 29/03/2021 Weekly Report", &[("29/03/2021", "2021-03-29", "2021-03-29", FoundKind::Day)]);
    check(
        "April to September 2021 - Overall 90%",
        &[("April to September 2021", "2021-04-01", "2021-09-30", FoundKind::Range)],
    );
    check(
        "On 31 st March 2021 it was 90%",
        &[("31 st March 2021", "2021-03-31", "2021-03-31", FoundKind::Day)],
    );
    check(
        "it was 15th September 2021 -84.9%",
        &[("15th September 2021", "2021-09-15", "2021-09-15", FoundKind::Day)],
    );
    check(
        "7.6% October 2021 report (6.7% August 2021)",
        &[
            ("October 2021", "2021-10-01", "2021-10-31", FoundKind::Month),
            ("August 2021", "2021-08-01", "2021-08-31", FoundKind::Month),
        ],
    );
    check(
        "Aug 21 37% and Oct 21 35%",
        &[
            ("Aug 21", "2021-08-01", "2021-08-31", FoundKind::Month),
            ("Oct 21", "2021-10-01", "2021-10-31", FoundKind::Month),
        ],
    );
    check("2020/2021 core activity", &[("2020/2021", "2020-04-01", "2021-03-31", FoundKind::FinancialYear)]);
    check("We may march on within 3 months; open 1- 2 years, 18 - 21, 315 out of 316, version 0.11", &[]);
    check("92% last month", &[("last month", "2021-11-01", "2021-11-30", FoundKind::Month)]);
    // Found by fuzzing: the end of a rhythm does not lie before its beginning, in whatever order its days are printed.
    let m = meaning("2024-01 - See every child alone within ten days", day("2021-12-01"));
    assert_eq!((m.kind, m.from), (crate::plan::DateKind::Recurring, Some(day("2021-12-01"))));
    assert_eq!(m.to, Some(day("2024-01-31")));
    assert_eq!(file_stamp("Action Plan Progress 10 07 12"), Some(day("2012-07-10")));
    assert_eq!(as_at_day("December 2021", None), Some(day("2021-12-01")));
}

proptest! {
    #[test]
    fn any_text_has_a_meaning_and_loses_no_words(text in "[A-Za-z0-9 /,.&()~<>;'-]{0,60}|\\PC{0,40}") {
        let context = day("2021-12-01");
        let m = meaning(&text, context);
        if let (Some(from), Some(to)) = (m.from, m.to) {
            prop_assert!(from <= to, "{text}: {m:?}");
        }
        let words = |s: &str| fold(s).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        if !text.contains('~') && !text.contains('<') {
            prop_assert_eq!(words(&text), words(&split_cell(&text).concat()));
        }
        find_dates(&text, Some(context));
    }

    #[test]
    fn phrases_made_of_their_own_words_behave(
        parts in prop::collection::vec(prop::sample::select(vec![
            "From", "By", "early", "end of", "July 2021", "Sept-2021", "29/11/2021", "and", "/", "-", "ongoing",
            "Q2 2024/25", "w/c", "6th December", "tbc", "completed", "monthly", "2021/22", "spring term", "29 th",
            "March", "within 3 months", "last month", ",", ";", "2021", "21", "onwards", "half term", "the new year",
        ]), 0..8),
        actions in 0_usize..6,
    ) {
        let text = parts.join(" ");
        let context = day("2021-12-01");
        let m = meaning(&text, context);
        prop_assert_eq!(&m, &meaning(&text.to_uppercase().replace(' ', "  "), context));
        let phrases = split_written(&text);
        let shares = share(&[phrases], actions, context);
        prop_assert_eq!(shares.len(), actions);
        for s in &shares {
            prop_assert_eq!(target_dates(&s.phrases, context, &At::default()).len(), s.phrases.len());
        }
    }
}
