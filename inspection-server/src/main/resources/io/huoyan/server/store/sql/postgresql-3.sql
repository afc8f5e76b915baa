-- Version 3 of the store, as sqlite-3.sql has it.

-- Which file a name means. VIN and body number keep theirs; a skid means the body that was joined with it last.
CREATE TABLE vehicle_name (
    name TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    file TEXT NOT NULL
);

CREATE INDEX vehicle_name_of_file ON vehicle_name (file);

-- Files that are continued by another.
CREATE TABLE file_taken_in (
    file      TEXT PRIMARY KEY,
    into_file TEXT NOT NULL
);

CREATE INDEX file_taken_in_by ON file_taken_in (into_file);

-- Which entry names which picture, and as what. A picture that nobody names is an orphan.
CREATE TABLE picture_use (
    sha256      TEXT NOT NULL,
    entry       BIGINT NOT NULL REFERENCES entry (id),
    vehicle     TEXT NOT NULL,
    number      BIGINT NOT NULL,
    class       TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    bytes       BIGINT NOT NULL,
    PRIMARY KEY (sha256, entry)
);

CREATE INDEX picture_use_by_age ON picture_use (class, recorded_at);

-- What is kept in all; one row.
CREATE TABLE picture_total (
    id       BIGINT PRIMARY KEY CHECK (id = 1),
    pictures BIGINT NOT NULL,
    bytes    BIGINT NOT NULL
);

INSERT INTO picture_total (id, pictures, bytes) VALUES (1, 0, 0);

-- Anchors that were written outside the store.
CREATE TABLE anchor (
    number  BIGINT PRIMARY KEY,
    sha256  BYTEA NOT NULL,
    made_at BIGINT NOT NULL
);

-- How many entries of a file the last anchor covers; when its last entry was written.
ALTER TABLE vehicle_file ADD COLUMN anchored BIGINT NOT NULL DEFAULT 0;
ALTER TABLE vehicle_file ADD COLUMN changed_at BIGINT NOT NULL DEFAULT 0;

CREATE INDEX vehicle_file_not_anchored ON vehicle_file (vehicle) WHERE entries > anchored;
CREATE INDEX vehicle_file_by_age ON vehicle_file (changed_at);

-- The one change that an entry may see: its document is removed when its time is over, as a tombstone later in its file
-- says. Its place in the chain stays.
CREATE OR REPLACE FUNCTION entry_is_not_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF length(new.document) = 0 AND new.id = old.id AND new.vehicle = old.vehicle AND new.number = old.number
        AND new.sha256 = old.sha256
    THEN
        RETURN new;
    END IF;
    RAISE EXCEPTION 'an entry of a vehicle''s file is never changed';
END $$;

-- Which server sends what waits in the outbox, and until when it may; one row, by the database's clock.
CREATE TABLE outbox_lease (
    id         BIGINT PRIMARY KEY CHECK (id = 1),
    owner      TEXT NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);

INSERT INTO outbox_lease (id, owner, expires_at) VALUES (1, '', 'epoch');
