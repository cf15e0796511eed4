//! Documents for the writers' tests and benchmarks: a short one with everything a document can hold, one as long as a
//! board's pack, one that tries to break out.

use reports::document::{
    Block, Brand, Cell, Column, Document, Fact, Figure, Picture, Run, Section, Table, Tone, Value, Words,
    cell, words,
};
use reports::svg::{Line, Point, Target, Width, Xmr, xmr};

use crate::day;
use crate::png::png;

/// Names as they are written in the languages of families.
pub const NAMES: [&str; 6] = [
    "ਹਰਪ੍ਰੀਤ ਕੌਰ ਗਿੱਲ",
    "فاطمہ بیگم، ٹیم مینیجر",
    "নাজমা আক্তার চৌধুরী",
    "Łucja Wiśniewska-Źrebiec",
    "Ștefania Țărăncuță",
    "Siân O’Rourke",
];

/// Words of one look.
pub fn strong(text: &str) -> Run {
    Run { text: text.to_owned(), strong: true, ..Run::default() }
}

fn struck(text: &str) -> Run {
    Run { text: text.to_owned(), struck: true, ..Run::default() }
}

fn link(text: &str, to: &str) -> Run {
    Run { text: text.to_owned(), link: Some(to.to_owned()), ..Run::default() }
}

fn plain(text: &str) -> Run {
    Run { text: text.to_owned(), ..Run::default() }
}

fn fact(name: &str, text: &str) -> Fact {
    Fact { name: name.to_owned(), words: words(text) }
}

fn column(title: &str, weight: u16) -> Column {
    Column { title: title.to_owned(), weight, figures: false }
}

fn figures(title: &str, weight: u16) -> Column {
    Column { title: title.to_owned(), weight, figures: true }
}

/// A rating in its colour.
pub fn rated(tone: Tone) -> Cell {
    Cell { text: vec![words(tone.word())], tone: Some(tone), value: None }
}

fn number(shown: &str, value: &str, format: &'static str) -> Cell {
    Cell { value: Some(Value::Number(value.to_owned(), format)), ..cell(shown) }
}

fn on(shown: &str, iso: &str) -> Cell {
    Cell { value: Some(Value::Day(iso.to_owned())), ..cell(shown) }
}

/// A chart of fourteen months.
pub fn chart(id: &str, finding: &str) -> Figure {
    let values = [81.0, 84.5, 83.0, 86.5, 85.0, 82.0, 61.0, f64::NAN, 84.0, 88.0, 87.5, 89.0, 91.5, 90.0]
        .map(|v: f64| (!v.is_nan()).then_some(v));
    let line = |value: f64, shown: &str| Some(Line { value, shown: shown.to_owned() });
    let alt = format!(
        "{finding}. Fourteen months, from 81% to 90%, between limits of 72% and 97%; one month is missing."
    );
    let drawn = Xmr {
        id: id.to_owned(),
        finding: finding.to_owned(),
        description: alt.clone(),
        axis: "Per cent in time".to_owned(),
        unit: "%".to_owned(),
        points: (0..)
            .zip(values)
            .map(|(i, value)| Point {
                day: day("2020-11-30").plus_months(i).month_end(),
                value,
                shown: value.map_or(String::new(), |v| format!("{v}%")),
                signal: (i == 6).then(|| "below the lower limit".to_owned()),
            })
            .collect(),
        mean: line(84.5, "84.5%"),
        lower: line(72.0, "72%"),
        upper: line(97.0, "97%"),
        limits_from: None,
        target: Some(Target { value: 90.0, label: "Target: at least 90%".to_owned(), band_to: Some(100.0) }),
        beside: Vec::new(),
        floor: Some(0.0),
        ceiling: Some(100.0),
    };
    Figure { svg: xmr(&drawn, Width::Wide), alt, caption: finding.to_owned(), width: 100 }
}

/// A short document with everything a document can hold.
pub fn rich() -> Document {
    Document {
        title: "Improvement Board pack".to_owned(),
        under: vec!["Aldermere Improvement Board, 14 January 2022".to_owned(), "Item 4".to_owned()],
        owner: "Aldermere Children’s Trust".to_owned(),
        marking: "OFFICIAL".to_owned(),
        day: "2022-01-07".to_owned(),
        facts: vec![
            fact("As of", "7 January 2022"),
            fact("Chair", "Siân O’Rourke"),
            fact("Prepared by", "Programme Office, for decision and comment"),
        ],
        brand: Brand {
            colour: "1d3557".to_owned(),
            logo: Some(Picture {
                png: png(240, 80, [29, 53, 87]),
                alt: "Aldermere Children’s Trust".to_owned(),
            }),
            template: None,
        },
        sections: vec![overview(), plan(), measures(), empty()],
    }
}

