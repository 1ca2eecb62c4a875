package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// sourcePage is a text as an article, in which sentences are marked.
type sourcePage struct {
	desk
	Source     quiz.Source
	From       string
	Draft      quiz.PackDraft // newest made of the text
	Open       bool           // passages may be marked
	Passages   int
	Paragraphs []markParagraph
	Part       string // words of a part, as typed
	Added      int    // passages made just now
}

// source answers GET /review/source/{id}.
func (s *Server) source(c echo.Context) error {
	added, _ := strconv.Atoi(c.QueryParam("added"))
	return s.showSource(c, http.StatusOK, sourcePage{Added: added}, nil, nil)
}

func (s *Server) showSource(c echo.Context, status int, view sourcePage, marked map[string]bool, t *trouble) error {
	ctx, who := c.Request().Context(), s.staff(c)
	source, err := s.store.Source(ctx, who, c.Param("id"))
	if err != nil {
		return err
	}
	sheet, err := s.draftOfSource(ctx, who, source)
	if err != nil {
		return err
	}
	view.desk = s.desk(c, "texts", source.Title, t)
	view.Body, view.Script = "notes", "review.js"
	view.Source, view.From, view.Draft, view.Passages = source, sourceLine(source.Said()), sheet.Draft, len(sheet.Passages)
	view.Open = sheet.Draft.State == quiz.DraftOpen && who.Role == quiz.Reviewer && !source.Removed
	view.Paragraphs = markParagraphs(source.Article, sheet.Passages, marked)
	return s.page(c, status, "review-source", view)
}

// draftOfSource returns the newest draft of a text with its passages, or none.
func (s *Server) draftOfSource(ctx context.Context, who quiz.Actor, source quiz.Source) (quiz.DraftSheet, error) {
	if source.Draft == "" {
		return quiz.DraftSheet{}, nil
	}
	return s.store.Draft(ctx, who, source.Draft)
}

// markPassages answers POST /review/source/{id}: it makes passages of what is
// marked.
func (s *Server) markPassages(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	ctx, who := c.Request().Context(), s.staff(c)
	if err := who.MayReview(); err != nil {
		return err
	}
	source, err := s.store.Source(ctx, who, c.Param("id"))
	if err != nil {
		return err
	}
	spans, err := readMarks(sent, source)
	var made []quiz.DraftPassage
	if err == nil {
		made, err = s.store.AddPassages(ctx, who, source.Draft, spans)
	}
	if t, status, ok := troubleOf(err); ok {
		if !t.On("part") {
			t.Field = "marks"
		}
		return s.showSource(c, status, sourcePage{Part: sent.Get("part")}, marksOf(sent), t)
	}
	if err != nil {
		return err
	}
	if sent.Get("wording") == quiz.Restated && len(made) > 0 {
		return see(c, "/review/passage/"+made[0].ID+"/wording")
	}
	return see(c, "/review/source/"+source.ID+"?added="+strconv.Itoa(len(made))+atMain)
}

// readMarks returns the stretches that a form marks, or a *quiz.FieldError.
func readMarks(sent url.Values, source quiz.Source) ([]quiz.NewPassage, error) {
	var spans []quiz.NewPassage
	for _, mark := range sent["mark"] {
		var at [3]int
		parts := strings.Split(mark, ":")
		for i := range at {
			var err error
			if len(parts) != len(at) {
				return nil, echo.NewHTTPError(http.StatusBadRequest)
			}
			if at[i], err = strconv.Atoi(parts[i]); err != nil {
				return nil, echo.NewHTTPError(http.StatusBadRequest)
			}
		}
		spans = append(spans, quiz.NewPassage{Paragraph: at[0], Start: at[1], End: at[2]})
	}
	if words := sent.Get("part"); strings.TrimSpace(words) != "" {
		span, err := findPart(source.Article, words)
		if err != nil {
			return nil, err
		}
		spans = append(spans, span)
	}
	if len(spans) == 0 {
		return nil, &quiz.FieldError{Field: "marks", Message: "Mark at least one sentence, or copy a part of one."}
	}
	return spans, nil
}

func marksOf(sent url.Values) map[string]bool {
	marked := map[string]bool{}
	for _, mark := range sent["mark"] {
		marked[mark] = true
	}
	return marked
}

// removeTextPage asks once more before the words of a text go.
type removeTextPage struct {
	desk
	Source quiz.Source
}

// askRemoveText answers GET /review/source/{id}/remove.
func (s *Server) askRemoveText(c echo.Context) error {
	who := s.staff(c)
	if err := who.MayReview(); err != nil {
		return err
	}
	source, err := s.store.Source(c.Request().Context(), who, c.Param("id"))
	if err != nil {
		return err
	}
	view := removeTextPage{s.desk(c, "texts", "Remove the words of "+source.Title, nil).narrow(), source}
	return s.page(c, http.StatusOK, "review-remove", view)
}

// removeText answers POST /review/source/{id}/remove.
func (s *Server) removeText(c echo.Context) error {
	if err := s.store.RemoveSourceText(c.Request().Context(), s.staff(c), c.Param("id")); err != nil {
		return err
	}
	return see(c, "/review/source/"+c.Param("id"))
}
