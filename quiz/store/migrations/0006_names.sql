-- Classes: how their students come by their names.

-- +goose Up
ALTER TABLE classes ADD COLUMN names TEXT NOT NULL DEFAULT 'typed'; -- typed or made_up
