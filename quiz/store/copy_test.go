package store_test

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// empty opens a store without packs.
func empty(t *testing.T, o store.Options) *store.Store {
	t.Helper()
	s, err := store.Open(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// TestCopy brings 20,000 answers, or as many as DISCERN_TEST_COPY says, from
// SQLite to PostgreSQL and back: the content is equal, students stay signed in,
// and memory stays flat.
func TestCopy(t *testing.T) {
	answers := 20_000
	if wish := os.Getenv("DISCERN_TEST_COPY"); wish != "" {
		var err error
		if answers, err = strconv.Atoi(wish); err != nil {
			t.Fatal(err)
		}
	}
	from := storetest.Open(t, store.Options{Dir: t.TempDir()})
	teacher := storetest.Teacher(t, from, "t@school.example")
	class := storetest.Class(t, from, teacher)
	joined, err := from.Join(ctx, quiz.Actor{}, quiz.JoinRequest{Code: class.Code, Name: "Pupil 1 🎈"}, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	student := storetest.Who(t, from, joined.Token)
	line := storetest.Assignment(t, from, teacher, class.ID, nil)
	sheet, _, err := from.StartAttempt(ctx, student, line.ID, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := from.SaveAnswer(ctx, student, sheet.Attempt.ID, quiz.Change{N: 1, Label: questions.Inference}); err != nil {
		t.Fatal(err)
	}
	if err := store.Fill(ctx, from, line.ID, student.ID, answers); err != nil {
		t.Fatal(err)
	}
	there := empty(t, store.Options{Database: storetest.Postgres(t)})
	var before, peak runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	most := uint64(0)
	sums, err := store.Copy(ctx, from, there, func(table string, done, of int) {
		if done%10_000 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&peak)
			most = max(most, peak.HeapAlloc)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if grown := int64(most) - int64(before.HeapAlloc); grown > 16<<20 {
		t.Errorf("memory in use grew by %d KiB while copying, want it flat", grown>>10)
	}
	back := empty(t, store.Options{Dir: t.TempDir()})
	again, err := store.Copy(ctx, there, back, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sums, again); diff != "" {
		t.Errorf("there and back differ:\n%s", diff)
	}
	for _, sum := range sums {
		if sum.Table == "answers" && sum.Rows < answers {
			t.Errorf("answers copied = %d, want at least %d", sum.Rows, answers)
		}
	}
	for _, s := range []*store.Store{there, back} {
		got, err := s.Attempt(ctx, storetest.Who(t, s, joined.Token), sheet.Attempt.ID)
		if err != nil || got.Questions[0].Answer.Label != questions.Inference || got.SeatName != "Pupil 1 🎈" {
			t.Errorf("the copied attempt: %+v, %v", got.Questions[0].Answer, err)
		}
	}
	if _, err := store.Copy(ctx, from, back, nil); !errors.Is(err, quiz.ErrConflict) {
		t.Errorf("copy into a store that is not empty: %v, want ErrConflict", err)
	}
}

// The controls: a row that is missing or changed must change the sums, and
// every table of the schema must be among those that are copied.
func TestSumsFindChanges(t *testing.T) {
	s := storetest.Open(t, store.Options{})
	teacher := storetest.Teacher(t, s, "t@school.example")
	class := storetest.Class(t, s, teacher)
	student := storetest.Student(t, s, class.Code, "Pupil 1")
	sums := func() string {
		all, err := s.Sums(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(all)
	}
	before := sums()
	name := "Pupil 2"
	if _, err := s.UpdateSeat(ctx, teacher, student.ID, quiz.SeatChange{Name: &name}); err != nil {
		t.Fatal(err)
	}
	if sums() == before {
		t.Error("a changed name did not change the sums")
	}
	tables, err := store.Tables(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range tables {
		if !store.IsCopied(name) && name != "acts" && name != "goose_db_version" && name != "sqlite_sequence" {
			t.Errorf("table %s is not copied", name)
		}
	}
}
