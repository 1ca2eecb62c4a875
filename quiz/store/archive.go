package store

import "time"

// putAway notes that a class is put away, or is so no more. While it is, nobody
// new joins and nothing is started; its assignments keep their states, so that
// it comes back as it was.
func (t *tx) putAway(school, class string, away bool, now time.Time) error {
	if away {
		_, err := t.exec(`INSERT INTO archived_classes (school_id, class_id, archived_at) VALUES ($1, $2, $3)
			ON CONFLICT (school_id, class_id) DO NOTHING`, school, class, ms(now))
		return err
	}
	_, err := t.exec(`DELETE FROM archived_classes WHERE school_id = $1 AND class_id = $2`, school, class)
	return err
}
