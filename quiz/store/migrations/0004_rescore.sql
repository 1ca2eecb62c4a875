-- Keys that were put right: what an assignment is marked by since, what that
-- made of every score, and previews that have not been applied.

-- +goose Up
CREATE TABLE IF NOT EXISTS rescores (
    school_id       TEXT    NOT NULL,
    rescore_id      TEXT    NOT NULL, -- that of the preview it was
    assignment_id   TEXT    NOT NULL,
    number          INTEGER NOT NULL, -- 1 for the first of the assignment; the last is in force
    policy          TEXT    NOT NULL, -- current, either, full_credit or drop; '' for an undo
    from_version    INTEGER NOT NULL,
    to_version      INTEGER NOT NULL,
    passages        TEXT    NOT NULL, -- numbers of those marked otherwise than before, with commas
    rule            TEXT    NOT NULL, -- JSON {version,keys,except}
    reason          TEXT    NOT NULL,
    unchanged       INTEGER NOT NULL, -- attempts handed in whose score stayed
    unchanged_total INTEGER NOT NULL, -- marks of those
    account_id      TEXT    NOT NULL,
    at              BIGINT  NOT NULL,
    undoes          TEXT    NOT NULL, -- a rescore, or ''
    PRIMARY KEY (school_id, rescore_id),
    UNIQUE (school_id, assignment_id, number),
    FOREIGN KEY (school_id, assignment_id) REFERENCES assignments (school_id, assignment_id)
);

CREATE TABLE IF NOT EXISTS rescore_entries (
    school_id    TEXT    NOT NULL,
    rescore_id   TEXT    NOT NULL,
    attempt_id   TEXT    NOT NULL,
    epoch        INTEGER NOT NULL, -- of the attempt
    score_before INTEGER NOT NULL,
    max_before   INTEGER NOT NULL,
    score_after  INTEGER NOT NULL,
    max_after    INTEGER NOT NULL,
    PRIMARY KEY (school_id, rescore_id, attempt_id),
    FOREIGN KEY (school_id, rescore_id) REFERENCES rescores (school_id, rescore_id),
    FOREIGN KEY (school_id, attempt_id) REFERENCES attempts (school_id, attempt_id)
);
CREATE INDEX IF NOT EXISTS rescore_entries_of_attempt ON rescore_entries (school_id, attempt_id);

CREATE TABLE IF NOT EXISTS rescore_previews (
    school_id     TEXT   NOT NULL,
    preview_id    TEXT   NOT NULL,
    assignment_id TEXT   NOT NULL,
    account_id    TEXT   NOT NULL,
    request       TEXT   NOT NULL, -- JSON {policy,version,passages,undo,reason}
    state         TEXT   NOT NULL, -- hash of all that it follows from
    expires_at    BIGINT NOT NULL,
    PRIMARY KEY (school_id, preview_id),
    FOREIGN KEY (school_id, assignment_id) REFERENCES assignments (school_id, assignment_id)
);
CREATE INDEX IF NOT EXISTS rescore_previews_by_time ON rescore_previews (school_id, expires_at);
