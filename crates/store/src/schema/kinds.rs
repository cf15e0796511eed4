//! The list of kinds: one line a field. Fields are added, never renamed or removed: events name them for ever.

use super::Type::{Bool, Day, Decimal, Int, Ref, Text, Word};
use super::{Field, KindDef};

macro_rules! kinds {
    ($($variant:ident $name:literal $doc:literal { $($field:ident $must:ident $ty:expr, $fdoc:literal;)* })*) => {
        /// A kind of kept thing.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $(#[doc = $doc] $variant,)*
        }

        impl Kind {
            /// Every kind, in the order of the schema page.
            pub const ALL: &'static [Kind] = &[$(Kind::$variant,)*];

            /// Its name, meaning and fields.
            pub fn def(self) -> &'static KindDef {
                match self {
                    $(Kind::$variant => {
                        const DEF: KindDef = KindDef {
                            name: $name,
                            doc: $doc,
                            fields: &[$(Field {
                                name: stringify!($field),
                                ty: $ty,
                                required: matches!(Must::$must, Must::always),
                                doc: $fdoc,
                            },)*],
                        };
                        &DEF
                    })*
                }
            }
        }
    };
}

/// Whether a field always holds something.
#[expect(non_camel_case_types, reason = "they read as words in the list below")]
#[derive(Clone, Copy)]
enum Must {
    always,
    maybe,
}

const ANY: super::Type = Ref(&[]);
const GIVEN: super::Type = Word(&["own", "line", "assumed", "none"]);
const PERIOD: super::Type = Word(&["day", "month", "range", "year-to-date"]);
const DATE_KINDS: &[&str] = &[
    "point",
    "start",
    "range",
    "recurring",
    "ongoing",
    "either",
    "milestone",
    "unknown",
    "trigger",
    "completed",
];

