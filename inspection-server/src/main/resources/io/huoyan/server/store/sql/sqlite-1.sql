-- Version 1 of the store. Times are ms since 1970-01-01 UTC.

-- One row per vehicle: how many entries its file has, and the hash of the last.
CREATE TABLE vehicle_file (
    vehicle TEXT PRIMARY KEY,
    entries INTEGER NOT NULL,
    head    BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The files themselves: append-only, chained. sha256 = SHA-256(sha256 of the entry before || document).
CREATE TABLE entry (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    vehicle  TEXT NOT NULL REFERENCES vehicle_file (vehicle),
    number   INTEGER NOT NULL,
    document BLOB NOT NULL,
    sha256   BLOB NOT NULL,
    UNIQUE (vehicle, number)
) STRICT;

CREATE TRIGGER entry_is_not_changed BEFORE UPDATE ON entry
BEGIN
    SELECT raise(ABORT, 'an entry of a vehicle''s file is never changed');
END;

CREATE TRIGGER entry_is_not_removed BEFORE DELETE ON entry
BEGIN
    SELECT raise(ABORT, 'an entry of a vehicle''s file is never removed');
END;

-- Where inspections are in the files.
CREATE TABLE inspection (
    result_id    TEXT PRIMARY KEY,
    camera       TEXT NOT NULL,
    boot_id      TEXT NOT NULL,
    frame_number INTEGER NOT NULL,
    vehicle      TEXT NOT NULL,
    station      TEXT NOT NULL,
    visit        TEXT NOT NULL,
    entry        INTEGER NOT NULL REFERENCES entry (id)
) STRICT, WITHOUT ROWID;

-- A frame's first inspection is its outcome; only one that was recorded as late has another, made when there was room.
CREATE INDEX inspection_of_frame ON inspection (camera, boot_id, frame_number, entry);

CREATE INDEX inspection_of_visit ON inspection (vehicle, station, visit, entry);

-- Visits; without a result_entry they are not closed yet.
CREATE TABLE visit (
    vehicle           TEXT NOT NULL,
    station           TEXT NOT NULL,
    visit             TEXT NOT NULL,
    has_vin           INTEGER NOT NULL,
    variant           TEXT NOT NULL,
    latest_inspection INTEGER NOT NULL,
    result_entry      INTEGER REFERENCES entry (id),
    PRIMARY KEY (vehicle, station, visit)
) STRICT, WITHOUT ROWID;

CREATE INDEX visit_open ON visit (latest_inspection) WHERE result_entry IS NULL;
CREATE INDEX visit_closed ON visit (result_entry) WHERE result_entry IS NOT NULL;

-- Last sequence number that a station gave to a visit's result.
CREATE TABLE station_sequence (
    station TEXT PRIMARY KEY,
    last    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The current revision of each repair order; the earlier ones are in the files.
CREATE TABLE repair_order (
    id       TEXT PRIMARY KEY,
    vehicle  TEXT NOT NULL,
    weld     TEXT NOT NULL,
    state    TEXT NOT NULL,
    is_open  INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    entry    INTEGER NOT NULL REFERENCES entry (id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX repair_order_open ON repair_order (vehicle, weld) WHERE is_open = 1;
CREATE INDEX repair_order_changed ON repair_order (entry);

-- Messages to the MES, fixed byte for byte; without delivered_at they wait.
CREATE TABLE outbox (
    sequence     INTEGER PRIMARY KEY AUTOINCREMENT,
    vehicle      TEXT NOT NULL,
    station      TEXT NOT NULL,
    channel      TEXT NOT NULL,
    message_key  TEXT NOT NULL,
    schema       TEXT NOT NULL,
    payload      BLOB NOT NULL,
    written_at   INTEGER NOT NULL,
    delivered_at INTEGER
) STRICT;

CREATE INDEX outbox_waiting ON outbox (sequence) WHERE delivered_at IS NULL;