fn overview() -> Section {
    let moved = Table {
        caption: "Ratings that moved since 12 November 2021".to_owned(),
        columns: vec![
            column("Ref", 1),
            column("Action", 6),
            column("Was", 1),
            column("Is", 1),
            figures("Days late", 1),
        ],
        names: Some(0),
        rows: vec![
            vec![
                cell("1.4b"),
                cell("Review the assessment form with practitioners & families"),
                rated(Tone::Green),
                rated(Tone::Amber),
                number("37", "37", "0"),
            ],
            vec![
                cell("2.10"),
                cell("Recruit to the edge-of-care team"),
                rated(Tone::Amber),
                rated(Tone::Red),
                number("121", "121", "0"),
            ],
        ],
    };
    Section {
        key: "overview".to_owned(),
        title: "What the board is asked".to_owned(),
        wide: false,
        follows: false,
        blocks: vec![
            Block::Text(vec![
                strong("12 of 131 actions are late"),
                plain(
                    "; 5 have slipped three times; 4 of 9 measures meet their target. The plan itself stands in ",
                ),
                link("the last section", "#plan"),
                plain(", its guide at "),
                link("aldermere.example", "https://aldermere.example/guide?a=1&b=2"),
                plain("."),
            ]),
            Block::Heading(2, "Decisions".to_owned()),
            Block::Numbered(vec![
                words("Agree the new date for 2.10, 30 June 2022, which is the third."),
                vec![plain("Ask the Director to report on placements "), strong("in February"), plain(".")],
            ]),
            Block::Heading(2, "Since the board last met".to_owned()),
            Block::Bullets(vec![
                words("Visits in time rose to 90%."),
                vec![
                    plain("One promise was kept; one was broken: "),
                    struck("15 December 2021"),
                    plain(" 28 February 2022."),
                ],
            ]),
            Block::Table(moved),
            Block::Heading(3, "Who spoke".to_owned()),
            Block::Facts(vec![fact("Sponsor", NAMES[1]), fact("Lead", "Bridget Osei, Head of Service")]),
            Block::Comment {
                who: "Siân O’Rourke, Chair, 10 January 2022".to_owned(),
                text: vec![
                    words(
                        "The board should look at placements first. Two of the three dates that moved are there.",
                    ),
                    words("We have said this twice."),
                ],
            },
            Block::Heading(2, "A second list begins at one".to_owned()),
            Block::Numbered(vec![words("First."), words("Second.")]),
        ],
    }
}

fn plan() -> Section {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (i, name) in (0_u32..).zip(NAMES.iter().cycle().take(24)) {
        rows.push(action(i, name));
    }
    let table = Table {
        caption: "Priority 1: Quality of practice".to_owned(),
        columns: vec![
            column("Ref", 1),
            column("Action", 5),
            column("Owner", 3),
            column("Target date", 2),
            column("Progress", 6),
            column("Delivery", 1),
            column("Impact", 1),
        ],
        names: Some(0),
        rows,
    };
    Section {
        key: "plan".to_owned(),
        title: "The plan".to_owned(),
        wide: true,
        follows: false,
        blocks: vec![Block::Table(table)],
    }
}

/// The rich document, its tables cut to a few rows: everything it holds, set quickly.
pub fn short() -> Document {
    let mut document = rich();
    for block in document.sections.iter_mut().flat_map(|s| &mut s.blocks) {
        if let Block::Table(table) = block {
            table.rows.truncate(7);
        }
    }
    document
}

/// A row of the plan's table.
pub fn action(i: u32, owner: &str) -> Vec<Cell> {
    let tones = [Tone::Green, Tone::Amber, Tone::Red, Tone::Yellow, Tone::Blue, Tone::Grey];
    let at = |n: u32| tones.get(n as usize % tones.len()).copied().unwrap_or(Tone::Grey);
    let dates: Words = if i.is_multiple_of(3) {
        vec![struck("Sept 2021"), plain(" 31 Dec 2021")]
    } else {
        words("31 Dec 2021")
    };
    let told = [
        "Forty-two of sixty workers have done the course; the rest are booked for January.",
        "Quarter 2: 79 audits were done, of which 71 were judged requires improvement or better by the panel.",
        "The folder is set up on the shared drive and in use by every team.",
    ];
    let told: Vec<Words> =
        told.iter().cycle().skip(i as usize % 3).take(1 + i as usize % 3).map(|t| words(*t)).collect();
    vec![
        cell(format!("1.{}", i + 1)),
        cell("Review the practice standards and give examples of what good looks like in the knowledge hub"),
        cell(owner),
        Cell { text: vec![dates], tone: None, value: Some(Value::Day("2021-12-31".to_owned())) },
        Cell { text: told, tone: None, value: None },
        rated(at(i)),
        if i % 4 == 1 { cell("Not rated") } else { rated(at(i * 2 + 1)) },
    ]
}

fn measures() -> Section {
    let table = Table {
        caption: "Visits in time".to_owned(),
        columns: vec![
            column("Period", 2),
            figures("Value", 1),
            figures("In time", 1),
            column("Source", 3),
            column("As at", 2),
        ],
        names: Some(0),
        rows: vec![
            vec![
                cell("October 2021"),
                number("89.0%", "0.89", "0.0%"),
                number("623", "623", "0"),
                cell("Weekly report"),
                on("1 Nov 2021", "2021-11-01"),
            ],
            vec![
                cell("November 2021"),
                number("91.5%", "0.915", "0.0%"),
                number("1,640", "1640", "#,##0"),
                cell("Weekly report"),
                on("1 Dec 2021", "2021-12-01"),
            ],
        ],
    };
    Section {
        key: "measures".to_owned(),
        title: "Are children better off?".to_owned(),
        wide: false,
        follows: false,
        blocks: vec![
            Block::Figure(chart("visits", "Visits in time fell below the lower limit in May 2021")),
            Block::Table(table),
        ],
    }
}

