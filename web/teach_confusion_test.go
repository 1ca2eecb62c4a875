package web

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store/storetest"
)

// mixedItems are two facts, two inferences and two opinions, of which one does
// not count.
func mixedItems() (items []questions.Item, rule quiz.Rule) {
	rule = quiz.Rule{Version: 1, Keys: quiz.Keys{}, Except: map[int]quiz.Exception{6: {Policy: quiz.PolicyDrop}}}
	for i := range 6 {
		item := questions.Item{Passage: questions.Passage{Number: i + 1, Text: fmt.Sprint("It <rained> ", i+1)}, Key: questions.Key{Label: questions.Labels[i/2]}}
		items, rule.Keys[i+1] = append(items, item), item.Key
	}
	return items, rule
}

// sampleConfusion is a class of twelve of which most took inferences for facts,
// the one on passage 4 oftener than that on 3, and were sure of it.
func sampleConfusion(scope confusionScope) confusionPage {
	items, rule := mixedItems()
	table := quiz.ConfusionTable{Assignment: sampleLine.Assignment, Class: taughtClass, Language: "en", Alike: 2}
	if scope.Student != "" {
		table.Student = &sampleSeat
	}
	var seats []quiz.Seat
	var sittings []quiz.Sitting
	for i := range 12 {
		seat := quiz.Seat{ID: fmt.Sprint("s", i+1), Name: fmt.Sprint("Pupil ", i+1)}
		seats = append(seats, seat)
		sitting := quiz.Sitting{Seat: seat.ID, Picks: []int{1, 2, 3, 4, 5, 6}}
		for n := range 6 {
			label := questions.Labels[n/2]
			if n == 3 && i > 2 || n == 2 && i == 5 {
				label = questions.Fact
			}
			if n != 4 || i != 0 {
				sitting.Answers = append(sitting.Answers, quiz.Answer{N: n + 1, Label: label, Confidence: 1 + n%3})
			}
		}
		sittings = append(sittings, sitting)
	}
	table.Begin(items, rule, append(seats, quiz.Seat{ID: "none", Name: "Nobody"}))
	table.Add(rule, sittings)
	view := newConfusionPage(table, scope)
	view.desk = sampleDesk("")
	return view
}

func TestConfusionView(t *testing.T) {
	view := sampleConfusion(confusionScope{Page: 1})
	if want := []string{"The class took 42% of the inferences for facts, most often passage 4."}; !slices.Equal(view.Mix.Says, want) || view.Mix.Links[0] != 4 {
		t.Errorf("says %q %v, want %q", view.Mix.Says, view.Mix.Links, want)
	}
	if got := view.Mix.Kinds[1]; got.Corrected != "38%" || got.Width != "58.3" || got.Recall != (share{14, 24}) {
		t.Errorf("inferences found: %+v", got)
	}
	if got := view.Mix.Figures; len(got) != 3 || got[0].Value != "86%" || got[1].Value != "+0.17" || got[1].Range != "58% said fact, the key says 41%" || view.Mix.Why != "" {
		t.Errorf("figures %+v %s", got, view.Mix.Why)
	}
	if len(view.Students) != 12 || view.Students[5].Most != "inference for fact" || view.Students[0].Most != "none" || view.Students[5].Kinds[1] != (share{0, 2}) {
		t.Errorf("students %+v", view.Students)
	}
	if last := view.Passages[5]; !last.Dropped || last.Counts[2].N != 12 {
		t.Errorf("the dropped passage: %+v", last)
	}
	if want := "When very sure, the class was right 92% of the time; when fairly sure, 100%; when not sure, 63%."; view.Sure.Says != want {
		t.Errorf("sure: %q, want %q", view.Sure.Says, want)
	}
	one := sampleConfusion(confusionScope{Student: "s1", All: true})
	if one.Mix.Why == "" || one.Mix.Figures != nil || len(one.Students) != 0 || one.Attempts != 1 {
		t.Errorf("of one student: %+v", one.Mix)
	}
}

