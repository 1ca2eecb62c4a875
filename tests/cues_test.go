package tests

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// TestCueMarks holds the marked words against the pack: in a result on every
// passage that can be asked, and on a teacher's page of the text on all of them.
func TestCueMarks(t *testing.T) {
	pack := storetest.Pack(t, "macron-leaks.json")
	s := start(t, store.Options{})
	teacher := storetest.Teacher(t, s.store, "t@school.example")
	class := storetest.Class(t, s.store, teacher)
	line := storetest.Assignment(t, s.store, teacher, class.ID, func(s *quiz.Settings) { s.Count, s.Feedback = quiz.All, quiz.FeedbackSubmit })
	p := visitor(t, s.base)
	p.fill(p.fill(p.get("/"), "code", class.Code), "name", "Pupil 1")
	attempt := strings.Split(p.fill(p.get("/assignment/"+line.ID)).url.Path, "/")[2]
	p.fill(p.get("/attempt/" + attempt + "/review"))
	result := p.get("/attempt/" + attempt + "/result")
	sameMarks(t, result, pack.Askable(), 38) // what is disputed is never asked

	account, err := s.store.AddTeacher(t.Context(), "u@school.example", "The teacher", quiz.TeacherOf)
	if err != nil {
		t.Fatal(err)
	}
	link, err := s.store.NewLink(t.Context(), account.ID)
	if err != nil {
		t.Fatal(err)
	}
	staff := visitor(t, s.base)
	staff.fill(staff.get("/link/" + link))
	sameMarks(t, staff.get("/teach/packs/"+pack.Slug), pack.Items, 40)
}

// sameMarks holds the passages of a page, at least so many, against items of the
// pack in any order.
func sameMarks(t *testing.T, p page, asked []questions.Item, atLeast int) {
	t.Helper()
	readings := find(p.root, "article")
	if len(readings) != len(asked) || len(asked) < atLeast {
		t.Fatalf("%s shows %d passages, the pack has %d", p.url.Path, len(readings), len(asked))
	}
	faults := 0
	for i, item := range asked {
		quote := find(readings[i], "blockquote")[0]
		if got := strings.TrimSpace(words(quote)); got != item.Text {
			t.Errorf("passage %d reads %q, want %q", item.Number, got, item.Text)
		}
		for _, fault := range marksOf(quote, item) {
			t.Errorf("passage %d: %s", item.Number, fault)
		}
		spoilt := item
		spoilt.Cues = append(slices.Clone(item.Cues[1:]), questions.Cue{Start: 0, End: 3})
		if len(marksOf(quote, spoilt)) > 0 {
			faults++
		}
	}
	if faults != len(asked) {
		t.Errorf("other cues are noticed on %d passages of %d", faults, len(asked))
	}
}

// marksOf says where the marks of a passage differ from the cues of its key.
func marksOf(quote *html.Node, item questions.Item) []string {
	var want, got []string
	runes := []rune(item.Text)
	for _, c := range item.Cues {
		want = append(want, string(runes[c.Start:c.End]))
	}
	var faults []string
	for _, mark := range find(quote, "mark") {
		got = append(got, words(mark))
		if class := attr(mark, "class"); class != "cue "+string(item.Label) {
			faults = append(faults, fmt.Sprintf("marked as %q", class))
		}
	}
	if !slices.Equal(got, want) {
		faults = append(faults, fmt.Sprintf("marked are %q, want %q", got, want))
	}
	return faults
}

// words is the text of a node to the letter.
func words(node *html.Node) string {
	if node.Type == html.TextNode {
		return node.Data
	}
	var all string
	for child := range node.ChildNodes() {
		all += words(child)
	}
	return all
}
