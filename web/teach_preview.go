package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// changesShown is how many rows of changes a page has.
const changesShown = 200

// changeRow is what a rescore makes of one attempt.
type changeRow struct {
	Name          string
	Number        int // of the attempt, 0 if students have one only
	Before, After quiz.Part
}

func changeRows(changes []quiz.ScoreChange, page int) (rows []changeRow, pages []way) {
	several := false
	for _, c := range changes {
		several = several || c.Number > 1
	}
	for from := 0; len(changes) > changesShown && from < len(changes); from += changesShown {
		n := from/changesShown + 1
		pages = append(pages, way{Name: fmt.Sprintf("%d to %d", from+1, min(from+changesShown, len(changes))), Link: "?page=" + itoa(n) + "#changes", Here: n == page})
	}
	from := min((page-1)*changesShown, len(changes))
	for _, c := range changes[from:min(from+changesShown, len(changes))] {
		row := changeRow{Name: c.Seat.Name, Before: c.Before, After: c.After}
		if several {
			row.Number = c.Number
		}
		rows = append(rows, row)
	}
	return rows, pages
}

// keyRow is a passage that is marked otherwise than before.
type keyRow struct {
	Number  int
	Text    string
	Was, Is keyState
}

// previewPage shows what a rescore would do, to be applied or left.
type previewPage struct {
	desk
	Preview quiz.RescorePreview
	Says    string
	Means   string
	Keys    []keyRow
	Rows    []changeRow
	Pages   []way
	Again   string // address of the form, with what was chosen
	Reason  string
}

// rescorePreview answers GET /teach/assignment/{id}/rescore/{preview}.
func (s *Server) rescorePreview(c echo.Context) error {
	ctx, who := c.Request().Context(), s.staff(c)
	preview, err := s.store.RescorePreview(ctx, who, c.Param("id"), c.Param("preview"))
	if errors.Is(err, quiz.ErrChangedSince) {
		f := rescoreForm{Policy: preview.Request.Policy, Version: preview.Request.Version, Passages: preview.Request.Passages, Undo: preview.Request.Undo}
		return s.showAnew(c, f)
	}
	if err != nil {
		return err
	}
	return s.showPreview(c, http.StatusOK, preview, "", nil)
}

func (s *Server) showPreview(c echo.Context, status int, preview quiz.RescorePreview, reason string, t *trouble) error {
	page, err := pageAsked(c)
	if err != nil {
		return err
	}
	view := newPreviewPage(preview, page)
	view.Reason = reason
	view.desk = s.desk(c, "classes", "What would change - "+preview.Assignment.Title, t)
	return s.page(c, status, "teach-rescore-preview", view)
}

func newPreviewPage(p quiz.RescorePreview, page int) previewPage {
	view := previewPage{Preview: p, Says: sayEffect(p.Effect), Means: sayMeans(p.Effect)}
	for _, key := range p.Passages {
		view.Keys = append(view.Keys, keyRow{key.Passage.Number, shorten(key.Passage.Text), newKeyState(key.Before, key.Was), newKeyState(key.After, key.Is)})
	}
	view.Rows, view.Pages = changeRows(p.Changes, page)
	query := url.Values{"policy": {p.Request.Policy}, "version": {itoa(p.Request.Version)}}
	for _, number := range p.Request.Passages {
		query.Add("passages", itoa(number))
	}
	if view.Again = rescorePath(p.Assignment.ID) + "?" + query.Encode(); p.Request.Undo != "" {
		view.Again = rescorePath(p.Assignment.ID) + "s"
	}
	return view
}

// sayEffect says in a sentence how many students change.
func sayEffect(e quiz.Effect) string {
	moved := e.Up + e.Down
	switch {
	case e.Students == 0 && len(e.Changes) == 0:
		return "Nobody has handed in yet, so no score changes. What is handed in from now on is marked like this."
	case moved == 0 && len(e.Changes) == 0:
		return "No score changes."
	case moved == 0:
		return fmt.Sprintf("%s, but nobody has a better or worse share of the marks for it.", plural(len(e.Changes), "score changes", "scores change"))
	}
	said := fmt.Sprintf("%d of %s %s", moved, plural(e.Students, "student", "students"), map[bool]string{true: "changes", false: "change"}[moved == 1])
	switch {
	case e.Down == 0:
		return said + ": " + itoa(e.Up) + " up, nobody down."
	case e.Up == 0:
		return said + ": " + itoa(e.Down) + " down, nobody up."
	}
	return said + ": " + itoa(e.Up) + " up, " + itoa(e.Down) + " down."
}

func sayMeans(e quiz.Effect) string {
	if e.Students == 0 {
		return ""
	}
	said := "The class mean stays at " + figure(e.MeanAfter) + "."
	if figure(e.MeanBefore) != figure(e.MeanAfter) {
		said = "The class mean goes from " + figure(e.MeanBefore) + " to " + figure(e.MeanAfter) + "."
	}
	if e.MaxChanges {
		said += " The most that can be scored changes too."
	}
	return said
}

// applyRescore answers POST /teach/assignment/{id}/rescore/{preview}.
func (s *Server) applyRescore(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	ctx, who, id, f := c.Request().Context(), s.staff(c), c.Param("id"), readRescore(sent)
	if f.Reason == "" {
		preview, err := s.store.RescorePreview(ctx, who, id, c.Param("preview"))
		if err == nil {
			return s.showPreview(c, http.StatusUnprocessableEntity, preview, "", &trouble{"reason", "Say in a few words why."})
		}
		if errors.Is(err, quiz.ErrChangedSince) {
			return s.showAnew(c, f)
		}
		return err
	}
	entry, err := s.store.ApplyRescore(ctx, who, id, c.Param("preview"), f.Reason)
	if errors.Is(err, quiz.ErrChangedSince) {
		return s.showAnew(c, f)
	}
	if t, status, ok := troubleOf(err); ok {
		preview, failed := s.store.RescorePreview(ctx, who, id, c.Param("preview"))
		if failed != nil {
			return err
		}
		return s.showPreview(c, status, preview, sent.Get("reason"), t)
	}
	if err != nil {
		return err
	}
	return see(c, rescorePath(id)+"s?done="+itoa(entry.Number))
}

// showAnew makes another preview of what was chosen, as the one before does not
// hold any more; if that cannot be, the form comes back.
func (s *Server) showAnew(c echo.Context, f rescoreForm) error {
	if f.Policy == "" && f.Undo == "" {
		return s.showRescore(c, http.StatusConflict, f, &trouble{"", "This preview is too old. Choose again."})
	}
	preview, err := s.store.PreviewRescore(c.Request().Context(), s.staff(c), c.Param("id"), f.request())
	if t, status, ok := troubleOf(err); ok {
		return s.showRescore(c, status, f, t)
	}
	if err != nil {
		return err
	}
	return s.showPreview(c, http.StatusConflict, preview, f.Reason, &trouble{"", "Something has changed since you looked, so nothing was done. This is what it would do now."})
}
