package tests

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store/storetest"
)

// TestFeedbackTellsNothingOfTheNext answers question after question where the
// key comes after each, in two worlds that have the same key up to question n and
// another one behind it: up to the answer to n every byte must be the same, all
// pages that come ahead included, and the answer to n+1 must differ.
func TestFeedbackTellsNothingOfTheNext(t *testing.T) {
	pack := storetest.Pack(t, "macron-leaks.json")
	set := func(s *quiz.Settings) { s.Feedback, s.Count, s.Balance = quiz.FeedbackQuestion, quiz.All, false }
	var numbers []int // of the passages, in the order in which they are asked
	for _, item := range pack.Askable() {
		numbers = append(numbers, item.Number)
	}
	for _, n := range []int{1, 2, 7, len(numbers) - 1} {
		t.Run(fmt.Sprint("after question ", n), func(t *testing.T) {
			a := newWorld(t, pack, nil)
			b := newWorld(t, otherBehind(*pack, numbers[n:]), nil)
			students := []func(method, path string, body any){a.answerUpTo(set, n), b.answerUpTo(set, n)}
			if found := difference(a, b); found != "" {
				t.Fatalf("the worlds differ before question %d is answered:\n%s", n+1, found)
			}
			if len(a.log) < n+len(numbers) {
				t.Errorf("only %d exchanges: pages that come ahead are not looked at", len(a.log))
			}
			a.log, b.log = nil, nil
			for _, call := range students {
				call("PUT", fmt.Sprintf("/answers/%d", n+1), map[string]any{"label": "fact"})
			}
			if difference(a, b) == "" {
				t.Errorf("the answer to question %d is the same: the test does not look at the key", n+1)
			}
		})
	}
}

// otherBehind changes all of the key of the given passages.
func otherBehind(p questions.Pack, numbers []int) *questions.Pack {
	other := rotated(p)
	p.Items = slices.Clone(p.Items)
	for i, item := range other.Items {
		if slices.Contains(numbers, item.Number) {
			p.Items[i] = item
		}
	}
	return &p
}

// ahead asks of every question, as the script does, whether it still stands, and
// whether it is what came before: no length and no tag may tell more than a page.
func (w *world) ahead(p *person, attempt string, count int) {
	for n := 1; n <= count; n++ {
		path := p.at(fmt.Sprintf("/attempt/%s/%d", attempt, n))
		tag := p.get(path).header.Get("ETag")
		for _, method := range []string{http.MethodHead, http.MethodGet} {
			request, err := http.NewRequest(method, path, nil)
			if err != nil {
				w.t.Fatal(err)
			}
			if method == http.MethodGet {
				request.Header.Set("If-None-Match", tag)
			}
			p.do(request)
		}
	}
}

// answerUpTo joins, starts, answers questions 1 to n and sees each key, and then
// opens every page of the attempt, as the script does ahead. It returns how the
// student calls the API of the attempt.
func (w *world) answerUpTo(set func(*quiz.Settings), n int) (call func(method, path string, body any)) {
	teacher := storetest.Teacher(w.t, w.store, "t@school.example")
	class := storetest.Class(w.t, w.store, teacher)
	line := storetest.Assignment(w.t, w.store, teacher, class.ID, set)
	student := w.person()
	name := student.fill(student.get("/"), "code", class.Code)
	student.fill(name, "name", "Pupil 1")
	start := student.get("/assignment/" + line.ID)
	attempt := strings.Split(student.fill(start).url.Path, "/")[2]
	call = func(method, path string, body any) { student.api(method, "/attempts/"+attempt+path, body) }
	w.log = nil
	for i := 1; i <= n; i++ {
		path := fmt.Sprintf("/attempt/%s/%d", attempt, i)
		if i%2 == 0 {
			student.fill(student.get(path), "label", "opinion")
		} else {
			call("PUT", fmt.Sprintf("/answers/%d", i), map[string]any{"label": "inference"})
		}
	}
	for i := 1; i <= line.Asked; i++ {
		student.get(fmt.Sprintf("/attempt/%s/%d", attempt, i))
	}
	for _, path := range []string{"", "/review", "/ends", "/result"} {
		student.get("/attempt/" + attempt + path)
	}
	for _, path := range []string{"/class", "/assignment/" + line.ID, "/pack/" + line.Pack, "/practice", "/help"} {
		student.get(path)
	}
	w.ahead(student, attempt, line.Asked)
	student.api("GET", "/me", nil)
	call("GET", "", nil)
	call("GET", "/result", nil)
	return call
}
