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

func itoa(n int) string { return strconv.Itoa(n) }

// ratify answers POST /review/pack/{slug}/ratify.
func (s *Server) ratify(c echo.Context) error {
	ctx, who := c.Request().Context(), s.staff(c)
	draft, err := s.store.DraftOf(ctx, who, c.Param("slug"))
	if err != nil {
		return err
	}
	if _, err := s.store.RatifyUnanimous(ctx, who, draft.ID); err != nil {
		return err
	}
	return see(c, "/review/pack/"+draft.Slug+atMain)
}

// publish answers POST /review/pack/{slug}/publish.
func (s *Server) publish(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	ctx, who := c.Request().Context(), s.staff(c)
	draft, err := s.store.DraftOf(ctx, who, c.Param("slug"))
	if err != nil {
		return s.publishedBefore(c, sent, err)
	}
	_, err = s.store.Publish(ctx, who, draft.ID, sent.Get("reason"), intent(sent, "reason"))
	view := reviewPackPage{Reason: sent.Get("reason"), Intent: sent.Get("intent")}
	var notReady *quiz.NotReadyError
	if errors.As(err, &notReady) {
		return s.showDraft(c, http.StatusUnprocessableEntity, draft, view,
			&trouble{"missing", "It cannot be published yet. Look at what is still open."})
	}
	if t, status, ok := troubleOf(err); ok {
		return s.showDraft(c, status, draft, view, t)
	}
	if err != nil {
		return err
	}
	return see(c, "/review/pack/"+draft.Slug)
}

// publishedBefore sends on who has published already and sends the form again.
func (s *Server) publishedBefore(c echo.Context, sent url.Values, err error) error {
	who := s.staff(c)
	if !errors.Is(err, quiz.ErrNotFound) || who.MayReview() != nil || sent.Get("intent") == "" {
		return err
	}
	if _, gone := s.store.History(c.Request().Context(), who, c.Param("slug")); gone != nil {
		return err
	}
	return see(c, "/review/pack/"+url.PathEscape(c.Param("slug")))
}

// correct answers POST /review/pack/{slug}/correct: it opens a draft of the
// newest version, or the one that stands open.
func (s *Server) correct(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	draft, err := s.store.DraftFromVersion(c.Request().Context(), s.staff(c), c.Param("slug"), 0, intent(sent))
	if err != nil {
		return err
	}
	return see(c, "/review/pack/"+draft.Slug)
}

// dropDraftPage asks once more before a draft goes.
type dropDraftPage struct {
	desk
	Draft quiz.PackDraft
}

// askDropDraft answers GET /review/pack/{slug}/drop.
func (s *Server) askDropDraft(c echo.Context) error {
	ctx, who := c.Request().Context(), s.staff(c)
	if err := who.MayReview(); err != nil {
		return err
	}
	draft, err := s.store.DraftOf(ctx, who, c.Param("slug"))
	if err != nil {
		return err
	}
	return s.page(c, http.StatusOK, "review-drop", dropDraftPage{s.desk(c, "texts", "Drop the draft of "+draft.Title, nil).narrow(), draft})
}

// dropDraft answers POST /review/pack/{slug}/drop.
func (s *Server) dropDraft(c echo.Context) error {
	ctx, who := c.Request().Context(), s.staff(c)
	draft, err := s.store.DraftOf(ctx, who, c.Param("slug"))
	if err == nil {
		err = s.store.DeleteDraft(ctx, who, draft.ID)
	}
	if err != nil {
		return err
	}
	return see(c, "/review")
}

// guidePage changes what a draft says of itself and its guide.
type guidePage struct {
	desk
	Tabs   reviewTabs
	Draft  quiz.PackDraft // as it is kept
	Form   quiz.NewDraft
	Guide  questions.Guide
	Stored bool // somebody else changed it meanwhile: show both
	Parts  []guidePart
}

// guidePart is one field of the guide.
type guidePart struct {
	Field, Name, Text, Kept string
}

// guide answers GET /review/pack/{slug}/guide.
func (s *Server) guide(c echo.Context) error {
	who := s.staff(c)
	if err := who.MayReview(); err != nil {
		return err
	}
	draft, err := s.store.DraftOf(c.Request().Context(), who, c.Param("slug"))
	if err != nil {
		return err
	}
	form := quiz.NewDraft{Slug: draft.Slug, Title: draft.Title, About: draft.About, Language: draft.Language}
	return s.showGuide(c, http.StatusOK, guidePage{Draft: draft, Form: form, Guide: draft.Guide}, nil)
}

func (s *Server) showGuide(c echo.Context, status int, view guidePage, t *trouble) error {
	view.desk = s.desk(c, "texts", "Guide of "+view.Draft.Title, t).narrow()
	view.Tabs = tabsOf(view.Draft, "guide")
	view.Parts = []guidePart{
		{"guide.fact", "What a fact is here", view.Guide.Fact, view.Draft.Guide.Fact},
		{"guide.inference", "What an inference is here", view.Guide.Inference, view.Draft.Guide.Inference},
		{"guide.opinion", "What an opinion is here", view.Guide.Opinion, view.Draft.Guide.Opinion},
		{"guide.mixed", "How mixed statements are judged", view.Guide.Mixed, view.Draft.Guide.Mixed},
	}
	return s.page(c, status, "review-guide", view)
}

// saveGuide answers POST /review/pack/{slug}/guide.
func (s *Server) saveGuide(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	ctx, who := c.Request().Context(), s.staff(c)
	draft, err := s.store.DraftOf(ctx, who, c.Param("slug"))
	if err != nil {
		return err
	}
	view := guidePage{Draft: draft, Form: quiz.NewDraft{Slug: sent.Get("slug"), Title: sent.Get("title"), About: sent.Get("about"), Language: sent.Get("language")},
		Guide: questions.Guide{Fact: sent.Get("guide.fact"), Inference: sent.Get("guide.inference"), Opinion: sent.Get("guide.opinion"), Mixed: sent.Get("guide.mixed")}}
	change := quiz.DraftChange{Title: &view.Form.Title, About: &view.Form.About, Language: &view.Form.Language, Guide: &view.Guide, Revision: revisionOf(sent)}
	if draft.Base == 0 && view.Form.Slug != "" {
		change.Slug = &view.Form.Slug
	}
	kept, err := s.store.UpdateDraft(ctx, who, draft.ID, change)
	if errors.Is(err, quiz.ErrConflict) {
		view.Stored = true
		return s.showGuide(c, http.StatusConflict, view, &trouble{"", "Somebody else changed this meanwhile. What is kept now stands below each field. Keep what is right and send it again."})
	}
	if t, status, ok := troubleOf(err); ok {
		return s.showGuide(c, status, view, t)
	}
	if err != nil {
		return err
	}
	return see(c, "/review/pack/"+kept.Slug+atMain)
}

// revisionOf is the revision that a form was made on, nil if it does not say.
func revisionOf(sent url.Values) *int { return numberIn(sent, "revision") }

// numberIn is the whole number in a hidden field, nil if there is none.
func numberIn(sent url.Values, field string) *int {
	n, err := strconv.Atoi(sent.Get(field))
	if err != nil {
		return nil
	}
	return &n
}
