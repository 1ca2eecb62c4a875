package web

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

var sampleChanges = []quiz.ScoreChange{{Seat: sampleSeat, Attempt: "t1", Number: 2, Before: quiz.Part{Right: 1, Of: 2}, After: quiz.Part{Right: 2, Of: 2}}}

func sampleRescore() rescorePage {
	other := sampleItem
	other.Number = 2
	sheet := quiz.KeySheet{Assignment: sampleLine.Assignment, Rule: quiz.Rule{Version: 1}, Newest: 2, Versions: []int{2, 1}, Version: 2, Choices: []quiz.KeyChoice{
		{Item: sampleItem, Next: questions.Key{Label: questions.Fact}, Differs: true}, {Item: other, Kept: quiz.KeptGone, Except: quiz.Exception{Policy: quiz.PolicyDrop}}}}
	page := newRescorePage(sheet, rescoreForm{})
	page.desk = sampleDesk("policy")
	return page
}

func samplePreview() previewPage {
	page := newPreviewPage(quiz.RescorePreview{ID: "p1", Assignment: sampleLine.Assignment, Request: quiz.RescoreRequest{Policy: quiz.PolicyEither, Version: 2, Passages: []int{1}}, From: 1, To: 2,
		Passages: []quiz.KeyChange{{Passage: sampleItem.Passage, Before: sampleItem.Key, After: sampleItem.Key, Is: quiz.Exception{Policy: quiz.PolicyEither, Also: questions.Fact}}},
		Effect:   quiz.Effect{Changes: sampleChanges, Unchanged: 1, Students: 2, Up: 1, MeanBefore: 1, MeanAfter: 1.5, Working: 1}}, 1)
	page.desk, page.Reason = sampleDesk("reason"), `"<b>`
	return page
}

func sampleLedger() ledgerPage {
	entries := []quiz.Rescore{{ID: "r2", Number: 2, Undoes: "r1", From: 2, To: 1, Passages: []int{1}, At: sampleTime, MayUndo: true, Effect: quiz.Effect{Changes: sampleChanges}},
		{ID: "r1", Number: 1, Policy: quiz.PolicyCurrent, From: 1, To: 2, Passages: []int{1, 3}, By: "The teacher", Reason: "<b>", At: sampleTime, Effect: quiz.Effect{Changes: sampleChanges}}}
	page := ledgerPage{desk: sampleDesk(""), Class: taughtClass, Line: sampleLine, Done: "1 score changed."}
	for _, entry := range entries {
		page.Entries = append(page.Entries, newLedgerRow(entry, entries, 2, 1, sampleTime))
	}
	return page
}

// newerKey publishes a version with another key for some passages.
func newerKey(t *testing.T, s *store.Store, version int, numbers ...int) {
	t.Helper()
	p := *storetest.Pack(t, "macron-leaks.json")
	p.Version, p.Items = version, slices.Clone(p.Items)
	for i := range p.Items {
		if item := &p.Items[i]; slices.Contains(numbers, item.Number) {
			item.Label, item.Rationale = questions.Labels[(item.Label.Index()+1)%3], "Another reason."
		}
	}
	if _, _, err := s.ImportPack(t.Context(), &p); err != nil {
		t.Fatal(err)
	}
}

// TestRescorePages puts a key right, sees that nothing is lost when a preview is
// out of date, and takes it back.
func TestRescorePages(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	l := newLesson(t, s, d)
	place := "/teach/assignment/" + l.line.ID
	d.get(place+"/scores").has(".notice", 0)
	pack, err := s.Pack(t.Context(), "macron-leaks", 1)
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := s.KeySheet(t.Context(), d.who(), l.line.ID, 0)
	if err != nil || len(sheet.Differing()) != 0 || len(sheet.Choices) != len(pack.Askable()) {
		t.Fatalf("KeySheet = %d choices, %d differ, %v", len(sheet.Choices), len(sheet.Differing()), err)
	}
	newerKey(t, s, 2, 2, 5)
	d.get(place + "/scores").tells("The reviewers changed the key of 2 passages (version 2).")
	page := d.get(place + "/rescore").is(200).tells("Version 2 has another key for passages 2 and 5.")
	page.has("tbody input[checked]", 2)
	page.has("#policy[checked]", 1)

	d.post(place+"/rescore", "policy", "current", "version", "2").is(422).tells("Tick at least one passage.")
	d.post(place+"/rescore", "policy", "up", "version", "2", "passages", "2").is(422).has("#p2[checked]", 1)
	d.post(place+"/rescore", "policy", "either", "version", "2", "passages", "3").is(422).tells("Passage 3 has one key only")
	d.post(place+"/rescore", "policy", "current", "version", "9", "passages", "3").is(422)

	everybody := []string{"policy", "full_credit", "version", "2"}
	for _, item := range pack.Askable() {
		everybody = append(everybody, "passages", fmt.Sprint(item.Number))
	}
	at := d.post(place+"/rescore", everybody...).to("")
	if !strings.HasPrefix(at, place+"/rescore/") {
		t.Fatalf("preview at %s", at)
	}
	d.get(at).is(200).tells("nobody down", "What would change")
	d.post(at, everybody...).is(422).tells("Say in a few words why.")
	d.post(at, append(everybody, "reason", "<")...).is(422).has("#reason[aria-invalid]", 1)

	newerKey(t, s, 3, 2, 5, 7)         // does not matter
	take(t, s, l.ben, l.line.ID, 4, 0) // goes on working
	stale := d.post(at, append(everybody, "reason", "A bad print")...).is(409).tells("Something has changed since you looked", "A bad print")
	again := stale.value("main form", "action")
	if again == at || !strings.HasPrefix(again, place+"/rescore/") {
		t.Errorf("the form goes to %s, after %s", again, at)
	}
	d.get(at).is(409) // an old address shows what it would do now
	d.post(again, append(everybody, "reason", "A bad print")...).to(place + "/rescores?done=1")
	d.post(again, append(everybody, "reason", "A bad print")...).to(place + "/rescores?done=1") // sent twice
	ledger := d.get(place+"/rescores?done=1").is(200).tells("Done.", "A bad print", "The teacher", "everybody who was asked has the mark")
	d.get(place + "/scores").tells("put right today").tells("The key is version 2")

	undo := ledger.value("input[name=undo]", "value")
	back := d.post(place+"/rescore", "undo", undo).to("")
	d.get(back).is(200).tells("What taking it back would change")
	d.post(back, "undo", undo, "reason", "A mistake").to(place + "/rescores?done=2")
	d.get(place+"/rescores").is(200).tells("Number 1 was taken back.").has("input[name=undo]", 1)
	d.post(place+"/rescore", "undo", undo).is(409)
	for _, odd := range []string{"/rescores?page=0", "/rescores?page=x"} {
		d.get(place + odd).is(404)
	}
	d.get(place + "/rescore/" + l.line.ID).is(409)
	d.get(place + "/rescore?" + url.Values{"version": {"77"}}.Encode()).is(422)
}

