package web

import (
	"html/template"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"discern/questions"
	"discern/quiz"
)

// sayings are what each kind says of itself on its card.
var sayings = map[questions.Label]string{
	questions.Fact:      key("It reports something you could check."),
	questions.Inference: key("It is worked out from clues."),
	questions.Opinion:   key("It says what is good or should be done."),
}

// sureness are the words for how sure a student is.
var sureness = [3]string{key("Not sure"), key("Fairly sure"), key("Very sure")}

// questionView is the page of one question. Before it may be seen, nothing on
// it comes from the key: Marked stays nil.
type questionView struct {
	frame
	Attempt string
	N       int
	Count   int
	Steps   []string // classes of the bar over the question
	Text    string
	In      string        // language of the passage
	From    template.HTML // where the passage stands in its text
	Around  quiz.Around
	Choices []choice
	Chosen  questions.Label
	Sure    []sure // nil if the quiz does not ask
	Flagged bool
	Edition int  // revision that the page shows
	Saved   bool // something is stored
	Instant bool // the key is shown after each question
	Next    step
	Marked  *reading
	Ending  ending
	Trouble *trouble
}

// choice is one kind to choose.
type choice struct {
	Label   questions.Label
	Says    string
	Checked bool
}

// sure is one degree of being sure.
type sure struct {
	Value   int
	Words   string
	Checked bool
}

// number reads the number of a question of an attempt that has count.
func number(typed string, count int) (int, error) {
	n, err := strconv.Atoi(typed)
	if err != nil || n < 1 || n > count || strconv.Itoa(n) != typed {
		return 0, quiz.ErrNotFound
	}
	return n, nil
}

// question shows one question of an attempt.
func (s *Server) question(c echo.Context) error {
	sheet, err := s.store.Attempt(c.Request().Context(), s.visitor(c), c.Param("id"))
	if err != nil {
		return err
	}
	n, err := number(c.Param("n"), len(sheet.Questions))
	switch {
	case err != nil:
		return err
	case sheet.Attempt.State != quiz.InProgress:
		return c.Redirect(http.StatusSeeOther, "/attempt/"+sheet.Attempt.ID)
	case sheet.State == quiz.Paused:
		return quiz.ErrPaused
	}
	view := s.questionView(s.voice(c), sheet, n)
	if view.Around, err = s.store.Around(c.Request().Context(), s.visitor(c), sheet.Attempt.ID, n); err != nil {
		return err
	}
	return s.page(c, http.StatusOK, "question", view)
}

// questionView fills in the page of question n.
func (s *Server) questionView(v *voice, sheet quiz.Sheet, n int) questionView {
	q, count, settings := sheet.Questions[n-1], len(sheet.Questions), sheet.Assignment.Settings
	view := questionView{
		frame: frame{Title: v.say("Question %d of %d", n, count) + " - " + sheet.Assignment.Title,
			Body: "read", Who: sheet.SeatName, Script: "quiz.js"},
		Attempt: sheet.Attempt.ID, N: n, Count: count, Text: q.Passage.Text, In: sheet.Language,
		Chosen: q.Answer.Label, Flagged: q.Answer.Flagged, Edition: q.Answer.Revision,
		Saved: q.Answer.Label != "", Instant: settings.Feedback == quiz.FeedbackQuestion,
		Ending: endingOf(sheet, s.store.Now()),
	}
	for i, other := range sheet.Questions {
		view.Steps = append(view.Steps, stepClass(i+1 == n, other.Answer.Label != ""))
	}
	view.From = v.place(sheet, q.Passage.Number)
	for _, label := range questions.Labels {
		view.Choices = append(view.Choices, choice{label, v.say(sayings[label]), label == q.Answer.Label})
	}
	if settings.Confidence {
		for i, words := range sureness {
			view.Sure = append(view.Sure, sure{i + 1, v.say(words), i+1 == q.Answer.Confidence})
		}
	}
	view.Next = step{questionPath(sheet.Attempt.ID, n+1), v.say("Next")}
	if n == count {
		view.Next = step{"/attempt/" + sheet.Attempt.ID + "/review", v.say("Look over your answers")}
	}
	if marked, ok := sheet.Feedback[n]; ok {
		shown := newReading(v, marked, sheet.Language)
		view.Marked = &shown
	}
	return view
}

func stepClass(here, done bool) string {
	switch {
	case here:
		return "here"
	case done:
		return "done"
	}
	return ""
}

// place says where a passage stands: which of how many, of which text. What is in
// the words of the text is marked as being in its language.
func (v *voice) place(sheet quiz.Sheet, number int) template.HTML {
	place := v.rich("Passage %d of %d", number, sheet.Passages)
	words := sheet.PackTitle
	if line := v.sourceLine(sheet.Source); line != "" {
		place += template.HTML(" · " + template.HTMLEscapeString(line))
		words = sheet.Source.Kind
	}
	if words != "" {
		place += template.HTML(` · <span lang="` + template.HTMLEscapeString(sheet.Language) + `">` + template.HTMLEscapeString(words) + `</span>`)
	}
	return place
}
