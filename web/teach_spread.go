package web

import (
	"fmt"
	"math"
	"strconv"

	"discern/quiz"
)

// spread is how many students have which score, as columns of a chart.
type spread struct {
	Columns []column
	Says    string // the chart in a sentence, for those who do not see it
}

// column is one score, or a run of neighbouring ones where there are too many.
type column struct {
	From, To int
	N        int
	Height   int    // px
	Link     string // to its students, or ""
}

// Name is "7", or "10 to 14".
func (c column) Name() string { return scoreNames(c.From, c.To) }

// The tallest column, and how tall one student is in a small class.
const (
	tallest    = 140
	oneStudent = 20
	mostScores = 21 // more scores than this share columns
)

func newSpread(t quiz.Table) spread {
	top, low, high := t.Assignment.Asked, math.MaxInt, 0
	for _, row := range t.Rows {
		if row.Score != nil {
			top, low, high = max(top, row.Score.Max), min(low, row.Score.Right), max(high, row.Score.Right)
		}
	}
	if t.N == 0 {
		return spread{}
	}
	step := (top + mostScores) / mostScores
	s := spread{Columns: make([]column, top/step+1)}
	for i := range s.Columns {
		s.Columns[i].From, s.Columns[i].To = i*step, min(i*step+step-1, top)
	}
	for _, row := range t.Rows {
		if row.Score != nil {
			s.Columns[row.Score.Right/step].N++
		}
	}
	common := column{}
	for _, c := range s.Columns {
		if c.N > common.N {
			common = c
		}
	}
	for i, c := range s.Columns {
		s.Columns[i].Height = min(c.N*oneStudent, c.N*tallest/common.N)
	}
	s.Says = fmt.Sprintf("%s, from %d to %d out of %d. The commonest is %s.", plural(t.N, "score", "scores"), low, high, top, common.Name())
	return s
}

func scoreNames(from, to int) string {
	if from == to {
		return strconv.Itoa(from)
	}
	return fmt.Sprintf("%d to %d", from, to)
}
