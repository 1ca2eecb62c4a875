package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"discern/quiz"
)

// ErrChanged says that a copy does not hold what its source holds, as the
// source went on being written to.
var ErrChanged = errors.New("the source changed while it was copied")

// copied lists the tables that a copy takes along, in an order in which no row
// comes before one that it refers to. Every row is found by its key; the rows
// of a school begin with school_id. The keys of acts are not worth copying.
var copied = []struct {
	name string
	key  []string
}{
	{"schools", []string{"school_id"}},
	{"accounts", []string{"school_id", "account_id"}},
	{"classes", []string{"school_id", "class_id"}},
	{"join_codes", []string{"code"}},
	{"class_teachers", []string{"school_id", "class_id", "account_id"}},
	{"invitations", []string{"school_id", "invitation_id"}},
	{"archived_classes", []string{"school_id", "class_id"}},
	{"seats", []string{"school_id", "seat_id"}},
	{"seat_codes", []string{"school_id", "class_id", "code_hash"}},
	{"sessions", []string{"school_id", "session_hash"}},
	{"links", []string{"school_id", "link_hash"}},
	{"packs", []string{"slug", "version"}},
	{"passages", []string{"slug", "version", "number"}},
	{"keys", []string{"slug", "version", "number"}},
	{"readings", []string{"slug", "version", "number", "reviewer"}},
	{"assignments", []string{"school_id", "assignment_id"}},
	{"attempts", []string{"school_id", "attempt_id"}},
	{"answers", []string{"school_id", "attempt_id", "n"}},
	{"results", []string{"school_id", "attempt_id", "epoch", "key_version"}},
	{"rescores", []string{"school_id", "rescore_id"}},
	{"rescore_entries", []string{"school_id", "rescore_id", "attempt_id"}},
	{"rescore_previews", []string{"school_id", "preview_id"}},
	{"intents", []string{"school_id", "scope", "key_hash"}},
	{"audit", []string{"school_id", "audit_id"}},
	{"sources", []string{"school_id", "source_id"}},
	{"drafts", []string{"school_id", "draft_id"}},
	{"draft_passages", []string{"school_id", "draft_id", "passage_id"}},
	{"draft_readers", []string{"school_id", "draft_id", "reader"}},
	{"draft_readings", []string{"school_id", "draft_id", "passage_id", "reader"}},
	{"decisions", []string{"school_id", "draft_id", "passage_id"}},
	{"challenges", []string{"school_id", "challenge_id"}},
	{"bindings", []string{"school_id", "slug", "version", "number"}},
	{"pack_history", []string{"slug", "version"}},
}

// copyBatch is how many rows are in memory at once.
const copyBatch = 2000

// TableSum is the content of a table: how many rows, and a hash of them that
// does not depend on their order or on the engine that keeps them.
type TableSum struct {
	Table string
	Rows  int
	Hash  string
}

// Copy brings everything from one store into another, which must be empty; else
// it is quiz.ErrConflict. Progress, if any, is told how far each table is. It
// returns the sums that both have in the end, or ErrChanged if they differ.
func Copy(ctx context.Context, from, to *Store, progress func(table string, done, of int)) ([]TableSum, error) {
	if err := to.mustBeEmpty(ctx); err != nil {
		return nil, err
	}
	for _, table := range copied {
		of := 0
		if err := from.view(ctx, func(t *tx) (err error) {
			of, err = t.count(`SELECT COUNT(*) FROM ` + table.name)
			return err
		}); err != nil {
			return nil, fmt.Errorf("count %s: %w", table.name, err)
		}
		done := 0
		err := from.pages(ctx, table.name, table.key, func(columns []string, rows [][]any) error {
			done += len(rows)
			if progress != nil {
				progress(table.name, done, max(done, of))
			}
			return to.take(ctx, table.name, columns, rows)
		})
		if err != nil {
			return nil, fmt.Errorf("copy %s: %w", table.name, err)
		}
	}
	sums, err := from.Sums(ctx)
	if err != nil {
		return nil, err
	}
	theirs, err := to.Sums(ctx)
	if err != nil {
		return nil, err
	}
	for i := range sums {
		if sums[i] != theirs[i] {
			return nil, fmt.Errorf("%w: %s has %d rows, the copy %d", ErrChanged, sums[i].Table, sums[i].Rows, theirs[i].Rows)
		}
	}
	return sums, nil
}

// mustBeEmpty refuses a store that holds more than its own school.
func (s *Store) mustBeEmpty(ctx context.Context) error {
	return s.view(ctx, func(t *tx) error {
		for _, table := range copied[1:] {
			n, err := t.count(`SELECT COUNT(*) FROM ` + table.name)
			if err != nil {
				return err
			}
			if n > 0 {
				return fmt.Errorf("%w: %s has %d rows", quiz.ErrConflict, table.name, n)
			}
		}
		return nil
	})
}

