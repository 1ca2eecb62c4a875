package web

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/itemstats"
	"discern/quiz/store/storetest"
)

// sampleTable has a passage that may be judged in all ways, one that may be in
// none, and one that all had right.
func sampleTable() quiz.ItemTable {
	item := func(number int, text string) questions.Item {
		return questions.Item{Passage: questions.Passage{Number: number, Text: text}, Key: questions.Key{Label: questions.Inference}}
	}
	full := itemstats.Item{N: 30, Facility: itemstats.Figure{Value: .4, Low: .25, High: .58, OK: true, Ranged: true},
		Discrimination: itemstats.Figure{Value: -.3, Low: -.6, High: .07, OK: true, Ranged: true}, Counts: itemstats.Counts{15, 12, 1, 2},
		Thirds: [3]itemstats.Counts{{8, 2}, {4, 6}, {3, 4, 1, 2}}, Flags: []itemstats.Flag{itemstats.TooHard, itemstats.Negative, itemstats.TopElse}}
	few := itemstats.Item{N: 2, Counts: itemstats.Counts{0, 1, 0, 1}, Why: "Few."}
	some := itemstats.Item{N: 12, Facility: itemstats.Figure{Value: 1, Low: .76, High: 1, OK: true, Ranged: true}, Counts: itemstats.Counts{0, 12}, Why: "Some."}
	return quiz.ItemTable{Assignment: sampleLine.Assignment, Class: taughtClass, Language: "en", Whole: itemstats.Whole{N: 30, Alpha: itemstats.Figure{Value: .7, OK: true},
		SEM: itemstats.Figure{Value: 1.4, OK: true}}, Lines: []quiz.ItemLine{{Item: item(3, "It <rained>."), Stats: full}, {Item: item(14, "Few."), Stats: few}, {Item: item(7, "All."), Stats: some}}}
}

func sampleItems() itemsPage {
	view := newItemsPage(sampleTable(), readItemOrder("facility", "0"))
	view.desk = sampleDesk("")
	return view
}

func TestItemsView(t *testing.T) {
	view := sampleItems()
	if view.Number != "1 of 2 passages is worth a look." || len(view.Look) != 1 || len(view.Look[0].Says) != 3 {
		t.Errorf("%s %+v", view.Number, view.Look)
	}
	if want := "12 of 30 said inference, as the key does. 15 said fact. 1 said opinion. 2 left it open."; view.Look[0].Answered != want {
		t.Errorf("answered: %q, want %q", view.Look[0].Answered, want)
	}
	if want := "Reliability of the whole quiz (KR-20): 0.70. Standard error of a score: 1.4."; view.Whole != want {
		t.Errorf("whole: %q, want %q", view.Whole, want)
	}
	row := view.Look[0].itemRow
	if want := (rangeBar{"40%", "25 to 58", 25, 33, 39}); *row.Facility != want {
		t.Errorf("facility %+v, want %+v", *row.Facility, want)
	}
	if want := (rangeBar{"−0.30", "−0.60 to 0.07", -50, 57, -31}); *row.Discrimination != want {
		t.Errorf("discrimination %+v, want %+v", *row.Discrimination, want)
	}
	if want := []splitPart{{"fact", "0.0", "49.2"}, {"inference", "50.0", "39.2"}, {"opinion", "90.0", "2.5"}}; !slices.Equal(row.Split, want) {
		t.Errorf("split %v, want %v", row.Split, want)
	}
	// Every flag has its words.
	for _, flag := range []itemstats.Flag{itemstats.Negative, itemstats.Weak, itemstats.TopElse, itemstats.TooEasy, itemstats.TooHard} {
		if flagWords[flag] == "" {
			t.Errorf("no words for %s", flag)
		}
	}
	table := sampleTable()
	table.Assignment.Asked = 2
	if rules := sizeRules(table); len(rules) != 3 || !strings.HasPrefix(rules[0], "1 passage was asked of fewer than 10") || !strings.HasPrefix(rules[2], "Each student got 2 of 3") {
		t.Errorf("rules %q", rules)
	}
}

