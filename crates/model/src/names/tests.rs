//! Owner phrases and names, worked by hand.

use proptest::prelude::*;

use super::{Alike, alike, distance, is_person, normal, owners};

#[test]
fn phrases_are_split_where_offices_meet() {
    for (phrase, expected) in [
        ("Practice Devt Lead & Head of HR and OD", &["Practice Devt Lead", "Head of HR and OD"][..]),
        ("HoS S&FS", &["HoS S&FS"]),
        ("Acting / Chief Executive", &["Acting / Chief Executive"]),
        ("Head of HR and OD", &["Head of HR and OD"]),
        ("Head of HR & OD", &["Head of HR & OD"]),
        ("HoS SQA/HoS S&FS", &["HoS SQA", "HoS S&FS"]),
        ("Head of HR/OD & Practice Devt Lead", &["Head of HR/OD", "Practice Devt Lead"]),
        ("Practice Devt Lead /Head of HR", &["Practice Devt Lead", "Head of HR"]),
        ("Practice Devt Lead with PIMs, HoS and TMs", &["Practice Devt Lead", "PIMs", "HoS", "TMs"]),
        ("Head of SQA & Practice, Devt Lead", &["Head of SQA", "Practice, Devt Lead"]),
        (
            "HoS Referral and Assessment & Team Manager Exploitation and Youth Justice",
            &["HoS Referral and Assessment", "Team Manager Exploitation and Youth Justice"],
        ),
        ("Head of Services for Families & Young People", &["Head of Services for Families & Young People"]),
        (
            "Child protection Coordinator and Team Managers",
            &["Child protection Coordinator", "Team Managers"],
        ),
        (
            "Complaints Co-ordinator (Social Care and Schools)",
            &["Complaints Co-ordinator (Social Care and Schools)"],
        ),
        ("NHS North Locality Director, Easton", &["NHS North Locality Director, Easton"]),
        ("OD Manager/Virtual School", &["OD Manager", "Virtual School"]),
        (
            "OD Manager/ Practice Devt Lead /Practice Lead (AB)",
            &["OD Manager", "Practice Devt Lead", "Practice Lead (AB)"],
        ),
        (
            "Practice Improvement Mentor/Participation Officer and Champion",
            &["Practice Improvement Mentor", "Participation Officer and Champion"],
        ),
        ("Amina Okoro and Tom Birch", &["Amina Okoro", "Tom Birch"]),
        ("All staff", &["All staff"]),
        ("", &[]),
    ] {
        assert_eq!(owners(phrase), expected, "{phrase}");
    }
}

#[test]
fn spellings_have_one_normal_form() {
    for (a, b) in [
        ("Practice Devt Lead", "Practice Development Lead"),
        ("Practice, Devt Lead", "Practice Dev Lead"),
        ("OD Mgr", "OD Manager"),
        ("Comms Officer", "Communications Officer"),
        ("HoS SQA", "Head of Service SQA"),
        ("HoS SQA", "Head of SQA"),
        ("Head of HR/OD", "Head of HR & OD"),
        ("Chief Exec", "Chief Executive"),
        ("Complaints Co- ordinator", "Complaints Coordinator"),
        ("Service Manager (Placement)", "Service Manager (Placements)"),
    ] {
        assert_eq!(normal(a), normal(b));
        assert_eq!(alike(a, b), Some(Alike::Same), "{a}, {b}");
    }
}

#[test]
fn candidates_for_aliases_are_named_with_their_reason() {
    for (a, b, expected) in [
        ("PIMs", "Practice Improvement Mentors", Some(Alike::Initials)),
        ("PIMS", "Practice Improvement Mentor", Some(Alike::Initials)),
        ("Practice Improvement Mentors", "Practice Improvement Managers", Some(Alike::Noun)),
        (
            "Head of Safeguarding & Specialist Services",
            "Head of Specialist and Safeguarding Service",
            Some(Alike::Order),
        ),
        ("Brigid Gilmoly", "Brigid Gilmooly", Some(Alike::Spelling)),
        ("Sasha Davis", "Sasha Davies", Some(Alike::Spelling)),
        ("Kit McAndrisen", "Kit McAndristen", Some(Alike::Spelling)),
        ("Head of HR", "Head of IT", None),
        ("Team Manager", "Service Manager", None),
        ("Amina Okoro", "Tom Birch", None),
        ("Team Managers", "Team Managers", None),
    ] {
        assert_eq!(alike(a, b), expected, "{a} / {b}");
        assert_eq!(alike(b, a), expected, "{b} / {a}");
    }
    assert!(is_person("Amina Okoro") && is_person("Dr Tom O'Birch") && !is_person("Social Care"));
    assert_eq!(distance("kitten", "sitting"), 3);
    assert_eq!(distance("ab", "ba"), 1);
}

proptest! {
    #[test]
    fn splitting_loses_no_words(phrase in "([A-Z][a-z]{1,6}|Lead|Manager|HoS|&|and|/|,|with|\\(x and y\\))( ([A-Z][a-z]{1,6}|Lead|Manager|HoS|&|and|/|,|with|of)){0,8}|\\PC{0,30}") {
        let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let found = owners(&phrase);
        let joined = found.concat();
        for owner in &found {
            prop_assert!(phrase.split_whitespace().collect::<String>().contains(&owner.split_whitespace().collect::<String>()));
        }
        prop_assert!(letters(&joined).len() <= letters(&phrase).len());
        prop_assert_eq!(normal(&normal(&phrase)), normal(&phrase));
    }
}
