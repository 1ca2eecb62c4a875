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
		Thirds: [3]itemstats.Counts{{8, 2}, {4, 6}, {3, 4, 1, 2}}, Quintiles: [5]itemstats.Counts{{5, 1}, {4, 2}, {3, 3}, {}, {3, 6, 1, 2}},
		Corrected: itemstats.Figure{Value: .1, Low: -.125, High: .37, OK: true, Ranged: true}, Efficiency: itemstats.Figure{Value: -.4, OK: true}, Flags: []itemstats.Flag{itemstats.TooHard, itemstats.Negative, itemstats.TopElse}}
	few := itemstats.Item{N: 2, Counts: itemstats.Counts{0, 1, 0, 1}, Why: "Few."}
	some := itemstats.Item{N: 12, Facility: itemstats.Figure{Value: 1, Low: .76, High: 1, OK: true, Ranged: true}, Counts: itemstats.Counts{0, 12}, Why: "Some."}
	return quiz.ItemTable{Assignment: sampleLine.Assignment, Class: taughtClass, Language: "en", Whole: itemstats.Whole{N: 30, Alpha: itemstats.Figure{Value: .7, OK: true},
		SEM: itemstats.Figure{Value: 1.4, OK: true}}, Lines: []quiz.ItemLine{{Item: item(3, "It <rained>."), Stats: full}, {Item: item(14, "Few."), Stats: few}, {Item: item(7, "All."), Stats: some}}}
}

