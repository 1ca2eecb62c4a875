package store

import (
	"context"
	"sort"
	"strings"
	"time"

	"discern/quiz"
)

const rescoreColumns = `SELECT r.rescore_id, r.number, r.policy, r.from_version, r.to_version, r.passages, r.rule, r.reason, r.unchanged,
	r.unchanged_total, COALESCE(c.name, ''), r.at, r.undoes
	FROM rescores r LEFT JOIN accounts c ON c.school_id = r.school_id AND c.account_id = r.account_id `

// rescoreRow is an entry of the ledger with the rule that it made.
type rescoreRow struct {
	quiz.Rescore
	ruling quiz.Ruling
}

func scanRescore(row scanner) (rescoreRow, error) {
	var r rescoreRow
	var passages, ruling string
	var when int64
	err := row.Scan(&r.ID, &r.Number, &r.Policy, &r.From, &r.To, &passages, &ruling, &r.Reason, &r.Unchanged, &r.UnchangedTotal, &r.By, &when, &r.Undoes)
	if err != nil {
		return r, err
	}
	r.At = at(when)
	if r.Passages, err = readPicks(passages); err != nil {
		return r, err
	}
	r.ruling, err = readRuling(ruling)
	return r, err
}

// Rescores reads the ledger of an assignment, newest first, for its teacher.
func (s *Store) Rescores(ctx context.Context, who quiz.Actor, id string) ([]quiz.Rescore, error) {
	var all []quiz.Rescore
	err := s.view(ctx, func(t *tx) error {
		a, _, err := t.set(who, id)
		if err != nil {
			return err
		}
		all, err = t.rescores(who.School, a)
		return err
	})
	return all, err
}

func (t *tx) rescores(school string, a quiz.Assignment) ([]quiz.Rescore, error) {
	rows, err := list(t, scanRescore, rescoreColumns+`WHERE r.school_id = $1 AND r.assignment_id = $2 ORDER BY r.number DESC`, school, a.ID)
	if err != nil {
		return nil, err
	}
	changes, err := t.changes(changesOf+`WHERE r.school_id = $1 AND r.assignment_id = $2`+changesOrder, school, a.ID)
	all := make([]quiz.Rescore, len(rows))
	for i, row := range rows {
		all[i] = row.Rescore
		all[i].Changes, all[i].MayUndo = changes[row.ID], writeRuling(row.ruling) == writeRuling(rows[0].ruling)
	}
	return all, err
}

const (
	changesOf = `SELECT e.rescore_id, e.attempt_id, a.number, e.epoch, e.score_before, e.max_before, e.score_after, e.max_after, p.seat_id, p.name
		FROM rescores r JOIN rescore_entries e ON e.school_id = r.school_id AND e.rescore_id = r.rescore_id
		JOIN attempts a ON a.school_id = e.school_id AND a.attempt_id = e.attempt_id
		JOIN seats p ON p.school_id = a.school_id AND p.seat_id = a.seat_id `
	changesOrder = ` ORDER BY lower(p.name), p.seat_id, a.number`
)

// changes reads entries by rescore, each by name.
func (t *tx) changes(query string, args ...any) (map[string][]quiz.ScoreChange, error) {
	all := map[string][]quiz.ScoreChange{}
	err := t.each(func(row scanner) error {
		var rescore string
		var c quiz.ScoreChange
		err := row.Scan(&rescore, &c.Attempt, &c.Number, &c.Epoch, &c.Before.Right, &c.Before.Of, &c.After.Right, &c.After.Of, &c.Seat.ID, &c.Seat.Name)
		all[rescore] = append(all[rescore], c)
		return err
	}, query, args...)
	for _, some := range all {
		sort.SliceStable(some, func(i, j int) bool { return quiz.NameBefore(some[i].Seat.Name, some[j].Seat.Name) })
	}
	return all, err
}

// rescore reads one entry of the ledger; quiz.ErrNotFound if there is none.
func (t *tx) rescore(school string, a quiz.Assignment, id string) (quiz.Rescore, error) {
	row, err := t.rescoreBy(school, a, id)
	if err != nil {
		return quiz.Rescore{}, err
	}
	last, err := t.lastRescore(school, a)
	if err != nil {
		return quiz.Rescore{}, err
	}
	changes, err := t.changes(changesOf+`WHERE r.school_id = $1 AND r.rescore_id = $2`+changesOrder, school, id)
	row.Changes, row.MayUndo = changes[id], writeRuling(row.ruling) == writeRuling(last.ruling)
	return row.Rescore, err
}

