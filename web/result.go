package web

import (
	"errors"
	"fmt"
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
	Pack     string // slug, for the page about how the key was made
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
	Advice string
}

// reading is one question with its key and the reasons for it.
type reading struct {
	N        int
	In       string // language of the passage
	Segments []questions.Segment
	Cues     []string
	Label    questions.Label
	Right    bool
	Key      questions.Key
	Readers  string
	Passage  string         // id
	Differ   *challengeForm // nil: not here
}

// advice says what to look for when one kind was taken for another.
var advice = map[[2]questions.Label]string{
	{questions.Inference, questions.Fact}:    "Look for what the writer saw, and what the writer worked out.",
	{questions.Opinion, questions.Fact}:      "Look for words that say good, bad or should. Nobody can check those.",
	{questions.Fact, questions.Inference}:    "Ask whether it reports something. If you could look it up, it is a fact, true or not.",
	{questions.Opinion, questions.Inference}: "Ask whether time could show who is right. If it could not, it is an opinion.",
	{questions.Fact, questions.Opinion}:      "Ask whether you could check it. A report of what somebody thinks can be checked too.",
	{questions.Inference, questions.Opinion}: "Ask whether time could show who is right. If it could, it is an inference.",
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
	view := resultView{frame: frame{Title: "Your result - " + found.Assignment.Title, Body: "notes", Who: found.SeatName, Script: "quiz.js"},
		Class: found.ClassTitle, Of: found.Assignment.Title, Heading: "Your result", Score: found.Score}
	if !s.student(c).SignedIn() {
		view.Title, view.Heading = "Result - "+found.Assignment.Title, "Result of "+found.SeatName
	}
	for i, part := range found.Score.ByKind {
		row := kindRow{Label: questions.Labels[i], Part: part}
		for n := range part.Of {
			row.Units = append(row.Units, n < part.Right)
		}
		view.Kinds = append(view.Kinds, row)
	}
	view.Finding, view.Says = commonest(found.Score)
	for _, marked := range found.Questions {
		view.Readings = append(view.Readings, newReading(marked, found.Language))
	}
	view.Pack = found.Assignment.Pack
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
	why := explain(err)
	view := errorView{frame: frame{Title: why.title, Body: "read", Who: sheet.SeatName}, Heading: why.title,
		Text: why.text, Next: step{"/class", "Go to your class"}}
	switch {
	case sheet.Attempt.State == quiz.InProgress:
		view.Text, view.Next = "First hand in your answers.", step{"/attempt/" + sheet.Attempt.ID, "Go back to the quiz"}
	case sheet.Attempt.State == quiz.Voided:
		view.Text = "Your teacher has taken this try out of the count, so it has no result."
	}
	return s.page(c, why.status, "error", view)
}

// commonest returns the mix-up that happened most often, or a sentence if there
// is none.
func commonest(score quiz.Score) (*finding, string) {
	var most quiz.Finding
	for _, found := range score.Confusion.Findings() {
		if found.N > most.N {
			most = found
		}
	}
	switch {
	case most.N > 0:
		return &finding{most, advice[[2]questions.Label{most.Key, most.Taken}]}, ""
	case score.Answered == 0:
		return nil, "You left every question open."
	case score.Answered < score.Max:
		return nil, "Every answer that you gave is the same as the key."
	}
	return nil, "Every answer is the same as the key."
}

// newReading prepares one question of a result.
func newReading(marked quiz.Marked, language string) reading {
	r := reading{N: marked.N, In: language, Passage: marked.Passage.ID, Segments: marked.Passage.Segments(marked.Key.Cues),
		Label: marked.Label, Right: marked.Right, Key: marked.Key, Readers: readers(marked.Key)}
	for _, segment := range r.Segments {
		if segment.Cue {
			r.Cues = append(r.Cues, `"`+segment.Text+`"`)
		}
	}
	return r
}

// readers says how many of the reviewers said what, the key's kind first.
func readers(key questions.Key) string {
	said := map[questions.Label]int{}
	for _, one := range key.Readings {
		said[one.Label]++
	}
	if len(key.Readings) == 0 {
		return ""
	}
	agree, of := key.Agreement()
	parts := []string{fmt.Sprintf("%d of %d said %s", agree, of, key.Label)}
	for _, label := range questions.Labels {
		if label != key.Label && said[label] > 0 {
			parts = append(parts, fmt.Sprintf("%d said %s", said[label], label))
		}
	}
	return strings.Join(parts, ", ")
}
