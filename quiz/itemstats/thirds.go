package itemstats

import (
	"math"
	"slices"
)

// The thirds of the students who were asked a question, by how they did on the
// rest.
const (
	Top = iota
	Middle
	Bottom
)

// Kinds is how many kinds of answer are counted; an answer of none of them, as a
// blank, is counted at place Kinds.
const Kinds = 3

// Counts are the answers to a question by kind: places 0 to 2 in the order of
// the caller, and Kinds for blanks.
type Counts [Kinds + 1]int

// N is how many students the counts are of.
func (c Counts) N() int { return c[0] + c[1] + c[2] + c[Kinds] }

// Add counts one more answer of a kind, any other than 0 to 2 for a blank.
func (c *Counts) Add(kind int) { c[place(kind)]++ }

// Responses counts the answers to question j, of all who were asked it and of
// the top, middle and bottom third of them. Said gives each student's answer by
// row, any other than 0 to 2 for a blank.
//
// Students rank by the share right of their other questions, as a good answer to
// j itself shall not bring anybody to the top. Equals stay together, in the third
// of their middle one: no order of the rows changes anything. Who was asked
// nothing else is in all, and in no third.
func (m *Matrix) Responses(j int, said func(row int) int) (all Counts, thirds [3]Counts) {
	for i, row := range m.marks {
		if row[j] != NotAsked {
			all[place(said(i))]++
		}
	}
	m.parts(j, m.columns[j].rest, thirds[:], said)
	return all, thirds
}

// Quintiles counts the answers to question j by fifths of the students who were
// asked it, the best first, as thirds does but by the share right of all their
// questions, with j: the published way of drawing them. A good answer to j lifts a student
// there, so that thirds are better for judging it.
func (m *Matrix) Quintiles(j int, said func(row int) int) (fifths [5]Counts) {
	m.parts(j, m.columns[j].total, fifths[:], said)
	return fifths
}

// parts counts the answers to question j by equal parts of the students, the best
// first by a list that is as long as the column. Equals stay together.
func (m *Matrix) parts(j int, by []float64, into []Counts, said func(row int) int) {
	sorted := slices.Sorted(slices.Values(by))
	for i, own := range by {
		worse, _ := slices.BinarySearch(sorted, own)
		upTo, _ := slices.BinarySearch(sorted, math.Nextafter(own, 2))
		// Twice the rank of the middle one among equals, from the top, of twice n.
		rank := 2*len(sorted) - worse - upTo
		part := min(len(into)-1, len(into)*rank/(2*len(sorted)))
		into[part].Add(said(m.columns[j].row[i]))
	}
}

func place(kind int) int {
	if kind < 0 || kind >= Kinds {
		return Kinds
	}
	return kind
}
