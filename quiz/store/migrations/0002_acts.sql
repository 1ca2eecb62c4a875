-- Keys of acts, by which a program finds out whether a commit whose answer was
-- lost took place. Kept for an hour.

-- +goose Up
CREATE TABLE IF NOT EXISTS acts (
    school_id TEXT   NOT NULL,
    act_id    TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (school_id, act_id)
);