// pages reads a table by its key, a batch at a time.
func (s *Store) pages(ctx context.Context, table string, key []string, take func(columns []string, rows [][]any) error) error {
	list := strings.Join(key, ", ")
	var after []any
	for {
		query := `SELECT * FROM ` + table
		if after != nil {
			query += ` WHERE (` + list + `) > (` + placeholders(1, len(key)) + `)`
		}
		query += fmt.Sprintf(` ORDER BY %s LIMIT %d`, list, copyBatch)
		var columns []string
		var rows [][]any
		if err := s.view(ctx, func(t *tx) (err error) {
			columns, rows, err = t.rows(query, after)
			return err
		}); err != nil {
			return err
		}
		if len(rows) == 0 {
			return nil
		}
		if err := take(columns, rows); err != nil {
			return err
		}
		after = nil
		for _, name := range key {
			for i, column := range columns {
				if column == name {
					after = append(after, rows[len(rows)-1][i])
				}
			}
		}
	}
}

// rows reads whole rows of whatever columns, each value as text, int64, float64
// or bool, whichever engine it comes from.
func (t *tx) rows(query string, args []any) (columns []string, rows [][]any, err error) {
	answer, err := t.query(query, args)
	if err != nil {
		return nil, nil, err
	}
	defer answer.Close()
	types, err := answer.ColumnTypes()
	if err != nil {
		return nil, nil, err
	}
	for _, c := range types {
		columns = append(columns, c.Name())
	}
	for answer.Next() {
		into := make([]any, len(types))
		for i, c := range types {
			into[i] = valueOf(c.DatabaseTypeName())
		}
		if err := answer.Scan(into...); err != nil {
			return nil, nil, err
		}
		for i, value := range into {
			into[i] = plain(value)
		}
		rows = append(rows, into)
	}
	return columns, rows, answer.Err()
}

// valueOf returns somewhere to put a value of a type, by the names that both
// engines use.
func valueOf(kind string) any {
	switch strings.ToUpper(kind) {
	case "BOOLEAN", "BOOL":
		return new(bool)
	case "INTEGER", "BIGINT", "INT4", "INT8":
		return new(int64)
	case "DOUBLE PRECISION", "FLOAT8", "REAL":
		return new(float64)
	}
	return new(string)
}

func plain(value any) any {
	switch value := value.(type) {
	case *bool:
		return *value
	case *int64:
		return *value
	case *float64:
		return *value
	case *string:
		return *value
	}
	return value
}

// take writes rows into an empty table, several to a statement.
func (s *Store) take(ctx context.Context, table string, columns []string, rows [][]any) error {
	const together = 50
	return s.update(ctx, func(t *tx) error {
		if table == "schools" { // the copy's own, made when it was opened
			if _, err := t.exec(`DELETE FROM schools WHERE school_id = $1`, s.school); err != nil {
				return err
			}
		}
		for begin := 0; begin < len(rows); begin += together {
			part := rows[begin:min(begin+together, len(rows))]
			var values []any
			var places []string
			for _, row := range part {
				places = append(places, `(`+placeholders(len(values)+1, len(row))+`)`)
				values = append(values, row...)
			}
			if _, err := t.exec(`INSERT INTO `+table+` (`+strings.Join(columns, ", ")+`) VALUES `+strings.Join(places, ", "), values...); err != nil {
				return err
			}
		}
		return nil
	})
}

func placeholders(first, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "$%d", first+i)
	}
	return b.String()
}

// Sums returns count and content of every table that a copy takes along.
func (s *Store) Sums(ctx context.Context) ([]TableSum, error) {
	var sums []TableSum
	for _, table := range copied {
		rows, all := 0, make([]byte, sha256.Size)
		err := s.pages(ctx, table.name, table.key, func(columns []string, page [][]any) error {
			for _, row := range page {
				rows++
				for i, b := range rowHash(columns, row) {
					all[i] ^= b // rows differ at least in their keys
				}
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("sum %s: %w", table.name, err)
		}
		sums = append(sums, TableSum{table.name, rows, hex.EncodeToString(all)})
	}
	return sums, nil
}

func rowHash(columns []string, row []any) [sha256.Size]byte {
	var b bytes.Buffer
	for i, column := range columns {
		text := fmt.Sprintf("%T %v", row[i], row[i])
		fmt.Fprintf(&b, "%s %d %s\n", column, len(text), text)
	}
	return sha256.Sum256(b.Bytes())
}
