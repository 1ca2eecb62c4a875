package store_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// Many readers at once on a store that has only just been opened must not wait
// for one another in a circle.
func TestColdReaders(t *testing.T) {
	dir := t.TempDir()
	warm := storetest.Open(t, store.Options{Dir: dir})
	teacher := storetest.Teacher(t, warm, "t@school.example")
	class := storetest.Class(t, warm, teacher)
	line := storetest.Assignment(t, warm, teacher, class.ID, nil)
	student := storetest.Student(t, warm, class.Code, "Pupil 1")
	sheet, _, err := warm.StartAttempt(ctx, student, line.ID, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		cold, err := store.Open(ctx, store.Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		limited, cancel := context.WithTimeout(ctx, 20*time.Second)
		var wait sync.WaitGroup
		for range 64 {
			wait.Go(func() {
				if _, err := cold.Attempt(limited, student, sheet.Attempt.ID); err != nil {
					t.Errorf("read: %v", err)
				}
			})
		}
		wait.Wait()
		cancel()
		if err := cold.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
