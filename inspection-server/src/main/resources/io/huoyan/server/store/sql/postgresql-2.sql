-- Version 2 of the store, as sqlite-2.sql has it: what stands of each weld, and the commands of the MES.

-- What was last said of a weld: by the latest orderable visit, and by QA of a doubt. Visits closed under version 1 left
-- nothing here: their welds read as not inspected until the next visit.
CREATE TABLE weld_standing (
    vehicle      TEXT NOT NULL,
    weld         TEXT NOT NULL,
    revision     BIGINT NOT NULL,
    station      TEXT NOT NULL,
    visit        TEXT NOT NULL,
    verdict      TEXT NOT NULL,
    reason       TEXT NOT NULL,
    decided_good BIGINT,
    since        BIGINT NOT NULL,
    PRIMARY KEY (vehicle, weld)
);

CREATE INDEX weld_doubtful ON weld_standing (since) WHERE verdict = 'REVIEW' AND decided_good IS NULL;

-- Commands that were answered, so that the same one gets the same answer again. Refusals are kept for a while, what moved
-- an order for ever.
CREATE TABLE order_command (
    number     BIGINT PRIMARY KEY,
    command_id TEXT NOT NULL UNIQUE,
    sha256     TEXT NOT NULL,
    done       BIGINT NOT NULL,
    answer     BYTEA NOT NULL
);

CREATE INDEX order_command_refused ON order_command (number) WHERE done = 0;

CREATE INDEX repair_order_of_vehicle ON repair_order (vehicle, entry);
CREATE INDEX repair_order_open_by_id ON repair_order (id) WHERE is_open = 1;
