package web

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"discern/quiz"
	"discern/quiz/store/storetest"
)

// TestScoresView reads an address, and writes it again as it was.
func TestScoresView(t *testing.T) {
	rows := []quiz.Row{scored("Zoë A.", 2, 12), {Seat: quiz.Seat{Name: "Ben"}}, scored("Cleo", 9, 12), scored("zoe b.", 12, 12),
		{Seat: quiz.Seat{Name: "Dan"}, Attempt: &quiz.Attempt{State: quiz.InProgress}}, {Seat: quiz.Seat{Name: "Eve"}, Attempts: make([]quiz.Attempt, 1)}}
	for query, want := range map[string]string{
		"": "zoe b. Cleo Zoë A. Ben Dan Eve", "name=ZOE": "zoe b. Zoë A.", "name=%C3%AB": "zoe b. Cleo Zoë A. Ben Eve", "name=nobody": "",
		"from=9&to=9": "Cleo", "from=9": "zoe b. Cleo", "to=9": "Cleo Zoë A.", "from=x&to=y": "zoe b. Cleo Zoë A. Ben Dan Eve",
		"state=done": "zoe b. Cleo Zoë A.", "state=working": "Dan", "state=none": "Ben", "state=void": "Eve", "state=other": "zoe b. Cleo Zoë A. Ben Dan Eve",
		"state=done&from=3&name=c&sort=name": "Cleo", "page=9": "zoe b. Cleo Zoë A. Ben Dan Eve", "attempt=best&up=1": "Zoë A. Cleo zoe b. Ben Dan Eve",
	} {
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		look := readScoresView(values)
		shown, all := look.shown(rows)
		var names []string
		for _, row := range shown {
			names = append(names, row.Seat.Name)
		}
		if got := strings.Join(names, " "); got != want || all != len(shown) {
			t.Errorf("?%s lists %s, want %s", query, got, want)
		}
		again, err := url.ParseQuery(strings.TrimPrefix(look.link(), "?"))
		if err != nil || readScoresView(again) != look {
			t.Errorf("?%s becomes %s, %v", query, look.link(), err)
		}
	}
}

// TestScoresPages makes sure that each student of a large class is on one page,
// in one order over all pages.
func TestScoresPages(t *testing.T) {
	var rows []quiz.Row
	for n := range 250 {
		rows = append(rows, scored(fmt.Sprintf("Pupil %03d", n), n%13, 12))
	}
	var seen []string
	for page := 1; page <= 3; page++ {
		look := readScoresView(url.Values{"page": {fmt.Sprint(page)}, "sort": {"name"}})
		shown, all := look.shown(rows)
		if all != 250 || len(look.pages(all)) != 4 || !look.pages(all)[page-1].Here {
			t.Errorf("page %d of %d, with the links %v", page, all, look.pages(all))
		}
		for _, row := range shown {
			seen = append(seen, row.Seat.Name)
		}
	}
	if len(seen) != 250 || !slices.IsSorted(seen) {
		t.Errorf("%d students on three pages", len(seen))
	}
	look := readScoresView(url.Values{"page": {"all"}})
	if shown, _ := look.shown(rows); len(shown) != 250 || look.link() != "?page=all" {
		t.Errorf("%d students on one page at %s", len(shown), look.link())
	}
}

// TestWhichAttempt looks at the first, best and last attempts of one student and
// makes sure that the page says which one counts.
func TestWhichAttempt(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	class := storetest.Class(t, s, d.who())
	line := storetest.Assignment(t, s, d.who(), class.ID, func(set *quiz.Settings) { set.Attempts = 3 })
	ada := storetest.Student(t, s, class.Code, "Ada W.")
	path := "/teach/assignment/" + line.ID + "/scores"
	d.get(path).is(200).has("nav.ways a", 5)
	for _, wrong := range []int{5, 1, 3} {
		if _, err := s.SubmitAttempt(t.Context(), ada, take(t, s, ada, line.ID, 12, wrong), nil); err != nil {
			t.Fatal(err)
		}
	}
	for query, want := range map[string]string{"": "7", "?attempt=first": "7", "?attempt=best": "11", "?attempt=last": "9"} {
		p := d.get(path + query).is(200)
		if got := p.texts("table.names tbody b")[0]; got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
		if here := p.texts("nav.ways a[aria-current]")[0]; !strings.HasPrefix(here, capital(strings.TrimPrefix(query, "?attempt="))) && query != "" {
			t.Errorf("%s: the page says that one looks at %q", query, here)
		}
		p.says("nav.ways a", "First attempt (counts)")
	}
	if table, err := s.Scores(t.Context(), d.who(), line.ID); err != nil || table.Mean != 7 {
		t.Errorf("looking made the mean %v, %v", table.Mean, err)
	}
}

// TestScoresFirstView makes sure that the first page on a class of 2,000 is no
// heavier than the first view of any page may be, with all that it needs.
func TestScoresFirstView(t *testing.T) {
	table := quiz.Table{Assignment: sampleLine.Assignment, Class: taughtClass}
	for n := range 2000 {
		row := scored(fmt.Sprint("Pupil with a long name ", n), n%12, 12)
		row.Seat.ID = "01890a5d-ac96-774b-bcce-b302099a8057"
		row.Attempt.Submitted = sampleTime
		row.Attempts = make([]quiz.Attempt, 2)
		row.Score.Confusion = quiz.Confusion{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}
		table.Rows = append(table.Rows, row)
	}
	table.Summarise()
	files, err := readFiles()
	if err != nil {
		t.Fatal(err)
	}
	pages, err := readPages(files, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	for page, fits := range map[string]bool{"1": true, "20": true, "all": false} {
		view := newScoresPage(table, readScoresView(url.Values{"page": {page}}), sampleTime)
		view.desk = sampleDesk("")
		var out bytes.Buffer
		if _, err := pages.render(&out, "en", "teach-scores", view); err != nil {
			t.Fatal(err)
		}
		whole := out.Len() + len(files["design.css"].packed) + len(files["icon.svg"].packed)
		t.Logf("page %s: %d bytes", page, whole)
		if (whole <= 60_000) != fits {
			t.Errorf("page %s takes %d bytes, %d of them its own", page, whole, out.Len())
		}
	}
}
