package tests

import (
	"context"
	"io"
	"math/rand/v2"
	"net/http"
	"testing"
	"time"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
	"discern/web"
)

// rewound is randomness that can begin anew, so that the same page is the same
// bytes twice.
type rewound struct{ io.Reader }

func (r *rewound) rewind() { r.Reader = rand.NewChaCha8([32]byte{2}) }

// TestRescoreUnseen: before the release, no byte that a student is shown changes
// by a rescore. After it bytes do change, so that the test can see it.
func TestRescoreUnseen(t *testing.T) {
	ctx := context.Background()
	random := &rewound{rand.NewChaCha8([32]byte{1})}
	w := rewindable(t, random)
	s := w.store
	teacher, assignment, attempt, student := w.life(nil)
	class, err := s.Assignment(ctx, teacher, assignment)
	if err != nil {
		t.Fatal(err)
	}
	rescore := func(q quiz.RescoreRequest) {
		t.Helper()
		p, err := s.PreviewRescore(ctx, teacher, assignment, q)
		if err != nil {
			t.Fatal(err)
		}
		entry, err := s.ApplyRescore(ctx, teacher, assignment, p.ID, "drill")
		if err != nil || len(entry.Changes) == 0 {
			t.Fatalf("rescore: %d changes, %v", len(entry.Changes), err)
		}
	}
	look := func() []exchange {
		random.rewind()
		w.log = nil
		crawl(student, student.get("/"), map[string]bool{})
		w.nosy(student, class.Class, assignment, attempt)
		student.api("GET", "/seats/"+seatOf(t, s, teacher, assignment, attempt)+"/export", nil)
		student.api("GET", "/assignments/"+assignment+"/rescores", nil)
		return w.log
	}
	for _, q := range []quiz.RescoreRequest{{Policy: quiz.PolicyFullCredit, Passages: numbers(t, s, teacher, assignment, attempt)}, {Policy: quiz.PolicyDrop, Passages: numbers(t, s, teacher, assignment, attempt)[:3]}} {
		before := &world{log: look()}
		random.Reader = rand.NewChaCha8([32]byte{byte(len(q.Passages))})
		rescore(q)
		if found := difference(before, &world{log: look()}); found != "" {
			t.Errorf("%s shows before the release:\n%s", q.Policy, found)
		}
	}
	if len(w.log) < 30 {
		t.Errorf("only %d exchanges", len(w.log))
	}
	if _, err := s.Release(ctx, teacher, assignment, true); err != nil {
		t.Fatal(err)
	}
	if got := student.get("/attempt/" + attempt + "/result"); got.status != http.StatusOK {
		t.Fatalf("result after release: %d", got.status)
	}
	before := &world{log: look()}
	random.Reader = rand.NewChaCha8([32]byte{9})
	newer := rotated(*storetest.Pack(t, "macron-leaks.json"))
	newer.Version = 2
	if _, _, err := s.ImportPack(ctx, newer); err != nil {
		t.Fatal(err)
	}
	rescore(quiz.RescoreRequest{Policy: quiz.PolicyCurrent, Version: 2, Passages: numbers(t, s, teacher, assignment, attempt)})
	if difference(before, &world{log: look()}) == "" {
		t.Error("after the release nothing changes: the test does not see a rescore")
	}
}

// rewindable is a world with randomness that the test winds back.
func rewindable(t *testing.T, random *rewound) *world {
	t.Helper()
	clock := &storetest.Clock{At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	s := storetest.Open(t, store.Options{Now: clock.Now, Random: random})
	server, err := web.New(s, web.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return &world{t: t, store: s, clock: clock, handler: server}
}

// numbers are the passages that an attempt asks.
func numbers(t *testing.T, s *store.Store, teacher quiz.Actor, assignment, attempt string) []int {
	t.Helper()
	return attemptOf(t, s, teacher, assignment, attempt).Picks
}

func seatOf(t *testing.T, s *store.Store, teacher quiz.Actor, assignment, attempt string) string {
	t.Helper()
	return attemptOf(t, s, teacher, assignment, attempt).Seat
}

func attemptOf(t *testing.T, s *store.Store, teacher quiz.Actor, assignment, attempt string) quiz.Attempt {
	t.Helper()
	table, err := s.Scores(context.Background(), teacher, assignment)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range table.Rows {
		if row.Attempt != nil && row.Attempt.ID == attempt {
			return *row.Attempt
		}
	}
	t.Fatal("no such attempt")
	return quiz.Attempt{}
}
