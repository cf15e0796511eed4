//! The data directory: locks, versions, backups, power cuts.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use store::{BACKUPS, Change, FILE, Kind, OpenError, OpenOptions, Store, View, sha256};
use tempfile::TempDir;

use crate::help::{World, action, day, id, open, reword};

fn refused(dir: &Path) -> String {
    match Store::open(dir, &OpenOptions::default()) {
        Ok(_) => panic!("opened"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_directory_in_use_is_refused_and_free_again_afterwards() {
    let world = World::new();
    let sentence = refused(world.dir.path());
    assert!(sentence.contains("in use") && sentence.contains("--data"), "{sentence}");
    let reader = world.store.reader().unwrap();
    drop(world.store);
    drop(reader);
    assert_eq!(open(world.dir.path()).reader().unwrap().last_event(), 2);
}

#[test]
fn nothing_is_made_where_nothing_may_be_made() {
    let dir = TempDir::new().unwrap();
    let missing =
        Store::open(&dir.path().join("none"), &OpenOptions { create: false, ..OpenOptions::default() });
    assert!(matches!(missing, Err(OpenError::Missing(_))));
    assert!(!dir.path().join("none").exists());
}

#[test]
fn newer_and_foreign_data_are_refused_and_left_alone() {
    for change in [
        "PRAGMA user_version = 99",
        "INSERT INTO known_field VALUES ('action', 'mood')",
        "INSERT INTO known_field VALUES ('audit', '')",
    ] {
        let World { store, dir } = World::new();
        drop(store);
        Connection::open(dir.path().join(FILE)).unwrap().execute_batch(change).unwrap();
        let sentence = refused(dir.path());
        assert!(sentence.contains("newer"), "{sentence}");
        assert!(!dir.path().join(BACKUPS).exists());
    }
    let dir = TempDir::new().unwrap();
    Connection::open(dir.path().join(FILE)).unwrap().execute_batch("CREATE TABLE theirs (a)").unwrap();
    let before = fs::read(dir.path().join(FILE)).unwrap();
    assert!(refused(dir.path()).contains("not a Throughline database"));
    assert_eq!(fs::read(dir.path().join(FILE)).unwrap(), before);
    fs::write(
        dir.path().join(FILE),
        "a text file that is no database, long enough to have a header of its own",
    )
    .unwrap();
    assert!(refused(dir.path()).contains("not a Throughline database"));
}

#[test]
fn older_data_is_backed_up_and_upgraded_from_its_events() {
    let world = World::new();
    world.write(day(2, 1), vec![action(10, "1", "a")]);
    world.write(day(3, 1), vec![reword(10, 1, "b")]);
    let World { store, dir } = world;
    drop(store);
    // As a version wrote it that knew no resources of an action and no settings.
    Connection::open(dir.path().join(FILE))
        .unwrap()
        .execute_batch(
            "ALTER TABLE action DROP COLUMN resources; DROP TABLE setting;
             DELETE FROM known_field WHERE (kind, field) = ('action', 'resources') OR kind = 'setting';",
        )
        .unwrap();
    let store = open(dir.path());
    let saved = store.upgraded_from().unwrap().to_owned();
    assert!(saved.starts_with(dir.path().join(BACKUPS)) && saved.is_file());
    assert!(store::check(&saved).is_ok());
    let world = World { store, dir };
    assert_eq!(world.row(10, View::of(day(2, 1))).unwrap().words("text"), "a");
    assert_eq!(world.row(10, View::of(day(3, 1))).unwrap().words("text"), "b");
    world.sound();
    let World { store, dir } = world;
    drop(store);
    assert_eq!(open(dir.path()).upgraded_from(), None, "an upgrade happens once");
}

#[test]
fn a_backup_is_restored_with_everything() {
    let world = World::new();
    world.write(day(2, 1), vec![action(10, "1", "a")]);
    world.store.put_document(&sha256(b"x"), "x.txt", b"x".to_vec()).unwrap();
    world.store.secrets().set_password(id(5), "argon", 1).unwrap();
    let reader = world.store.reader().unwrap();
    let file = world.dir.path().join("saved.db");
    world.store.backup(&file).unwrap();
    assert!(world.store.backup(&file).unwrap_err().to_string().contains("already"));
    world.write(day(3, 1), vec![reword(10, 1, "later")]);

    let other = TempDir::new().unwrap();
    let second = other.path().join("second.db");
    store::backup(world.dir.path(), &second).unwrap();
    assert_eq!(store::check(&second).unwrap().events, 4, "a directory in use can be backed up from outside");
    assert!(store::backup(&other.path().join("none"), &second).is_err());
    let found = store::restore(&file, other.path()).unwrap();
    assert_eq!(found, reader.verify().unwrap());
    assert!(store::restore(&file, other.path()).unwrap_err().to_string().contains("data here already"));
    let restored = World { store: open(other.path()), dir: other };
    assert_eq!(restored.row(10, View::of(day(4, 1))).unwrap().words("text"), "a");
    assert_eq!(restored.store.reader().unwrap().document(&sha256(b"x")).unwrap().unwrap().bytes, b"x");
    assert_eq!(restored.store.secrets().password(id(5)).unwrap().as_deref(), Some("argon"));
    restored.sound();
}

#[test]
fn a_damaged_backup_is_not_restored() {
    let world = World::new();
    let file = world.dir.path().join("saved.db");
    world.store.backup(&file).unwrap();
    Connection::open(&file).unwrap().execute("UPDATE event SET actor = 'x' WHERE seq = 1", []).unwrap();
    let other = TempDir::new().unwrap();
    let sentence = store::restore(&file, &other.path().join("new")).unwrap_err().to_string();
    assert!(sentence.contains("event 1 was altered"), "{sentence}");
    assert!(!other.path().join("new").exists());
    assert!(matches!(
        store::restore(&other.path().join("none.db"), other.path()),
        Err(OpenError::Missing(_))
    ));
}

/// A power cut may lose the end of the write-ahead log: whatever is left must be whole acts, the earliest ones.
#[test]
fn a_torn_log_leaves_whole_acts() {
    let world = World::new();
    for n in 0..6_u32 {
        let first = u64::from(n) * 10 + 100;
        let many =
            (first..first + 4).map(|i| action(i, &i.to_string(), "text of some length to fill a page"));
        world.write(day(2, 1), many.collect());
    }
    let (file, log) = (FILE.to_owned(), format!("{FILE}-wal"));
    let main = fs::read(world.dir.path().join(&file)).unwrap();
    let wal = fs::read(world.dir.path().join(&log)).unwrap();
    assert!(wal.len() > 50_000, "the acts are still in the log: {}", wal.len());
    let mut seen = std::collections::BTreeSet::new();
    for cut in (0..=wal.len()).step_by(13_007).chain([wal.len()]) {
        for torn in [false, true] {
            let dir = TempDir::new().unwrap();
            fs::write(dir.path().join(&file), &main).unwrap();
            let mut left = wal[..cut].to_vec();
            if torn {
                // What the disk had not finished writing reads as zeroes.
                let from = left.len().saturating_sub(3_000);
                left[from..].fill(0);
            }
            fs::write(dir.path().join(&log), left).unwrap();
            let store = open(dir.path());
            let last = store.reader().unwrap().last_event();
            assert!(
                last == 0 || last == 2 || (last - 2).is_multiple_of(4),
                "{last} events after a cut at {cut}"
            );
            seen.insert(last);
            World { store, dir }.sound();
        }
    }
    assert!(seen.contains(&26) && seen.len() > 4, "{seen:?}");
}

#[test]
fn a_reader_sees_one_instant() {
    let world = World::new();
    let reader = world.store.reader().unwrap();
    world.write(day(2, 1), vec![action(10, "1", "a")]);
    assert_eq!(reader.last_event(), 2);
    assert_eq!(reader.find(id(10)).unwrap(), None);
    assert_eq!(
        world.store.reader().unwrap().find(id(10)).unwrap(),
        Some((Kind::Action, Some(id(crate::help::PLAN))))
    );
}

#[test]
fn many_threads_write_and_read_at_once() {
    let world = World::new();
    std::thread::scope(|scope| {
        for t in 0..4_u64 {
            let store = world.store.clone();
            scope.spawn(move || {
                for n in 0..10 {
                    let number = 1000 + t * 100 + n;
                    store.write(crate::help::act(day(2, 1), vec![action(number, "1", "a")])).unwrap();
                    let known =
                        store.reader().unwrap().row(Kind::Action, id(number), View::of(day(2, 1))).unwrap();
                    assert!(known.is_some(), "what was acknowledged is seen at once");
                }
            });
        }
    });
    assert_eq!(world.actions(View::of(day(2, 1))).len(), 40);
    world.sound();
    let gone = world.write(day(2, 2), vec![Change::withdraw(Kind::Action, id(1000), 1)]);
    assert_eq!(gone.last_event, 43);
}
