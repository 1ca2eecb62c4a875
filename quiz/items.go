package quiz

import (
	"cmp"
	"slices"
	"sort"

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
	Except Exception // a dropped passage, or one that all have the mark of, has counts only
	Stats  itemstats.Item
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
// a quiz on items, whose keys are the rule's. What may be shown of so many
// students is for itemstats to say. A passage that the rule drops counts for
// nothing but its own counts. The order of the sittings changes nothing, not even
// the last bit of a figure.
func NewItemTable(items []questions.Item, sittings []Sitting, rule Rule) (ItemTable, error) {
	place, asked := columnsOf(items, sittings)
	rows := make([]row, len(sittings))
	for i, sitting := range sittings {
		rows[i] = newRow(sitting, place, len(asked), rule)
	}
	sort.Slice(rows, func(i, j int) bool {
		return cmp.Or(slices.Compare(rows[i].marks, rows[j].marks), slices.Compare(rows[i].said, rows[j].said)) < 0
	})
	marks := make([][]itemstats.Mark, len(rows))
	for i, row := range rows {
		marks[i] = row.marks
	}
	matrix, err := itemstats.New(marks)
	if err != nil {
		return ItemTable{}, err
	}
	table := ItemTable{Rule: rule, Whole: matrix.ShowWhole()}
	for j, item := range asked {
		line := ItemLine{Item: item, Except: rule.Except[item.Number]}
		switch line.Except.Policy {
		case PolicyDrop, PolicyFullCredit:
			for _, row := range rows {
				if row.said[j] != notAsked {
					line.Stats.N++
					line.Stats.Counts.Add(row.said[j])
				}
			}
		default:
			line.Stats = matrix.Show(j, item.Label.Index(), func(i int) int { return rows[i].said[j] })
		}
		table.Lines = append(table.Lines, line)
	}
	return table, nil
}

// row is a sitting by columns: the mark of each passage, and what was said by
// questions.Label.Index: -1 for a blank, or notAsked.
type row struct {
	marks []itemstats.Mark
	said  []int
}

const notAsked = -2

func newRow(s Sitting, place map[int]int, columns int, rule Rule) row {
	r := row{make([]itemstats.Mark, columns), make([]int, columns)}
	for j := range columns {
		r.marks[j], r.said[j] = itemstats.NotAsked, notAsked
	}
	for i, label := range s.said() {
		number := s.Picks[i]
		j, known := place[number]
		if !known {
			continue
		}
		r.said[j] = label.Index()
		switch {
		case !rule.Counts(number):
		case rule.Right(number, label):
			r.marks[j] = itemstats.Right
		default:
			r.marks[j] = itemstats.Wrong
		}
	}
	return r
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
	sort.Slice(asked, func(i, j int) bool { return asked[i].Number < asked[j].Number })
	place = make(map[int]int, len(asked))
	for j, item := range asked {
		place[item.Number] = j
	}
	return place, asked
}
