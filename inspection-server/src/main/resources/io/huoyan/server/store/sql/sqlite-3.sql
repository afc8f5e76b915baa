-- Version 3 of the store: names that join files, use of pictures, anchors, contents that may be removed.

-- Which file a name means. VIN and body number keep theirs; a skid means the body that was joined with it last.
CREATE TABLE vehicle_name (
    name TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    file TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX vehicle_name_of_file ON vehicle_name (file);

-- Files that are continued by another.
CREATE TABLE file_taken_in (
    file      TEXT PRIMARY KEY,
    into_file TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX file_taken_in_by ON file_taken_in (into_file);

-- Which entry names which picture, and as what. A picture that nobody names is an orphan.
CREATE TABLE picture_use (
    sha256      TEXT NOT NULL,
    entry       INTEGER NOT NULL REFERENCES entry (id),
    vehicle     TEXT NOT NULL,
    number      INTEGER NOT NULL,
    class       TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    bytes       INTEGER NOT NULL,
    PRIMARY KEY (sha256, entry)
) STRICT, WITHOUT ROWID;

CREATE INDEX picture_use_by_age ON picture_use (class, recorded_at);

-- What is kept in all; one row.
CREATE TABLE picture_total (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    pictures INTEGER NOT NULL,
    bytes    INTEGER NOT NULL
) STRICT;

-- Anchors that were written outside the store.
CREATE TABLE anchor (
    number  INTEGER PRIMARY KEY,
    sha256  BLOB NOT NULL,
    made_at INTEGER NOT NULL
) STRICT;

-- How many entries of a file the last anchor covers; when its last entry was written.
ALTER TABLE vehicle_file ADD COLUMN anchored INTEGER NOT NULL DEFAULT 0;
ALTER TABLE vehicle_file ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;

CREATE INDEX vehicle_file_not_anchored ON vehicle_file (vehicle) WHERE entries > anchored;
CREATE INDEX vehicle_file_by_age ON vehicle_file (changed_at);

-- The one change that an entry may see: its document is removed when its time is over, as a tombstone later in its file
-- says. Its place in the chain stays.
DROP TRIGGER entry_is_not_changed;

CREATE TRIGGER entry_is_not_changed BEFORE UPDATE ON entry
WHEN NOT (length(new.document) = 0 AND new.id = old.id AND new.vehicle = old.vehicle AND new.number = old.number
    AND new.sha256 = old.sha256)
BEGIN
    SELECT raise(ABORT, 'an entry of a vehicle''s file is never changed');
END;

-- What earlier versions kept.
INSERT OR IGNORE INTO picture_use (sha256, entry, vehicle, number, class, recorded_at, bytes)
SELECT json_extract(weld.value, '$.evidence.sha256'), entry.id, entry.vehicle, entry.number,
    iif(json_extract(weld.value, '$.verdict.is') = 'NOK', 'DEFECT', 'OTHER'),
    unixepoch(substr(json_extract(CAST(entry.document AS TEXT), '$.value.creationTime'), 1, 19)) * 1000, 0
FROM entry, json_each(CAST(entry.document AS TEXT), '$.value.welds') AS weld
WHERE json_extract(CAST(entry.document AS TEXT), '$.type') = 'inspection'
    AND json_extract(weld.value, '$.evidence.sha256') IS NOT NULL;

INSERT INTO picture_total (id, pictures, bytes) SELECT 1, count(DISTINCT sha256), 0 FROM picture_use;

UPDATE vehicle_file SET changed_at = CAST(unixepoch() AS INTEGER) * 1000;
