package web

import (
	"math"
	"strconv"

	"discern/questions"
	"discern/quiz"
)

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
