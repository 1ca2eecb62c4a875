package web

import (
	"fmt"
	"math"
	"strconv"

	"discern/questions"
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

// matrix is what was taken for what: one row a kind of the key.
type matrix struct {
	Rows  [3]matrixRow
	Blank bool // no answer at all
}

type matrixRow struct {
	Kind      questions.Label
	Cells     [3]cell
	Recall    share // of the answers to this kind, those that said it
	Precision share // of the answers that said this kind, those that the key agrees with
}

// cell counts the answers to one kind that said another, or the same.
type cell struct {
	share
	Heat int  // 1 to 5
	Same bool // as the key
	Most bool // the commonest mix-up
}

// share is N of Of.
type share struct{ N, Of int }

// Percent rounds to whole percents, but never to 0 or 100 what is not.
func (s share) Percent() string {
	if s.Of == 0 {
		return "-"
	}
	percent := math.Round(100 * float64(s.N) / float64(s.Of))
	switch {
	case percent == 0 && s.N > 0:
		return "<1%"
	case percent == 100 && s.N < s.Of:
		return ">99%"
	}
	return strconv.Itoa(int(percent)) + "%"
}

// heat is the shade of a cell: the stronger, the larger the share.
func (s share) heat() int {
	heat := 1
	for _, step := range []int{10, 30, 50, 70} {
		if s.Of > 0 && 100*s.N >= step*s.Of {
			heat++
		}
	}
	return heat
}

func newMatrix(c quiz.Confusion) matrix {
	m := matrix{Blank: c == quiz.Confusion{}}
	for k, counts := range c {
		row := &m.Rows[k]
		row.Kind = questions.Labels[k]
		of := counts[0] + counts[1] + counts[2]
		for l, n := range counts {
			s := share{n, of}
			row.Cells[l] = cell{share: s, Heat: s.heat(), Same: k == l}
		}
		row.Recall = share{c[k][k], of}
		row.Precision = share{c[k][k], c[0][k] + c[1][k] + c[2][k]}
	}
	if found := c.Findings(); len(found) > 0 {
		m.Rows[found[0].Key.Index()].Cells[found[0].Taken.Index()].Most = true
	}
	return m
}
