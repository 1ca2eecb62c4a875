package store_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// BenchmarkRescore previews and applies over 1,000 attempts of all passages.
func BenchmarkRescore(b *testing.B) {
	for engine, o := range map[string]store.Options{"sqlite": {Dir: b.TempDir()}, "postgres": {Database: storetest.Postgres(b)}} {
		b.Run(engine, func(b *testing.B) {
			r := newRescored(b, o, 1000)
			var preview, apply time.Duration
			turns := 0
			for ; b.Loop(); turns++ {
				began := time.Now()
				// Nothing that is dropped twice changes: each turn decides otherwise.
				policy := []string{quiz.PolicyDrop, quiz.PolicyFullCredit}[turns%2]
				p := r.preview(quiz.RescoreRequest{Policy: policy, Passages: []int{2, 5, 9}})
				preview += time.Since(began)
				began = time.Now()
				_, err := r.s.ApplyRescore(ctx, r.teacher, r.line.ID, p.ID, "")
				fine(b, err)
				apply += time.Since(began)
			}
			b.ReportMetric(float64(preview.Milliseconds())/float64(turns), "ms/preview")
			b.ReportMetric(float64(apply.Milliseconds())/float64(turns), "ms/apply")
		})
	}
}

// sitters are the students whose attempts are being rescored when it is killed.
const sitters = 300

// TestRescoreKilled kills a program without warning while it applies a rescore,
// earlier and later: all of it is there afterwards, or nothing.
func TestRescoreKilled(t *testing.T) {
	if dir := os.Getenv("DISCERN_TEST_KILLED"); dir != "" {
		applyAndSay(t, dir)
		return
	}
	dir := t.TempDir()
	var class quiz.Class
	t.Run("prepare", func(t *testing.T) { class = newRescored(t, store.Options{Dir: dir}, sitters).class })
	none, whole := 0, 0
	for _, wait := range []time.Duration{0, 40 * time.Millisecond, 60 * time.Millisecond, finished} {
		before := killed(t, dir, wait)
		s, err := store.Open(ctx, store.Options{Dir: dir})
		fine(t, err)
		teacher := ownerOf(t, s)
		lines, err := s.Assignments(ctx, teacher, class.ID)
		fine(t, err)
		ledger, err := s.Rescores(ctx, teacher, lines[0].ID)
		fine(t, err)
		r := &rescored{t: t, s: s, teacher: teacher, class: class, line: lines[0]}
		scores := r.scores()
		switch len(ledger) - before {
		case 0:
			none++
		case 1:
			whole++
		default:
			t.Errorf("%d entries in the ledger, from %d", len(ledger), before)
		}
		if len(ledger) > 0 {
			stored, err := store.Stored(ctx, s, lines[0].ID, 1)
			if diff := cmp.Diff(scores, stored); diff != "" || err != nil {
				t.Errorf("after %v the stored scores are not those of the rule in force: %v", wait, err)
			}
			sum := 0
			for _, part := range scores {
				sum += part.Right
			}
			if _, after := ledger[0].Totals(); after != sum || len(ledger[0].Changes)+ledger[0].Unchanged != sitters {
				t.Errorf("after %v the ledger says %d marks, the scores %d", wait, after, sum)
			}
		}
		fine(t, s.Close())
	}
	t.Logf("killed: %d times nothing was applied, %d times all of it", none, whole)
	if none+whole != 4 || whole == 0 {
		t.Error("some rescore was applied in part, or none at all")
	}
}

func ownerOf(t *testing.T, s *store.Store) quiz.Actor {
	t.Helper()
	token, err := s.NewToken(ctx, "t@school.example")
	fine(t, err)
	return storetest.Who(t, s, token)
}

// finished waits for the answer to the rescore before the program is killed.
const finished = time.Duration(-1)

// killed starts another program that applies a rescore, and kills it when it has
// begun and a while has passed. It returns how long the ledger was before.
func killed(t *testing.T, dir string, wait time.Duration) int {
	t.Helper()
	command := exec.Command(os.Args[0], "-test.run=^TestRescoreKilled$")
	command.Env = append(os.Environ(), "DISCERN_TEST_KILLED="+dir)
	out, err := command.StdoutPipe()
	fine(t, err)
	fine(t, command.Start())
	defer command.Wait()
	defer command.Process.Kill()
	before := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		n, _ := fmt.Sscanf(lines.Text(), "applying after %d", &before)
		if n == 1 && wait != finished {
			time.Sleep(wait)
			return before
		}
		if lines.Text() == "applied" {
			return before
		}
	}
	t.Fatal("the program ended before it applied anything")
	return 0
}

// applyAndSay is the other program.
func applyAndSay(t *testing.T, dir string) {
	s := empty(t, store.Options{Dir: dir})
	teacher := ownerOf(t, s)
	classes, err := s.Classes(ctx, teacher)
	fine(t, err)
	lines, err := s.Assignments(ctx, teacher, classes[0].ID)
	fine(t, err)
	ledger, err := s.Rescores(ctx, teacher, lines[0].ID)
	fine(t, err)
	request := quiz.RescoreRequest{Policy: quiz.PolicyFullCredit, Passages: []int{len(ledger) + 1}}
	p, err := s.PreviewRescore(ctx, teacher, lines[0].ID, request)
	fine(t, err)
	fmt.Printf("applying after %d\n", len(ledger))
	_, err = s.ApplyRescore(ctx, teacher, lines[0].ID, p.ID, "")
	fine(t, err)
	fmt.Println("applied")
	time.Sleep(time.Minute) // until it is killed
}

// TestRescoreAtOnce: of several previews that are applied at the same time, each
// by several requests, exactly one takes effect, and all who sent it are told so.
func TestRescoreAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		r := newRescored(t, o, 20)
		var previews []string
		for n := range 3 {
			previews = append(previews, r.preview(quiz.RescoreRequest{Policy: quiz.PolicyFullCredit, Passages: []int{n + 1}}).ID)
		}
		var wait sync.WaitGroup
		entries, errs := make([]quiz.Rescore, 12), make([]error, 12)
		for i := range entries {
			wait.Go(func() {
				entries[i], errs[i] = r.s.ApplyRescore(ctx, r.teacher, r.line.ID, previews[i%len(previews)], "")
			})
		}
		wait.Wait()
		ledger, err := r.s.Rescores(ctx, r.teacher, r.line.ID)
		fine(t, err)
		if len(ledger) != 1 {
			t.Fatalf("%d entries in the ledger, want 1", len(ledger))
		}
		for i, id := range previews {
			for j := i; j < len(entries); j += len(previews) {
				if won := ledger[0].ID == id; won && (errs[j] != nil || entries[j].ID != id) || !won && !errors.Is(errs[j], quiz.ErrChangedSince) {
					t.Errorf("request %d: entry %q, %v; in the ledger is %v", j, entries[j].ID, errs[j], won)
				}
			}
		}
	})
}
