package web

import (
	"fmt"
	"math"
	"net/http"

	"github.com/labstack/echo/v4"

	"discern/questions"
	"discern/quiz"
)

// comparePage lines up how the classes of a teacher did at one version of a text.
type comparePage struct {
	desk
	quiz.ClassComparison
	Packs   []quiz.PackLine // to choose from
	Finding string
	Rows    []compareRow
	Mixed   bool // not all of them were asked as many passages
	Alphas  bool // there is a reliability to show
}

// compareRow is a class. What may not be shown is "-".
type compareRow struct {
	quiz.CompareLine
	Mean  string
	Width int // of the bar, in percent
	Kinds []string
	Alpha string
}

// compare answers GET /teach/compare, with ?pack= for the text and ?version= for
// another version than the newest.
func (s *Server) compare(c echo.Context) error {
	ctx, who := c.Request().Context(), s.staff(c)
	if err := who.MustBe(quiz.TeacherOf); err != nil {
		return err
	}
	packs, err := s.store.Packs(ctx)
	if err != nil {
		return err
	}
	version, err := versionAsked(c)
	if err != nil {
		return err
	}
	view := comparePage{Packs: packs}
	slug := c.QueryParam("pack")
	if slug == "" && len(packs) > 0 {
		slug = packs[0].Slug
	}
	if slug != "" {
		if view.ClassComparison, err = s.store.CompareClasses(ctx, who, slug, version); err != nil {
			return err
		}
	}
	view.fill()
	view.desk = s.desk(c, "quizzes", "Compare classes", nil)
	return s.page(c, http.StatusOK, "teach-compare", view)
}

// fill writes the figures as the page shows them.
func (p *comparePage) fill() {
	p.Finding = comparisonSays(p.Lines)
	for _, line := range p.Lines {
		row := compareRow{CompareLine: line, Mean: "-", Kinds: make([]string, len(questions.Labels)), Alpha: "-"}
		for kind, part := range line.ByKind {
			row.Kinds[kind] = share{part.Right, part.Of}.Percent()
		}
		if line.Shown {
			row.Mean, row.Width = wholePercent(line.Mean), int(math.Round(100*line.Mean))
		}
		if line.Alpha.OK {
			row.Alpha, p.Alphas = fixed(line.Alpha.Value, 2), true
		}
		p.Mixed = p.Mixed || line.Assignment.Asked != p.Lines[0].Assignment.Asked
		p.Rows = append(p.Rows, row)
	}
}

// comparisonSays tells the comparison in a sentence: the means of the class
// farthest down and the one farthest up.
func comparisonSays(lines []quiz.CompareLine) string {
	var shown []quiz.CompareLine
	for _, line := range lines {
		if line.Shown {
			shown = append(shown, line)
		}
	}
	if len(shown) == 0 {
		return fmt.Sprintf("No class can be shown yet: at least %d students of it have to hand in.", quiz.CompareFrom)
	}
	low, high := shown[0], shown[0]
	for _, line := range shown {
		if line.Mean < low.Mean {
			low = line
		}
		if line.Mean > high.Mean {
			high = line
		}
	}
	if len(shown) == 1 {
		return fmt.Sprintf("In %s the mean is %s of the marks. There is no other class to compare it with yet.", low.Class.Title, wholePercent(low.Mean))
	}
	if wholePercent(low.Mean) == wholePercent(high.Mean) {
		return fmt.Sprintf("In all %d classes the mean is %s of the marks.", len(shown), wholePercent(low.Mean))
	}
	return fmt.Sprintf("The means of %d classes go from %s of the marks in %s to %s in %s.",
		len(shown), wholePercent(low.Mean), low.Class.Title, wholePercent(high.Mean), high.Class.Title)
}