// tells fails the test unless the page says all this somewhere.
func (p screen) tells(wants ...string) screen {
	p.t.Helper()
	for _, want := range wants {
		if text := folded(p.root); !strings.Contains(text, want) && !strings.Contains(p.body, want) {
			p.t.Errorf("the page does not say %q: %s", want, text)
		}
	}
	return p
}

// The sentence on a preview, for every way that scores can move.
func TestSayEffect(t *testing.T) {
	one := make([]quiz.ScoreChange, 1)
	for want, e := range map[string]quiz.Effect{
		"Nobody has handed in yet":                     {},
		"No score changes.":                            {Students: 3},
		"1 score changes, but nobody":                  {Students: 3, Changes: one},
		"7 of 24 students change: 5 up, 2 down.":       {Students: 24, Up: 5, Down: 2, Changes: one},
		"1 of 24 students changes: 1 up, nobody down.": {Students: 24, Up: 1, Changes: one},
		"2 of 2 students change: 2 down, nobody up.":   {Students: 2, Down: 2, Changes: one},
	} {
		if got := sayEffect(e); !strings.HasPrefix(got, want) {
			t.Errorf("sayEffect(%+v) = %q, want %q", e, got, want)
		}
	}
	if got := sayMeans(quiz.Effect{Students: 2, MeanBefore: 7.4, MeanAfter: 7.7}); got != "The class mean goes from 7.4 to 7.7." {
		t.Errorf("sayMeans = %q", got)
	}
}

// TestResultRescored: a result names the key that made it, says what putting it
// right changed, and how single questions count, to the student and the teacher.
func TestResultRescored(t *testing.T) {
	s, sit := newDesktops(t)
	d, student := sit("teacher@school.example", quiz.TeacherOf), sit("", "")
	l := newLesson(t, s, d)
	if _, err := s.Release(t.Context(), d.who(), l.line.ID, true); err != nil {
		t.Fatal(err)
	}
	table, err := s.Scores(t.Context(), d.who(), l.line.ID)
	if err != nil {
		t.Fatal(err)
	}
	attempt := table.Rows[0].Attempt
	card, err := s.NewSeatCode(t.Context(), d.who(), l.ada.ID)
	if err != nil {
		t.Fatal(err)
	}
	student.post("/join", "code", l.class.Code, "seat_code", card.Code).is(303)
	path := "/attempt/" + attempt.ID + "/result"
	before := student.get(path).is(200).tells("9 of 12 the same as the key", "Version 1 of the key made this score.")
	if text := folded(before.root); strings.Contains(text, "put right") || strings.Contains(text, "count here") {
		t.Errorf("a result that was never rescored says %s", text)
	}
	newerKey(t, s, 2, attempt.Picks[11])
	apply := func(q quiz.RescoreRequest) {
		t.Helper()
		p, err := s.PreviewRescore(t.Context(), d.who(), l.line.ID, q)
		if err == nil {
			_, err = s.ApplyRescore(t.Context(), d.who(), l.line.ID, p.ID, "")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	apply(quiz.RescoreRequest{Policy: quiz.PolicyEither})
	student.get(path).tells("Version 2 of the key made this score.", "Your score stayed the same.", "count here.", "Another reason.", "9 of 12 marks")
	apply(quiz.RescoreRequest{Policy: quiz.PolicyFullCredit, Passages: attempt.Picks[:1]})
	apply(quiz.RescoreRequest{Policy: quiz.PolicyDrop, Passages: attempt.Picks[1:2]})
	after := student.get(path).tells("your score went from 9 of 12 to 10 of 12.", "your score went from 10 of 12 to 10 of 11.", "10 of 11 marks",
		"Everybody has the mark for this question.", "This question does not count.")
	if got := len(after.texts("article.differs")); got != 4 {
		t.Errorf("%d answers are not the same as the key, want the 3 of before and the one that the new key differs from", got)
	}
	d.get("/teach/assignment/"+l.line.ID+"/seat/"+l.ada.ID).tells("Version 2 of the key", "the score went from 10 of 12 to 10 of 11", "This question does not count.")
	student.cookies[languageCookie] = "fr"
	student.get(path).tells("Ce résultat vient de la version 2 du corrigé.", "Cette question ne compte pas.")
}
