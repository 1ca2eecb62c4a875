package tests

import (
	"context"
	"testing"

	"discern/questions"
	"discern/questions/article"
	"discern/quiz"
	"discern/quiz/store"
	"discern/tests/browser"
)

// TestReviewMarking draws over words: what is selected in a text is offered as a
// part of a sentence, and on a decision drawing marks and clears words.
func TestReviewMarking(t *testing.T) {
	s, ctx := start(t, store.Options{}), context.Background()
	r := &reviewRoom{t: t, s: s, scripts: true, seen: map[string]bool{}}
	tab := r.reviewer(browser.Options{JavaScript: true}, "one@school.example").tab
	who := s.who(t, tab)
	source, err := s.store.AddSource(ctx, who, quiz.NewSource{Title: "Lunch", Article: article.Parse(reviewText)}, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	tab.Open(s.base + "/review/source/" + source.ID)
	tab.Eval(`{
		const words = document.createTreeWalker(document.querySelector("[data-paragraph]"), NodeFilter.SHOW_TEXT);
		const texts = []; while (words.nextNode()) texts.push(words.currentNode);
		const at = texts.find((text) => text.data.includes("second kitchen"));
		getSelection().setBaseAndExtent(at, at.data.indexOf("second"), at, at.data.indexOf("second") + "second kitchen".length);
		at.parentElement.dispatchEvent(new MouseEvent("mouseup", { bubbles: true })); 0 }`, nil)
	var part string
	if tab.Eval(`document.getElementById("part").value`, &part); part != "second kitchen" {
		t.Errorf("the part is %q, want what was selected", part)
	}
	tab.Click("Make passages")
	if got := tab.Text(".saved"); got != "1 passage marked" {
		t.Errorf("the page says %q", got)
	}

	sheet, err := s.store.Draft(ctx, who, source.Draft)
	if err != nil || len(sheet.Passages) != 1 || sheet.Passages[0].Text != "second kitchen" {
		t.Fatalf("the draft has %+v, %v", sheet.Passages, err)
	}
	passage := sheet.Passages[0].ID
	words := "A second kitchen opened at last."
	if _, err := s.store.UpdatePassage(ctx, who, passage, quiz.PassageChange{Text: &words}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.store.GiveReading(ctx, who, passage, quiz.NewReading{Label: questions.Fact, Confidence: 3}); err != nil {
		t.Fatal(err)
	}
	tab.Open(s.base + "/review/passage/" + passage + "/settle")
	draw := func(from, to int) (marked []int) {
		t.Helper()
		tab.Eval(`globalThis.draw ??= (from, to) => {
			const word = (n) => document.querySelector("#cue-" + n);
			const send = (el, type) => el.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerType: "mouse", button: 0 }));
			send(word(from), "pointerdown");
			for (let n = from; n <= to; n++) send(word(n), "pointerover");
			send(word(to), "pointerup");
			return [...document.querySelectorAll("[name=cue]:checked")].map((box) => Number(box.value));
		}; 0`, nil)
		tab.Eval(`draw(`+string(rune('0'+from))+`,`+string(rune('0'+to))+`)`, &marked)
		return marked
	}
	if got := draw(1, 3); len(got) != 3 {
		t.Errorf("drawing over three words marks %v", got)
	}
	if got := draw(2, 3); len(got) != 1 {
		t.Errorf("drawing over two of them again leaves %v", got)
	}
	tab.Click("#cue-4")
	tab.Fill("#rationale", "One can look.")
	if got := tab.Text("[data-count]"); got != ": 387 left" {
		t.Errorf("the count says %q", got)
	}
	tab.Click("#label-fact")
	tab.Click("Record the decision")
	settled, err := s.store.Settle(ctx, who, passage)
	if err != nil || settled.Decision == nil || len(settled.Decision.Cues) != 2 {
		t.Errorf("stored: %+v, %v, want two cues", settled.Decision, err)
	}
	clean(t, tab, s.base)
}
