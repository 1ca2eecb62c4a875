package web

import (
	"bytes"
	"fmt"
	"testing"

	"discern/questions"
	"discern/quiz"
)

// The first view of a large class stays within 60 kB, whatever was answered.
func TestItemPagesSize(t *testing.T) {
	files, err := readFiles()
	if err != nil {
		t.Fatal(err)
	}
	pages, err := readPages(files, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	var items []questions.Item
	rule := quiz.Rule{Version: 1, Keys: quiz.Keys{}}
	for n := range 38 {
		text := fmt.Sprintf("%0110d", n) // longer than the passages of the built-in packs are on average
		item := questions.Item{Passage: questions.Passage{Number: n + 1, Text: text}, Key: questions.Key{Label: questions.Labels[n%3]}}
		items, rule.Keys[n+1] = append(items, item), item.Key
	}
	var seats []quiz.Seat
	var sittings []quiz.Sitting
	for i := range 2000 {
		seat := quiz.Seat{ID: fmt.Sprintf("01890a5d-ac96-774b-bcce-%012d", i), Name: fmt.Sprint("Alexandrina Pupil ", i)}
		sitting := quiz.Sitting{Seat: seat.ID}
		for n := range 12 {
			sitting.Picks = append(sitting.Picks, 1+(i+3*n)%38)
			sitting.Answers = append(sitting.Answers, quiz.Answer{N: n + 1, Label: questions.Labels[(i*i+n*i/3)%3], Confidence: 1 + (i+n)%3})
		}
		seats, sittings = append(seats, seat), append(sittings, sitting)
	}
	table, err := quiz.NewItemTable(items, sittings, rule)
	if err != nil {
		t.Fatal(err)
	}
	table.Assignment, table.Class, table.Language = sampleLine.Assignment, taughtClass, "en"
	list := newItemsPage(table, readItemOrder("", ""), nil)
	list.desk = sampleDesk("")
	mix := quiz.ConfusionTable{Assignment: sampleLine.Assignment, Class: taughtClass, Language: "en"}
	mix.Begin(items, rule, seats)
	mix.Add(rule, sittings)
	mixed := newConfusionPage(mix, confusionScope{Page: 1})
	mixed.desk = sampleDesk("")
	for name, view := range map[string]framed{"teach-items": list, "teach-confusion": mixed, "teach-item": newItemPage(table, 3, nil)} {
		var out bytes.Buffer
		if _, err := pages.render(&out, "en", name, view); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d bytes", name, out.Len())
		if out.Len() > 60_000 {
			t.Errorf("%s has %d bytes, want at most 60,000", name, out.Len())
		}
	}
}
