package web

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"discern/quiz"
	"discern/web/api"
)

// errForeign refuses a request that another site made the browser send.
var errForeign = errors.New("sent from another site")

// tooManyError asks somebody who has guessed wrong too often to wait.
type tooManyError struct{ after time.Duration }

func (e *tooManyError) Error() string { return "too many wrong guesses" }

// panicError is a panic that was caught on its way out of a handler.
type panicError struct {
	value any
	stack []byte
}

func (e *panicError) Error() string { return fmt.Sprintf("panic: %v\n%s", e.value, e.stack) }

// reason is what a visitor is told about an error. Text is one or two sentences
// in plain words that say what to do next.
type reason struct {
	status int
	code   string
	field  string
	title  string
	text   string
}

// known is an error and what is told about it.
type known struct {
	err error
	reason
}

// staffReasons is the table of errors that only grown-ups can meet. Both tables
// go from errors to answers; the first that fits counts, and this one comes first.
var staffReasons = []known{
	{quiz.ErrReadFirst, reason{403, "read_first", "", "Read it yourself first", "Say what kind of statement it is. Then you see what others say, and the key."}},
	{quiz.ErrLinkSpent, reason{410, "link_spent", "", "This link has been used or is too old", "Ask for a new link. Each one works only once."}},
	{quiz.ErrSignIn, reason{401, "sign_in", "email", "That did not match", "We do not know this e-mail address together with this password. Check both."}},
	{quiz.ErrAttemptsOpen, reason{409, "attempts_open", "", "Some students are still working", "Close the quiz first, or confirm that releasing the results hands in what they have."}},
	{quiz.ErrBothOpen, reason{409, "both_open", "", "Both are at work on one quiz", "One of them has to hand in first, or the quiz has to be closed."}},
	{quiz.ErrChangedSince, reason{409, "changed_since", "", "Something has changed since you looked", "Nothing was done. Look at what it would do now, and decide again."}},
}

// reasons is the table of all other errors. Their texts are in every language.
var reasons = []known{
	{quiz.ErrNotSignedIn, reason{401, "not_signed_in", "", "You are not signed in", "Come in again to go on. What was saved is still there."}},
	{quiz.ErrForbidden, reason{403, "forbidden", "", "This page is not for you", "It is open to somebody else, such as the teacher of the class."}},
	{errForeign, reason{403, "foreign_origin", "", "This came from another site", "For your safety we did nothing. Open Discern itself and try again there."}},
	{quiz.ErrNotFound, reason{404, "not_found", "", "We cannot find that page", "The address may have a letter too many or too few, or the page has moved."}},
	{quiz.ErrUnknownCode, reason{404, "unknown_code", "code", "We do not know this code", "We do not know this code. Look at the board again."}},
	{quiz.ErrCodeExpired, reason{410, "code_expired", "code", "This code is too old", "This code is too old. Ask your teacher for the new one."}},
	{quiz.ErrJoiningLocked, reason{403, "joining_closed", "code", "The class is closed to new students", "This class takes no new students now. Ask your teacher to open it."}},
	{quiz.ErrSeatCode, reason{404, "seat_code", "seat_code", "This return code does not work", "This return code does not work, or it has been used. Ask your teacher for a new one."}},
	{quiz.ErrNotOpen, reason{403, "not_open", "", "This quiz is not open", "It has not opened yet, or it is closed. Your teacher can tell you when it opens."}},
	{quiz.ErrPaused, reason{403, "paused", "", "Your teacher has paused this quiz", "Every answer marked Saved is still there. Go on when your teacher says so."}},
	{quiz.ErrNoAttempts, reason{409, "no_attempts_left", "", "You have done this quiz", "You have no more tries at this quiz."}},
	{quiz.ErrClosed, reason{409, "attempt_closed", "", "This quiz is handed in", "It was handed in, or its time was over. Every answer saved before that counts."}},
	{quiz.ErrAnswerFinal, reason{409, "answer_final", "", "This answer cannot be changed", "This question was answered before. That answer counts."}},
	{quiz.ErrNotReleased, reason{403, "not_released", "", "Your result is not out yet", "You see it when your teacher releases the results."}},
	{quiz.ErrState, reason{409, "state", "", "That cannot be done now", "Something has changed since you opened the page. Go back and look again."}},
	{quiz.ErrConflict, reason{409, "conflict", "", "Somebody else was faster", "It was changed in another place. Go back, look again and try once more."}},
	{quiz.ErrKeyReused, reason{422, "key_reused", "", "This was sent before, and it was different", "Open the page again and send it once more."}},
	{quiz.ErrBusy, reason{503, "busy", "", "Many people are here just now", "Wait a few seconds and try again. Nothing is lost."}},
	{quiz.ErrUnconfirmed, reason{503, "unconfirmed", "", "We are not sure that it was saved", "Wait a few seconds and try again. Doing it twice does no harm."}},
	{quiz.ErrUnavailable, reason{503, "unavailable", "", "We cannot save anything just now", "Keep the page open and try again in a little while. What was saved before is still there."}},
	{context.DeadlineExceeded, reason{503, "busy", "", "That took too long", "Wait a few seconds and try again."}},
	{context.Canceled, reason{503, "busy", "", "That was broken off", "Try again."}},
}