func sampleItems() itemsPage {
	view := newItemsPage(sampleTable(), readItemOrder("facility", "0"), nil)
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
	if want := []measure{{Name: "Cronbach's alpha (CIC)", Value: "0.70"}, {Name: "standard error (SEM)", Value: "1.40"}}; !slices.Equal(view.Whole, want) {
		t.Errorf("whole: %q, want %q", view.Whole, want)
	}
	row := newItemRow(sampleTable().Lines[0], quiz.Rule{})
	if want := (rangeBar{"40%", "25 to 58", 25, 33, 39}); *row.Facility != want {
		t.Errorf("facility %+v, want %+v", *row.Facility, want)
	}
	if want := (rangeBar{"−0.30", "−0.60 to 0.07", -50, 57, -31}); *row.Discrimination != want {
		t.Errorf("discrimination %+v, want %+v", *row.Discrimination, want)
	}
	if want := []splitPart{{"fact", "0", "49.2"}, {"inference", "50", "39.2"}, {"opinion", "90", "2.5"}}; !slices.Equal(row.Split, want) {
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
		// The key's count, facility from ten on, discrimination from thirty on.
		figures := len(p.all(".items td b"))
		if want := askable * (1 + n/10 - n/20); n < 30 && (figures != want || len(p.all(".items .range")) != want-askable) {
			t.Errorf("%d students: %d figures, want %d", n, figures, want)
		}
		if n == 30 && (figures <= 2*askable || figures > 3*askable) {
			t.Errorf("%d students: %d figures", n, figures)
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
	scores := d.get("/teach/assignment/" + line.ID + "/scores").is(200)
	files := 0
	for _, link := range scores.all("#main .actions a") {
		href, _ := has(link, "href")
		if !strings.HasPrefix(href, "/api/") {
			continue
		}
		files++
		if file := d.get(href).is(200); !strings.Contains(file.header.Get("Content-Type"), map[bool]string{true: "csv", false: "spreadsheetml.sheet"}[strings.HasSuffix(href, ".csv")]) || !strings.HasPrefix(file.header.Get("Content-Disposition"), "attachment;") {
			t.Errorf("%s: %v", href, file.header)
		}
	}
	if files != 4 {
		t.Errorf("%d files to download, want 4", files)
	}
}

// Many passages to look at are put before a teacher a few at a time; none is lost.
func TestItemsLookLimit(t *testing.T) {
	table := sampleTable()
	for n := range 14 {
		line := table.Lines[0]
		line.Number = 20 + n
		table.Lines = append(table.Lines, line)
	}
	view := newItemsPage(table, readItemOrder("", ""), nil)
	if len(view.Look) != mostLooks || view.More != 15-mostLooks || !strings.HasPrefix(view.Number, "15 of") {
		t.Errorf("%d to look at and %d more; %s", len(view.Look), view.More, view.Number)
	}
}

// sampleItemPage is the page of a line of the sample, of which the reviewers were
// asked about the second.
func sampleItemPage(at int) itemPage {
	table := sampleTable()
	table.Lines[0].ID, table.Lines[2].Except = "p1", quiz.Exception{Policy: quiz.PolicyDrop}
	view := newItemPage(table, at, []quiz.Challenge{{Passage: "p1", Reason: "So <it> is.", Answer: "It is not.", At: sampleTime}})
	view.desk = sampleDesk("")
	return view
}

func TestItemView(t *testing.T) {
	view := newItemPage(sampleTable(), 0, nil)
	var names []string
	for _, f := range view.Figures {
		names = append(names, f.Name+" "+f.Value+f.Range)
		if f.Means == "" || (f.Value == "") == (f.Why == "") {
			t.Errorf("%+v: no meaning, or neither value nor reason", f)
		}
	}
	if len(names) != 8 || names[0] != "Facility 40.0%25.0% to 58.0%" || names[1] != "Facility without guessing 10.0%−12.5% to 37.0%" || names[3] != "Discriminative efficiency −40.0%" {
		t.Errorf("figures %q", names)
	}
	// The lowest fifth is at the left, and nobody is in the second: no mark there.
	kinds := view.Quintiles.Kinds
	if want := "72,122.5 200,85.0 264,60.0 328,35.0 "; kinds[0].Path != want || len(kinds[1].Points) != 4 {
		t.Errorf("the line of facts is %q, want %q", kinds[0].Path, want)
	}
	if want := "From the answers to a quiz: fewer than half matched the key. 12 of 30 said inference, as the key does. 15 said fact. 1 said opinion. 2 left it open. " +
		"Facility 40% (25 to 58). Discrimination −0.30 (−0.60 to 0.07). Students who did well on the others did less well here. " +
		"Most of those who did best on the others chose another kind than the key."; view.Reason != want {
		t.Errorf("reason %q, want %q", view.Reason, want)
	}
	if few := newItemPage(sampleTable(), 1, nil); len(few.Figures) != 0 || few.Why == "" || few.Quintiles != nil || few.Look != nil || few.Before != 3 || few.After != 7 {
		t.Errorf("of two students: %+v", few)
	}
	if some := newItemPage(sampleTable(), 2, nil); len(some.Figures) != 1 {
		t.Errorf("of twelve students: %+v", some.Figures)
	}
}

// One click asks the reviewers, once, in words that name no class and no student.
func TestAskReviewers(t *testing.T) {
	s, sit := newDesktops(t)
	d, other, reader := sit("teacher@school.example", quiz.TeacherOf), sit("lind@school.example", quiz.TeacherOf), sit("reader@school.example", quiz.Reviewer)
	class := storetest.Class(t, s, d.who())
	line := storetest.Assignment(t, s, d.who(), class.ID, func(set *quiz.Settings) { set.Count = quiz.All })
	for n := range 10 {
		pupil := storetest.Student(t, s, class.Code, fmt.Sprint("Zacharias ", n))
		sheet, _, err := s.StartAttempt(t.Context(), pupil, line.ID, quiz.Intent{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.SubmitAttempt(t.Context(), pupil, sheet.Attempt.ID, []quiz.Change{{N: 1, Label: questions.Fact}, {N: 2, Label: questions.Labels[min(n/4, 1)]}}); err != nil {
			t.Fatal(err)
		}
	}
	path := "/teach/assignment/" + line.ID + "/items"
	list := d.get(path).is(200)
	look := len(list.all("[aria-labelledby=look] li"))
	list.has("[aria-labelledby=look] form", look)
	post := "/teach/assignment/" + line.ID + "/" + list.value("[aria-labelledby=look] form", "action")
	other.post(post).is(404)
	reader.post(post).is(404)
	d.post(path + "/999/challenge").is(404)
	d.post(path + "/2/challenge").is(404) // six of ten matched the key: nothing stands out
	for range 2 {
		where, _, _ := strings.Cut(d.post(post).to(path+"/"), "#")
		d.get(where).is(200).has("#asked", 1).has("form[action="+post+"]", 0)
	}
	d.get(path).is(200).has("[aria-labelledby=look] form", look-1)
	all, err := s.Challenges(t.Context(), reader.who())
	if err != nil || len(all) != 1 {
		t.Fatalf("%d challenges, %v; want 1", len(all), err)
	}
	if reason := all[0].Reason; !strings.Contains(reason, "10") || strings.Contains(reason, "Zacharias") || strings.Contains(reason, class.Title) {
		t.Errorf("the reviewers read %q", reason)
	}
	// What the teacher says with words of her own stays.
	if _, err := s.Challenge(t.Context(), d.who(), quiz.NewChallenge{Passage: all[0].Passage, Version: 1, Reason: "My own words."}, quiz.Intent{}); err != nil {
		t.Fatal(err)
	}
	d.post(post).to(path)
	if all, _ := s.Challenges(t.Context(), reader.who()); len(all) != 1 || all[0].Reason != "My own words." {
		t.Errorf("after all that the reviewers read %+v", all)
	}
	other.get(path + "/1").is(404)
	d.get(path + "/x").is(404)
}
