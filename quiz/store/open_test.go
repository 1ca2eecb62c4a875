package store_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// Four programs start at once on an empty database: all are ready, on one
// schema and one school.
func TestFourNodesAtOnce(t *testing.T) {
	address := storetest.Postgres(t)
	stores := make([]*store.Store, 4)
	var wait sync.WaitGroup
	for i := range stores {
		wait.Go(func() {
			ctx, cancel := context.WithTimeout(ctx, time.Minute)
			defer cancel()
			s, err := store.Open(ctx, store.Options{Database: address})
			if err == nil {
				err = s.Ready(ctx)
			}
			if err != nil {
				t.Errorf("node %d: %v", i, err)
			}
			stores[i] = s
		})
	}
	wait.Wait()
	for _, s := range stores {
		if s != nil {
			defer s.Close()
		}
	}
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for query, want := range map[string]int{
		`SELECT COUNT(*) FROM schools WHERE school_id <> ''`:                              1,
		`SELECT COUNT(*) - COUNT(DISTINCT version_id) FROM goose_db_version`:              0,
		`SELECT COUNT(*) FROM goose_db_version WHERE is_applied AND version_id IN (1, 2)`: 2,
	} {
		var got int
		if err := db.QueryRow(query).Scan(&got); err != nil || got != want {
			t.Errorf("%s = %d, %v, want %d", query, got, err, want)
		}
	}
}

func TestOpenDamaged(t *testing.T) {
	dir := t.TempDir()
	s, err := store.Open(ctx, store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "discern.db")
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("file: %v, %v, want 0600", info.Mode(), err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func([]byte){
		"the header":   func(b []byte) { copy(b, make([]byte, 64)) },
		"a page":       func(b []byte) { copy(b[4096:], make([]byte, 64)) },
		"another file": func(b []byte) { copy(b, "This is a letter, not a database.") },
	} {
		spoilt := append([]byte(nil), good...)
		spoil(spoilt)
		if err := os.WriteFile(path, spoilt, 0o600); err != nil {
			t.Fatal(err)
		}
		if s, err := store.Open(ctx, store.Options{Dir: dir}); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("%s spoilt: %v, want ErrDamaged", name, err)
			if err == nil {
				s.Close()
			}
		}
	}
}

func TestOpenNewer(t *testing.T) {
	dir := t.TempDir()
	s, err := store.Open(ctx, store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", filepath.Join(dir, "discern.db"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`); err != nil {
		t.Fatal(err)
	}
	db.Close()
	if _, err := store.Open(ctx, store.Options{Dir: dir}); !errors.Is(err, store.ErrNewer) {
		t.Errorf("open a newer database: %v, want ErrNewer", err)
	}
}

// What every connection must have: a power cut loses acknowledged rows with
// anything less than FULL.
func TestPragmas(t *testing.T) {
	s := storetest.Open(t, store.Options{})
	for pragma, want := range map[string]string{"synchronous": "2", "journal_mode": "wal", "foreign_keys": "1", "busy_timeout": "5000"} {
		for name, got := range store.Pragma(ctx, s, pragma) {
			if got != want {
				t.Errorf("%s on the %s connection = %s, want %s", pragma, name, got, want)
			}
		}
	}
	if got := store.Pragma(ctx, s, "query_only"); got["reading"] != "1" || got["writing"] != "0" {
		t.Errorf("query_only = %v, want it on the reading connections only", got)
	}
}

// A panic in one act leaves nothing, and takes nobody along.
func TestPanicInAct(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		s := storetest.Open(t, o)
		teacher := storetest.Teacher(t, s, "t@school.example")
		for range 100 {
			func() {
				defer func() {
					if recover() == nil {
						t.Error("the panic was swallowed")
					}
				}()
				store.Panic(ctx, s)
			}()
		}
		storetest.Class(t, s, teacher)
		if classes, err := s.Classes(ctx, teacher); err != nil || len(classes) != 1 {
			t.Errorf("classes = %d, %v, want 1", len(classes), err)
		}
		if n, err := store.AuditRows(ctx, s, "panic"); err != nil || n != 0 {
			t.Errorf("rows of acts that panicked = %d, %v, want 0", n, err)
		}
	})
}

// Whoever has gone away after asking still has the answer saved; a reader's
// work is dropped.
func TestCallerGone(t *testing.T) {
	s := storetest.Open(t, store.Options{})
	teacher := storetest.Teacher(t, s, "t@school.example")
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := s.CreateClass(gone, teacher, quiz.NewClass{Title: "8B"}, quiz.Intent{}); err != nil {
		t.Errorf("a write of somebody who has gone: %v", err)
	}
	if _, err := s.Classes(gone, teacher); !errors.Is(err, context.Canceled) {
		t.Errorf("a reading of somebody who has gone: %v, want context.Canceled", err)
	}
}
