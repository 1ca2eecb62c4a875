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
	Version  int // of the key
	Language string
	Number   string   // the figure that the page begins with
	Finding  string   // and what it says
	Rules    []string // what a class of this size leaves out, in sentences
	Whole    []measure
	WhyWhole string // figures of the whole are left out
	Look     []lookItem
	More     int // passages worth a look that stand in the table only
	Order    itemOrder
	Headings []heading
	Rows     []itemRow
	Each     string // where each passage has a place of its own, but for its number
}

// itemRow is one passage in the table.
type itemRow struct {
	Number         int
	Text           string
	Key            questions.Label
	N              int // students asked
	Flagged        bool
	Except         string // how it is marked otherwise, in words, or ""
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
	Number   int
	Text     string
	Says     []string // the flags in words
	Answered string
	Filed    *quiz.Challenge // what the teacher has asked the reviewers about it
}

// teachItems answers GET /teach/assignment/{id}/items.
func (s *Server) teachItems(c echo.Context) error {
	ctx, who := c.Request().Context(), s.staff(c)
	table, err := s.store.Items(ctx, who, c.Param("id"))
	if err != nil {
		return err
	}
	asked, err := s.store.MyChallenges(ctx, who)
	if err != nil {
		return err
	}
	view := newItemsPage(table, readItemOrder(c.QueryParam("sort"), c.QueryParam("up")), asked)
	view.desk = s.desk(c, "classes", "Questions of "+table.Assignment.Title, nil)
	return s.page(c, http.StatusOK, "teach-items", view)
}

func newItemsPage(t quiz.ItemTable, order itemOrder, asked []quiz.Challenge) itemsPage {
	view := itemsPage{Tab: "items", Class: t.Class, Line: t.Assignment, Version: t.Rule.Version, Language: t.Language,
		Whole: wholeFigures(t.Whole), WhyWhole: t.Whole.Why, Order: order, Each: "items/",
		Headings: []heading{order.heading("number", "No.", true), order.heading("facility", "Facility", false),
			order.heading("discrimination", "Discrimination", false)}}
	for _, line := range t.Lines {
		if len(line.Stats.Flags) > 0 {
			view.Look = append(view.Look, newLookItem(line, filed(asked, line, t)))
		}
	}
	for _, line := range order.sorted(t.Lines) {
		view.Rows = append(view.Rows, newItemRow(line, t.Rule))
	}
	view.Number, view.Finding = findingOf(t, len(view.Look))
	view.More = max(0, len(view.Look)-mostLooks)
	view.Look = view.Look[:len(view.Look)-view.More]
	view.Rules = sizeRules(t)
	return view
}

// mostLooks is how many passages are put before a teacher to look at.
const mostLooks = 6

// filed finds what was said of a passage against the key that marks it.
func filed(asked []quiz.Challenge, line quiz.ItemLine, t quiz.ItemTable) *quiz.Challenge {
	for i, one := range asked {
		if one.Passage == line.ID && (one.Version == t.Rule.Version || one.Version == t.Assignment.Version) {
			return &asked[i]
		}
	}
	return nil
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
		case line.Stats.N == 0: // nothing is shown, and the reason says so
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
	if few+some > 0 && len(t.Lines) > t.Assignment.Asked && t.Assignment.Asked > 0 {
		rules = append(rules, fmt.Sprintf("Each student got %d of %d passages. A quiz that asks all of them tells more of each.", t.Assignment.Asked, len(t.Lines)))
	}
	return rules
}

func newItemRow(line quiz.ItemLine, rule quiz.Rule) itemRow {
	s := line.Stats
	return itemRow{Number: line.Number, Text: line.Text, Key: line.Label, N: s.N, Flagged: len(s.Flags) > 0, Except: saysExcept(line.Except, rule),
		Facility: facilityBar(s), Discrimination: discriminationBar(s.Discrimination), said: newSaid(s.Counts, line.Label)}
}

// saysExcept tells of a passage that is marked otherwise than by its key alone.
func saysExcept(e quiz.Exception, rule quiz.Rule) string {
	since := ""
	if !rule.Since.IsZero() {
		since = " since " + rule.Since.Local().Format("2 January, 15:04")
	}
	switch e.Policy {
	case quiz.PolicyDrop:
		return "Does not count" + since + "."
	case quiz.PolicyFullCredit:
		return "Everybody who was asked has the mark" + since + ", so only what they chose is shown."
	case quiz.PolicyEither:
		return capital(string(e.Also)) + " is right too" + since + "."
	}
	return ""
}

func newLookItem(line quiz.ItemLine, asked *quiz.Challenge) lookItem {
	item := lookItem{Number: line.Number, Text: line.Text, Answered: saysAnswered(line), Filed: asked}
	for _, flag := range line.Stats.Flags {
		item.Says = append(item.Says, flagWords[flag])
	}
	return item
}

// saysAnswered is what was said of a passage in sentences, the key first.
func saysAnswered(line quiz.ItemLine) string {
	key, counts := line.Label.Index(), line.Stats.Counts
	said := []string{fmt.Sprintf("%d of %d said %s, as the key does.", counts[key], line.Stats.N, line.Label)}
	for k, label := range questions.Labels {
		if k != key && counts[k] > 0 {
			said = append(said, fmt.Sprintf("%d said %s.", counts[k], label))
		}
	}
	if blank := counts[itemstats.Kinds]; blank > 0 {
		said = append(said, fmt.Sprintf("%d left it open.", blank))
	}
	return strings.Join(said, " ")
}

// flagWords are the flags for a person.
var flagWords = map[itemstats.Flag]string{
	itemstats.Negative: "students who did well on the others did less well here",
	itemstats.Weak:     "students who did well on the others did hardly better here",
	itemstats.TopElse:  "most of those who did best on the others chose another kind than the key",
	itemstats.TooEasy:  "nearly everybody matched the key",
	itemstats.TooHard:  "fewer than half matched the key",
}
