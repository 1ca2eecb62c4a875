package tests

import (
	"context"
	"fmt"
	"testing"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
	"discern/tests/browser"
)

// TestItemsLook opens the pages on passages and mix-ups where a class is large
// enough for everything on them: 30 students who were asked all passages, and how
// sure they are.
func TestItemsLook(t *testing.T) {
	g := &gallery{server: start(t, store.Options{}), teacher: browser.New(t, browser.Options{})}
	g.signIn(t, g.teacher, "t@school.example")
	teacher := g.who(t, g.teacher)
	class := storetest.Class(t, g.store, teacher)
	done := storetest.Assignment(t, g.store, teacher, class.ID, func(s *quiz.Settings) { s.Count, s.Confidence = quiz.All, true })
	pack := storetest.Pack(t, "macron-leaks.json")
	var who quiz.Actor
	for n := range 30 {
		who = storetest.Student(t, g.store, class.Code, fmt.Sprint("Pupil ", n+1))
		sheet, _, err := g.store.StartAttempt(context.Background(), who, done.ID, quiz.Intent{})
		if err != nil {
			t.Fatal(err)
		}
		var changes []quiz.Change
		for i, q := range sheet.Questions {
			item, _ := pack.Item(q.Passage.Number)
			label := item.Label
			if (n*7+i*i)%(3+i%11) == 0 || n > 20 && i%3 != 0 || n < 12 && i == 5 {
				label = questions.Labels[(label.Index()+1)%3]
			}
			if (n+i)%13 != 0 {
				level := 1 + (n+i)%3
				changes = append(changes, quiz.Change{N: q.N, Label: label, Confidence: &level})
			}
		}
		if _, err := g.store.SubmitAttempt(context.Background(), who, sheet.Attempt.ID, changes); err != nil {
			t.Fatal(err)
		}
	}
	path := "/teach/assignment/" + done.ID
	for _, look := range screens {
		if !look.full {
			continue
		}
		t.Run(look.name, func(t *testing.T) {
			o := look.Options
			o.SameCookies = g.teacher
			tab := browser.New(t, o)
			for _, page := range []string{"/items", "/items/6", "/confusion", "/confusion?student=" + who.ID} {
				tab.Open(g.base + path + page)
				audit(t, tab, page)
			}
			clean(t, tab, g.base)
		})
	}
}
