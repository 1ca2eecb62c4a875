package web

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// wordingPage words a passage: as it stands in the source, or in other words.
type wordingPage struct {
	desk
	Sheet   quiz.ReadingSheet
	Context []contextParagraph
	Heading string
	Text    string
	Stored  string // somebody else's wording, where both changed it
	Next    string // passage after it in the text, ""
	Before  string
}

// wording answers GET /review/passage/{id}/wording.
func (s *Server) wording(c echo.Context) error {
	sheet, err := s.store.Reading(c.Request().Context(), s.staff(c), c.Param("id"))
	if err != nil {
		return err
	}
	return s.showWording(c, http.StatusOK, sheet, wordingPage{Text: sheet.Passage.Text}, nil)
}

func (s *Server) showWording(c echo.Context, status int, sheet quiz.ReadingSheet, view wordingPage, t *trouble) error {
	whole, err := s.store.Draft(c.Request().Context(), s.staff(c), sheet.Draft.ID)
	if err != nil {
		return err
	}
	view.desk = s.desk(c, "texts", "Wording of passage "+itoa(sheet.Passage.Number), t).narrow()
	view.Sheet, view.Script = sheet, "review.js"
	view.Context, _, view.Heading = contextOf(sheet.Draft, sheet.Passage, sheet.Context, sheet.Around)
	for i, p := range whole.Passages {
		if p.ID == sheet.Passage.ID && i > 0 {
			view.Before = whole.Passages[i-1].ID
		}
		if p.ID == sheet.Passage.ID && i+1 < len(whole.Passages) {
			view.Next = whole.Passages[i+1].ID
		}
	}
	return s.page(c, status, "review-wording", view)
}

// saveWording answers POST /review/passage/{id}/wording.
func (s *Server) saveWording(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	ctx, who, id, text := c.Request().Context(), s.staff(c), c.Param("id"), sent.Get("text")
	_, err = s.store.UpdatePassage(ctx, who, id, quiz.PassageChange{Text: &text, Revision: revisionOf(sent)})
	t, status, again := troubleOf(err)
	view := wordingPage{Text: text}
	if errors.Is(err, quiz.ErrConflict) {
		t, status, again = &trouble{"text", "Somebody else has worded it anew meanwhile. Look at both, and keep one."}, http.StatusConflict, true
	}
	if again || err == nil {
		sheet, failed := s.store.Reading(ctx, who, id)
		if failed != nil {
			return failed
		}
		if status == http.StatusConflict {
			view.Stored = sheet.Passage.Text
		}
		if again {
			return s.showWording(c, status, sheet, view, t)
		}
		return s.afterWording(c, sheet, sent.Get("go"))
	}
	return err
}

func (s *Server) afterWording(c echo.Context, sheet quiz.ReadingSheet, way string) error {
	if way != "next" {
		return see(c, "/review/pack/"+sheet.Draft.Slug+atMain)
	}
	whole, err := s.store.Draft(c.Request().Context(), s.staff(c), sheet.Draft.ID)
	if err != nil {
		return err
	}
	for i, p := range whole.Passages {
		if p.ID == sheet.Passage.ID && i+1 < len(whole.Passages) {
			return see(c, "/review/passage/"+whole.Passages[i+1].ID+"/wording"+atMain)
		}
	}
	return see(c, "/review/pack/"+sheet.Draft.Slug+atMain)
}

// askRemovePassage answers GET /review/passage/{id}/remove.
func (s *Server) askRemovePassage(c echo.Context) error {
	sheet, err := s.store.Reading(c.Request().Context(), s.staff(c), c.Param("id"))
	if err != nil {
		return err
	}
	view := wordingPage{desk: s.desk(c, "texts", "Take out passage "+itoa(sheet.Passage.Number), nil).narrow(), Sheet: sheet}
	return s.page(c, http.StatusOK, "review-takeout", view)
}

// removePassage answers POST /review/passage/{id}/remove.
func (s *Server) removePassage(c echo.Context) error {
	ctx, who, id := c.Request().Context(), s.staff(c), c.Param("id")
	sheet, err := s.store.Reading(ctx, who, id)
	if err == nil {
		err = s.store.RemovePassage(ctx, who, id)
	}
	if err != nil {
		return err
	}
	return see(c, "/review/pack/"+sheet.Draft.Slug)
}
