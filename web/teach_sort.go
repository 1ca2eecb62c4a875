package web

import (
	"slices"

	"discern/questions"
	"discern/quiz"
)

// ordering is how a table of scores is sorted: by which column, and whether
// the smallest value stands first.
type ordering struct {
	By string
	Up bool
}

// readOrdering reads ?sort= and ?up=; anything unknown is by score, highest
// first. Names stand from A on unless up is 0.
func readOrdering(sort, up string) ordering {
	switch sort {
	case "name":
		return ordering{sort, up != "0"}
	case "fact", "inference", "opinion", "answered":
		return ordering{sort, up == "1"}
	}
	return ordering{"score", up == "1"}
}

// sorted returns rows in order. Students without a score come last in either
// direction, and equals by name, as the rows came.
func (o ordering) sorted(rows []quiz.Row) []quiz.Row {
	rows = slices.Clone(rows)
	if o.By == "name" {
		if !o.Up {
			slices.Reverse(rows)
		}
		return rows
	}
	slices.SortStableFunc(rows, func(a, b quiz.Row) int {
		switch {
		case a.Score == nil && b.Score == nil:
			return 0
		case a.Score == nil:
			return 1
		case b.Score == nil:
			return -1
		case o.Up:
			return o.value(a) - o.value(b)
		}
		return o.value(b) - o.value(a)
	})
	return rows
}

// value is what a row with a score is sorted by.
func (o ordering) value(row quiz.Row) int {
	if kind := questions.Label(o.By).Index(); kind >= 0 {
		return row.Score.ByKind[kind].Right
	}
	if o.By == "answered" {
		return row.Score.Answered
	}
	return row.Score.Right
}

// heading is a column heading that sorts.
type heading struct {
	Name string
	Kind questions.Label // shown with its shape, or ""
	Num  bool
	Link string
	Aria string // ascending, descending or ""
	Icon string // up, down or both
}

func (o ordering) heading(by, name string, num bool) heading {
	h := heading{Name: name, Num: num, Link: "?sort=" + by, Icon: "both"}
	if kind := questions.Label(by); kind.Valid() {
		h.Kind = kind
	}
	if by != o.By {
		return h
	}
	h.Aria, h.Icon = "descending", "down"
	if o.Up {
		h.Aria, h.Icon = "ascending", "up"
	}
	switch {
	case by == "name" && o.Up:
		h.Link += "&up=0"
	case by != "name" && !o.Up:
		h.Link += "&up=1"
	}
	return h
}

// Says is the order in words.
func (o ordering) Says() string {
	names := map[string]string{"name": "name", "score": "score", "fact": "facts", "inference": "inferences", "opinion": "opinions",
		"answered": "answers given"}
	end := "highest first"
	switch {
	case o.By == "name" && o.Up:
		end = "from A to Z"
	case o.By == "name":
		end = "from Z to A"
	case o.Up:
		end = "lowest first"
	}
	return "Sorted by " + names[o.By] + ", " + end + "."
}
