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

// staleView is the page for an answer that was changed in two places.
type staleView struct {
	frame
	Attempt string
	N       int
	Stored  quiz.Answer
	Mine    quiz.Change
	Flagged bool // as this page has it
	Go      string
}

// answer saves what a student says about one question and goes on.
func (s *Server) answer(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	id := c.Param("id")
	sheet, err := s.store.Attempt(c.Request().Context(), s.visitor(c), id)
	if err != nil {
		return err
	}
	n, err := number(c.Param("n"), len(sheet.Questions))
	if err != nil {
		return err
	}
	old, wish := sheet.Questions[n-1].Answer, sent.Get("go")
	if instant := sheet.Assignment.Settings.Feedback == quiz.FeedbackQuestion; instant && (wish == "next" || wish == "previous") {
		sent.Del("label") // not to be checked yet
	}
	change, wanted := readChange(sent, n, old, sheet.Assignment.Settings.Confidence)
	_, shown := sheet.Feedback[n]
	if !wanted && sent.Get("go") == "check" && !shown {
		view := s.questionView(s.voice(c), sheet, n)
		view.Trouble = &trouble{"label", s.voice(c).say("Choose fact, inference or opinion first.")}
		return s.page(c, http.StatusUnprocessableEntity, "question", view)
	}
	if wanted {
		if err := s.saveChange(c, id, change); err != nil {
			return s.answerAgain(c, sheet, change, sent, err)
		}
	}
	instant := sheet.Assignment.Settings.Feedback == quiz.FeedbackQuestion && change.Label != ""
	return c.Redirect(http.StatusSeeOther, onward(id, n, len(sheet.Questions), sent.Get("go"), instant && wanted)+atMain)
}

// saveChange saves a change. A flag is no reason to ask which of two answers to
// keep: if nothing else differs from what is stored, it is set on that.
func (s *Server) saveChange(c echo.Context, id string, change quiz.Change) error {
	ctx, who := c.Request().Context(), s.visitor(c)
	_, _, err := s.store.SaveAnswer(ctx, who, id, change)
	var stale *quiz.StaleError
	if errors.As(err, &stale) && change.Flagged != nil && sameAnswer(change, stale.Current) {
		_, _, err = s.store.SaveAnswer(ctx, who, id, quiz.Change{N: change.N, Flagged: change.Flagged})
	}
	return err
}

// sameAnswer reports whether a change leaves kind and sureness as they are.
func sameAnswer(change quiz.Change, old quiz.Answer) bool {
	return (change.Label == "" || change.Label == old.Label) &&
		(change.Confidence == nil || *change.Confidence == old.Confidence)
}

// readChange reads what the form wants changed; wanted is false if it says what
// is stored already, or nothing.
func readChange(sent url.Values, n int, old quiz.Answer, asksSure bool) (change quiz.Change, wanted bool) {
	change = quiz.Change{N: n, Label: questions.Label(sent.Get("label"))}
	if revision, err := strconv.Atoi(sent.Get("revision")); err == nil {
		change.Revision = &revision
	}
	if flagged := sent.Get("flag") != ""; flagged != old.Flagged {
		change.Flagged = &flagged
	}
	if sureness, err := strconv.Atoi(sent.Get("confidence")); err == nil && asksSure && change.Label != "" {
		change.Confidence = &sureness
	}
	return change, change.Flagged != nil || !sameAnswer(change, old)
}

// atMain is where the keyboard begins on a page that follows an answer: after
// the head of the page, which was passed on the one before.
const atMain = "#main"

// onward is the page after a question was answered. Where the key is shown at
// once, it is the same page once more.
func onward(id string, n, count int, wish string, instant bool) string {
	switch {
	case wish == "review":
		return "/attempt/" + id + "/review"
	case wish == "previous":
		return questionPath(id, max(1, n-1))
	case wish == "check", instant:
		return questionPath(id, n)
	case n == count:
		return "/attempt/" + id + "/review"
	}
	return questionPath(id, n+1)
}

// answerAgain shows why an answer was not saved, on the question's own page if
// that is the place.
func (s *Server) answerAgain(c echo.Context, sheet quiz.Sheet, change quiz.Change, sent url.Values, err error) error {
	var stale *quiz.StaleError
	if errors.As(err, &stale) {
		view := staleView{frame: frame{Title: s.voice(c).say("Keep one answer") + " - " + sheet.Assignment.Title, Body: "read", Who: sheet.SeatName},
			Attempt: sheet.Attempt.ID, N: change.N, Stored: stale.Current, Mine: change,
			Flagged: sent.Get("flag") != "", Go: sent.Get("go")}
		return s.page(c, http.StatusConflict, "stale", view)
	}
	t, status, ok := s.voice(c).troubleOf(err)
	if !ok {
		return err
	}
	view := s.questionView(s.voice(c), sheet, change.N)
	view.Trouble, view.Flagged = t, sent.Get("flag") != ""
	for i := range view.Choices {
		view.Choices[i].Checked = view.Choices[i].Label == change.Label
	}
	for i := range view.Sure {
		view.Sure[i].Checked = strconv.Itoa(view.Sure[i].Value) == sent.Get("confidence")
	}
	return s.page(c, status, "question", view)
}