// Few are counted in words, a passage that was mixed up once has one.
func TestFindingWords(t *testing.T) {
	at := &quiz.PassageCounts{Item: questions.Item{Passage: questions.Passage{Number: 14}}}
	once := &quiz.PassageCounts{Item: at.Item, Counts: [4]int{3, 0, 1}}
	for want, f := range map[string]quiz.Finding{
		"Ada took 31% of the inferences for facts, most often passage 14.": {Key: questions.Inference, Taken: questions.Fact, N: 31, Of: 100, Passage: at},
		"Ada took 1 of 4 facts for an opinion, in passage 14.":             {Key: questions.Fact, Taken: questions.Opinion, N: 1, Of: 4, Passage: once},
		"Ada took 2 of 4 facts for opinions, such as in passage 14.":       {Key: questions.Fact, Taken: questions.Opinion, N: 2, Of: 4, Passage: once},
		"Ada took 1 of 4 facts for an opinion.":                            {Key: questions.Fact, Taken: questions.Opinion, N: 1, Of: 4},
		"Ada took 3 of 4 opinions for inferences.":                         {Key: questions.Opinion, Taken: questions.Inference, N: 3, Of: 4},
		"Ada took 1 of 1 opinion for a fact.":                              {Key: questions.Opinion, Taken: questions.Fact, N: 1, Of: 1},
	} {
		if got, _ := saysFinding("Ada", f); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Students stand on pages of fifty; what is beyond the last is empty.
func TestConfusionPages(t *testing.T) {
	var table quiz.ConfusionTable
	for i := range 101 {
		table.Students = append(table.Students, quiz.StudentConfusion{Seat: quiz.Seat{ID: fmt.Sprint("s", i)}, Attempts: min(i, 1)})
	}
	for page, want := range map[int]int{1: 50, 2: 50, 3: 0, 99: 0} {
		if view := newConfusionPage(table, confusionScope{Page: page}); len(view.Students) != want || len(view.Pages) != 2 {
			t.Errorf("page %d: %d students, %d pages", page, len(view.Students), len(view.Pages))
		}
	}
	view := newConfusionPage(table, confusionScope{Page: 2, All: true})
	if view.Pages[0].Link != "?over=version#each" || !view.Pages[1].Here || view.Pages[1].Name != "51 to 100" {
		t.Errorf("pages %+v", view.Pages)
	}
}

// The page from nobody to a class, one student and two quizzes.
func TestConfusionPage(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	class := storetest.Class(t, s, d.who())
	set := func(set *quiz.Settings) { set.Confidence = true }
	one, two := storetest.Assignment(t, s, d.who(), class.ID, set), storetest.Assignment(t, s, d.who(), class.ID, set)
	path := "/teach/assignment/" + one.ID + "/confusion"
	d.get(path).is(200).says(".tabs [aria-current=page]", "Mix-ups").has("table", 0)
	var ada quiz.Actor
	for n := range 10 {
		ada = storetest.Student(t, s, class.Code, fmt.Sprint("Pupil ", n))
		for _, line := range []string{one.ID, two.ID} {
			attempt := take(t, s, ada, line, 12, n)
			if _, err := s.SubmitAttempt(t.Context(), ada, attempt, nil); err != nil {
				t.Fatal(err)
			}
		}
		p := d.get(path).is(200).has("#matrix small", 9)
		if got := len(p.all(".halves .figures")); got != n/9 {
			t.Errorf("%d attempts: %d lists of figures", n+1, got)
		}
	}
	whole := d.get(path).is(200).has("[aria-labelledby=each] tbody tr", 10)
	if link := whole.value("[aria-labelledby=each] a", "href"); !strings.HasPrefix(link, "?student=") {
		t.Errorf("a student's name leads to %q", link)
	}
	both, own := answersIn(t, d.get(path+"?over=version")), answersIn(t, whole)
	for i := range both {
		if both[i] < own[i] {
			t.Errorf("cell %d: %d in both quizzes, %d in one", i, both[i], own[i])
		}
	}
	if sum(both) <= sum(own) {
		t.Errorf("%v in both quizzes, %v in one", both, own)
	}
	mine := answersIn(t, d.get(path+"?student="+ada.ID).is(200).says("h2", "Pupil 9").has("[aria-labelledby=each]", 0))
	if n := sum(mine); n == 0 || n > 12 {
		t.Errorf("one student: %v", mine)
	}
	other := storetest.Class(t, s, d.who())
	foreign := storetest.Student(t, s, other.Code, "Ben")
	missing := d.get(path + "?student=01890a5d-ac96-774b-bcce-b302099a8057").is(404)
	for _, id := range []string{foreign.ID, "x", one.ID} {
		if p := d.get(path + "?student=" + id).is(404); p.body != missing.body {
			t.Errorf("%s looks otherwise than a student that does not exist", id)
		}
	}
}

// answersIn are the numbers of the nine cells.
func answersIn(t *testing.T, p screen) (all []int) {
	t.Helper()
	for _, text := range p.texts("#matrix small") {
		var n, of int
		if _, err := fmt.Sscanf(text, "%d of %d", &n, &of); err != nil {
			t.Fatal(err)
		}
		all = append(all, n)
	}
	return all
}

func sum(all []int) (n int) {
	for _, one := range all {
		n += one
	}
	return n
}
