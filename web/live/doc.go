// Package live keeps open boards up to date: who is where with an assignment,
// as text/event-stream.
//
// All boards of one assignment share a feed. It reads the board when the store
// tells that something may have changed, works out the difference once, writes
// it as events and keeps the last of them in a ring. A stream is one reader: it
// sends what the ring has since the event it sent last, or a snapshot where the
// ring does not reach back so far. So a reader that was away catches up by
// itself, and one that is too slow holds up nobody.
//
// Nothing here depends on the key or on which label was chosen.
package live
