package tests

import (
	"fmt"
	"strings"
	"testing"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
	"discern/tests/browser"
)

// TestScoresLook opens the scores of a class and of one student with several
// quizzes on every kind of screen and on paper, and copies the tables as somebody
// would who takes them to a spreadsheet.
func TestScoresLook(t *testing.T) {
	g := &gallery{server: start(t, store.Options{}), teacher: browser.New(t, browser.Options{})}
	g.signIn(t, g.teacher, "t@school.example")
	teacher := g.who(t, g.teacher)
	class := storetest.Class(t, g.store, teacher)
	first := storetest.Student(t, g.store, class.Code, "=1+1 Abcdefghijkl-Mnopqrstuvwxyz")
	var last quiz.AssignmentLine
	for n := range 3 {
		last = storetest.Assignment(t, g.store, teacher, class.ID, func(s *quiz.Settings) { s.Attempts, s.Balance, s.Count = 2, n > 0, 12+n })
		g.handIn(t, first, last.ID, n)
		g.handIn(t, first, last.ID, n+1)
	}
	for n := range 30 {
		g.handIn(t, storetest.Student(t, g.store, class.Code, fmt.Sprint("Pupil ", n+1)), last.ID, n)
	}
	storetest.Student(t, g.store, class.Code, "Zoe")
	scores, pupil := "/teach/assignment/"+last.ID+"/scores", "/teach/class/"+class.ID+"/seat/"+first.ID+"/scores"
	paths := map[string]int{scores: 3, scores + "?attempt=best&from=3&name=pupil": 3, pupil: 2, "/teach/assignment/" + last.ID + "/seat/" + first.ID + "?attempt=2": 0}
	for _, look := range screens {
		if !look.full {
			continue
		}
		t.Run(look.name, func(t *testing.T) {
			o := look.Options
			o.SameCookies = g.teacher
			tab := browser.New(t, o)
			for path := range paths {
				if path != pupil && look.name != screens[0].name {
					continue // as in the gallery
				}
				tab.Open(g.base + path)
				audit(t, tab, path)
			}
			clean(t, tab, g.base)
		})
	}
	tab := browser.New(t, browser.Options{Width: 1280, SameCookies: g.teacher})
	for path, most := range paths {
		tab.Open(g.base + path)
		copied(t, tab, path)
		if most == 0 {
			continue
		}
		if sheets := browser.Pages(tab.PDF(browser.A4)); sheets < 1 || sheets > most {
			t.Errorf("%s prints on %d sheets, want %d at most", path, sheets, most)
		}
		for _, paper := range []browser.Paper{browser.A4, browser.Letter} {
			var wide int
			tab.AsPrinted(paper.Width - 2*16)
			if tab.Eval(`document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth`, &wide); wide > 0 {
				t.Errorf("%s is %d px wider than %s", path, wide, paper.Name)
			}
		}
		tab = browser.New(t, browser.Options{Width: 1280, SameCookies: g.teacher})
	}
}

// copied makes sure that what is copied of a table has as many cells in each line
// as it has headings, none with two values or words that are not to be seen.
func copied(t *testing.T, tab *browser.Tab, path string) {
	t.Helper()
	var lines []string
	tab.Eval(`[...document.querySelectorAll("table.scores tr, table.pupil tr, table.log tr")].map(row => row.innerText)`, &lines)
	if len(lines) < 4 {
		t.Fatalf("%s has %d lines", path, len(lines))
	}
	headings := strings.Count(lines[0], "\t")
	for _, line := range lines {
		if strings.Count(line, "\t") != headings || strings.Contains(line, "\n") {
			t.Errorf("%s: copied as %q, under %q", path, line, lines[0])
		}
	}
	var hidden int
	if tab.Eval(`document.querySelectorAll("table:is(.scores, .pupil, .log) .hidden").length`, &hidden); hidden > 0 {
		t.Errorf("%s: %d hidden words come along", path, hidden)
	}
}
