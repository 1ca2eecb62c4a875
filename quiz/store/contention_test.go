package store_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
	"testing"
	"time"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// place is one answer of one attempt.
type place struct {
	attempt string
	n       int
}

// TestContention has 64 clients save into the same eight attempts and join the
// same class: every change is counted once, no client sees an error. It goes on
// for 5 s, or for as long as DISCERN_TEST_CONTENTION says, such as 20s.
func TestContention(t *testing.T) {
	length := 5 * time.Second
	if wish := os.Getenv("DISCERN_TEST_CONTENTION"); wish != "" {
		var err error
		if length, err = time.ParseDuration(wish); err != nil {
			t.Fatal(err)
		}
	}
	storetest.Each(t, func(t *testing.T, o store.Options) {
		s := storetest.Open(t, o)
		teacher := storetest.Teacher(t, s, "t@school.example")
		class := storetest.Class(t, s, teacher)
		line := storetest.Assignment(t, s, teacher, class.ID, nil)
		who, attempts := make([]quiz.Actor, 8), make([]string, 8)
		for i := range who {
			who[i] = storetest.Student(t, s, class.Code, fmt.Sprint("Pupil ", i))
			sheet, _, err := s.StartAttempt(ctx, who[i], line.ID, quiz.Intent{})
			if err != nil {
				t.Fatal(err)
			}
			attempts[i] = sheet.Attempt.ID
		}
		var mu sync.Mutex
		seen := map[place]map[int]bool{} // revisions that some client was told
		saves, joins := 0, len(who)
		var wait sync.WaitGroup
		end := time.Now().Add(length)
		for client := range 64 {
			wait.Go(func() {
				random := rand.New(rand.NewPCG(1, uint64(client)))
				for time.Now().Before(end) {
					if random.IntN(50) == 0 {
						storetest.Student(t, s, class.Code, "Pupil")
						mu.Lock()
						joins++
						mu.Unlock()
						continue
					}
					i, n := random.IntN(len(who)), 1+random.IntN(12)
					saved, _, err := s.SaveAnswer(ctx, who[i], attempts[i], quiz.Change{N: n, Label: questions.Labels[random.IntN(3)]})
					if err != nil {
						t.Errorf("client %d: %v", client, err)
						return
					}
					mu.Lock()
					saves++
					p := place{attempts[i], n}
					if seen[p] == nil {
						seen[p] = map[int]bool{}
					}
					seen[p][saved.Revision] = true
					mu.Unlock()
				}
			})
		}
		wait.Wait()
		changes := checkRevisions(t, s, who, attempts, seen)
		if seats, err := s.Seats(ctx, teacher, class.ID); err != nil || len(seats) != joins {
			t.Errorf("seats = %d, %v, want %d", len(seats), err, joins)
		}
		t.Logf("%d saves, %d of them changes, %d joins, %d retries", saves, changes, joins, s.Retries())
	})
}

// checkRevisions requires that clients were told every revision from 1 to the
// stored one, and nothing else: no change was lost and none was counted twice.
func checkRevisions(t *testing.T, s *store.Store, who []quiz.Actor, attempts []string, seen map[place]map[int]bool) int {
	t.Helper()
	changes := 0
	for i, id := range attempts {
		sheet, err := s.Attempt(ctx, who[i], id)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range sheet.Questions {
			told := seen[place{id, q.N}]
			if len(told) != q.Answer.Revision || q.Answer.Revision > 0 && !told[q.Answer.Revision] {
				t.Errorf("attempt %d question %d: stored revision %d, clients were told %d", i, q.N, q.Answer.Revision, len(told))
			}
			changes += q.Answer.Revision
		}
	}
	return changes
}