fn empty() -> Section {
    let columns = vec![column("Acronym", 1), column("Meaning", 4)];
    let table = Table { caption: "Acronyms".to_owned(), columns, names: Some(0), rows: Vec::new() };
    Section {
        key: "glossary".to_owned(),
        title: "Glossary".to_owned(),
        wide: false,
        follows: false,
        blocks: vec![Block::Table(table)],
    }
}

/// A document of about sixty pages: the shape of a board's pack, with eighteen charts and a plan of 400 actions.
pub fn long() -> Document {
    let mut sections = vec![overview()];
    for priority in 1..=8 {
        let mut section = plan();
        section.key = format!("priority-{priority}");
        section.title = format!("Priority {priority}");
        if let Some(Block::Table(table)) = section.blocks.first_mut() {
            table.caption = format!("Actions of priority {priority}");
            table.rows =
                (0_u32..).zip(NAMES.iter().cycle().take(50)).map(|(i, name)| action(i, name)).collect();
        }
        sections.push(section);
    }
    for measure in 1..=18 {
        let mut section = measures();
        section.key = format!("measure-{measure}");
        section.title = format!("Measure {measure}");
        if let Some(Block::Figure(figure)) = section.blocks.first_mut() {
            *figure = chart(&format!("m{measure}"), "Visits in time fell below the lower limit in May 2021");
        }
        sections.push(section);
    }
    Document { sections, ..rich() }
}

/// Texts that mean something to a program somewhere on the way.
pub const HOSTILE: [&str; 12] = [
    "<script>alert(1)</script> & \"quotes\" ' </w:t></w:r>",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "#emph[code] *bold* _it_ $x^2$ #read(\"/etc/passwd\") @ref <label> \\ `raw` // c",
    "a\u{0}b\u{1}c\u{1b}[31m\u{ffff}\u{fffe}\u{7f}",
    "\u{202e}reversed\u{202c}",
    "]]> --> <!-- &#0; &bogus;",
    "{{ 7 * 7 }} ${7*7} %s %n",
];

/// A document whose every text is hostile, with a word of 10,000 letters.
pub fn hostile() -> Document {
    let long = "x".repeat(10_000);
    let all: Vec<String> = HOSTILE.iter().map(|t| (*t).to_owned()).chain([long]).collect();
    let pick = |i: usize| all.get(i % all.len()).cloned().unwrap_or_default();
    let table = Table {
        caption: pick(0),
        columns: (0..3).map(|i| Column { title: pick(i), weight: 0, figures: i == 2 }).collect(),
        names: Some(7),
        rows: (0..all.len())
            .map(|i| {
                let odd = Cell {
                    value: Some(if i % 2 == 0 { Value::Number(pick(i), "0") } else { Value::Day(pick(i)) }),
                    ..cell(pick(i + 2))
                };
                vec![cell(pick(i)), Cell { tone: Some(Tone::Red), ..cell(pick(i + 1)) }, odd]
            })
            // Rows that are shorter and longer than the header.
            .chain([vec![cell("short")], (0..5).map(|i| cell(pick(i))).collect()])
            .collect(),
    };
    let links = all
        .iter()
        .map(|t| link(t, t))
        .chain([link("bad", "javascript:alert(1)"), link("gone", "#nowhere")])
        .collect();
    let mut blocks = vec![Block::Heading(3, pick(7)), Block::Text(links), Block::Table(table)];
    blocks.extend(all.iter().map(|t| Block::Text(words(t.as_str()))));
    blocks.push(Block::Bullets(all.iter().map(|t| words(t.as_str())).collect()));
    blocks.push(Block::Facts(all.iter().map(|t| fact(t, t)).collect()));
    blocks.push(Block::Comment { who: pick(7), text: vec![words(pick(0))] });
    blocks.push(Block::Figure(Figure { svg: "<svg".to_owned(), alt: pick(0), caption: pick(7), width: 0 }));
    blocks.push(Block::Figure(Figure { width: 255, ..chart("h", &pick(0)) }));
    blocks.push(Block::Table(Table::default()));
    Document {
        title: pick(7),
        under: vec![pick(0), pick(1)],
        owner: pick(0),
        marking: pick(10),
        day: "not a day".to_owned(),
        facts: vec![fact(&pick(0), &pick(7))],
        brand: Brand {
            colour: "</style>".to_owned(),
            logo: Some(Picture { png: b"not a picture".to_vec(), alt: pick(0) }),
            template: None,
        },
        sections: vec![
            Section { key: pick(0), title: pick(7), wide: true, follows: true, blocks },
            Section { key: "twin".to_owned(), title: pick(1), ..Section::default() },
            Section { key: "twin".to_owned(), title: pick(1), ..Section::default() },
        ],
    }
}
