// Package storetest opens fresh stores for tests: the real store on a real
// database, never a double.
//
// Each runs a test once on a SQLite file and once on PostgreSQL, so that one
// SQL text is held to both. Open gives a test elsewhere one store on SQLite.
// Both bring the embedded packs and close the store when the test ends.
package storetest

import (
	"context"
	"io/fs"
	"testing"
	"time"

	"discern/questions"
	"discern/questions/packs"
	"discern/quiz"
	"discern/quiz/store"
)

// Each runs test on every engine.
func Each(t *testing.T, test func(t *testing.T, o store.Options)) {
	t.Run("sqlite", func(t *testing.T) { test(t, store.Options{Dir: t.TempDir()}) })
	t.Run("postgres", func(t *testing.T) { test(t, store.Options{Database: Postgres(t)}) })
}

// Open opens a store with the embedded packs.
func Open(t testing.TB, o store.Options) *store.Store {
	t.Helper()
	if o.Dir == "" && o.Database == "" {
		o.Dir = t.TempDir()
	}
	s, err := store.Open(context.Background(), o)
	if err != nil {
		t.Fatalf("open store: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close store: %v", err)
		}
	})
	for _, name := range []string{"macron-leaks.json", "everyday.json"} {
		if _, _, err := s.ImportPack(context.Background(), Pack(t, name)); err != nil {
			t.Fatalf("import %s: %v", name, err)
		}
	}
	return s
}

// Pack reads one of the embedded packs by its file name.
func Pack(t testing.TB, name string) *questions.Pack {
	t.Helper()
	data, err := fs.ReadFile(packs.FS, name)
	if err != nil {
		t.Fatal(err)
	}
	p, err := questions.ReadBytes(data)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Teacher makes a teacher and returns who that is.
func Teacher(t testing.TB, s *store.Store, email string) quiz.Actor {
	t.Helper()
	ctx := context.Background()
	if _, err := s.AddTeacher(ctx, email, "", quiz.TeacherOf); err != nil {
		t.Fatal(err)
	}
	token, err := s.NewToken(ctx, email)
	if err != nil {
		t.Fatal(err)
	}
	return Who(t, s, token)
}

// Who returns the actor of a token.
func Who(t testing.TB, s *store.Store, token string) quiz.Actor {
	t.Helper()
	who, err := s.Authenticate(context.Background(), token)
	if err != nil {
		t.Fatalf("authenticate: %v", err)
	}
	return who
}

// Class makes a class of the teacher.
func Class(t testing.TB, s *store.Store, who quiz.Actor) quiz.Class {
	t.Helper()
	c, err := s.CreateClass(context.Background(), who, quiz.NewClass{Title: "8B English"}, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Assignment sets the Macron Leaks pack for a class and opens it. Change may
// change the settings; nil leaves the defaults.
func Assignment(t testing.TB, s *store.Store, who quiz.Actor, class string, change func(*quiz.Settings)) quiz.AssignmentLine {
	t.Helper()
	settings := quiz.DefaultSettings()
	if change != nil {
		change(&settings)
	}
	line, err := s.CreateAssignment(context.Background(), who, class, quiz.NewAssignment{Pack: "macron-leaks", Settings: settings}, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	open := quiz.Open
	line, err = s.UpdateAssignment(context.Background(), who, line.ID, quiz.AssignmentChange{State: &open})
	if err != nil {
		t.Fatal(err)
	}
	return line
}

// Student joins a class under a name and returns who that is.
func Student(t testing.TB, s *store.Store, code, name string) quiz.Actor {
	t.Helper()
	joined, err := s.Join(context.Background(), quiz.Actor{}, quiz.JoinRequest{Code: code, Name: name}, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	return Who(t, s, joined.Token)
}

// Clock is a clock that a test sets.
type Clock struct{ At time.Time }

// Now returns the time that was set.
func (c *Clock) Now() time.Time { return c.At }
