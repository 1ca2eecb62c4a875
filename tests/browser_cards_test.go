package tests

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"discern/quiz"
	"discern/quiz/store"
	"discern/tests/browser"
)

// printed is what stands on the cards of a page, and what of it is cut off.
type printed struct {
	Cards []struct{ Name, Text string }
	Cut   []string
}

// cardsOf measures each card against its sheet, and what is in a card against
// the card; the sheet against the paper of a height in pixels.
const cardsOf = `(paper => {
	const cut = [], box = e => e.getBoundingClientRect();
	const inside = (inner, outer, name) => {
		const a = box(inner), b = box(outer);
		if (a.left < b.left - 1 || a.right > b.right + 1 || a.top < b.top - 1 || a.bottom > b.bottom + 1) cut.push(name);
	};
	for (const sheet of document.querySelectorAll(".cards")) {
		if (box(sheet).height > paper) cut.push("sheet of " + box(sheet).height);
		for (const card of sheet.querySelectorAll(".card")) {
			inside(card, sheet, "card");
			if (card.scrollHeight > card.clientHeight || card.scrollWidth > card.clientWidth) cut.push("text of " + card.innerText);
			for (const part of card.querySelectorAll("h2, p, dt, dd, svg")) inside(part, card, part.tagName);
			const parts = [...card.querySelectorAll("h2, p, dd, svg")].map(box);
			for (const a of parts) for (const b of parts) {
				const w = Math.min(a.right, b.right) - Math.max(a.left, b.left), h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
				if (a !== b && w > 1 && h > 1) cut.push("two things in one place: " + card.innerText);
			}
		}
	}
	return {Cards: [...document.querySelectorAll(".card")].map(c => ({Name: c.querySelector("h2").textContent, Text: c.innerText})), Cut: cut};
})`

// TestCardsPrint prints the cards of 24 students, some with the longest names
// that there can be, and finds three sheets on which every card is whole.
func TestCardsPrint(t *testing.T) {
	web := start(t, store.Options{})
	tab := browser.New(t, browser.Options{JavaScript: true})
	web.signIn(t, tab, "t@school.example")
	ctx, teacher := context.Background(), web.who(t, tab)
	class, err := web.store.CreateClass(ctx, teacher, quiz.NewClass{Title: strings.Repeat("W", quiz.TitleLength), Language: "fr-CA"}, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	names := []string{strings.Repeat("W", quiz.NameLength), strings.Repeat("👩‍🚀", quiz.NameLength), strings.Repeat("Ẅ ", quiz.NameLength/2)}
	for n := len(names); n < 24; n++ {
		names = append(names, fmt.Sprint("Pupil ", n+1))
	}
	if _, err := web.store.AddSeats(ctx, teacher, class.ID, names, quiz.Intent{}); err != nil {
		t.Fatal(err)
	}
	tab.Open(web.base + "/teach/class/" + class.ID + "/cards")
	tab.Click("Make the cards")
	tab.WaitFor(".card")
	var size int
	if tab.Eval(`new TextEncoder().encode(document.documentElement.outerHTML).length`, &size); size > 80<<10 {
		t.Errorf("24 cards are a page of %d bytes", size)
	}
	var scan struct{ Page, Code, Own string }
	tab.Eval(`({Code: document.querySelector(".card dd").textContent, Own: document.querySelectorAll(".card dd")[1].textContent})`, &scan)
	for _, paper := range []browser.Paper{browser.A4, browser.Letter} {
		if pages := browser.Pages(tab.PDF(paper)); pages != 3 {
			t.Errorf("24 cards take %d sheets of %s, want 3", pages, paper.Name)
		}
	}
	for _, paper := range []browser.Paper{browser.A4, browser.Letter} {
		tab.AsPrinted(paper.Width - 18)
		var got printed
		tab.Eval(fmt.Sprintf(cardsOf+"(%f)", (paper.Height-18)/25.4*96), &got)
		if len(got.Cut) > 0 {
			t.Errorf("%s: cut off: %q", paper.Name, got.Cut)
		}
		if len(got.Cards) != 24 {
			t.Errorf("%s: %d cards, want 24", paper.Name, len(got.Cards))
		}
		for _, card := range got.Cards {
			if !strings.Contains(card.Text, quiz.ShowCode(class.Code)) || !strings.Contains(card.Text, "Ton code") || strings.TrimSpace(card.Name) == "" {
				t.Errorf("%s: a card says %q", paper.Name, card.Text)
			}
		}
	}
	// The control: a card that is too small for its words is found.
	tab.Eval(`document.querySelectorAll(".card h2").forEach(h => h.textContent = "W".repeat(400))`, nil)
	var spoiled printed
	if tab.Eval(cardsOf+"(5000)", &spoiled); len(spoiled.Cut) == 0 {
		t.Error("names of 400 letters were found to fit")
	}
	testScan(t, web, class, scan.Code, scan.Own)
}

// testScan points a camera at a card: its address leads straight in, and the
// codes in it are neither sent nor kept.
func testScan(t *testing.T, web *server, class quiz.Class, code, own string) {
	t.Helper()
	first := browser.New(t, browser.Options{Width: phone, JavaScript: true})
	first.Open(web.base + "/card#" + strings.ReplaceAll(code, " ", "") + "-" + strings.ReplaceAll(own, " ", ""))
	first.WaitFor(".who")
	if at := first.Location(); at != web.base+"/class" {
		t.Errorf("the card led to %s", at)
	}
	if who := web.who(t, first); who.Class != class.ID {
		t.Errorf("the card brought in %+v", who)
	}
	// The address is cleared before anything is sent, as a wrong card shows.
	first.Open(web.base + "/card#ABCDEFGH-JKMNPQ")
	first.WaitFor("#code-why")
	if at := first.Location(); at != web.base+"/card" {
		t.Errorf("the address went on to hold the codes: %s", at)
	}
	second := browser.New(t, browser.Options{Width: phone})
	second.Open(web.base + "/card")
	second.Fill("Class code", code)
	second.Fill("Your code", own)
	second.Click("Come in")
	if said := second.Text("#seat_code-why"); !strings.Contains(said, "used") {
		t.Errorf("a card used twice: %q", said)
	}
}
