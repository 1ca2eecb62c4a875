package quiz

import (
	"slices"

	"discern/questions"
	"discern/quiz/itemstats"
)

// Sitting is an attempt that was handed in, as far as its marks go.
type Sitting struct {
	Seat    string // id
	Picks   []int  // numbers of the passages asked, in order
	Answers []Answer
}

// said are the labels of a sitting in the order of its picks, "" for a blank.
func (s Sitting) said() []questions.Label {
	said := make([]questions.Label, len(s.Picks))
	for _, answer := range s.Answers {
		if answer.N >= 1 && answer.N <= len(said) {
			said[answer.N-1] = answer.Label
		}
	}
	return said
}

// ItemLine is a passage of a quiz with what a class made of it.
type ItemLine struct {
	questions.Item
	Stats itemstats.Item
}

// ItemTable is how the passages of an assignment did, one line a passage that was
// asked, in the order of the article. It is of every student's first attempt
// handed in, whichever attempt counts for the score: later ones know the
// questions.
type ItemTable struct {
	Assignment Assignment
	State      AssignmentState
	Rule       Rule // that the items' keys are of
	Class      Class
	Language   string // of the passages
	Lines      []ItemLine
	Whole      itemstats.Whole
}

// NewItemTable makes the lines and the figures of the whole from the sittings of
// a quiz on items. What may be shown of so many students is for itemstats to say.
func NewItemTable(items []questions.Item, sittings []Sitting) (ItemTable, error) {
	place, asked := columnsOf(items, sittings)
	rows := make([][]itemstats.Mark, len(sittings))
	said := make([][]int, len(sittings))
	for i, sitting := range sittings {
		rows[i], said[i] = make([]itemstats.Mark, len(asked)), make([]int, len(asked))
		for j := range asked {
			rows[i][j], said[i][j] = itemstats.NotAsked, -1
		}
		for _, number := range sitting.Picks {
			if j, known := place[number]; known {
				rows[i][j] = itemstats.Wrong
			}
		}
		for _, answer := range sitting.Answers {
			if answer.N < 1 || answer.N > len(sitting.Picks) {
				continue
			}
			j, known := place[sitting.Picks[answer.N-1]]
			if !known {
				continue
			}
			said[i][j] = answer.Label.Index()
			if answer.Label == asked[j].Label {
				rows[i][j] = itemstats.Right
			}
		}
	}
	matrix, err := itemstats.New(rows)
	if err != nil {
		return ItemTable{}, err
	}
	table := ItemTable{Whole: matrix.ShowWhole()}
	for j, item := range asked {
		stats := matrix.Show(j, item.Label.Index(), func(row int) int { return said[row][j] })
		table.Lines = append(table.Lines, ItemLine{item, stats})
	}
	return table, nil
}

// columnsOf returns the items that were asked of anybody, by number, and the
// place of each.
func columnsOf(items []questions.Item, sittings []Sitting) (place map[int]int, asked []questions.Item) {
	picked := map[int]bool{}
	for _, sitting := range sittings {
		for _, number := range sitting.Picks {
			picked[number] = true
		}
	}
	for _, item := range items {
		if picked[item.Number] {
			asked = append(asked, item)
		}
	}
	slices.SortFunc(asked, func(a, b questions.Item) int { return a.Number - b.Number })
	place = make(map[int]int, len(asked))
	for j, item := range asked {
		place[item.Number] = j
	}
	return place, asked
}
