-- Version 1 of the store, as sqlite-1.sql has it. Times are ms since 1970-01-01 UTC.

-- One row per vehicle: how many entries its file has, and the hash of the last.
CREATE TABLE vehicle_file (
    vehicle TEXT PRIMARY KEY,
    entries BIGINT NOT NULL,
    head    BYTEA NOT NULL
);

-- The files themselves: append-only, chained. sha256 = SHA-256(sha256 of the entry before || document).
CREATE TABLE entry (
    id       BIGINT PRIMARY KEY,
    vehicle  TEXT NOT NULL REFERENCES vehicle_file (vehicle),
    number   BIGINT NOT NULL,
    document BYTEA NOT NULL,
    sha256   BYTEA NOT NULL,
    UNIQUE (vehicle, number)
);

CREATE FUNCTION entry_is_not_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an entry of a vehicle''s file is never changed';
END $$;

CREATE TRIGGER entry_is_not_changed BEFORE UPDATE ON entry
    FOR EACH ROW EXECUTE FUNCTION entry_is_not_changed();

CREATE FUNCTION entry_is_not_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an entry of a vehicle''s file is never removed';
END $$;

CREATE TRIGGER entry_is_not_removed BEFORE DELETE ON entry
    FOR EACH ROW EXECUTE FUNCTION entry_is_not_removed();

CREATE TRIGGER entries_are_not_removed BEFORE TRUNCATE ON entry
    FOR EACH STATEMENT EXECUTE FUNCTION entry_is_not_removed();

-- Where inspections are in the files.
CREATE TABLE inspection (
    result_id    TEXT PRIMARY KEY,
    camera       TEXT NOT NULL,
    boot_id      TEXT NOT NULL,
    frame_number BIGINT NOT NULL,
    vehicle      TEXT NOT NULL,
    station      TEXT NOT NULL,
    visit        TEXT NOT NULL,
    entry        BIGINT NOT NULL REFERENCES entry (id)
);

CREATE INDEX inspection_of_frame ON inspection (camera, boot_id, frame_number, entry);

CREATE INDEX inspection_of_visit ON inspection (vehicle, station, visit, entry);

-- Visits; without a result_entry they are not closed yet.
CREATE TABLE visit (
    vehicle           TEXT NOT NULL,
    station           TEXT NOT NULL,
    visit             TEXT NOT NULL,
    has_vin           BIGINT NOT NULL,
    variant           TEXT NOT NULL,
    latest_inspection BIGINT NOT NULL,
    result_entry      BIGINT REFERENCES entry (id),
    PRIMARY KEY (vehicle, station, visit)
);

CREATE INDEX visit_open ON visit (latest_inspection) WHERE result_entry IS NULL;
CREATE INDEX visit_closed ON visit (result_entry) WHERE result_entry IS NOT NULL;

-- Last sequence number that a station gave to a visit's result.
CREATE TABLE station_sequence (
    station TEXT PRIMARY KEY,
    last    BIGINT NOT NULL
);

-- The current revision of each repair order; the earlier ones are in the files.
CREATE TABLE repair_order (
    id       TEXT PRIMARY KEY,
    vehicle  TEXT NOT NULL,
    weld     TEXT NOT NULL,
    state    TEXT NOT NULL,
    is_open  BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    entry    BIGINT NOT NULL REFERENCES entry (id)
);

CREATE UNIQUE INDEX repair_order_open ON repair_order (vehicle, weld) WHERE is_open = 1;
CREATE INDEX repair_order_changed ON repair_order (entry);

-- Messages to the MES, fixed byte for byte; without delivered_at they wait.
CREATE TABLE outbox (
    sequence     BIGINT PRIMARY KEY,
    vehicle      TEXT NOT NULL,
    station      TEXT NOT NULL,
    channel      TEXT NOT NULL,
    message_key  TEXT NOT NULL,
    schema       TEXT NOT NULL,
    payload      BYTEA NOT NULL,
    written_at   BIGINT NOT NULL,
    delivered_at BIGINT
);

CREATE INDEX outbox_waiting ON outbox (sequence) WHERE delivered_at IS NULL;
