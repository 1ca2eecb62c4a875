package store

import (
	"database/sql"
	"errors"
	"time"

	"discern/quiz"
)

// once returns the id of the object that the intent stands for. The first time
// that is id, which is recorded in the same transaction as the effect, and
// again is false; a repetition gets the id of then and has no effect of its
// own. The same key for another request is quiz.ErrKeyReused.
func (t *tx) once(school, scope string, i quiz.Intent, id string, now time.Time) (object string, again bool, err error) {
	if i.Key == "" {
		return id, false, nil
	}
	var request string
	err = t.one([]any{&request, &object}, `SELECT request, object_id FROM intents
		WHERE school_id = $1 AND scope = $2 AND key_hash = $3`, school, scope, quiz.SecretHash(i.Key))
	switch {
	case errors.Is(err, sql.ErrNoRows):
	case err != nil:
		return "", false, err
	case request != i.Request:
		return "", false, quiz.ErrKeyReused
	default:
		return object, true, nil
	}
	_, err = t.exec(`INSERT INTO intents (school_id, scope, key_hash, request, object_id, created_at)
		VALUES ($1, $2, $3, $4, $5, $6)`, school, scope, quiz.SecretHash(i.Key), i.Request, id, ms(now))
	return id, false, err
}

// standsFor makes an intent that once has just recorded stand for another
// object, which was there before.
func (t *tx) standsFor(school, scope string, i quiz.Intent, object string) error {
	if i.Key == "" {
		return nil
	}
	_, err := t.exec(`UPDATE intents SET object_id = $4 WHERE school_id = $1 AND scope = $2 AND key_hash = $3`,
		school, scope, quiz.SecretHash(i.Key), object)
	return err
}
