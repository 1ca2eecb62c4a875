package web

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"discern/quiz"
	"discern/quiz/itemstats"
)

// itemPage is one passage of a quiz with every figure of it.
type itemPage struct {
	desk
	Tab       string
	Class     quiz.Class
	Line      quiz.Assignment
	Version   int
	Language  string
	Row       itemRow
	Look      *lookItem // nil: nothing asks for a second look
	Filed     *quiz.Challenge
	Reason    string // what the reviewers read if they are asked
	Figures   []itemFigure
	Why       string // figures are left out
	Thirds    []partRow
	Quintiles *lines
	Before    int // number of the passage before, 0 for none
	After     int
}

// itemFigure is a figure with what it means.
type itemFigure struct {
	measure
	Means string
}

// partRow is what one part of the students answered.
type partRow struct {
	Name string
	itemstats.Counts
}

// teachItem answers GET /teach/assignment/{id}/items/{number}.
func (s *Server) teachItem(c echo.Context) error {
	ctx, who := c.Request().Context(), s.staff(c)
	table, err := s.store.Items(ctx, who, c.Param("id"))
	if err != nil {
		return err
	}
	at, err := lineAsked(table, c.Param("number"))
	if err != nil {
		return err
	}
	asked, err := s.store.MyChallenges(ctx, who)
	if err != nil {
		return err
	}
	view := newItemPage(table, at, asked)
	view.desk = s.desk(c, "classes", fmt.Sprintf("Passage %d of %s", table.Lines[at].Number, table.Assignment.Title), nil)
	return s.page(c, http.StatusOK, "teach-item", view)
}

// lineAsked finds a passage by its number as typed, or quiz.ErrNotFound.
func lineAsked(t quiz.ItemTable, number string) (at int, err error) {
	n, err := strconv.Atoi(number)
	for at, line := range t.Lines {
		if err == nil && line.Number == n {
			return at, nil
		}
	}
	return 0, quiz.ErrNotFound
}

func newItemPage(t quiz.ItemTable, at int, asked []quiz.Challenge) itemPage {
	line := t.Lines[at]
	view := itemPage{Tab: "items", Class: t.Class, Line: t.Assignment, Version: t.Rule.Version, Language: t.Language, Row: newItemRow(line, t.Rule),
		Filed: filed(asked, line, t), Figures: itemFigures(line.Stats), Why: line.Stats.Why}
	if at > 0 {
		view.Before = t.Lines[at-1].Number
	}
	if at+1 < len(t.Lines) {
		view.After = t.Lines[at+1].Number
	}
	if len(line.Stats.Flags) > 0 {
		look := newLookItem(line, view.Filed)
		view.Look, view.Reason = &look, reasonOf(line)
	}
	if thirds := line.Stats.Thirds; thirds != [3]itemstats.Counts{} {
		view.Thirds = []partRow{{"Did best on the others", thirds[itemstats.Top]}, {"Middle", thirds[itemstats.Middle]}, {"Did least well", thirds[itemstats.Bottom]}}
		view.Quintiles = newLines(line.Stats.Quintiles)
	}
	return view
}

// reasonOf writes what the figures say against a passage for its reviewers, as
// much as a challenge holds. It names neither a class nor a student.
func reasonOf(line quiz.ItemLine) string {
	s := line.Stats
	parts := []string{"From the answers to a quiz: " + flagWords[s.Flags[0]] + ".", saysAnswered(line)}
	if bar := facilityBar(s); bar != nil {
		parts = append(parts, "Facility "+bar.Value+" ("+bar.Range+").")
	}
	if bar := discriminationBar(s.Discrimination); bar != nil {
		parts = append(parts, strings.TrimSuffix("Discrimination "+bar.Value+" ("+bar.Range, " (")+").")
	}
	for _, flag := range s.Flags[1:] {
		parts = append(parts, capital(flagWords[flag])+".")
	}
	reason := parts[0]
	for _, part := range parts[1:] {
		if utf8.RuneCountInString(reason)+1+utf8.RuneCountInString(part) <= quiz.NoteLength {
			reason += " " + part
		}
	}
	return reason
}

// challengeItem answers POST /teach/assignment/{id}/items/{number}/challenge: it
// asks the reviewers about a passage that stands out, once.
func (s *Server) challengeItem(c echo.Context) error {
	ctx, who := c.Request().Context(), s.staff(c)
	table, err := s.store.Items(ctx, who, c.Param("id"))
	if err != nil {
		return err
	}
	at, err := lineAsked(table, c.Param("number"))
	if err != nil || len(table.Lines[at].Stats.Flags) == 0 {
		return quiz.ErrNotFound
	}
	line := table.Lines[at]
	ask := quiz.NewChallenge{Passage: line.ID, Version: table.Rule.Version, Reason: reasonOf(line), Once: true}
	_, err = s.store.Challenge(ctx, who, ask, quiz.Intent{})
	if errors.Is(err, quiz.ErrNotFound) { // not in the version whose key marks it
		ask.Version = table.Assignment.Version
		_, err = s.store.Challenge(ctx, who, ask, quiz.Intent{})
	}
	if err != nil {
		return err
	}
	return see(c, fmt.Sprintf("/teach/assignment/%s/items/%d#asked", table.Assignment.ID, line.Number))
}