// statuses tells about the errors that come from reading a request.
var statuses = map[int]reason{
	400: {400, "bad_request", "", "We could not read that", "Something in it was not as it should be. Go back and try once more."},
	401: {401, "not_signed_in", "", "You are not signed in", "Come in again to go on. What was saved is still there."},
	403: {403, "forbidden", "", "This page is not for you", "It is open to somebody else, such as the teacher of the class."},
	404: {404, "not_found", "", "We cannot find that page", "The address may have a letter too many or too few, or the page has moved."},
	405: {405, "method_not_allowed", "", "That cannot be done here", "Go back to the page that you came from and try again there."},
	406: {406, "not_acceptable", "", "We do not have it in that form", "Ask for it in another form."},
	411: {411, "length_required", "", "We could not read that", "It did not say how long it is, so we did not read it."},
	412: {412, "precondition", "", "We could not read that", "What it expects to find is not there."},
	413: {413, "too_large", "", "That is too long", "Make it shorter and try again."},
	415: {415, "unsupported_media", "", "We cannot read that kind of file", "Send it plainly, as the page does."},
	422: {422, "invalid", "", "Something needs to be put right", "Look at what you typed and try again."},
	429: {429, "too_many", "", "Too many tries just now", "Wait a minute, then try again."},
	503: {503, "busy", "", "Many people are here just now", "Wait a few seconds and try again. Nothing is lost."},
}

// explain returns what a visitor is told about err. An error that no table
// knows is our own fault, and says so.
func explain(err error) reason {
	var field *quiz.FieldError
	var stale *quiz.StaleError
	var many *tooManyError
	var large *http.MaxBytesError
	var unread *api.RequestError
	var early *quiz.NotReadyError
	switch {
	case errors.As(err, &early):
		return reason{422, "not_ready", "", "It cannot be published yet", "Some things are missing. Look at the list."}
	case errors.As(err, &field):
		return reason{422, field.Field, field.Field, "Something needs to be put right", field.Text()}
	case errors.As(err, &stale):
		return reason{409, "stale", "", "This answer was changed in another place", "It was changed on another page or device. Look at both and keep one."}
	case errors.As(err, &many):
		return statuses[429]
	case errors.As(err, &large):
		return statuses[413]
	case errors.As(err, &unread):
		return reason{unread.Status, unread.Code, unread.Field, statuses[unread.Status].title, unread.Detail}
	}
	for _, known := range slices.Concat(staffReasons, reasons) {
		if errors.Is(err, known.err) {
			return known.reason
		}
	}
	var raised *echo.HTTPError
	if errors.As(err, &raised) {
		if known, ok := statuses[raised.Code]; ok {
			return known
		}
	}
	return reason{500, "internal", "", "Something broke on our side", "We are sorry. Every answer marked Saved is still there. Try again in a minute."}
}

// explain is what a visitor is told in the language of v.
func (v *voice) explain(err error) reason {
	why := explain(err)
	var field *quiz.FieldError
	if errors.As(err, &field) {
		why.text = v.say(field.Message, field.Args...)
	} else {
		why.text = v.say(why.text)
	}
	why.title = v.say(why.title)
	return why
}

// fail answers a request that ended in an error. It is Echo's error handler.
func (s *Server) fail(err error, c echo.Context) {
	if c.Response().Committed {
		s.log.Error("failed after the answer had begun", "route", c.Path(), "error", err.Error())
		return
	}
	why, number := explain(err), ""
	if why.status >= 500 {
		number = quiz.NewCode(6, []byte(s.store.NewSecret(24)))
		s.log.Error("request failed", "number", number, "route", c.Path(), "error", err.Error())
	}
	askPatience(c, err, why.status)
	if isAPI(c) {
		err = s.problem(c, why, err)
	} else {
		err = s.errorPage(c, s.voice(c).explain(err), number)
	}
	if err != nil {
		s.log.Error("cannot answer with an error", "route", c.Path(), "error", err.Error())
		if !c.Response().Committed {
			c.Response().WriteHeader(http.StatusInternalServerError)
		}
	}
}

// askPatience says when it is worth trying again, if it is. The seconds are
// drawn, so that a crowd does not come back at once.
func askPatience(c echo.Context, err error, status int) {
	var many *tooManyError
	after := 0
	switch {
	case errors.As(err, &many):
		after = max(1, int(many.after/time.Second))
	case status == http.StatusServiceUnavailable:
		after = 1 + rand.IntN(5)
	default:
		return
	}
	c.Response().Header().Set("Retry-After", strconv.Itoa(after))
}
