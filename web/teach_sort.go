package web

import (
	"net/url"
	"slices"
	"sort"
	"strconv"

	"discern/questions"
	"discern/quiz"
)

// ordering is how a table of scores is sorted: by which column, and whether
// the smallest value stands first.
type ordering struct {
	By string
	Up bool
}

// orders are the columns that a table of scores can be sorted by, in words.
var orders = map[string]string{"name": "name", "score": "score", "fact": "facts", "inference": "inferences", "opinion": "opinions",
	"blank": "questions left open", "differs": "answers that differ from the key", "attempts": "attempts", "minutes": "minutes", "when": "the time of handing in"}

// readOrdering reads ?sort= and ?up=; anything unknown is by score, highest
// first. Names stand from A on unless up is 0.
func readOrdering(sort, up string) ordering {
	switch {
	case sort == "name":
		return ordering{sort, up != "0"}
	case orders[sort] != "":
		return ordering{sort, up == "1"}
	}
	return ordering{"score", up == "1"}
}

// into writes the order into an address.
func (o ordering) into(query url.Values) {
	if o != readOrdering("", "") {
		query.Set("sort", o.By)
	}
	if o != readOrdering(o.By, "") {
		query.Set("up", map[bool]string{true: "1", false: "0"}[o.Up])
	}
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
	sort.SliceStable(rows, func(i, j int) bool {
		a, b := rows[i], rows[j]
		switch {
		case a.Score == nil || b.Score == nil:
			return a.Score != nil && b.Score == nil
		case o.Up:
			return o.value(a) < o.value(b)
		}
		return o.value(a) > o.value(b)
	})
	return rows
}

// value is what a row with a score is sorted by.
func (o ordering) value(row quiz.Row) int {
	if kind := questions.Label(o.By).Index(); kind >= 0 {
		return row.Score.ByKind[kind].Right
	}
	switch o.By {
	case "blank":
		return row.Score.Blank()
	case "differs":
		return row.Score.Confusion.Differ()
	case "attempts":
		return len(row.Attempts)
	case "minutes":
		return int(row.Attempt.Submitted.Sub(row.Attempt.Started).Seconds())
	case "when":
		return int(row.Attempt.Submitted.Unix())
	}
	return row.Score.Right
}

// heading is a column heading that sorts.
type heading struct {
	Name string
	Kind questions.Label // shown with its shape, or ""
	Num  bool
	Of   int  // what every number of the column is of; 0: a column of its own says so, or nothing
	Wide bool // a column "of" stands beside it
	Link string
	Aria string // ascending, descending or ""
	Icon string // up, down or both
}

// heading is the one of a column in a view of a table.
func (v scoresView) heading(by, name string) heading {
	h := heading{Name: name, Num: by != "name", Icon: "both"}
	if kind := questions.Label(by); kind.Valid() {
		h.Kind = kind
	}
	next := readOrdering(by, "")
	if by == v.By {
		h.Aria, h.Icon = "descending", "down"
		if v.Up {
			h.Aria, h.Icon = "ascending", "up"
		}
		next.Up = !v.Up
	}
	v.ordering, v.Page = next, 1
	h.Link = v.link()
	return h
}

// headings are those of all columns. Columns whose numbers are all of the same
// number say so once.
func (v scoresView) headings(rows []quiz.Row) []heading {
	all := []heading{v.heading("name", "Student"), v.heading("score", "Score"), v.heading("fact", ""), v.heading("inference", ""), v.heading("opinion", ""),
		v.heading("blank", "Open"), v.heading("differs", "Not as the key"), v.heading("attempts", "Attempts"), v.heading("minutes", "Minutes"), v.heading("when", "Handed in")}
	for i := range 4 {
		all[i+1].Of, all[i+1].Wide = sameOf(rows, func(s quiz.Score) int {
			if i > 0 {
				return s.ByKind[i-1].Of
			}
			return s.Max
		})
	}
	return all
}

// sameOf returns what all scores have in common, or that they differ.
func sameOf(rows []quiz.Row, of func(quiz.Score) int) (same int, differ bool) {
	for _, row := range rows {
		if row.Score == nil {
			continue
		}
		n := of(*row.Score)
		if same != 0 && n != same {
			return 0, true
		}
		same = n
	}
	return same, false
}

// Says is the order in words.
func (o ordering) Says() string {
	end := "highest first"
	switch {
	case o.By == "name" && o.Up:
		end = "from A to Z"
	case o.By == "name":
		end = "from Z to A"
	case o.By == "when" && o.Up:
		end = "earliest first"
	case o.By == "when":
		end = "latest first"
	case o.Up:
		end = "lowest first"
	}
	return "Sorted by " + orders[o.By] + ", " + end + "."
}

// cells are the numbers of a row as they stand under the headings between the
// name and the time; a row without a score has none but its attempts.
func cells(row quiz.Row, headings []heading) []string {
	var texts []string
	add := func(n int) { texts = append(texts, strconv.Itoa(n)) }
	for _, h := range headings[2 : len(headings)-1] {
		switch {
		case h.Name == "Attempts" && len(row.Attempts) > 0:
			add(len(row.Attempts))
		case row.Score == nil:
			texts = append(texts, "")
			if h.Wide {
				texts = append(texts, "")
			}
		case h.Kind != "":
			part := row.Score.ByKind[h.Kind.Index()]
			if add(part.Right); h.Wide {
				add(part.Of)
			}
		case h.Name == "Open":
			add(row.Score.Blank())
		case h.Name == "Minutes":
			add(minutes(row.Attempt.Submitted.Sub(row.Attempt.Started)))
		default:
			add(row.Score.Confusion.Differ())
		}
	}
	return texts
}
