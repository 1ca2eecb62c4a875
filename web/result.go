package web

import (
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"discern/questions"
	"discern/quiz"
)

// resultView is an attempt with its score and every question's key.
type resultView struct {
	frame
	Class    string
	Of       string // title of the quiz
	Heading  string
	Score    quiz.Score
	Kinds    []kindRow
	Finding  *finding
	Says     string // in place of Finding
	Readings []reading
	Since    *sinceTry // what changed since the try before, nil if there is none to see
	Pack     string    // slug, for the page about how the key was made
	Key      keyNotes
}

// kindRow is the score of one kind.
type kindRow struct {
	Label questions.Label
	Part  quiz.Part
	Units []bool // a shape for each question, true: same as the key
}

// finding is the commonest mix-up, in words.
type finding struct {
	quiz.Finding
	Tied   bool // another one happened as often
	Advice string
}

// reading is one question with its key and the reasons for it.
type reading struct {
	N        int
	In       string // language of the passage
	Segments []questions.Segment
	Cues     []cue
	Label    questions.Label
	Right    bool   // the label is the key's
	Counts   string // how the question counts, if otherwise than by the key
	Key      questions.Key
	Readers  string
	Passage  string         // id
	Differ   *challengeForm // nil: not here
}

// advice says what to look for when one kind was taken for another.
var advice = map[[2]questions.Label]string{
	{questions.Inference, questions.Fact}:    key("Look for what the writer saw, and what the writer worked out."),
	{questions.Opinion, questions.Fact}:      key("Look for words that say good, bad or should. Nobody can check those."),
	{questions.Fact, questions.Inference}:    key("Ask whether it reports something. If you could look it up, it is a fact, true or not."),
	{questions.Opinion, questions.Inference}: key("Ask whether time could show who is right. If it could not, it is an opinion."),
	{questions.Fact, questions.Opinion}:      key("Ask whether you could check it. A report of what somebody thinks can be checked too."),
	{questions.Inference, questions.Opinion}: key("Ask whether time could show who is right. If it could, it is an inference."),
}

// result shows a student what the key says and why.
func (s *Server) result(c echo.Context) error { return s.showResult(c, http.StatusOK, nil) }

// showResult is result, with what could not be kept of a challenge.
func (s *Server) showResult(c echo.Context, status int, typed *challengeForm) error {
	ctx, who, id := c.Request().Context(), s.visitor(c), c.Param("id")
	found, err := s.store.Result(ctx, who, id)
	if errors.Is(err, quiz.ErrNotReleased) {
		return s.notYet(c, err)
	}
	if err != nil {
		return err
	}
	v := s.voice(c)
	view := resultView{frame: frame{Title: v.say("Your result") + " - " + found.Assignment.Title, Body: "notes", Who: found.SeatName, Script: "quiz.js"},
		Class: found.ClassTitle, Of: found.Assignment.Title, Heading: v.say("Your result"), Score: found.Score}
	if !s.student(c).SignedIn() {
		view.Title, view.Heading = v.say("Result")+" - "+found.Assignment.Title, v.say("Result of %s", found.SeatName)
	}
	for i, part := range found.Score.ByKind {
		row := kindRow{Label: questions.Labels[i], Part: part}
		for n := range part.Of {
			row.Units = append(row.Units, n < part.Right)
		}
		view.Kinds = append(view.Kinds, row)
	}
	view.Finding, view.Says = v.commonest(found.Score)
	for _, marked := range found.Questions {
		view.Readings = append(view.Readings, newReading(v, marked, found.Language))
	}
	view.Pack, view.Key = found.Assignment.Pack, v.keyNotes(found)
	if view.Since, err = s.since(c, found); err != nil {
		return err
	}
	if err := s.challengeForms(c, who, "/attempt/"+id+"/challenge", found.Assignment.Version, view.Readings, typed); err != nil {
		return err
	}
	return s.page(c, status, "result", view)
}

// notYet says when a result can be seen.
func (s *Server) notYet(c echo.Context, err error) error {
	sheet, failed := s.store.Attempt(c.Request().Context(), s.visitor(c), c.Param("id"))
	if failed != nil {
		return failed
	}
	v := s.voice(c)
	why := v.explain(err)
	view := errorView{frame: frame{Title: why.title, Body: "read", Who: sheet.SeatName}, Heading: why.title,
		Text: why.text, Next: step{"/class", v.say("Go to your class")}}
	switch {
	case sheet.Attempt.State == quiz.InProgress:
		view.Text, view.Next = v.say("First hand in your answers."), step{"/attempt/" + sheet.Attempt.ID, v.say("Go back to the quiz")}
	case sheet.Attempt.State == quiz.Voided:
		view.Text = v.say("Your teacher has taken this try out of the count, so it has no result.")
	}
	return s.page(c, why.status, "error", view)
}

// commonest returns the mix-up that happened most often, or a sentence if there
// is none.
func (v *voice) commonest(score quiz.Score) (*finding, string) {
	var most quiz.Finding
	tied := false
	for _, found := range score.Confusion.Findings() {
		tied = found.N == most.N || found.N < most.N && tied
		if found.N > most.N {
			most = found
		}
	}
	switch {
	case most.N > 0:
		return &finding{most, tied, v.say(advice[[2]questions.Label{most.Key, most.Taken}])}, ""
	case score.Answered == 0:
		return nil, v.say("You left every question open.")
	case score.Answered < score.Max:
		return nil, v.say("Every answer that you gave is the same as the key.")
	}
	return nil, v.say("Every answer is the same as the key.")
}

// newReading prepares one question of a result.
func newReading(v *voice, marked quiz.Marked, language string) reading {
	r := reading{N: marked.N, In: language, Passage: marked.Passage.ID, Segments: marked.Passage.Segments(marked.Key.Cues),
		Label: marked.Label, Right: marked.Label != "" && marked.Label == marked.Key.Label, Counts: v.counts(marked), Key: marked.Key,
		Readers: v.readers(marked.Key)}
	for _, segment := range r.Segments {
		if segment.Cue {
			r.Cues = append(r.Cues, v.cue(segment.Text, marked.Key.Label, language))
		}
	}
	return r
}

// readers says how many of the reviewers said what, the key's kind first.
func (v *voice) readers(key questions.Key) string {
	said := map[questions.Label]int{}
	for _, one := range key.Readings {
		said[one.Label]++
	}
	if len(key.Readings) == 0 {
		return ""
	}
	agree, of := key.Agreement()
	parts := []string{v.say("%d of %d said %s", agree, of, v.kind(key.Label))}
	for _, label := range questions.Labels {
		if label != key.Label && said[label] > 0 {
			parts = append(parts, v.say("%d said %s", said[label], v.kind(label)))
		}
	}
	return strings.Join(parts, ", ")
}
