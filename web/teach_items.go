package web

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/itemstats"
)

// itemsPage is how each passage of a quiz did.
type itemsPage struct {
	desk
	Tab      string
	Class    quiz.Class
	Line     quiz.Assignment
	Language string
	Number   string   // the figure that the page begins with
	Finding  string   // and what it says
	Rules    []string // what a class of this size leaves out, in sentences
	Whole    string
	Look     []lookItem
	Order    itemOrder
	Headings []heading
	Rows     []itemRow
}

// itemRow is one passage in the table.
type itemRow struct {
	Number         int
	Text           string
	Key            questions.Label
	N              int // students asked
	Flagged        bool
	Facility       *rangeBar
	Discrimination *rangeBar
	said
}

// kindN is how many answers said a kind.
type kindN struct {
	Label questions.Label
	N     int
	Key   bool
}

// lookItem is a passage with a reason to look at it.
type lookItem struct {
	itemRow
	Says     []string // the flags in words
	Answered string
	Thirds   []thirdRow
}

// thirdRow is what one third of the students answered.
type thirdRow struct {
	Name string
	itemstats.Counts
}

// teachItems answers GET /teach/assignment/{id}/items.
func (s *Server) teachItems(c echo.Context) error {
	table, err := s.store.Items(c.Request().Context(), s.staff(c), c.Param("id"))
	if err != nil {
		return err
	}
	order := readItemOrder(c.QueryParam("sort"), c.QueryParam("up"))
	view := newItemsPage(table, order)
	view.desk = s.desk(c, "classes", "Questions of "+table.Assignment.Title, nil)
	return s.page(c, http.StatusOK, "teach-items", view)
}

func newItemsPage(t quiz.ItemTable, order itemOrder) itemsPage {
	view := itemsPage{Tab: "items", Class: t.Class, Line: t.Assignment, Language: t.Language, Whole: saysWhole(t.Whole), Order: order,
		Headings: []heading{order.heading("number", "No.", true), order.heading("facility", "Facility", false), order.heading("discrimination", "Discrimination", false)}}
	for _, line := range t.Lines {
		if len(line.Stats.Flags) > 0 {
			view.Look = append(view.Look, newLookItem(line))
		}
	}
	for _, line := range order.sorted(t.Lines) {
		view.Rows = append(view.Rows, newItemRow(line))
	}
	view.Number, view.Finding = findingOf(t, len(view.Look))
	view.Rules = sizeRules(t)
	return view
}

// findingOf is the sentence that the page begins with, its number apart.
func findingOf(t quiz.ItemTable, flagged int) (number, says string) {
	judged := 0
	for _, line := range t.Lines {
		if line.Stats.Facility.OK {
			judged++
		}
	}
	n := t.Whole.N
	switch {
	case n == 0:
		return "0 students have handed in.", "How each passage did stands here as soon as somebody has."
	case judged == 0:
		return plural(n, "student has", "students have") + " handed in.", "That is too few to judge a passage by. What they chose stands below."
	case flagged == 0:
		return fmt.Sprintf("0 of %s stand out.", plural(judged, "passage", "passages")), "Nothing in the answers asks for a second look."
	}
	verb := "are"
	if flagged == 1 {
		verb = "is"
	}
	return fmt.Sprintf("%d of %s %s worth a look.", flagged, plural(judged, "passage", "passages"), verb), "That is no fault by itself: it may be the passage, the key, or something to talk about."
}

// sizeRules say what is left out for so few students, and what would change it
// (STATISTICS.md §10).
func sizeRules(t quiz.ItemTable) []string {
	few, some := 0, 0
	for _, line := range t.Lines {
		switch {
		case line.Stats.N < itemstats.FacilityFrom:
			few++
		case line.Stats.N < itemstats.DiscriminationFrom:
			some++
		}
	}
	var rules []string
	if few > 0 {
		rules = append(rules, fmt.Sprintf("%s asked of fewer than %d students: there we show only what they chose.", plural(few, "passage was", "passages were"), itemstats.FacilityFrom))
	}
	if some > 0 {
		rules = append(rules, fmt.Sprintf("%s asked of %d to %d students: there we show facility, and discrimination only from %d students on.",
			plural(some, "passage was", "passages were"), itemstats.FacilityFrom, itemstats.DiscriminationFrom-1, itemstats.DiscriminationFrom))
	}
	if few+some > 0 && len(t.Lines) > t.Assignment.Asked {
		rules = append(rules, fmt.Sprintf("Each student got %d of %d passages. A quiz that asks all of them tells more of each.", t.Assignment.Asked, len(t.Lines)))
	}
	return rules
}

func saysWhole(w itemstats.Whole) string {
	if !w.Alpha.OK {
		return w.Why
	}
	says := "Reliability of the whole quiz (KR-20): " + fixed(w.Alpha.Value, 2) + "."
	if w.SEM.OK {
		says += " Standard error of a score: " + fixed(w.SEM.Value, 1) + "."
	}
	return says
}

func newItemRow(line quiz.ItemLine) itemRow {
	s := line.Stats
	return itemRow{Number: line.Number, Text: line.Text, Key: line.Label, N: s.N, Flagged: len(s.Flags) > 0,
		Facility: facilityBar(s), Discrimination: discriminationBar(s.Discrimination), said: newSaid(s.Counts, line.Label)}
}

func newLookItem(line quiz.ItemLine) lookItem {
	item := lookItem{itemRow: newItemRow(line)}
	key, counts := line.Label.Index(), line.Stats.Counts
	for _, flag := range line.Stats.Flags {
		item.Says = append(item.Says, flagWords[flag])
	}
	said := []string{fmt.Sprintf("%d of %d said %s, as the key does.", counts[key], line.Stats.N, line.Label)}
	for k, label := range questions.Labels {
		if k != key && counts[k] > 0 {
			said = append(said, fmt.Sprintf("%d said %s.", counts[k], label))
		}
	}
	if item.Blank > 0 {
		said = append(said, fmt.Sprintf("%d left it open.", item.Blank))
	}
	item.Answered = strings.Join(said, " ")
	if thirds := line.Stats.Thirds; thirds != [3]itemstats.Counts{} {
		item.Thirds = []thirdRow{{"Did best on the others", thirds[itemstats.Top]}, {"Middle", thirds[itemstats.Middle]}, {"Did least well", thirds[itemstats.Bottom]}}
	}
	return item
}

// flagWords are the flags for a person.
var flagWords = map[itemstats.Flag]string{
	itemstats.Negative: "students who did well on the others did less well here",
	itemstats.Weak:     "students who did well on the others did hardly better here",
	itemstats.TopElse:  "most of those who did best on the others chose another kind than the key",
	itemstats.TooEasy:  "nearly everybody matched the key",
	itemstats.TooHard:  "fewer than half matched the key",
}