kinds! {
    Place "place" "A council's area; its own identity is its place." {
        name always Text, "The name.";
    }
    Plan "plan" "A plan of a place. It belongs to itself." {
        title always Text, "The title as printed.";
        owner maybe Text, "Who owns it, as printed.";
        version maybe Text, "The version label as printed.";
        as_at maybe Day, "The day its document speaks of.";
        review maybe Text, "When it is reviewed, as printed.";
        place_name maybe Text, "The council's area, as printed.";
        predecessor maybe Ref(&[Kind::Plan]), "The plan it follows.";
        thresholds maybe Text, "Settings of its ratings, as JSON; nothing means the defaults.";
    }
    Import "import" "An accepted import of a document; its identity is the batch of its events." {
        name always Text, "The file's name.";
        sha256 always Text, "The hash of the file's bytes, in hexadecimal.";
        as_at maybe Day, "The day the document speaks of.";
        title maybe Text, "The document's title.";
        label maybe Text, "What people call this import.";
        reconciliation maybe Text, "The account of its cells, as JSON.";
        returned maybe Int, "1 where it was a workbook written out to be filled in: no version of the plan.";
        left_out maybe Int, "How many of its differences a person left out; nothing for none.";
    }
    Inspection "inspection" "An inspection the plan answers." {
        title always Text, "What it was called.";
        held maybe Text, "The days it took, as printed.";
        from_day maybe Day, "Its first day.";
        to_day maybe Day, "Its last day.";
        published maybe Day, "When its report was published.";
    }
    Judgement "judgement" "One grade of an inspection." {
        inspection maybe Ref(&[Kind::Inspection]), "The inspection that gave it.";
        area always Text, "The area judged.";
        grade always Text, "The grade, in the words of its framework.";
    }
    Recommendation "recommendation" "What an inspection asked for." {
        inspection maybe Ref(&[Kind::Inspection]), "The inspection that asked.";
        number always Text, "Its bare number.";
        text always Text, "Its words.";
        band maybe Text, "The inspector's time: `immediately`, `3 months` …";
        source maybe Text, "Where the inspector said it, as printed.";
    }
    Statement "statement" "A sentence or paragraph belonging to something." {
        parent always ANY, "What it belongs to.";
        role always Word(&["outcome", "commentary", "wording", "report-recommendation"]), "What it is to its parent.";
        text always Text, "The words.";
    }
    Priority "priority" "A node of the plan's tree." {
        key always Text, "The printed number; for a section the parent's key, a slash and the title.";
        kind always Word(&["priority", "theme", "programme", "section"]), "What kind of node.";
        title always Text, "Its title.";
        parent maybe Ref(&[Kind::Priority]), "The node above.";
    }
    Holder "holder" "An owner phrase, sponsor, non-executive or lead." {
        parent always ANY, "The action or priority held.";
        role always Word(&["owner", "sponsor", "non-executive", "lead"]), "In what capacity.";
        text always Text, "The phrase as printed.";
        person maybe Ref(&[Kind::Named]), "Whom it names, once known.";
    }
    Line "line" "What groups actions under one reference." {
        reference always Text, "Its reference as text.";
        title always Text, "Its title.";
        priority maybe Ref(&[Kind::Priority]), "Its priority.";
    }
    Action "action" "The thing to be done." {
        reference always Text, "How it is called.";
        line maybe Ref(&[Kind::Line]), "Its line.";
        priority maybe Ref(&[Kind::Priority]), "Its priority or section.";
        ordinal maybe Int, "Its position in its line, or in the plan where there are no lines; 1-based.";
        letter maybe Text, "The printed letter.";
        text always Text, "The words.";
        lead_body maybe Text, "The body that leads, as printed.";
        resources maybe Text, "Resources, as printed.";
        owners_from maybe GIVEN, "How it came by its owners.";
        dates_from maybe GIVEN, "How it came by its dates.";
        status maybe Word(&["complete"]), "Complete, as the document or its owner says.";
        refers_to maybe Text, "References to other actions, one a line.";
        delivery maybe Word(&["red", "amber", "yellow", "green", "blue", "grey"]), "The delivery rating printed.";
        impact maybe Word(&["red", "amber", "yellow", "green", "grey"]), "The impact rating printed.";
        done_on maybe Day, "The day it was done.";
        declared_by maybe Text, "Who said that it was done.";
        confirmed_by maybe Text, "Who confirmed it.";
        confirmed_on maybe Day, "When it was confirmed.";
        by_import maybe Bool, "It was confirmed by being printed as complete in an imported plan.";
    }
    Part "part" "A sub-item of an action." {
        action always Ref(&[Kind::Action]), "The action.";
        letter maybe Text, "The printed letter or mark.";
        text always Text, "The words.";
    }
    Answer "answer" "That a line or action answers a recommendation." {
        parent always Ref(&[Kind::Line, Kind::Action]), "What answers.";
        number always Text, "The recommendation's bare number, as printed.";
        recommendation maybe Ref(&[Kind::Recommendation]), "The recommendation, where it is kept.";
    }
    TargetDate "target_date" "A target date: the phrase and its meaning." {
        action always Ref(&[Kind::Action]), "The action.";
        phrase always Text, "Exactly as written.";
        kind always Word(DATE_KINDS), "What kind of date.";
        from_day maybe Day, "First day meant.";
        to_day maybe Day, "Last day meant: the due day.";
        superseded maybe Bool, "A later date of the same action replaced it.";
        set_on maybe Day, "The day it was set.";
        reason maybe Text, "Why it replaced the one before.";
        approved_by maybe Text, "Who agreed.";
    }
    Update "update" "An account of progress." {
        parent always ANY, "The action, line, priority or plan.";
        text always Text, "The words.";
        as_at maybe Day, "The day it speaks of.";
        author maybe Text, "Who wrote it.";
        stance maybe Word(&["on-track", "off-track", "done"]), "What its author declares.";
    }
    Evidence "evidence" "A link or file that proves something." {
        action always Ref(&[Kind::Action]), "The action.";
        text always Text, "What it is and proves.";
        link maybe Text, "Its address or file name.";
        as_at maybe Day, "The day it speaks of.";
    }
    Rating "rating" "A rating given by a person." {
        parent always ANY, "The action, line, priority or measure rated.";
        axis always Word(&["delivery", "impact"]), "Which axis.";
        level maybe Word(&["red", "amber", "yellow", "green", "blue", "grey"]), "The level; nothing means not rated.";
        given_on always Day, "The day from which it holds.";
        by always Text, "Who gave it.";
        reason maybe Text, "Why.";
    }
    Measure "measure" "An indicator; one entry per breakdown." {
        line maybe Ref(&[Kind::Line]), "The line judged by it.";
        action maybe Ref(&[Kind::Action]), "The action judged by it.";
        key always Text, "The slug of its words, the same wherever it is repeated.";
        text always Text, "Its definition as printed.";
        breakdown maybe Text, "The service, age band or grade.";
        target maybe Decimal, "The target.";
        unit maybe Text, "The unit.";
        direction maybe Word(&["higher", "lower", "level"]), "Which way is better.";
        tolerance maybe Decimal, "How far short still counts as within tolerance.";
        baseline maybe Decimal, "The baseline.";
        baseline_kind maybe PERIOD, "The kind of the baseline's period.";
        baseline_from maybe Day, "The first day of the baseline's period.";
        baseline_to maybe Day, "The last day of the baseline's period.";
        limits_from maybe Day, "The first day of the returns that its chart's limits rest on.";
        limits_to maybe Day, "The last day of the returns that its chart's limits rest on.";
        source maybe Text, "The report it comes from, as printed.";
    }
    Observation "observation" "One value of a measure." {
        measure_key always Text, "The key of its measure.";
        measure maybe Ref(&[Kind::Measure]), "The measure's entry, where one is kept.";
        line maybe Ref(&[Kind::Line]), "The line it was printed under.";
        text maybe Text, "What the document calls it.";
        breakdown maybe Text, "The service, age band or grade.";
        numerator maybe Int, "Cases counted.";
        denominator maybe Int, "Cases in all.";
        overdue maybe Int, "Cases printed as overdue.";
        stated maybe Text, "The value as printed.";
        value maybe Decimal, "The stated value as a figure.";
        computed maybe Decimal, "The value computed.";
        baseline maybe Bool, "It is the baseline.";
        source maybe Text, "The report it comes from.";
        period_kind maybe PERIOD, "The kind of its period.";
        period_from maybe Day, "First day.";
        period_to maybe Day, "Last day.";
        definition maybe Text, "The definition that computed it: `key@version`.";
        snapshot maybe Text, "The hash of the lists it was computed from.";
    }
    DefinedOutcome "defined_outcome" "An outcome with thresholds." {
        text always Text, "The outcome.";
        unmet maybe Text, "What counts as unmet.";
        met maybe Text, "What counts as met.";
        exceeded maybe Text, "What counts as exceeded.";
        significantly_exceeded maybe Text, "What counts as significantly exceeded.";
        due maybe Text, "By when, as printed.";
    }
    Diagnostic "diagnostic" "One point of an external diagnostic." {
        text always Text, "The words.";
        source maybe Text, "Who said it.";
    }
    Decision "decision" "What was approved." {
        text always Text, "What was decided.";
        body maybe Text, "The body that decided.";
        day maybe Day, "The day.";
        source maybe Text, "What it answers, as printed.";
    }
    ServicePlan "service_plan" "A service-level plan." {
        title always Text, "Its title.";
        owner maybe Text, "Who owns it.";
    }
    Named "named" "A person, office, body or service under its canonical name." {
        name always Text, "The canonical name.";
        kind always Text, "What it is: person, role, board, organisation, service …";
        section maybe Word(&["services", "bodies", "people"]), "The list of the plan it stands in.";
        merged_into maybe Ref(&[Kind::Named]), "The name it turned out to be the same as.";
    }
    Alias "alias" "Another spelling of a name." {
        named always Ref(&[Kind::Named]), "The name.";
        text always Text, "The spelling met.";
    }
    KeptText "kept_text" "Text that was not recognised as anything else." {
        under always Text, "What it belongs to.";
        text always Text, "The words.";
    }
    Acknowledgement "acknowledgement" "A finding somebody looked at and accepts." {
        code always Text, "The rule's code.";
        subject always Text, "What the finding is about.";
        reason maybe Text, "Why it may stand.";
    }
    User "user" "Somebody who signs in." {
        name always Text, "The name shown.";
        email always Text, "The address that signs in.";
        role always Text, "What they may do.";
        person maybe Ref(&[Kind::Named]), "Which named person they are.";
    }
    Setting "setting" "A setting of the place, or of a plan." {
        key always Text, "Which.";
        value maybe Text, "Its value.";
    }
    Pack "pack" "A set of documents for one meeting: drafted, commented, approved, issued; then kept as it is for ever." {
        kind always Text, "Its layout: `board`, `scrutiny` …, or the name of a layout of the council's own.";
        title always Text, "Its title.";
        board always Text, "Who it is for.";
        meeting maybe Day, "The day they meet.";
        as_of always Day, "The day it speaks of.";
        since maybe Day, "The day it compares with.";
        since_what maybe Text, "What that day was.";
        part always Word(&["i", "ii"]), "Part I may be published; Part II may not.";
        exempt_why maybe Text, "Why it may not be published.";
        programme maybe Text, "The key of the priority it is about; nothing for the whole plan.";
        layout maybe Text, "The layout as data, where it is the council's own.";
        edition maybe Int, "How often its words or terms were changed: an approval names the edition it saw.";
        approved_by maybe Text, "Who approved it.";
        approved_on maybe Day, "When.";
        known maybe Int, "The last event it knows of, fixed when it was approved.";
        issued_by maybe Text, "Who issued it.";
        issued_on maybe Day, "When.";
        program maybe Text, "The version of the program that made its files.";
        inputs maybe Text, "What it was made from, as JSON.";
        supersedes maybe Ref(&[Kind::Pack]), "The issued pack it takes the place of.";
    }
    PackWords "pack_words" "What a person wrote about a section of a pack." {
        pack always Ref(&[Kind::Pack]), "The pack.";
        section always Text, "The section's key.";
        text always Text, "The words.";
        author always Text, "Who wrote them.";
        written_on always Day, "When.";
    }
    PackRelease "pack_release" "That a person let the free text of a section be published." {
        pack always Ref(&[Kind::Pack]), "The pack.";
        section always Text, "The section's key.";
        author always Text, "Who released it.";
        released_on always Day, "When.";
        content maybe Text, "The hash of the section as they read it.";
    }
    PackFile "pack_file" "A file of an issued pack; its bytes are kept as a document." {
        pack always Ref(&[Kind::Pack]), "The pack.";
        format always Text, "Its format: `pdf`, `docx`, `xlsx`, `html`.";
        name always Text, "Its name.";
        sha256 always Text, "The hash of its bytes, in hexadecimal.";
        size always Int, "How many bytes.";
    }
    AccessKey "access_key" "By which another program or a calendar reads: the key's hash, never the key." {
        name always Text, "What it is for.";
        reach always Word(&["data", "calendar"]), "The interface for programs, or a calendar of due days.";
        shows maybe Ref(&[Kind::Plan]), "The plan of a calendar.";
        owner maybe Text, "Whose actions a calendar shows; nothing for everybody's.";
        hash always Text, "The hash of the key, in hexadecimal.";
        made_by always Text, "Who made it.";
        made_on always Day, "When.";
        ends always Day, "The last day on which it works.";
    }
    Snapshot "snapshot" "Lists of a case system delivered for a day, and what was computed of them. Rows about children are kept apart." {
        hash always Text, "The hash of the files.";
        as_at always Day, "The day the lists speak of.";
        ends always Day, "The last day on which rows about children are kept.";
        lists always Text, "The lists delivered with their numbers of rows, as JSON.";
        quality always Text, "How many faults each rule of data quality found, as JSON.";
        unmapped maybe Text, "Teams that belonged to no service, with their numbers of rows, as JSON.";
        rejected maybe Int, "How many cells stayed empty because what was written could not be taken.";
        pseudonyms maybe Bool, "Numbers of children were replaced by pseudonyms.";
        figures always Text, "The hash of the document that holds the figures computed.";
        first_figures maybe Text, "Nothing writes it any more: what was restated stands with the definition that did it.";
        gone maybe Day, "The day on which its rows about children were destroyed, or on which it was kept without them.";
    }
    Binding "binding" "By which definition a measure of a plan is computed." {
        measure_key always Text, "The key of the measure.";
        definition always Text, "The key of the definition.";
        by always Text, "Who confirmed it.";
    }
    QualityIssue "quality_issue" "A fault of recording that somebody follows up." {
        rule always Text, "The code of the rule of data quality.";
        owner maybe Text, "Who follows it up.";
        state always Word(&["open", "in-hand", "closed"]), "How far it is.";
        due maybe Day, "By when.";
        note maybe Text, "What is being done.";
    }
    Figure "figure" "A figure of a definition that somebody stated: typed in, or of the past from a file. A newer one for the same period takes its place; it stays." {
        definition always Text, "The key of the definition.";
        service maybe Text, "The service; nothing for the whole.";
        numerator maybe Decimal, "Cases counted.";
        denominator maybe Decimal, "Cases in all.";
        value always Decimal, "The value as stated, or, where none is, what the cases make.";
        stated maybe Text, "The value as it was written.";
        period_kind always PERIOD, "The kind of its period.";
        period_from always Day, "First day.";
        period_to always Day, "Last day.";
        as_at always Day, "The day on which it was so.";
        source always Text, "Where it comes from.";
        by always Text, "Who stated it.";
    }
    PublishedTable "published_table" "A published table that figures are held against; its file is kept as a document." {
        name always Text, "The file's name.";
        what always Word(&["values", "dictionary", "neighbours"]), "Values, what measures mean, or which authorities are like which.";
        sha256 always Text, "The hash of the file's bytes, in hexadecimal.";
        document always Text, "The hash of the packed file, by which it is kept.";
        source always Text, "Who published it.";
        published maybe Day, "When it was published or fetched.";
        rows always Int, "How many of its rows are used.";
        rejected maybe Int, "How many rows could not be used.";
        by always Text, "Who loaded it.";
    }
    Definition "definition" "A definition of a measure that the place wrote or adapted; every version stays." {
        key always Text, "What programs call it.";
        version always Int, "Counts up with every change of what is counted.";
        content always Text, "The definition as a file.";
        by always Text, "Who wrote this version.";
        since always Day, "The day from which it holds.";
        reason always Text, "Why it was written or changed.";
        restated maybe Text, "The hash of the document of what earlier snapshots give by it.";
    }
}
