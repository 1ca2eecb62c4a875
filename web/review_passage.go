package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"discern/questions"
	"discern/quiz"
)

// readingPage is one passage as a reviewer reads it: blind. Nothing on it
// depends on what others say or on the key.
type readingPage struct {
	desk
	Sheet   quiz.ReadingSheet
	Context []contextParagraph
	Shown   bool // the statement stands in the context; else it stands above it
	Heading string
	Choices []choice
	Second  []secondChoice
	Sure    []sure
	Note    string
	Saved   string // number in the own order of the reading just given
	Was     string // its passage
}

// secondChoice is a kind that may be mixed in, or none.
type secondChoice struct {
	Label   questions.Label
	Words   string
	Checked bool
}

// readingForm is a reading as typed.
type readingForm struct {
	Label, Second, Sure, Note string
}

// readPassage answers GET /review/passage/{id}.
func (s *Server) readPassage(c echo.Context) error {
	sheet, err := s.store.Reading(c.Request().Context(), s.staff(c), c.Param("id"))
	if err != nil {
		return err
	}
	typed := readingForm{}
	if own := sheet.Passage.Own; own != nil {
		typed = readingForm{string(own.Label), string(own.Second), itoa(own.Confidence), own.Note}
	}
	return s.showReading(c, http.StatusOK, sheet, typed, nil)
}

func (s *Server) showReading(c echo.Context, status int, sheet quiz.ReadingSheet, typed readingForm, t *trouble) error {
	view := readingPage{desk: s.desk(c, "texts", "Reading "+itoa(sheet.N)+" of "+itoa(sheet.Of)+" - "+sheet.Draft.Title, t), Sheet: sheet, Note: typed.Note}
	view.Script = "review.js"
	view.Context, view.Shown, view.Heading = contextOf(sheet.Draft, sheet.Passage, sheet.Context, sheet.Around)
	for _, label := range questions.Labels {
		view.Choices = append(view.Choices, choice{label, shortMeaning[label], string(label) == typed.Label})
	}
	view.Second = secondChoices(questions.Label(typed.Second))
	for n, words := range []string{"1 Unsure", "2 Fairly sure", "3 Sure"} {
		view.Sure = append(view.Sure, sure{n + 1, words, itoa(n+1) == typed.Sure})
	}
	if n, err := strconv.Atoi(c.QueryParam("saved")); err == nil && n > 0 && t == nil {
		view.Saved, view.Was = itoa(n), c.QueryParam("was")
	}
	return s.page(c, status, "review-passage", view)
}

// shortMeaning says what each kind is where there is little room.
var shortMeaning = map[questions.Label]string{
	questions.Fact:      "It reports something you could check.",
	questions.Inference: "It is worked out from clues.",
	questions.Opinion:   "It says what is good or should be done.",
}

func secondChoices(chosen questions.Label) []secondChoice {
	all := []secondChoice{{"", "No", chosen == ""}}
	for _, label := range questions.Labels {
		all = append(all, secondChoice{label, word(label), label == chosen})
	}
	return all
}

// giveReading answers POST /review/passage/{id}.
func (s *Server) giveReading(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	ctx, who, id := c.Request().Context(), s.staff(c), c.Param("id")
	typed := readingForm{sent.Get("label"), sent.Get("second"), sent.Get("confidence"), sent.Get("note")}
	if sent.Get("go") == "previous" && typed.Label == "" {
		return s.turnBack(c)
	}
	confidence, _ := strconv.Atoi(typed.Sure)
	sheet, err := s.store.GiveReading(ctx, who, id, quiz.NewReading{Label: questions.Label(typed.Label), Second: questions.Label(typed.Second),
		Confidence: confidence, Note: typed.Note, Revision: revisionOf(sent)})
	t, status, again := troubleOf(err)
	if errors.Is(err, quiz.ErrConflict) {
		t, status, again = &trouble{"label", "The words have changed since you opened the page. Read them again, then choose."}, http.StatusConflict, true
	}
	if again {
		sheet, err := s.store.Reading(ctx, who, id)
		if err != nil {
			return err
		}
		return s.showReading(c, status, sheet, typed, t)
	}
	if err != nil {
		return err
	}
	return see(c, afterReading(sheet, sent.Get("go")))
}

// afterReading is where a reviewer goes on: to the next passage that is open, to
// the one before, or to the own readings when all is read.
func afterReading(sheet quiz.ReadingSheet, way string) string {
	said := "?" + url.Values{"saved": {itoa(sheet.N)}, "was": {sheet.Passage.ID}}.Encode() + atMain
	switch {
	case way == "previous" && sheet.Previous != "":
		return "/review/passage/" + sheet.Previous + said
	case sheet.NextOpen != "":
		return "/review/passage/" + sheet.NextOpen + said
	}
	return "/review/pack/" + sheet.Draft.Slug + "/readings" + said
}

// turnBack goes to the passage before without keeping anything.
func (s *Server) turnBack(c echo.Context) error {
	sheet, err := s.store.Reading(c.Request().Context(), s.staff(c), c.Param("id"))
	if err != nil {
		return err
	}
	if sheet.Previous == "" {
		return see(c, "/review/pack/"+sheet.Draft.Slug)
	}
	return see(c, "/review/passage/"+sheet.Previous+atMain)
}

// undoReading answers POST /review/passage/{id}/undo.
func (s *Server) undoReading(c echo.Context) error {
	if err := s.store.UndoReading(c.Request().Context(), s.staff(c), c.Param("id")); err != nil {
		return err
	}
	return see(c, "/review/passage/"+c.Param("id")+atMain)
}

// readingsPage is a reviewer's own readings of a draft, in their own order.
type readingsPage struct {
	desk
	Tabs  reviewTabs
	List  quiz.ReadingList
	Own   map[string]*questions.Reading
	Saved bool
}

// readings answers GET /review/pack/{slug}/readings.
func (s *Server) readings(c echo.Context) error {
	ctx, who := c.Request().Context(), s.staff(c)
	if err := who.MayReview(); err != nil {
		return err
	}
	draft, err := s.store.DraftOf(ctx, who, c.Param("slug"))
	if err != nil {
		return err
	}
	view := readingsPage{desk: s.desk(c, "texts", "Your readings - "+draft.Title, nil), Tabs: tabsOf(draft, "readings"),
		Own: map[string]*questions.Reading{}, Saved: c.QueryParam("saved") != ""}
	if view.List, err = s.store.MyReadings(ctx, who, draft.ID); err != nil {
		return err
	}
	sheet, err := s.store.Draft(ctx, who, draft.ID)
	if err != nil {
		return err
	}
	for _, p := range sheet.Passages {
		view.Own[p.ID] = p.Own
	}
	return s.page(c, http.StatusOK, "review-readings", view)
}
