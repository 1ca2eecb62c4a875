-- Rules of this schema: school_id leads every key, so that a distributed
-- database can place all rows of a school together; ids are UUID texts and
-- times are unix milliseconds (UTC), both made by the program; 0 is no time.
-- Packs and their parts are shared reference tables; join_codes is looked up by
-- a secret before the school is known.

-- +goose Up
CREATE TABLE IF NOT EXISTS schools (
    school_id  TEXT   NOT NULL PRIMARY KEY,
    secret     TEXT   NOT NULL, -- hex, from which repeated acts derive the same tokens
    created_at BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS accounts (
    school_id     TEXT    NOT NULL REFERENCES schools (school_id),
    account_id    TEXT    NOT NULL,
    email         TEXT    NOT NULL, -- lower case
    name          TEXT    NOT NULL, -- as students see it
    role          TEXT    NOT NULL, -- teacher, reviewer or admin
    password_hash TEXT    NOT NULL, -- argon2id, '' for none yet
    disabled      BOOLEAN NOT NULL,
    created_at    BIGINT  NOT NULL,
    PRIMARY KEY (school_id, account_id),
    UNIQUE (school_id, email)
);

CREATE TABLE IF NOT EXISTS classes (
    school_id       TEXT    NOT NULL,
    class_id        TEXT    NOT NULL,
    account_id      TEXT    NOT NULL, -- the teacher
    title           TEXT    NOT NULL,
    school_year     TEXT    NOT NULL,
    language        TEXT    NOT NULL, -- BCP 47
    code            TEXT    NOT NULL, -- join code, also in join_codes
    joining         BOOLEAN NOT NULL, -- false: locked by the teacher
    code_expires_at BIGINT  NOT NULL,
    created_at      BIGINT  NOT NULL,
    PRIMARY KEY (school_id, class_id),
    FOREIGN KEY (school_id, account_id) REFERENCES accounts (school_id, account_id)
);
CREATE INDEX IF NOT EXISTS classes_of_account ON classes (school_id, account_id);

CREATE TABLE IF NOT EXISTS join_codes (
    code      TEXT NOT NULL PRIMARY KEY,
    school_id TEXT NOT NULL,
    class_id  TEXT NOT NULL,
    FOREIGN KEY (school_id, class_id) REFERENCES classes (school_id, class_id)
);

CREATE TABLE IF NOT EXISTS seats (
    school_id  TEXT             NOT NULL,
    seat_id    TEXT             NOT NULL,
    class_id   TEXT             NOT NULL,
    name       TEXT             NOT NULL,
    extra_time DOUBLE PRECISION NOT NULL, -- factor on time limits, 1 to 10
    joined_at  BIGINT           NOT NULL, -- 0: on the list, not yet come in
    created_at BIGINT           NOT NULL,
    PRIMARY KEY (school_id, seat_id),
    FOREIGN KEY (school_id, class_id) REFERENCES classes (school_id, class_id)
);
CREATE INDEX IF NOT EXISTS seats_of_class ON seats (school_id, class_id);

CREATE TABLE IF NOT EXISTS seat_codes (
    school_id  TEXT   NOT NULL,
    class_id   TEXT   NOT NULL,
    code_hash  TEXT   NOT NULL, -- SHA-256 of a one-time code
    seat_id    TEXT   NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (school_id, class_id, code_hash),
    FOREIGN KEY (school_id, seat_id) REFERENCES seats (school_id, seat_id)
);

CREATE TABLE IF NOT EXISTS sessions (
    school_id    TEXT   NOT NULL,
    session_hash TEXT   NOT NULL, -- SHA-256 of the token
    kind         TEXT   NOT NULL, -- seat, staff or api
    actor_id     TEXT   NOT NULL, -- a seat or an account
    created_at   BIGINT NOT NULL,
    seen_at      BIGINT NOT NULL,
    PRIMARY KEY (school_id, session_hash)
);
CREATE INDEX IF NOT EXISTS sessions_of_actor ON sessions (school_id, actor_id);

CREATE TABLE IF NOT EXISTS links (
    school_id  TEXT   NOT NULL,
    link_hash  TEXT   NOT NULL, -- SHA-256 of the secret in a one-time link
    account_id TEXT   NOT NULL, -- '' for the set-up of the first account
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (school_id, link_hash)
);

CREATE TABLE IF NOT EXISTS assignments (
    school_id    TEXT    NOT NULL,
    assignment_id TEXT   NOT NULL,
    class_id     TEXT    NOT NULL,
    pack_slug    TEXT    NOT NULL,
    pack_version INTEGER NOT NULL, -- the key version: never changes under an assignment
    title        TEXT    NOT NULL,
    state        TEXT    NOT NULL, -- draft, open, paused, closed or released
    asked        INTEGER NOT NULL, -- passages an attempt asks, 0 for all
    balance      BOOLEAN NOT NULL,
    ordering     TEXT    NOT NULL, -- article or shuffled
    attempts     INTEGER NOT NULL,
    scoring      TEXT    NOT NULL, -- first, best or last
    feedback     TEXT    NOT NULL, -- question, submit or release
    minutes      INTEGER NOT NULL, -- 0: no limit
    opens_at     BIGINT  NOT NULL,
    closes_at    BIGINT  NOT NULL,
    confidence   BOOLEAN NOT NULL,
    wording      TEXT    NOT NULL, -- restated or original
    created_at   BIGINT  NOT NULL,
    PRIMARY KEY (school_id, assignment_id),
    FOREIGN KEY (school_id, class_id) REFERENCES classes (school_id, class_id)
);
CREATE INDEX IF NOT EXISTS assignments_of_class ON assignments (school_id, class_id);

CREATE TABLE IF NOT EXISTS attempts (
    school_id     TEXT    NOT NULL,
    attempt_id    TEXT    NOT NULL,
    assignment_id TEXT    NOT NULL,
    seat_id       TEXT    NOT NULL,
    number        INTEGER NOT NULL, -- 1 for the student's first
    state         TEXT    NOT NULL, -- in_progress, submitted, auto_submitted or voided
    epoch         INTEGER NOT NULL, -- counts voidings and reopenings
    picks         TEXT    NOT NULL, -- numbers of the passages asked, in order, with commas
    started_at    BIGINT  NOT NULL,
    deadline_at   BIGINT  NOT NULL,
    submitted_at  BIGINT  NOT NULL,
    PRIMARY KEY (school_id, attempt_id),
    UNIQUE (school_id, assignment_id, seat_id, number),
    FOREIGN KEY (school_id, assignment_id) REFERENCES assignments (school_id, assignment_id),
    FOREIGN KEY (school_id, seat_id) REFERENCES seats (school_id, seat_id)
);
CREATE UNIQUE INDEX IF NOT EXISTS attempts_one_open ON attempts (school_id, assignment_id, seat_id) WHERE state = 'in_progress';
CREATE INDEX IF NOT EXISTS attempts_due ON attempts (school_id, deadline_at) WHERE state = 'in_progress' AND deadline_at > 0;
CREATE INDEX IF NOT EXISTS attempts_of_seat ON attempts (school_id, seat_id);

CREATE TABLE IF NOT EXISTS answers (
    school_id  TEXT    NOT NULL,
    attempt_id TEXT    NOT NULL,
    n          INTEGER NOT NULL, -- question of the attempt, from 1
    label      TEXT    NOT NULL, -- fact, inference, opinion, or '' for a flag alone
    confidence INTEGER NOT NULL, -- 1 to 3, 0 if not given
    flagged    BOOLEAN NOT NULL,
    revision   INTEGER NOT NULL, -- counts changes, from 1
    saved_at   BIGINT  NOT NULL,
    PRIMARY KEY (school_id, attempt_id, n),
    FOREIGN KEY (school_id, attempt_id) REFERENCES attempts (school_id, attempt_id)
);

CREATE TABLE IF NOT EXISTS results (
    school_id   TEXT    NOT NULL,
    attempt_id  TEXT    NOT NULL,
    epoch       INTEGER NOT NULL,
    key_version INTEGER NOT NULL,
    score       INTEGER NOT NULL, -- equals a recomputation from answers and key
    max         INTEGER NOT NULL,
    computed_at BIGINT  NOT NULL,
    PRIMARY KEY (school_id, attempt_id, epoch, key_version),
    FOREIGN KEY (school_id, attempt_id) REFERENCES attempts (school_id, attempt_id)
);

CREATE TABLE IF NOT EXISTS intents (
    school_id  TEXT   NOT NULL,
    scope      TEXT   NOT NULL, -- who wanted what: act and actor
    key_hash   TEXT   NOT NULL, -- SHA-256 of the client's idempotency key
    request    TEXT   NOT NULL, -- hash of what was asked
    object_id  TEXT   NOT NULL, -- what the act made
    created_at BIGINT NOT NULL,
    PRIMARY KEY (school_id, scope, key_hash)
);

CREATE TABLE IF NOT EXISTS audit (
    school_id TEXT   NOT NULL,
    audit_id  TEXT   NOT NULL,
    class_id  TEXT   NOT NULL,
    actor_id  TEXT   NOT NULL,
    act       TEXT   NOT NULL,
    object_id TEXT   NOT NULL,
    reason    TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (school_id, audit_id)
);
CREATE INDEX IF NOT EXISTS audit_of_class ON audit (school_id, class_id, at);

CREATE TABLE IF NOT EXISTS packs (
    slug         TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    pack_id      TEXT    NOT NULL,
    title        TEXT    NOT NULL,
    language     TEXT    NOT NULL,
    passages     INTEGER NOT NULL,
    askable      INTEGER NOT NULL, -- passages that are not disputed
    content_hash TEXT    NOT NULL, -- SHA-256 of the canonical JSON of the whole
    head         TEXT    NOT NULL, -- JSON: about, source, guide, reviewers
    created_at   BIGINT  NOT NULL,
    PRIMARY KEY (slug, version)
);

CREATE TABLE IF NOT EXISTS passages (
    slug       TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    number     INTEGER NOT NULL, -- place in the article, from 1
    passage_id TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    source     TEXT    NOT NULL, -- JSON span in the source, '' for none
    PRIMARY KEY (slug, version, number),
    FOREIGN KEY (slug, version) REFERENCES packs (slug, version)
);

CREATE TABLE IF NOT EXISTS keys (
    slug      TEXT    NOT NULL,
    version   INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    label     TEXT    NOT NULL,
    second    TEXT    NOT NULL,
    status    TEXT    NOT NULL, -- agreed, adjudicated or disputed
    rationale TEXT    NOT NULL,
    cues      TEXT    NOT NULL, -- JSON [{start,end}] in code points
    later     TEXT    NOT NULL, -- JSON {note,source}, '' for none
    PRIMARY KEY (slug, version, number),
    FOREIGN KEY (slug, version, number) REFERENCES passages (slug, version, number)
);

CREATE TABLE IF NOT EXISTS readings (
    slug       TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    number     INTEGER NOT NULL,
    reviewer   TEXT    NOT NULL,
    place      INTEGER NOT NULL, -- order in the pack
    label      TEXT    NOT NULL,
    second     TEXT    NOT NULL,
    confidence INTEGER NOT NULL,
    note       TEXT    NOT NULL,
    PRIMARY KEY (slug, version, number, reviewer),
    FOREIGN KEY (slug, version, number) REFERENCES passages (slug, version, number)
);
