package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// BenchmarkTeacherPages asks for the pages on scores, passages and mix-ups of one
// class and for its tables, and reports how long the slowest in a hundred took, the
// processor time of one, which a busy machine does not spoil, and how many bytes
// it had.
func BenchmarkTeacherPages(b *testing.B) {
	for _, students := range []int{40, 2000} {
		server, token, id := crowd(b, students)
		for _, page := range []string{"scores", "scores?attempt=best&sort=minutes", "items", "items/1", "confusion", "confusion?over=version", "scores.xlsx", "answers.xlsx", "answers.csv"} {
			b.Run(fmt.Sprintf("%d/%s", students, page), func(b *testing.B) {
				var took []time.Duration
				size, used := 0, processorTime(b)
				for b.Loop() {
					place := "/teach/assignment/"
					if strings.Contains(page, ".") {
						place = "/api/v1/assignments/"
					}
					r := httptest.NewRequest(http.MethodGet, place+id+"/"+page, nil)
					r.AddCookie(&http.Cookie{Name: staffCookie, Value: token})
					w, begun := httptest.NewRecorder(), time.Now()
					server.ServeHTTP(w, r)
					took = append(took, time.Since(begun))
					if size = w.Body.Len(); w.Code != http.StatusOK {
						b.Fatalf("status %d", w.Code)
					}
				}
				b.ReportMetric(float64((processorTime(b)-used).Microseconds())/1000/float64(len(took)), "ms-cpu")
				slices.Sort(took)
				b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
				b.ReportMetric(float64(size), "bytes")
			})
		}
	}
}

// processorTime is what this process has used.
func processorTime(b *testing.B) time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// crowd is a class of which every student has handed in 12 of 38 passages.
func crowd(b *testing.B, students int) (server *Server, token, assignment string) {
	b.Helper()
	s := storetest.Open(b, store.Options{})
	server, err := New(s, Options{})
	if err != nil {
		b.Fatal(err)
	}
	teacher, err := s.AddTeacher(b.Context(), "t@school.example", "The teacher", quiz.TeacherOf)
	if err != nil {
		b.Fatal(err)
	}
	if token, err = s.SignIn(b.Context(), teacher.ID); err != nil {
		b.Fatal(err)
	}
	who := storetest.Who(b, s, token)
	class := storetest.Class(b, s, who)
	line := storetest.Assignment(b, s, who, class.ID, func(set *quiz.Settings) { set.Confidence = true })
	var wait sync.WaitGroup
	for n := range 50 {
		wait.Go(func() {
			for i := n; i < students; i += 50 {
				sitFor(b, s, storetest.Student(b, s, class.Code, fmt.Sprint("Pupil ", i)), line.ID, i)
			}
		})
	}
	wait.Wait()
	return server, token, line.ID
}

func sitFor(b *testing.B, s *store.Store, who quiz.Actor, assignment string, i int) {
	sheet, _, err := s.StartAttempt(b.Context(), who, assignment, quiz.Intent{})
	if err != nil {
		b.Error(err)
		return
	}
	var changes []quiz.Change
	for _, q := range sheet.Questions {
		level := 1 + (i+q.N)%3
		changes = append(changes, quiz.Change{N: q.N, Label: questions.Labels[(i*i+q.N*i/3)%3], Confidence: &level})
	}
	if _, err := s.SubmitAttempt(b.Context(), who, sheet.Attempt.ID, changes); err != nil {
		b.Error(err)
	}
}
