//! Published tables: kept whole, read with their symbols, held against our figures; worked by hand.

use app::edit::Note;
use app::error::Error;
use app::published::{Known, Loaded, read};
use app::site::Role;
use app::views::performance::Performance;
use app::views::performance::published;
use app::views::scene::Scene as View;
use model::id::Id;
use testkit::{day, plan};

use crate::scene::{Scene, who};

/// Invented. Of three neighbours in 2025: 60, none, 81, so the median of the two is 70.5; in 2024: 70, 90, 75, so 75.
const VALUES: &str = "\
measure,name,period,area,la_code,region,value
Continue_Assess_Comp,Assessments in time,2024,Northmarsh,901,Outer Fens,82.5
Continue_Assess_Comp,,2024,Easthithe,902,Outer Fens,70
Continue_Assess_Comp,,2024,Southey,903,Dales,90
Continue_Assess_Comp,,2024,Westbrook,904,Dales,75
Continue_Assess_Comp,,2024,England,970,NA,84.5
Continue_Assess_Comp,,2024,Fens (Outer),988,NA,80.100000000000009
Continue_Assess_Comp,,2025,Northmarsh,901,Outer Fens,c
Continue_Assess_Comp,,2025,Easthithe,902,Outer Fens,60
Continue_Assess_Comp,,2025,Southey,903,Dales,x
Continue_Assess_Comp,,2025,Westbrook,904,Dales,81
Continue_Assess_Comp,,2025,England,970,NA,85.7
Continue_Assess_Comp,,2025,Fens (Outer),988,NA,z
Referrals,Referrals,2025,Northmarsh,901,Outer Fens,\"1,204\"
Referrals,,2025,Easthithe,902,Outer Fens,low
Referrals,,2025,England,970,NA,632830
Referrals,,2025,Southey,903,Dales,a few
";
const DICTIONARY: &str = "\
measure,name,polarity,unit,decimals,year_type,description,methodology
Continue_Assess_Comp,Assessments within 45 working days,High,% in time,NA,Financial Year,Counted at their end.,Half up.
Referrals,Referrals of the year,-,Number of children,0,Financial Year,Every referral.,
";
const NEIGHBOURS: &str = "\
old_la_code,la_name,SN_1,SN_1P,SN_2,SN_2P,SN_3,SN_3P
901,Northmarsh,902,Very close,903,Close ,904,Close
";

fn place(scene: &Scene) -> (Id, Id) {
    let of = scene.accept("2025-03-01", &plan("2025-03-01")).plans[0];
    (of, scene.site.reader(&who("Ade Bola", Role::Analyst)).unwrap().place_of(of).unwrap())
}

fn load(scene: &Scene, on: &str, place: Id, name: &str, text: &str) -> Result<Loaded, Error> {
    scene.on(on, who("Ade Bola", Role::Analyst), |site, ctx| {
        let table = (name, text.as_bytes());
        site.analyst(ctx).unwrap().load_published(
            place,
            table,
            "The department, tables",
            None,
            &Note::default(),
        )
    })
}

fn set(scene: &Scene, place: Id, named: &str) -> Result<u64, Error> {
    scene.on("2025-04-02", who("Ade Bola", Role::Analyst), |site, ctx| {
        site.analyst(ctx).unwrap().set_authority(place, named, &Note::default()).map(|w| w.changes)
    })
}

fn known(scene: &Scene, place: Id, on: &str) -> Known {
    scene.site.reader(&who("Ade Bola", Role::Analyst)).unwrap().published(place, day(on)).unwrap()
}

fn loaded() -> (Scene, Id, Id) {
    let scene = Scene::new();
    let (of, place) = place(&scene);
    for (name, text) in
        [("values.csv", VALUES), ("dictionary.csv", DICTIONARY), ("neighbours.csv", NEIGHBOURS)]
    {
        assert!(load(&scene, "2025-04-01", place, name, text).unwrap().new);
    }
    set(&scene, place, "northmarsh").unwrap();
    (scene, of, place)
}

#[test]
fn a_table_is_kept_once_and_whole_and_loading_it_is_taken_back() {
    let scene = Scene::new();
    let (_, place) = place(&scene);
    let first = load(&scene, "2025-04-01", place, "values.csv", VALUES).unwrap();
    assert_eq!((first.new, first.rows), (true, 15));
    assert_eq!(first.rejected.len(), 1);
    assert_eq!(first.rejected[0].line, 17);
    assert!(first.rejected[0].say.contains("“a few” is neither a number nor a symbol"));
    let again = load(&scene, "2025-04-03", place, "another name.csv", VALUES).unwrap();
    assert_eq!((again.new, again.act), (false, None), "the same file again");
    assert!(known(&scene, place, "2025-03-31").kept.is_empty(), "not known before it was loaded");
    let kept = known(&scene, place, "2025-04-01").kept;
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].source, "The department, tables");
    assert_eq!(kept[0].sha256, store::sha256(VALUES.as_bytes()));
    scene.on("2025-04-04", who("Ade Bola", Role::Analyst), |site, ctx| {
        site.analyst(ctx).unwrap().unload_published(place, kept[0].id, "The wrong year").unwrap();
    });
    assert!(known(&scene, place, "2025-04-04").kept.is_empty());
    assert!(load(&scene, "2025-04-05", place, "values.csv", VALUES).unwrap().new, "it can come again");
}

