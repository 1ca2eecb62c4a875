package quiz

import (
	"maps"
	"slices"
	"time"

	"discern/quiz/itemstats"
)

// CompareFrom is how many students of a class must have handed in before the
// class is compared: the mean of fewer says more of them than of the class.
const CompareFrom = 5

// ComparedTable is one quiz of a class with the figures of the whole.
type ComparedTable struct {
	Table Table
	Whole itemstats.Whole // of first attempts
}

// ClassComparison is how classes did at one version of a text, marked by one rule.
type ClassComparison struct {
	Pack     string // slug
	Title    string
	Version  int
	Versions []int         // that the classes were set, the newest first
	Lines    []CompareLine // that can be compared, by title of the class
	Apart    []ApartLine   // the others
}

// CompareLine is a class that is compared. Mean is that of the students' shares of
// the marks, 0 to 1; ByKind adds up the marks of all of them. They are of the
// attempts that count, Alpha of the first ones, and all valid if Shown.
type CompareLine struct {
	Class      Class
	Assignment Assignment
	N          int  // students who have handed in
	Shown      bool // N is at least CompareFrom
	Mean       float64
	ByKind     [3]Part
	Alpha      itemstats.Figure
}

// ApartLine is a quiz on the same text that cannot be compared, and why, in
// plain words.
type ApartLine struct {
	Class      Class
	Assignment Assignment
	Why        string
}

// CompareClasses lines up the quizzes that were set from one version of a pack, 0 for
// the newest of which a class has enough students. Of quizzes of one version
// that a rescore marked by different rules, those of the rule that most have are
// compared, of equally many those of the later one.
func CompareClasses(slug, title string, version int, tables []ComparedTable) ClassComparison {
	c := ClassComparison{Pack: slug, Title: title, Version: version}
	for _, set := range tables {
		c.Versions = append(c.Versions, set.Table.Assignment.Version)
	}
	slices.Sort(c.Versions)
	slices.Reverse(c.Versions)
	c.Versions = slices.Compact(c.Versions)
	if c.Version == 0 {
		c.Version = newestFull(c.Versions, tables)
	}
	rule := commonRule(c.Version, tables)
	for _, set := range tables {
		class, a := set.Table.Class, set.Table.Assignment
		switch {
		case a.Version != c.Version:
			c.Apart = append(c.Apart, ApartLine{class, a, "It was set from version " + itoa(a.Version) + ", whose key may differ."})
		case !set.Table.Rule.same(rule):
			c.Apart = append(c.Apart, ApartLine{class, a, "It was rescored, and is marked by another key."})
		default:
			c.Lines = append(c.Lines, newCompareLine(set))
		}
	}
	return c
}

// newestFull is the newest version of which a class has enough students, else
// the newest.
func newestFull(versions []int, tables []ComparedTable) int {
	for _, version := range versions {
		if slices.ContainsFunc(tables, func(set ComparedTable) bool {
			return set.Table.Assignment.Version == version && set.Table.N >= CompareFrom
		}) {
			return version
		}
	}
	if len(versions) == 0 {
		return 0
	}
	return versions[0]
}

func commonRule(version int, tables []ComparedTable) Rule {
	var rule Rule
	most, since := 0, time.Time{}
	for _, one := range tables {
		if one.Table.Assignment.Version != version {
			continue
		}
		n, latest := 0, time.Time{}
		for _, other := range tables {
			if other.Table.Assignment.Version == version && other.Table.Rule.same(one.Table.Rule) {
				n++
				if other.Table.Rule.Since.After(latest) {
					latest = other.Table.Rule.Since
				}
			}
		}
		if n > most || n == most && latest.After(since) {
			rule, most, since = one.Table.Rule, n, latest
		}
	}
	return rule
}

// same reports whether two rules on one version of a pack mark alike.
func (r Rule) same(o Rule) bool { return r.Version == o.Version && maps.Equal(r.Except, o.Except) }

func newCompareLine(set ComparedTable) CompareLine {
	line := CompareLine{Class: set.Table.Class, Assignment: set.Table.Assignment, N: set.Table.N, Shown: set.Table.N >= CompareFrom}
	if !line.Shown {
		return line
	}
	line.Alpha = set.Whole.Alpha
	marked := 0
	for _, row := range set.Table.Rows {
		if row.Score == nil || row.Score.Max == 0 {
			continue
		}
		marked++
		line.Mean += float64(row.Score.Right) / float64(row.Score.Max)
		for kind, part := range row.Score.ByKind {
			line.ByKind[kind].Right += part.Right
			line.ByKind[kind].Of += part.Of
		}
	}
	line.Mean /= float64(max(marked, 1))
	return line
}
