// Package store keeps classes, attempts, answers and packs in SQLite or
// PostgreSQL, with one SQL text for both.
//
// One method is one act in one transaction: load, ask the rule in package quiz,
// save what it allows. Who asks is an argument; what is outside that person's
// reach is quiz.ErrNotFound, as if it did not exist.
//
// All writing goes through one door, update: on SQLite one writer that commits
// whatever is waiting together, on PostgreSQL serializable transactions that
// are tried again when the database asks. A write that has begun is finished
// even when its client has gone. Published packs never change and are cached.
//
// The package knows nothing of HTTP, and nothing of what a page looks like.
package store
