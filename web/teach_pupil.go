package web

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"discern/questions"
	"discern/quiz"
)

// pupilPage is one student over all quizzes of the class.
type pupilPage struct {
	desk
	Class  quiz.Class
	Seat   quiz.Seat
	Done   int
	Total  quiz.Score
	Share  share
	Mixed  *mixUp
	Mixes  []way // to what was taken for what, a version of a pack each
	Trends []trend
	Rows   []pupilRow
}

// pupilRow is one quiz of a student.
type pupilRow struct {
	quiz.SeatLine
	N    int // as the charts number it, 0: not handed in
	Says string
}

// teachPupil answers GET /teach/class/{id}/seat/{seat}/scores.
func (s *Server) teachPupil(c echo.Context) error {
	scores, err := s.store.SeatScores(c.Request().Context(), s.staff(c), c.Param("seat"))
	if err == nil && scores.Class.ID != c.Param("id") {
		err = quiz.ErrNotFound
	}
	if err != nil {
		return err
	}
	view := newPupilPage(scores, s.store.Now())
	view.desk = s.desk(c, "classes", "All scores of "+scores.Seat.Name, nil)
	return s.page(c, http.StatusOK, "teach-pupil", view)
}

func newPupilPage(scores quiz.SeatScores, now time.Time) pupilPage {
	done := scores.Done()
	view := pupilPage{Class: scores.Class, Seat: scores.Seat, Done: len(done), Total: scores.Total()}
	view.Share, view.Mixed = share{view.Total.Right, view.Total.Max}, mostMixed(view.Total.Confusion)
	n := 0
	for _, line := range scores.Lines {
		row := pupilRow{SeatLine: line, Says: standingSays(line.Row, now)}
		if line.Row.Score != nil {
			n++
			row.N = n
		}
		view.Rows = append(view.Rows, row)
	}
	view.Mixes = mixesOf(scores.Seat, done)
	if len(done) > 1 {
		for k := range questions.Labels {
			view.Trends = append(view.Trends, newTrend(k, done))
		}
	}
	return view
}

// mixesOf leads to what a student took for what, counted together over the quizzes
// that ask the same version of a pack.
func mixesOf(seat quiz.Seat, done []quiz.SeatLine) []way {
	type edition struct {
		pack    string
		version int
	}
	place := map[edition]int{}
	n := map[edition]int{}
	var all []way
	for _, line := range done {
		of := edition{line.Assignment.Pack, line.Assignment.Version}
		n[of]++
		if n[of] == 1 {
			place[of] = len(all)
			all = append(all, way{Name: line.Assignment.Title, Link: "/teach/assignment/" + line.Assignment.ID + "/confusion?student=" + seat.ID})
		}
		if one := &all[place[of]]; n[of] > 1 {
			one.Link, one.N = strings.TrimSuffix(one.Link, "&over=version")+"&over=version", plural(n[of], "quiz", "quizzes")
		}
	}
	return all
}

// trend is a chart of how a student did with one kind, from quiz to quiz.
type trend struct {
	Kind   questions.Label
	Line   string // the points of its line, for SVG
	Points []trendPoint
	Says   string // the chart in a sentence, for those who do not see it
}

// trendPoint is one quiz in a chart, and where.
type trendPoint struct {
	N    int
	X, Y int
	Part quiz.Part
	Told bool // its number stands below
}

// The box that the lines of a chart are in, in units of its viewBox: from 0 % at
// the bottom to 100 % at the top, the first quiz on the left.
const (
	trendLeft, trendRight = 52, 300
	trendTop, trendBottom = 14, 114
)

func newTrend(kind int, done []quiz.SeatLine) trend {
	t := trend{Kind: questions.Labels[kind]}
	var line, says []string
	for i, one := range done {
		part := one.Row.Score.ByKind[kind]
		if part.Of == 0 {
			continue
		}
		p := trendPoint{N: i + 1, X: trendLeft + (trendRight-trendLeft)*i/(len(done)-1), Part: part,
			Y: trendBottom - (trendBottom-trendTop)*part.Right/part.Of}
		p.Told = len(done) <= 10 || i == 0 || i == len(done)-1
		t.Points = append(t.Points, p)
		line = append(line, strconv.Itoa(p.X)+","+strconv.Itoa(p.Y))
		says = append(says, strconv.Itoa(part.Right)+" of "+strconv.Itoa(part.Of))
	}
	t.Line, t.Says = strings.Join(line, " "), word(t.Kind)+", from the first quiz to the last: "+strings.Join(says, ", ")+" the same as the key."
	return t
}

// Chance is how high guessing stands in a chart.
func (trend) Chance() int { return trendBottom - (trendBottom-trendTop)/len(questions.Labels) }