// shifts reads what rescores made of the score of an attempt since it was handed
// in, oldest first.
func (t *tx) shifts(school string, a quiz.Attempt) ([]quiz.Shift, error) {
	return list(t, func(row scanner) (shift quiz.Shift, err error) {
		var when int64
		err = row.Scan(&when, &shift.Version, &shift.Before.Right, &shift.Before.Of, &shift.After.Right, &shift.After.Of)
		shift.At = at(when)
		return shift, err
	}, `SELECT r.at, r.to_version, e.score_before, e.max_before, e.score_after, e.max_after
		FROM rescore_entries e JOIN rescores r ON r.school_id = e.school_id AND r.rescore_id = e.rescore_id
		WHERE e.school_id = $1 AND e.attempt_id = $2 AND e.epoch = $3 ORDER BY r.number`, school, a.ID, a.Epoch)
}

// insertRescore writes a rescore into the ledger, with an entry for every
// attempt whose score changes.
func (t *tx) insertRescore(who quiz.Actor, made rescoring, now time.Time) error {
	var passages []int
	for _, p := range made.Passages {
		passages = append(passages, p.Passage.Number)
	}
	if _, err := t.exec(`INSERT INTO rescores (school_id, rescore_id, assignment_id, number, policy, from_version, to_version, passages, rule, reason,
			unchanged, unchanged_total, account_id, at, undoes)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		who.School, made.ID, made.Assignment.ID, made.number, made.Request.Policy, made.From, made.To, writePicks(passages), writeRuling(made.ruling),
		made.Request.Reason, made.Unchanged, made.UnchangedTotal, who.ID, ms(now), made.Request.Undo); err != nil {
		return err
	}
	rows := make([][]any, len(made.Changes))
	for i, c := range made.Changes {
		rows[i] = []any{who.School, made.ID, c.Attempt, c.Epoch, c.Before.Right, c.Before.Of, c.After.Right, c.After.Of}
	}
	return t.insertRows(`INSERT INTO rescore_entries (school_id, rescore_id, attempt_id, epoch, score_before, max_before, score_after, max_after) VALUES `, rows, ``)
}

// insertResults stores scores by a key version. One that is there is replaced:
// the row of the version in force always equals a recomputation, those of other
// versions are what the last rule with that version gave.
func (t *tx) insertResults(school string, version int, scores []quiz.AttemptScore, now time.Time) error {
	rows := make([][]any, len(scores))
	for i, s := range scores {
		rows[i] = []any{school, s.Attempt, s.Epoch, version, s.Score.Right, s.Score.Of, ms(now)}
	}
	return t.insertRows(`INSERT INTO results (school_id, attempt_id, epoch, key_version, score, max, computed_at) VALUES `, rows,
		` ON CONFLICT (school_id, attempt_id, epoch, key_version) DO UPDATE SET score = excluded.score, max = excluded.max, computed_at = excluded.computed_at
		WHERE results.score <> excluded.score OR results.max <> excluded.max`)
}

// insertRows writes rows of equal length, many to a statement. There are as few
// different statements as can be, as each stays prepared.
func (t *tx) insertRows(insert string, rows [][]any, end string) error {
	for together := 64; len(rows) > 0; together /= 2 {
		for len(rows) >= together {
			var values []any
			var places []string
			for _, row := range rows[:together] {
				places = append(places, "("+placeholders(len(values)+1, len(row))+")")
				values = append(values, row...)
			}
			if _, err := t.exec(insert+strings.Join(places, ", ")+end, values...); err != nil {
				return err
			}
			rows = rows[together:]
		}
	}
	return nil
}

// eraseRescores deletes the ledgers of the assignments of a class. Their entries
// are gone with the students.
func (t *tx) eraseRescores(school, class string) error {
	for _, statement := range []string{
		`DELETE FROM rescore_previews WHERE school_id = $1 AND assignment_id IN (SELECT assignment_id FROM assignments WHERE school_id = $1 AND class_id = $2)`,
		`DELETE FROM rescores WHERE school_id = $1 AND assignment_id IN (SELECT assignment_id FROM assignments WHERE school_id = $1 AND class_id = $2)`,
	} {
		if _, err := t.exec(statement, school, class); err != nil {
			return err
		}
	}
	return nil
}
