package quiz_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"discern/questions"
	"discern/quiz"
)

// tableOf is a class in which each student has so many of 4 marks.
func tableOf(class string, version int, rule quiz.Rule, marks ...int) quiz.ComparedTable {
	table := quiz.Table{Class: quiz.Class{ID: class, Title: class}, Assignment: quiz.Assignment{ID: class, Version: version, Asked: 4}, Rule: rule}
	for _, right := range marks {
		table.Rows = append(table.Rows, quiz.Row{Score: &quiz.Score{Right: right, Max: 4, ByKind: [3]quiz.Part{{Right: right, Of: 4}}}})
	}
	table.Rows = append(table.Rows, quiz.Row{})
	table.Summarise()
	return quiz.ComparedTable{Table: table}
}

func TestCompareClasses(t *testing.T) {
	one, two := quiz.Rule{Version: 1}, quiz.Rule{Version: 2}
	dropped := quiz.Rule{Version: 2, Since: time.Unix(1, 0), Except: map[int]quiz.Exception{3: {Policy: quiz.PolicyDrop}}}
	either := quiz.Rule{Version: 2, Since: time.Unix(1, 0), Except: map[int]quiz.Exception{3: {Policy: quiz.PolicyEither, Also: questions.Fact}}}
	tables := []quiz.ComparedTable{tableOf("old", 1, one, 4, 4, 4, 4, 4), tableOf("a", 2, two, 0, 1, 2, 3, 4), tableOf("b", 2, two, 4, 4, 4, 4),
		tableOf("dropped", 2, dropped, 4, 4, 4, 4, 4), tableOf("either", 2, either, 4, 4, 4, 4, 4)}
	c := quiz.CompareClasses("p", "P", 0, tables)
	if c.Version != 2 || len(c.Versions) != 2 || c.Versions[0] != 2 || len(c.Lines) != 2 || len(c.Apart) != 3 {
		t.Fatalf("compared %+v", c)
	}
	if a := c.Lines[0]; !a.Shown || a.N != 5 || math.Abs(a.Mean-.5) > 1e-12 || a.ByKind[0] != (quiz.Part{Right: 10, Of: 20}) {
		t.Errorf("a class of five: %+v", a)
	}
	if b := c.Lines[1]; b.Shown || b.N != 4 || b.Mean != 0 || b.ByKind[0].Of != 0 {
		t.Errorf("a class of four: %+v", b)
	}
	for i, want := range []string{"version 1", "rescored", "rescored"} {
		if !strings.Contains(c.Apart[i].Why, want) {
			t.Errorf("%s: %q, want %q", c.Apart[i].Class.Title, c.Apart[i].Why, want)
		}
	}
	// The rule of most counts, and of equally many the later.
	if c := quiz.CompareClasses("p", "P", 2, []quiz.ComparedTable{tables[1], tables[3]}); len(c.Lines) != 1 || c.Lines[0].Class.ID != "dropped" {
		t.Errorf("of two rules %+v", c.Lines)
	}
	if c := quiz.CompareClasses("p", "P", 0, []quiz.ComparedTable{tables[0], tables[2]}); c.Version != 1 {
		t.Errorf("the newest version that has enough students is %d", c.Version)
	}
	if c := quiz.CompareClasses("p", "P", 0, nil); c.Version != 0 || len(c.Lines) != 0 {
		t.Errorf("of nothing: %+v", c)
	}
}
