package web

import (
	"html/template"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/text/language"

	"discern/quiz"
)

// cardsPerSheet is how many cards the stylesheet puts on a sheet of paper, A4 or
// US Letter.
const cardsPerSheet = 8

// cardsPage shows cards with one-time codes to print. It is the answer to the
// form itself: the codes are not kept, so they cannot be shown at an address of
// their own.
type cardsPage struct {
	desk
	Class quiz.Class
	Join  joinPlace
	Cards []quiz.SeatCard
	Until string
	Words cardWords
}

// cardWords is what a card says, in the language of the class, as far as the
// interface speaks it.
type cardWords struct {
	Lang              string
	Point             template.HTML
	Code, Own, Lasted string
}

// cardWords are for the cards of a class that can be used until a day.
func (s *Server) cardWords(class quiz.Class, host string, until time.Time) cardWords {
	_, i := language.MatchStrings(matcher, class.Language)
	v := s.voices[tongues[i].Tag]
	return cardWords{Lang: v.tag, Point: v.rich("Point a camera at the square. Or go to <b>%s</b> and type both codes.", host+"/card"),
		Code: v.say("Class code"), Own: v.say("Your code"), Lasted: v.say("Works once, until %s.", v.fullDate(until))}
}

// cardSheet is one sheet of paper, N of Of.
type cardSheet struct {
	N, Of int
	Cards []printedCard
}

// printedCard is one card with the picture that a camera reads.
type printedCard struct {
	quiz.SeatCard
	QR qrCode
}

// Sheets are the cards as they are printed.
func (p cardsPage) Sheets() []cardSheet {
	of := (len(p.Cards) + cardsPerSheet - 1) / cardsPerSheet
	var sheets []cardSheet
	for part := range slices.Chunk(p.Cards, cardsPerSheet) {
		sheet := cardSheet{N: len(sheets) + 1, Of: of}
		for _, card := range part {
			code := newQR(p.Join.Base + "/card#" + p.Class.Code + "-" + card.Code)
			code.Address = "the card of " + card.Seat.Name
			sheet.Cards = append(sheet.Cards, printedCard{card, code})
		}
		sheets = append(sheets, sheet)
	}
	return sheets
}

func (s *Server) showCards(c echo.Context, cards []quiz.SeatCard) error {
	class, err := s.store.Class(c.Request().Context(), s.staff(c), c.Param("id"))
	if err != nil {
		return err
	}
	place, until := s.joinPlace(c, class.Code), s.store.Now().Add(quiz.CardLife)
	view := cardsPage{desk: s.desk(c, "classes", "Cards", nil), Class: class, Join: place, Cards: cards,
		Until: english.fullDate(until), Words: s.cardWords(class, place.Host, until)}
	view.Body = "wide paper"
	return s.page(c, http.StatusOK, "teach-cards", view)
}

// newCardsPage is where a teacher chooses who gets a card.
type newCardsPage struct {
	desk
	Class   quiz.Class
	Seats   []quiz.Seat
	Waiting int    // who have not come in yet
	For     string // waiting, all or some
	Ticked  map[string]bool
	Intent  string
}

// cardsForm answers GET /teach/class/{id}/cards.
func (s *Server) cardsForm(c echo.Context) error {
	return s.showNewCards(c, http.StatusOK, newCardsPage{Intent: s.store.NewSecret(intentBytes)}, nil)
}

func (s *Server) showNewCards(c echo.Context, status int, view newCardsPage, t *trouble) (err error) {
	ctx, who := c.Request().Context(), s.staff(c)
	if view.Class, err = s.store.Class(ctx, who, c.Param("id")); err != nil {
		return err
	}
	if view.Seats, err = s.store.Seats(ctx, who, view.Class.ID); err != nil {
		return err
	}
	view.Waiting = len(waiting(view.Seats))
	if view.For == "" {
		view.For = "waiting"
		if view.Waiting == 0 {
			view.For = "all"
		}
	}
	view.desk = s.desk(c, "classes", "Cards to print", t).narrow()
	return s.page(c, status, "teach-cards-new", view)
}

// waiting returns the ids of the students who have not come in yet.
func waiting(seats []quiz.Seat) []string {
	var ids []string
	for _, seat := range seats {
		if seat.Joined.IsZero() {
			ids = append(ids, seat.ID)
		}
	}
	return ids
}

// makeCards answers POST /teach/class/{id}/cards.
func (s *Server) makeCards(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	ctx, who := c.Request().Context(), s.staff(c)
	seats, err := s.store.Seats(ctx, who, c.Param("id"))
	if err != nil {
		return err
	}
	chosen, err := cardsFor(sent.Get("for"), seats, sent["seat"])
	var cards []quiz.SeatCard
	if err == nil {
		cards, err = s.store.NewSeatCards(ctx, who, c.Param("id"), chosen, intent(sent, "for", "seat"))
	}
	if t, status, ok := troubleOf(err); ok {
		view := newCardsPage{For: sent.Get("for"), Ticked: map[string]bool{}, Intent: sent.Get("intent")}
		for _, id := range sent["seat"] {
			view.Ticked[id] = true
		}
		return s.showNewCards(c, status, view, t)
	}
	if err != nil {
		return err
	}
	return s.showCards(c, cards)
}

// cardsFor returns the ids of the students who get a card.
func cardsFor(choice string, seats []quiz.Seat, ticked []string) ([]string, error) {
	switch ids := waiting(seats); {
	case choice == "waiting" && len(ids) == 0:
		return nil, &quiz.FieldError{Field: "for", Message: "Everybody has come in already. Choose the students yourself."}
	case choice == "waiting":
		return ids, nil
	case choice == "some" && len(ticked) == 0:
		return nil, &quiz.FieldError{Field: "seat", Message: "Tick at least one student."}
	case choice == "some":
		return ticked, nil
	case choice != "all":
		return nil, &quiz.FieldError{Field: "for", Message: "Choose who gets a card."}
	}
	var all []string
	for _, seat := range seats {
		all = append(all, seat.ID)
	}
	return all, nil
}
