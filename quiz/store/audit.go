package store

import (
	"time"

	"discern/quiz"
)

// record writes that somebody changed something of a class, and tells whoever
// watches it. It holds no names and no answers.
func (s *Store) record(t *tx, who quiz.Actor, class, act, object, reason string, now time.Time) error {
	t.touch(class)
	_, err := t.exec(`INSERT INTO audit (school_id, audit_id, class_id, actor_id, act, object_id, reason, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, who.School, s.newID(), class, who.ID, act, object, reason, ms(now))
	return err
}
