-- Reviews: texts, packs in the making with their readings and decisions,
-- challenges to published keys, and the words of bound passages.

-- +goose Up
CREATE TABLE IF NOT EXISTS sources (
    school_id   TEXT    NOT NULL,
    source_id   TEXT    NOT NULL,
    title       TEXT    NOT NULL,
    author      TEXT    NOT NULL,
    publication TEXT    NOT NULL,
    published   TEXT    NOT NULL, -- as people write it
    kind        TEXT    NOT NULL,
    language    TEXT    NOT NULL, -- BCP 47
    text        TEXT    NOT NULL, -- normalised paragraphs with a blank line between; '' when removed; never exported
    paragraphs  INTEGER NOT NULL,
    length      INTEGER NOT NULL, -- code points
    sha256      TEXT    NOT NULL,
    created_by  TEXT    NOT NULL, -- account
    created_at  BIGINT  NOT NULL,
    PRIMARY KEY (school_id, source_id)
);

CREATE TABLE IF NOT EXISTS drafts (
    school_id    TEXT    NOT NULL,
    draft_id     TEXT    NOT NULL,
    pack_id      TEXT    NOT NULL,
    slug         TEXT    NOT NULL,
    title        TEXT    NOT NULL,
    about        TEXT    NOT NULL,
    language     TEXT    NOT NULL,
    guide        TEXT    NOT NULL, -- JSON
    said         TEXT    NOT NULL, -- JSON of what the pack says of its source, '' for nothing
    source_id    TEXT    NOT NULL, -- '' for none
    base_version INTEGER NOT NULL, -- version it corrects, 0 for a new pack
    state        TEXT    NOT NULL, -- open or published
    version      INTEGER NOT NULL, -- that it became, 0 before
    revision     INTEGER NOT NULL,
    created_by   TEXT    NOT NULL,
    created_at   BIGINT  NOT NULL,
    PRIMARY KEY (school_id, draft_id)
);
CREATE UNIQUE INDEX IF NOT EXISTS drafts_one_open ON drafts (school_id, slug) WHERE state = 'open';

CREATE TABLE IF NOT EXISTS draft_passages (
    school_id  TEXT    NOT NULL,
    draft_id   TEXT    NOT NULL,
    passage_id TEXT    NOT NULL,
    number     INTEGER NOT NULL,
    made       INTEGER NOT NULL, -- order in which they were made
    text       TEXT    NOT NULL,
    source     TEXT    NOT NULL, -- JSON span in the source, '' for none
    wording    TEXT    NOT NULL, -- original or restated
    revision   INTEGER NOT NULL, -- counts changes of the text, from 1
    PRIMARY KEY (school_id, draft_id, passage_id),
    FOREIGN KEY (school_id, draft_id) REFERENCES drafts (school_id, draft_id)
);
CREATE INDEX IF NOT EXISTS draft_passages_by_id ON draft_passages (school_id, passage_id);

CREATE TABLE IF NOT EXISTS draft_readers (
    school_id TEXT    NOT NULL,
    draft_id  TEXT    NOT NULL,
    reader    TEXT    NOT NULL, -- name of a reviewer in this pack, not the account
    place     INTEGER NOT NULL,
    name      TEXT    NOT NULL,
    PRIMARY KEY (school_id, draft_id, reader),
    FOREIGN KEY (school_id, draft_id) REFERENCES drafts (school_id, draft_id)
);

CREATE TABLE IF NOT EXISTS draft_readings (
    school_id        TEXT    NOT NULL,
    draft_id         TEXT    NOT NULL,
    passage_id       TEXT    NOT NULL,
    reader           TEXT    NOT NULL,
    passage_revision INTEGER NOT NULL, -- of the wording that was read
    label            TEXT    NOT NULL,
    second           TEXT    NOT NULL,
    confidence       INTEGER NOT NULL,
    note             TEXT    NOT NULL,
    seen             BOOLEAN NOT NULL, -- others' readings were shown since: it is final
    at               BIGINT  NOT NULL,
    PRIMARY KEY (school_id, draft_id, passage_id, reader),
    FOREIGN KEY (school_id, draft_id, passage_id) REFERENCES draft_passages (school_id, draft_id, passage_id),
    FOREIGN KEY (school_id, draft_id, reader) REFERENCES draft_readers (school_id, draft_id, reader)
);

CREATE TABLE IF NOT EXISTS decisions (
    school_id        TEXT    NOT NULL,
    draft_id         TEXT    NOT NULL,
    passage_id       TEXT    NOT NULL,
    passage_revision INTEGER NOT NULL, -- of the wording that was decided on
    label            TEXT    NOT NULL,
    second           TEXT    NOT NULL,
    status           TEXT    NOT NULL, -- agreed, adjudicated or disputed
    rationale        TEXT    NOT NULL,
    cues             TEXT    NOT NULL, -- JSON [{start,end}] in code points
    later            TEXT    NOT NULL, -- JSON {note,source}, '' for none
    revision         INTEGER NOT NULL, -- counts changes, from 1
    decided_by       TEXT    NOT NULL, -- account, '' for one that came with a version
    at               BIGINT  NOT NULL,
    PRIMARY KEY (school_id, draft_id, passage_id),
    FOREIGN KEY (school_id, draft_id, passage_id) REFERENCES draft_passages (school_id, draft_id, passage_id)
);

CREATE TABLE IF NOT EXISTS challenges (
    school_id    TEXT    NOT NULL,
    challenge_id TEXT    NOT NULL,
    slug         TEXT    NOT NULL,
    version      INTEGER NOT NULL, -- on which it was made
    number       INTEGER NOT NULL, -- of the passage
    passage_id   TEXT    NOT NULL,
    actor_id     TEXT    NOT NULL, -- a seat or an account
    role         TEXT    NOT NULL,
    reason       TEXT    NOT NULL,
    at           BIGINT  NOT NULL,
    state        TEXT    NOT NULL, -- open or answered
    answer       TEXT    NOT NULL,
    answered_by  TEXT    NOT NULL,
    answered_at  BIGINT  NOT NULL,
    PRIMARY KEY (school_id, challenge_id),
    UNIQUE (school_id, actor_id, slug, version, number)
);

CREATE TABLE IF NOT EXISTS bindings (
    school_id TEXT    NOT NULL,
    slug      TEXT    NOT NULL,
    version   INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    words     TEXT    NOT NULL, -- of the source, as the span's hash says; never exported
    cues      TEXT    NOT NULL, -- JSON [{start,end}] in code points
    at        BIGINT  NOT NULL,
    PRIMARY KEY (school_id, slug, version, number)
);

CREATE TABLE IF NOT EXISTS pack_history (
    slug       TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    account_id TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    at         BIGINT  NOT NULL,
    PRIMARY KEY (slug, version),
    FOREIGN KEY (slug, version) REFERENCES packs (slug, version)
);

CREATE INDEX IF NOT EXISTS passages_by_id ON passages (passage_id);