#[test]
fn what_is_no_table_is_refused_with_what_to_do() {
    let scene = Scene::new();
    let (_, place) = place(&scene);
    let wrong = load(&scene, "2025-04-01", place, "plan.csv", "Ref,Action\n1,Do it\n").unwrap_err();
    assert!(wrong.to_string().contains("plan.csv: This is no published table"), "{wrong}");
    let early = set(&scene, place, "Northmarsh").unwrap_err();
    assert!(early.to_string().contains("Load a table of published values first"), "{early}");
    load(&scene, "2025-04-01", place, "values.csv", VALUES).unwrap();
    let unknown = set(&scene, place, "Atlantis").unwrap_err();
    assert!(unknown.to_string().contains("no authority “Atlantis”"), "{unknown}");
    assert_eq!(set(&scene, place, "901").unwrap(), 1);
    assert_eq!(set(&scene, place, "Northmarsh").unwrap(), 0, "the same authority");
    let reader = scene.on("2025-04-02", who("Rea", Role::Reader), |site, ctx| site.analyst(ctx).is_err());
    assert!(reader, "a reader loads nothing");
}

#[test]
fn england_the_region_and_the_median_of_the_neighbours_stand_beside_a_measure_each_with_its_year() {
    let (scene, _, place) = loaded();
    let known = known(&scene, place, "2025-04-02");
    let definition = measures::find("assess_45wd_pct").unwrap();
    let against = known.against(definition).unwrap();
    let said: Vec<(&str, i16, &str)> =
        against.marks.iter().map(|m| (m.who.as_str(), m.year, m.shown.as_str())).collect();
    assert_eq!(
        said,
        [
            ("England", 2025, "85.7%"),
            // In 2025 the region has a symbol, so its last number is of 2024.
            ("Fens (Outer)", 2024, "80.1%"),
            ("Median of the 2 of our 3 statistical neighbours that have a figure", 2025, "70.5%"),
        ]
    );
    assert_eq!(against.own, Some((2025, "withheld to protect people".to_owned())));
    assert!(against.near.starts_with("Here the six months up to the day"), "{}", against.near);
    let total = known.of("Referrals").unwrap();
    assert_eq!(total.own, Some((2025, "1,204".to_owned())));
    assert!(total.marks.is_empty(), "a country’s total says nothing beside ours: {:?}", total.marks);
    assert_eq!(
        known.against(measures::find("visits_in_time_pct").unwrap()),
        None,
        "nothing is published for it"
    );
}

#[test]
fn a_published_measure_has_every_year_and_our_neighbours_ranked() {
    let (scene, of, _) = loaded();
    let scene_of = View::new(std::sync::Arc::new(scene.plan(of, "2025-04-02")), day("2025-04-02"));
    let reader = scene.site.reader(&who("Rea", Role::Reader)).unwrap();
    let performance = Performance::of(&reader, &scene_of, of).unwrap();
    let sheet = published::measure(&performance, "Continue_Assess_Comp").unwrap();
    // In 2024 we had 82.5: only one of the four authorities, 90, was better.
    assert_eq!(
        sheet.lede,
        "Northmarsh: withheld to protect people in 2025. Place 2 of 4 authorities with a figure in 2024, the best first."
    );
    let rows = |title: &str| -> Vec<Vec<String>> {
        let found = sheet.sections.iter().find(|s| s.title.starts_with(title)).unwrap();
        found.rows.iter().map(|r| r.iter().map(|c| c.text.clone()).collect()).collect()
    };
    assert_eq!(
        rows("Every year"),
        [
            ["2025", "withheld to protect people", "85.7%", "not applicable", "70.5%"],
            ["2024", "82.5%", "84.5%", "80.1%", "75%"],
        ]
    );
    assert_eq!(
        rows("We and our neighbours in 2025"),
        [
            ["Westbrook", "81%", "Close"],
            ["Easthithe", "60%", "Very close"],
            ["Northmarsh", "withheld to protect people", "We"],
            ["Southey", "not available", "Close"],
        ]
    );
    assert!(published::measure(&performance, "Nothing").is_err());
}

/// The department’s own files, where they are beside the repository: their shape, and numbers counted from them by hand.
#[test]
fn the_departments_own_tables_are_read_to_the_last_row() {
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/standards/benchmarks");
    let Ok(values) = std::fs::read(folder.join("published_values.csv")) else {
        println!("skipped: there is no ../shared/standards/benchmarks");
        return;
    };
    let values = read(&values).unwrap();
    assert_eq!((values.rows, values.rejected.len()), (57_800, 0));
    assert_eq!(values.tables.values.len(), 35);
    assert_eq!(values.tables.areas.len(), 170);
    let symbols = values.tables.values.values().flat_map(|y| y.values()).flat_map(|v| v.values());
    assert_eq!(symbols.filter(|v| v.what.value().is_none()).count(), 5_021);
    let dictionary = read(&std::fs::read(folder.join("dictionary.csv")).unwrap()).unwrap();
    assert_eq!((dictionary.rows, dictionary.rejected.len()), (35, 0));
    let neighbours = read(&std::fs::read(folder.join("statistical_neighbours_2025.csv")).unwrap()).unwrap();
    assert_eq!((neighbours.rows, neighbours.rejected.len()), (153, 0));
    let mut tables = values.tables;
    tables.add(dictionary.tables, 1);
    tables.add(neighbours.tables, 2);
    for (code, list) in &tables.neighbours {
        assert_eq!(list.len(), 10);
        let area = &tables.areas[code];
        assert!(tables.region(area).is_some(), "{} has no region’s values", area.name);
        assert!(list.iter().all(|n| tables.areas.contains_key(&n.code)));
    }
    for definition in measures::library() {
        if let Some(key) = &definition.benchmark {
            assert!(
                tables.values.contains_key(key),
                "{} names {key}, which is not published",
                definition.key
            );
        }
    }
}
