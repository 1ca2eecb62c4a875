package quiz_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"discern/questions"
	"discern/quiz"
)

// read is a passage with readings of its present wording, a letter each.
func read(labels string) quiz.ReviewItem {
	item := quiz.ReviewItem{}
	item.ID, item.Number, item.Text, item.Revision = "5d3f7c5e-07a4-4dd9-8a4b-61c52e7f5f01", 1, "It rained.", 2
	for i, l := range labels {
		label := map[rune]questions.Label{'F': questions.Fact, 'I': questions.Inference, 'O': questions.Opinion}[l]
		item.Given = append(item.Given, quiz.GivenReading{Revision: 2, Reading: questions.Reading{Reviewer: string(rune('a' + i)), Label: label, Confidence: 3}})
	}
	return item
}

func TestUnanimous(t *testing.T) {
	unsure := read("FF")
	unsure.Given[1].Confidence = 1
	old := read("FO")
	old.Given[1].Revision = 1
	for name, c := range map[string]struct {
		item            quiz.ReviewItem
		unanimous, sure bool
	}{
		"two":                      {read("FF"), true, true},
		"one":                      {read("F"), false, false},
		"none":                     {read(""), false, false},
		"divided":                  {read("FFO"), false, false},
		"one is not sure":          {unsure, true, false},
		"one is of an old wording": {old, false, false},
	} {
		if _, unanimous, sure := c.item.Unanimous(); unanimous != c.unanimous || sure != c.sure {
			t.Errorf("%s: Unanimous = %v, %v, want %v, %v", name, unanimous, sure, c.unanimous, c.sure)
		}
	}
	mixed := read("FF")
	mixed.Given[0].Second = questions.Opinion
	if d, ok := mixed.Proposal(); !ok || d.Second != "" || d.Status != questions.Agreed {
		t.Errorf("Proposal = %+v, %v, want no second kind", d, ok)
	}
}

// The most contested come first; among equals the least sure.
func TestQueueOrder(t *testing.T) {
	var q quiz.Queue
	for i, labels := range []string{"FFO", "FIO", "FO", "FFFO", "FF", "F", ""} {
		item := read(labels)
		item.Number = i + 1
		q.Sort(item, item.Line())
	}
	unsure := read("IO")
	unsure.Number = 8
	unsure.Given[0].Confidence = 1
	q.Sort(unsure, unsure.Line())
	q.Finish()
	numbers := func(lines []quiz.QueueLine) (n []int) {
		for _, l := range lines {
			n = append(n, l.Passage.Number)
		}
		return n
	}
	if got, want := numbers(q.Contested), []int{2, 8, 3, 1, 4}; !slices.Equal(got, want) {
		t.Errorf("contested = %v, want %v", got, want)
	}
	if !slices.Equal(numbers(q.Proposed), []int{5}) || !slices.Equal(numbers(q.Few), []int{6, 7}) {
		t.Errorf("proposed %v, few %v", numbers(q.Proposed), numbers(q.Few))
	}
	if label, agree, of := read("FOO").Most(); label != questions.Opinion || agree != 2 || of != 3 {
		t.Errorf("Most = %s, %d of %d", label, agree, of)
	}
	if label, _, _ := read("FO").Most(); label != "" {
		t.Errorf("Most of a tie = %s, want none", label)
	}
}

