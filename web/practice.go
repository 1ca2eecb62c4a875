package web

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"discern/questions"
	"discern/quiz"
)

// practiceView is the page with statements to try oneself on. Nothing of it is
// kept, and nobody needs to have joined.
type practiceView struct {
	frame
	Trouble *trouble
	Tasks   []task
	Done    bool // every task has its key
}

// task is one statement to practise on; Marked is set once it was answered.
type task struct {
	Name    string
	Text    string
	In      string // language of the statement
	Choices []choice
	Marked  *reading
}

// practiceForm shows the statements.
func (s *Server) practiceForm(c echo.Context) error {
	view, err := s.practiceView(c, nil)
	if err != nil {
		return err
	}
	return s.page(c, http.StatusOK, "practice", view)
}

// practice shows the key of the statements that were answered.
func (s *Server) practice(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	view, err := s.practiceView(c, sent)
	if err != nil {
		return err
	}
	if !view.Done {
		view.Trouble = &trouble{openTask(view.Tasks), s.voice(c).say("Choose a kind for each statement that is still open.")}
		return s.page(c, http.StatusUnprocessableEntity, "practice", view)
	}
	return s.page(c, http.StatusOK, "practice", view)
}

// openTask is the first task without an answer.
func openTask(tasks []task) string {
	for _, one := range tasks {
		if one.Marked == nil {
			return one.Name
		}
	}
	return ""
}

func (s *Server) practiceView(c echo.Context, sent url.Values) (practiceView, error) {
	v := s.voice(c)
	pack, err := s.store.Pack(c.Request().Context(), examplePack, 0)
	if err != nil {
		return practiceView{}, err
	}
	view := practiceView{frame: frame{Title: v.say("Practise"), Body: "read"}, Done: true}
	for i, item := range practiceItems(pack) {
		one := task{Name: "q-" + strconv.Itoa(i+1), Text: item.Text, In: pack.Language}
		said := questions.Label(sent.Get(one.Name))
		for _, label := range questions.Labels {
			one.Choices = append(one.Choices, choice{label, v.say(sayings[label]), label == said})
		}
		if said.Valid() {
			shown := newReading(v, quiz.MarkQuestion(i+1, item, said), pack.Language)
			one.Marked = &shown
		} else {
			view.Done = false
		}
		view.Tasks = append(view.Tasks, one)
	}
	return view, nil
}

// practiceItems picks one statement of each kind, other ones than the examples
// that stand on the same way, in the order of the pack.
func practiceItems(pack *questions.Pack) []questions.Item {
	seen := map[questions.Label]int{}
	var picked []questions.Item
	for _, item := range pack.Items {
		if item.Status != questions.Agreed || item.Second != "" || len(item.Cues) == 0 {
			continue
		}
		if seen[item.Label]++; seen[item.Label] == 2 {
			picked = append(picked, item)
		}
	}
	return picked
}
