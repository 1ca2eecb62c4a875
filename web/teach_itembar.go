package web

import (
	"math"
	"slices"
	"sort"
	"strconv"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/itemstats"
)

// rangeBar is a figure with its interval as words and as the places of a chart,
// in percent of its scale.
type rangeBar struct {
	Value, Range string
	From, Width  int // of the interval
	Point        int // left edge of the stroke
}

// facilityBar is nil where facility may not be shown.
func facilityBar(s itemstats.Item) *rangeBar {
	f := s.Facility
	if !f.OK {
		return nil
	}
	right := share{int(math.Round(f.Value * float64(s.N))), s.N}
	bar := newRangeBar(f)
	bar.Value = right.Percent()
	bar.Range = strconv.Itoa(bar.From) + " to " + strconv.Itoa(bar.From+bar.Width)
	return bar
}

// discriminationBar is nil where discrimination may not be shown.
func discriminationBar(f itemstats.Figure) *rangeBar {
	if !f.OK {
		return nil
	}
	bar := newRangeBar(f)
	bar.Value = fixed(f.Value, 2)
	if f.Ranged {
		bar.Range = fixed(f.Low, 2) + " to " + fixed(f.High, 2)
	}
	// The scale begins at -.5: hardly anything is below it.
	end := bar.From + bar.Width
	bar.From = max(-50, bar.From)
	bar.Width, bar.Point = max(0, end-bar.From), max(-50, bar.Point)
	return bar
}

func newRangeBar(f itemstats.Figure) *rangeBar {
	percent := func(x float64) int { return int(math.Round(100 * x)) }
	bar := &rangeBar{Point: percent(f.Value) - 1}
	if f.Ranged {
		bar.From = percent(f.Low)
		bar.Width = percent(f.High) - bar.From
	}
	return bar
}

// splitPart is one kind in a bar of all answers, in percent of its width.
type splitPart struct {
	Label    questions.Label
	X, Width string
}

// newSplit leaves a gap after each part, and room for blanks at the end.
func newSplit(counts itemstats.Counts) []splitPart {
	const gap = 0.8
	var parts []splitPart
	at := 0.0
	for k, label := range questions.Labels {
		if counts[k] == 0 {
			continue
		}
		width := 100 * float64(counts[k]) / float64(counts.N())
		parts = append(parts, splitPart{label, tenth(at), tenth(max(width-gap, 0.2))})
		at += width
	}
	return parts
}

// tenth writes a place in a chart with one decimal at most.
func tenth(x float64) string { return strconv.FormatFloat(math.Round(10*x)/10, 'f', -1, 64) }

// itemOrder is how the table of passages is sorted: by number, facility or
// discrimination, the smallest first unless Up is false.
type itemOrder struct {
	By      string
	Up      bool
	Version int // of the pack, which stays in the address; 0: none in it
}

// readItemOrder reads ?sort= and ?up=; anything unknown is by number.
func readItemOrder(sort, up string) itemOrder {
	if sort != "facility" && sort != "discrimination" {
		sort = "number"
	}
	return itemOrder{By: sort, Up: up != "0"}
}

// sorted returns lines in order; those without the figure come last either way.
func (o itemOrder) sorted(lines []quiz.ItemLine) []quiz.ItemLine {
	lines = slices.Clone(lines)
	sort.SliceStable(lines, func(i, j int) bool {
		x, okX := o.value(lines[i])
		y, okY := o.value(lines[j])
		switch {
		case okX != okY:
			return okX
		case !okX || x == y:
			return false
		}
		return (x < y) == o.Up
	})
	return lines
}

func (o itemOrder) value(line quiz.ItemLine) (value float64, ok bool) {
	switch o.By {
	case "facility":
		return line.Stats.Facility.Value, line.Stats.Facility.OK
	case "discrimination":
		return line.Stats.Discrimination.Value, line.Stats.Discrimination.OK
	}
	return float64(line.Number), true
}

// heading is a column heading that sorts; the one of the column by which the
// table is sorted turns it round.
func (o itemOrder) heading(by, name string, num bool) heading {
	h := heading{Name: name, Num: num, Link: "?sort=" + by, Icon: "both"}
	switch {
	case by != o.By:
	case o.Up:
		h.Aria, h.Icon, h.Link = "ascending", "up", h.Link+"&up=0"
	default:
		h.Aria, h.Icon = "descending", "down"
	}
	if o.Version > 0 {
		h.Link += "&version=" + strconv.Itoa(o.Version)
	}
	return h
}

// Says is the order in words.
func (o itemOrder) Says() string {
	end := "lowest first"
	if !o.Up {
		end = "highest first"
	}
	return "Sorted by " + o.By + ", " + end + "."
}