// What may be seen, and what is missing, of one passage.
func TestMissing(t *testing.T) {
	decided := func(labels string, change func(*quiz.Decision)) quiz.ReviewItem {
		item := read(labels)
		item.Decision = &quiz.Decision{Label: questions.Fact, Status: questions.Agreed, Rationale: "Look.", Cues: []questions.Cue{{Start: 0, End: 2}}, Passage: 2, Revision: 1}
		change(item.Decision)
		return item
	}
	for name, c := range map[string]struct {
		item quiz.ReviewItem
		want []string
	}{
		"agreed":                     {decided("FF", func(d *quiz.Decision) {}), nil},
		"agreed by one":              {decided("F", func(d *quiz.Decision) {}), []string{"status"}},
		"agreed, but they are not":   {decided("FFO", func(d *quiz.Decision) {}), []string{"status"}},
		"adjudicated with one":       {decided("O", func(d *quiz.Decision) { d.Status = questions.Adjudicated }), nil},
		"no rationale, no cue":       {decided("FF", func(d *quiz.Decision) { d.Rationale, d.Cues = " ", nil }), []string{"rationale", "cues"}},
		"decided on an old wording":  {decided("FF", func(d *quiz.Decision) { d.Passage = 1 }), []string{"decision"}},
		"one reading, not decided":   {read("F"), []string{"readings"}},
		"read by others alone":       {quiz.ReviewItem{DraftPassage: quiz.DraftPassage{Revision: 2}, Given: read("FF").Given[1:]}, []string{"reading"}},
		"cue beyond the last letter": {decided("FF", func(d *quiz.Decision) { d.Cues[0].End = 99 }), []string{"cues"}},
	} {
		r := quiz.Review{Draft: quiz.PackDraft{PackID: "2f0f7a3e-6d1c-4b52-9b43-0f6a5a1f6d11", Slug: "rain", Title: "Rain", Language: "en", Guide: quiz.DefaultGuide("en")},
			Items: []quiz.ReviewItem{c.item}, Read: []questions.Reviewer{{ID: "a", Name: "Reading 1"}, {ID: "b", Name: "Reading 2"}, {ID: "c", Name: "Reading 3"}}}
		var got []string
		for _, m := range r.Missing("a") {
			got = append(got, m.Field)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: missing (-want +got):\n%s", name, diff)
		}
	}
	if got := (quiz.Review{}).Missing("a"); len(got) != 6 {
		t.Errorf("an empty draft misses %d things, want 6: %+v", len(got), got)
	}
	if err := read("FF").MaySee("z"); !errors.Is(err, quiz.ErrForbidden) {
		t.Errorf("MaySee = %v, want ErrForbidden", err)
	}
}

func TestSideBySide(t *testing.T) {
	item := read("FIOFIO")
	one := item.SideBySide("b")
	if !slices.Equal(one, item.SideBySide("b")) || slices.Equal(one, item.SideBySide("z")) {
		t.Error("the order is not a function of who looks, or the same for all")
	}
	own := 0
	for _, r := range one {
		if r.Own {
			own++
		}
		if r.Reviewer != "" {
			t.Errorf("a reading tells its reader: %+v", r)
		}
	}
	if own != 1 {
		t.Errorf("%d own readings, want 1", own)
	}
}

func TestSlugOf(t *testing.T) {
	for title, want := range map[string]string{"The River Report": "the-river-report", "L’été à Lyon !": "l-ete-a-lyon", "日本": "text", "": "text",
		strings.Repeat("long title ", 20): "long-title-long-title-long-title-long-title-long"} {
		got := quiz.SlugOf(title)
		if _, err := quiz.ReadSlug(got); got != want || err != nil {
			t.Errorf("SlugOf(%q) = %q, %v, want %q", title, got, err, want)
		}
	}
}

func TestReviewerID(t *testing.T) {
	one := quiz.ReviewerID("p", "a")
	if one != quiz.ReviewerID("p", "a") || one == quiz.ReviewerID("q", "a") || one == quiz.ReviewerID("p", "b") || strings.Contains(one, "-a") {
		t.Errorf("ReviewerID = %s", one)
	}
}

func TestReadProse(t *testing.T) {
	for typed, want := range map[string]string{" It\u00a0 rained.\n<b> ": "It rained. <b>", "e\u0301": "é", "": "", "a\x00b": "", "\xff": "", strings.Repeat("é", 11): ""} {
		got, err := quiz.ReadProse(typed, 14, "note")
		if len(typed) > 20 && !strings.HasPrefix(typed, " ") {
			got, err = quiz.ReadProse(typed, 10, "note")
		}
		var fault *quiz.FieldError
		if got != want || (want == "") != errors.As(err, &fault) {
			t.Errorf("ReadProse(%q) = %q, %v, want %q", typed, got, err, want)
		}
	}
}
