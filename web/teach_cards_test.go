package web

import (
	"slices"
	"strings"
	"testing"
	"time"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// codesOn reads the students' own codes from a page of cards, by name.
func codesOn(p screen) map[string]string {
	codes := map[string]string{}
	for i, name := range p.texts(".card h2") {
		codes[name] = p.texts(".card .code")[2*i+1]
	}
	return codes
}

func TestCards(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	class := storetest.Class(t, s, d.who())
	path := "/teach/class/" + class.ID + "/cards"
	d.get(path).is(200).has("main form", 0)
	finn := storetest.Student(t, s, class.Code, "Finn A.")
	if _, err := s.AddSeats(t.Context(), d.who(), class.ID, []string{"Ada W.", "Ben T."}, quiz.Intent{}); err != nil {
		t.Fatal(err)
	}
	p := d.get(path).is(200).has("#for[checked]", 1).has("input[name=seat]", 3)
	sent := []string{"for", "waiting", "intent", p.value("input[name=intent]", "value")}
	made := codesOn(d.post(path, sent...).is(200).has(".card", 2))
	if again := codesOn(d.post(path, sent...).is(200)); again["Ada W."] != made["Ada W."] {
		t.Errorf("sent twice, the form gave %q and %q", made, again)
	}
	d.post(path, "for", "some").is(422).has("#seat-why", 1).has("#for-2[checked]", 1)
	d.post(path, "for", "nobody").is(422).has("#for-why", 1)
	d.post(path, "for", "some", "seat", "01890a5d-ac96-774b-bcce-b302099a8057").is(404)
	d.post(path, "for", "some", "seat", finn.ID).is(200).has(".card", 1).says(".card h2", "Finn A.")

	child := sit("", "")
	child.post("/card", "code", class.Code, "seat_code", made["Ada W."]).to("/class")
	if used := codesOn(d.post(path, sent...).is(200)); used["Ada W."] != "" || used["Ben T."] != made["Ben T."] {
		t.Errorf("after one card is used the form sent again gives %q", used)
	}
	next := codesOn(d.post(path, "for", "all").is(200).has(".card", 3))
	other := sit("", "")
	other.post("/card", "code", class.Code, "seat_code", made["Ben T."]).is(404).has("#seat_code-why", 1) // a newer card was made
	child.get("/class").is(200)
	// The next child at the same computer comes in under its own name.
	child.post("/card", "code", class.Code, "seat_code", next["Ben T."]).to("/class")
	child.get("/class").says(".who span", "Ben T.")
	child.post("/join", "code", class.Code, "seat_code", next["Ada W."]).to("/class")
	child.get("/class").says(".who span", "Ada W.")
	d.post("/card", "code", class.Code, "seat_code", next["Finn A."]).is(403).has("#trouble", 1)
}

// A card lives longer than the code on the board, and a class that takes nobody
// new still lets in whom the teacher gave a card.
func TestCardsOutliveCode(t *testing.T) {
	clock := &storetest.Clock{At: time.Now()}
	s := storetest.Open(t, store.Options{Now: clock.Now})
	server, err := New(s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	teacher := storetest.Teacher(t, s, "t@school.example")
	class := storetest.Class(t, s, teacher)
	cards, err := s.AddSeats(t.Context(), teacher, class.ID, []string{"Ada", "Ben", "Cleo"}, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	locked := false
	if _, err := s.UpdateClass(t.Context(), teacher, class.ID, quiz.ClassChange{Joining: &locked}); err != nil {
		t.Fatal(err)
	}
	visitor := func() *desktop { return &desktop{t: t, server: server, cookies: map[string]string{}} }
	visitor().post("/card", "code", class.Code, "seat_code", cards[0].Code).to("/class")
	clock.At = clock.At.Add(13 * 24 * time.Hour)
	visitor().post("/join", "code", class.Code).is(403)
	visitor().post("/join", "code", class.Code, "name", "Dan").is(403)
	visitor().post("/join", "code", class.Code, "seat_code", "zzz zzz").is(404).has("#seat_code-why", 1)
	visitor().post("/join", "code", class.Code, "seat_code", cards[1].Code).to("/class")
	clock.At = clock.At.Add(25 * time.Hour)
	visitor().post("/card", "code", class.Code, "seat_code", cards[2].Code).is(404).has("#seat_code-why", 1)
}

func TestCardForm(t *testing.T) {
	_, sit := newDesktops(t)
	d := sit("", "")
	d.get("/card").is(200).has("#code", 1).has("#seat_code", 1).has("script[type=module]", 1)
	p := d.post("/card", "code", "ABCDEFGH", "seat_code", "ab").is(422).has("#seat_code-why", 1)
	if p.value("#code", "value") != "ABCDEFGH" || p.value("#seat_code", "value") != "ab" {
		t.Error("the form forgot what was typed")
	}
	d.post("/card", "code", "ABCDEFGH", "seat_code", "ABCDEF").is(404).has("#code-why", 1)
	for range failuresPerMinute {
		d.post("/card", "code", "ABCDEFGH", "seat_code", "ABCDEF")
	}
	d.post("/card", "code", "ABCDEFGH", "seat_code", "ABCDEF").is(429)
}

// The picture on a card holds exactly the address of the card.
func TestCardSheets(t *testing.T) {
	page := cardsPage{Class: taughtClass, Join: joinPlace{Host: "school.example", Base: "https://school.example"}}
	for range 17 {
		page.Cards = append(page.Cards, quiz.SeatCard{Seat: sampleSeat, Code: "JKLMNP"})
	}
	sheets := page.Sheets()
	if len(sheets) != 3 || len(sheets[0].Cards) != cardsPerSheet || len(sheets[2].Cards) != 1 || sheets[1].N != 2 || sheets[1].Of != 3 {
		t.Fatalf("17 cards on %d sheets", len(sheets))
	}
	want := newQR("https://school.example/card#ABCDEFGH-JKLMNP")
	if got := sheets[0].Cards[0].QR; got.Path != want.Path || got.Path == "" || strings.Contains(got.Address, "JKLMNP") {
		t.Errorf("the picture says %q and is that of the address: %v", got.Address, got.Path == want.Path)
	}
	if slices.Contains([]string{newQR("https://school.example/card#ABCDEFGH-JKLMNQ").Path}, want.Path) {
		t.Error("another code has the same picture")
	}
}

// The card's page has one name for the code on a card, in its label and in what it
// says is wrong with it.
func TestCardNamesOneCode(t *testing.T) {
	s, sit := newDesktops(t)
	class := storetest.Class(t, s, storetest.Teacher(t, s, "t@school.example"))
	for tag, name := range map[string]string{"en": "Your code", "fr": "Ton code", "es": "Tu código"} {
		d := sit("", "")
		d.cookies[languageCookie] = tag
		for code, status := range map[string]int{"ABCDEF": 404, "ab": 422} {
			p := d.post("/card", "code", class.Code, "seat_code", code).is(status)
			said := p.texts("#seat_code-why")[0]
			if label := p.texts("label[for=seat_code]")[0]; label != name || !strings.HasPrefix(strings.TrimSpace(said), name+" ") {
				t.Errorf("%s: the field is called %q, what is wrong %q", tag, label, said)
			}
		}
	}
}
