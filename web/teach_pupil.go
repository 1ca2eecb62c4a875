package web

import (
	"fmt"
	"net/http"
	"slices"
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
	Mixes  []way // versions of packs, if there are several
	Mix    mixView
	Sure   *sureView // nil: not asked, or nothing said
	Each   string    // address of what was taken for what, passage by passage
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
	text, err := strconv.Atoi(c.QueryParam("text"))
	if err != nil {
		text = 0 // the newest
	}
	view := newPupilPage(scores, text, s.store.Now())
	view.desk = s.desk(c, "classes", "All scores of "+scores.Seat.Name, nil)
	return s.page(c, http.StatusOK, "teach-pupil", view)
}

func newPupilPage(scores quiz.SeatScores, text int, now time.Time) pupilPage {
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
	view.mix(editions(done), text)
	if len(done) > 1 {
		for k := range questions.Labels {
			view.Trends = append(view.Trends, newTrend(k, done))
		}
	}
	return view
}

// edition is the quizzes of a student that ask the same version of a pack by the
// same key, so that they can be counted together.
type edition struct {
	pack         string
	version, key int
	lines        []quiz.SeatLine
}

// editions puts quizzes that are handed in together, the first first.
func editions(done []quiz.SeatLine) []edition {
	var all []edition
	for _, line := range done {
		of := edition{pack: line.Assignment.Pack, version: line.Assignment.Version, key: line.Rule.Version}
		at := slices.IndexFunc(all, func(e edition) bool { return e.pack == of.pack && e.version == of.version && e.key == of.key })
		if at < 0 {
			at = len(all)
			all = append(all, of)
		}
		all[at].lines = append(all[at].lines, line)
	}
	return all
}

// name is the title of the first quiz, its version, and that of a later key.
func (e edition) name() string {
	name := fmt.Sprintf("%s, version %d", e.lines[0].Assignment.Title, e.version)
	if e.key != e.version {
		name += fmt.Sprintf(", key version %d", e.key)
	}
	return name
}

// mix shows what was taken for what in the edition of a number from 1, or in the
// last one, and leads to the others.
func (p *pupilPage) mix(all []edition, n int) {
	if len(all) == 0 {
		return
	}
	if n < 1 || n > len(all) {
		n = len(all)
	}
	var confusion quiz.Confusion
	var sure quiz.Calibration
	one := all[n-1]
	for _, line := range one.lines {
		confusion.Add(line.Row.Score.Confusion)
		sure.Add(line.Sure)
	}
	p.Mix, p.Sure = newMixView(p.Seat.Name, confusion, confusion.Findings(), len(one.lines)), newSureView(p.Seat.Name, sure)
	p.Each = "/teach/assignment/" + one.lines[0].Assignment.ID + "/confusion?student=" + p.Seat.ID
	if len(one.lines) > 1 {
		p.Each += "&over=version"
	}
	for i, e := range all {
		if len(all) > 1 {
			p.Mixes = append(p.Mixes, way{Name: e.name(), N: plural(len(e.lines), "quiz", "quizzes"),
				Link: "?text=" + strconv.Itoa(i+1) + "#mix", Here: i+1 == n})
		}
	}
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
