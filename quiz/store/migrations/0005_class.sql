-- Classes: further teachers, whom one of the class invites by e-mail, and
-- classes that are put away.

-- +goose Up
CREATE TABLE IF NOT EXISTS class_teachers (
    school_id  TEXT   NOT NULL,
    class_id   TEXT   NOT NULL,
    account_id TEXT   NOT NULL, -- beside the one in classes, who owns the class
    joined_at  BIGINT NOT NULL,
    PRIMARY KEY (school_id, class_id, account_id),
    FOREIGN KEY (school_id, class_id) REFERENCES classes (school_id, class_id),
    FOREIGN KEY (school_id, account_id) REFERENCES accounts (school_id, account_id)
);
CREATE INDEX IF NOT EXISTS class_teachers_of_account ON class_teachers (school_id, account_id);

CREATE TABLE IF NOT EXISTS invitations (
    school_id     TEXT   NOT NULL,
    invitation_id TEXT   NOT NULL, -- also stands for the account in links
    class_id      TEXT   NOT NULL,
    email         TEXT   NOT NULL, -- lower case; whether it has an account is not asked here
    invited_by    TEXT   NOT NULL, -- account
    created_at    BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL,
    PRIMARY KEY (school_id, invitation_id),
    UNIQUE (school_id, class_id, email),
    FOREIGN KEY (school_id, class_id) REFERENCES classes (school_id, class_id)
);
CREATE INDEX IF NOT EXISTS invitations_of_email ON invitations (school_id, email);

CREATE TABLE IF NOT EXISTS archived_classes (
    school_id   TEXT   NOT NULL,
    class_id    TEXT   NOT NULL,
    archived_at BIGINT NOT NULL,
    PRIMARY KEY (school_id, class_id),
    FOREIGN KEY (school_id, class_id) REFERENCES classes (school_id, class_id)
);