func TestItemOrder(t *testing.T) {
	for _, c := range []struct {
		sort, up string
		want     []int
		says     string
	}{
		{"", "", []int{3, 7, 14}, "Sorted by number, lowest first."}, {"number", "0", []int{14, 7, 3}, "Sorted by number, highest first."},
		{"facility", "", []int{3, 7, 14}, "Sorted by facility, lowest first."}, {"facility", "0", []int{7, 3, 14}, "Sorted by facility, highest first."},
		{"discrimination", "", []int{3, 14, 7}, "Sorted by discrimination, lowest first."}, {"no-such", "1", []int{3, 7, 14}, "Sorted by number, lowest first."},
	} {
		order := readItemOrder(c.sort, c.up)
		var got []int
		for _, line := range order.sorted(sampleTable().Lines) {
			got = append(got, line.Number)
		}
		if !slices.Equal(got, c.want) || order.Says() != c.says {
			t.Errorf("%q %q: %v, want %v; %s", c.sort, c.up, got, c.want, order.Says())
		}
	}
	if h := readItemOrder("facility", "").heading("facility", "Facility", false); h.Link != "?sort=facility&up=0" || h.Aria != "ascending" {
		t.Errorf("heading %+v", h)
	}
	if h := readItemOrder("facility", "0").heading("facility", "Facility", false); h.Link != "?sort=facility" || h.Aria != "descending" {
		t.Errorf("heading %+v", h)
	}
}

// A class grows, and the page shows more of it.
func TestItemsPage(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	class := storetest.Class(t, s, d.who())
	line := storetest.Assignment(t, s, d.who(), class.ID, func(set *quiz.Settings) { set.Count = quiz.All })
	path := "/teach/assignment/" + line.ID + "/items"
	d.get(path).is(200).says(".tabs [aria-current=page]", "Questions").says(".finding b", "0 students have handed in.").has("table", 0)
	askable := line.Asked
	for n := 1; n <= 30; n++ {
		pupil := storetest.Student(t, s, class.Code, fmt.Sprint("Pupil ", n))
		attempt := take(t, s, pupil, line.ID, askable-n%3, n*n%17)
		if _, err := s.SubmitAttempt(t.Context(), pupil, attempt, nil); err != nil {
			t.Fatal(err)
		}
		if n != 9 && n != 10 && n != 29 && n != 30 {
			continue
		}
		p := d.get(path).is(200).has(".items tbody tr", askable).has(".items svg.split", askable).has("th[aria-sort]", 1)
		bars := 0
		if n >= 10 {
			bars = askable
		}
		got := len(p.all(".items .range"))
		if n < 30 && got != bars || n == 30 && (got <= askable || got > 2*askable) {
			t.Errorf("%d students: %d ranges", n, got)
		}
		if rules := len(p.texts(".stack p.prose")); n < 30 && rules == 0 || n == 30 && rules != 0 {
			t.Errorf("%d students: %d rules", n, rules)
		}
		if n == 9 {
			p.says(".finding b", "9 students have handed in.").has("#look", 0)
		}
	}
	p := d.get(path + "?sort=facility").is(200)
	if link := p.value("[aria-sort] a", "href"); link != "?sort=facility&up=0" {
		t.Errorf("sorted by facility, the heading leads to %q", link)
	}
	for _, link := range p.all("#main .actions a") {
		href, _ := has(link, "href")
		at, anchor, _ := strings.Cut(href, "#")
		d.get(at).is(200).has("article#"+anchor, 1)
	}
	scores := d.get("/teach/assignment/" + line.ID + "/scores").is(200)
	for _, link := range scores.all("#main .actions a") {
		href, _ := has(link, "href")
		if file := d.get(href).is(200); !strings.Contains(file.header.Get("Content-Type"), map[bool]string{true: "csv", false: "spreadsheetml.sheet"}[strings.HasSuffix(href, ".csv")]) || !strings.HasPrefix(file.header.Get("Content-Disposition"), "attachment;") {
			t.Errorf("%s: %v", href, file.header)
		}
	}
	scores.has("#main .actions a", 4)
}
