package store

import (
	"context"
	"fmt"
	"slices"

	"discern/questions"
	"discern/quiz"
)

// Keyless takes the keys of acts away: the control that shows what they are
// for.
func Keyless(s *Store) { s.engine.(*postgresEngine).keyless = true }

// AuditRows counts what was recorded of an object.
func AuditRows(ctx context.Context, s *Store, object string) (int, error) {
	n := 0
	err := s.view(ctx, func(t *tx) (err error) {
		n, err = t.count(`SELECT COUNT(*) FROM audit WHERE school_id = $1 AND object_id = $2`, s.school, object)
		return err
	})
	return n, err
}

// Pragma reads a pragma on a connection of each kind.
func Pragma(ctx context.Context, s *Store, name string) map[string]string {
	var reading, writing string
	read := func(into *string) func(*tx) error {
		return func(t *tx) error { return t.one([]any{into}, `PRAGMA `+name) }
	}
	if err := s.view(ctx, read(&reading)); err != nil {
		reading = err.Error()
	}
	if err := s.update(ctx, read(&writing)); err != nil {
		writing = err.Error()
	}
	return map[string]string{"reading": reading, "writing": writing}
}

// Panic is an act that writes and then panics.
func Panic(ctx context.Context, s *Store) {
	_ = s.update(ctx, func(t *tx) error {
		if err := s.record(t, quiz.Actor{School: s.school, ID: "x"}, "", "panic", "panic", "", s.Now()); err != nil {
			return err
		}
		panic("on purpose")
	})
}

// Tables lists the tables of an SQLite store.
func Tables(ctx context.Context, s *Store) (names []string, err error) {
	err = s.view(ctx, func(t *tx) (err error) {
		names, err = list(t, func(row scanner) (name string, err error) {
			err = row.Scan(&name)
			return name, err
		}, `SELECT name FROM sqlite_master WHERE type = 'table'`)
		return err
	})
	return names, err
}

// IsCopied reports whether Copy takes a table along.
func IsCopied(table string) bool {
	for _, c := range copied {
		if c.name == table {
			return true
		}
	}
	return false
}

// Fill adds voided attempts of a student, with answers.
func Fill(ctx context.Context, s *Store, assignment, seat string, answers int) error {
	for number := 2; answers > 0; {
		err := s.update(ctx, func(t *tx) error {
			for range 100 {
				id := s.newID()
				if _, err := t.exec(`INSERT INTO attempts (school_id, attempt_id, assignment_id, seat_id, number, state, epoch, picks, started_at, deadline_at, submitted_at)
					VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, s.school, id, assignment, seat, number, "voided", 1, "1,2,3,4,5,6,7,8,9,10,11,12", 1, 0, 1); err != nil {
					return err
				}
				number++
				for n := range 12 {
					answers--
					if _, err := t.exec(`INSERT INTO answers (school_id, attempt_id, n, label, confidence, flagged, revision, saved_at)
						VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, s.school, id, n+1, "fact", 0, n%2 == 0, 1, 1700000000000+int64(n)); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Rows counts the rows of every table but the audit that hold a text, by the
// name of the table.
func Rows(ctx context.Context, s *Store, text string) (map[string]int, error) {
	found := map[string]int{}
	for _, table := range copied {
		err := s.pages(ctx, table.name, table.key, func(_ []string, rows [][]any) error {
			for _, row := range rows {
				if table.name != "audit" && slices.Contains(row, any(text)) {
					found[table.name]++
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// Sat adds students who have handed in one attempt each at an assignment, as
// one act, and returns the seats. Said is what student i says of passage n.
func Sat(ctx context.Context, s *Store, a quiz.Assignment, students int, said func(i, n int) questions.Label) ([]string, error) {
	pack, err := s.Pack(ctx, a.Pack, a.Version)
	if err != nil {
		return nil, err
	}
	var seats []string
	err = s.update(ctx, func(t *tx) error {
		seats = nil
		var people, attempts, answers [][]any
		for i := range students {
			seat, id := s.newID(), s.newID()
			seats = append(seats, seat)
			people = append(people, []any{s.school, seat, a.Class, fmt.Sprintf("Pupil %04d", i), 1.0, int64(1), int64(1)})
			picks := quiz.Pick(pack.Items, a.Settings, quiz.Seed(id))
			attempts = append(attempts, []any{s.school, id, a.ID, seat, 1, "submitted", 0, writePicks(picks), int64(1), int64(0), int64(2)})
			for j, n := range picks {
				if label := said(i, n); label != "" {
					answers = append(answers, []any{s.school, id, j + 1, string(label), 0, false, 1, int64(1)})
				}
			}
		}
		if err := t.insertRows(`INSERT INTO seats (school_id, seat_id, class_id, name, extra_time, joined_at, created_at) VALUES `, people, ""); err != nil {
			return err
		}
		if err := t.insertRows(`INSERT INTO attempts (school_id, attempt_id, assignment_id, seat_id, number, state, epoch, picks, started_at, deadline_at, submitted_at) VALUES `, attempts, ""); err != nil {
			return err
		}
		return t.insertRows(`INSERT INTO answers (school_id, attempt_id, n, label, confidence, flagged, revision, saved_at) VALUES `, answers, "")
	})
	return seats, err
}

// Stored reads the stored scores of an assignment by a key version, by attempt.
func Stored(ctx context.Context, s *Store, assignment string, version int) (map[string]quiz.Part, error) {
	all := map[string]quiz.Part{}
	err := s.view(ctx, func(t *tx) error {
		return t.each(func(row scanner) error {
			var id string
			var part quiz.Part
			err := row.Scan(&id, &part.Right, &part.Of)
			all[id] = part
			return err
		}, `SELECT r.attempt_id, r.score, r.max FROM results r JOIN attempts a ON a.school_id = r.school_id AND a.attempt_id = r.attempt_id AND a.epoch = r.epoch
			WHERE r.school_id = $1 AND a.assignment_id = $2 AND r.key_version = $3`, s.school, assignment, version)
	})
	return all, err
}

// CountRows counts the rows of a table.
func CountRows(ctx context.Context, s *Store, table string) (n int, err error) {
	err = s.view(ctx, func(t *tx) error {
		n, err = t.count(`SELECT COUNT(*) FROM ` + table)
		return err
	})
	return n, err
}

// Rename gives a table another name, so that acts that need it fail.
func Rename(ctx context.Context, s *Store, from, to string) error {
	return s.update(ctx, func(t *tx) error {
		_, err := t.exec(`ALTER TABLE ` + from + ` RENAME TO ` + to)
		return err
	})
}
