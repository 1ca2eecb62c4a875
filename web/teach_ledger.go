package web

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// ledgerPage lists how a quiz was rescored.
type ledgerPage struct {
	desk
	Class   quiz.Class
	Line    quiz.AssignmentLine
	Done    string // what was just done, or ""
	Entries []ledgerRow
}

// ledgerRow is one rescore.
type ledgerRow struct {
	quiz.Rescore
	When   string
	Says   string // what was decided
	Effect string // what it did
	Total  string
	Link   string // shows the changes, "" for none
	Open   bool   // they are shown
	Rows   []changeRow
	Pages  []way
}

// ledger answers GET /teach/assignment/{id}/rescores, with ?entry= for whose
// changes are shown.
func (s *Server) ledger(c echo.Context) error {
	ctx, who, now := c.Request().Context(), s.staff(c), s.store.Now()
	line, err := s.store.Assignment(ctx, who, c.Param("id"))
	if err != nil {
		return err
	}
	class, err := s.store.Class(ctx, who, line.Class)
	if err != nil {
		return err
	}
	all, err := s.store.Rescores(ctx, who, line.ID)
	if err != nil {
		return err
	}
	page, err := pageAsked(c)
	if err != nil {
		return err
	}
	view := ledgerPage{desk: s.desk(c, "classes", "How the key was put right - "+line.Title, nil), Class: class, Line: line}
	done, _ := strconv.Atoi(c.QueryParam("done"))
	open, _ := strconv.Atoi(c.QueryParam("entry"))
	if open == 0 && len(all) > 0 {
		open = all[0].Number
	}
	for _, entry := range all {
		row := newLedgerRow(entry, all, open, page, now)
		if entry.Number == done {
			view.Done = row.Effect
		}
		view.Entries = append(view.Entries, row)
	}
	return s.page(c, http.StatusOK, "teach-rescores", view)
}

// pageAsked is the page of a list that the address asks for, from 1.
func pageAsked(c echo.Context) (int, error) {
	typed := c.QueryParam("page")
	if typed == "" {
		return 1, nil
	}
	page, err := strconv.Atoi(typed)
	if err != nil || page < 1 || page > 1000 {
		return 0, quiz.ErrNotFound
	}
	return page, nil
}

func newLedgerRow(entry quiz.Rescore, all []quiz.Rescore, open, page int, now time.Time) ledgerRow {
	before, after := entry.Totals()
	row := ledgerRow{Rescore: entry, When: capital(day(entry.At, now)), Says: sayRescore(entry, all), Open: entry.Number == open && len(entry.Changes) > 0,
		Effect: fmt.Sprintf("%s changed, %d did not.", plural(len(entry.Changes), "score", "scores"), entry.Unchanged),
		Total:  fmt.Sprintf("All marks together went from %d to %d.", before, after)}
	if before == after {
		row.Total = fmt.Sprintf("All marks together stayed at %d.", after)
	}
	switch {
	case row.Open:
		row.Rows, row.Pages = changeRows(entry.Changes, page)
		for i := range row.Pages {
			row.Pages[i].Link = fmt.Sprintf("?entry=%d&page=%d#changes", entry.Number, i+1)
		}
	case len(entry.Changes) > 0:
		row.Link = fmt.Sprintf("?entry=%d#changes", entry.Number)
	}
	return row
}

// sayRescore says what a rescore decided.
func sayRescore(r quiz.Rescore, all []quiz.Rescore) string {
	passages := capital(passagesNamed(r.Passages))
	count := map[bool]string{true: "counts", false: "count"}[len(r.Passages) == 1]
	said := map[string]string{
		quiz.PolicyCurrent:    "%s: only the key counts.",
		quiz.PolicyEither:     "%s: the key and the one before both count.",
		quiz.PolicyFullCredit: "%s: everybody who was asked has the mark.",
		quiz.PolicyDrop:       "%s no longer " + count + ".",
		"":                    "%s " + count + " as before.",
	}[r.Policy]
	text := fmt.Sprintf(said, passages)
	for _, other := range all {
		if r.Undoes != "" && other.ID == r.Undoes {
			text = fmt.Sprintf("Number %d was taken back. ", other.Number) + text
		}
	}
	if r.From != r.To {
		return fmt.Sprintf("Key version %d in place of %d. ", r.To, r.From) + text
	}
	return text
}
