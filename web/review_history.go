package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"discern/questions"
	"discern/quiz"
)

// diffPassage is what became of one passage, in words.
type diffPassage struct {
	Name   string
	Says   string // that it is new or was taken out
	Fields []questions.FieldDiff
}

func newDiff(d questions.PackDiff) []diffPassage {
	var all []diffPassage
	for _, p := range d.Passages {
		one := diffPassage{Name: "Passage " + itoa(p.Number), Fields: p.Fields}
		switch {
		case p.Added:
			one.Says = "This passage is new."
		case p.Removed:
			one.Says = "This passage was taken out."
		}
		all = append(all, one)
	}
	return all
}

// fieldNames are the parts of a pack as people call them.
var fieldNames = map[string]string{
	"title": "Title", "about": "About", "language": "Language", "number": "Number", "text": "Words", "key": "Key", "second": "Second kind",
	"status": "State", "rationale": "Reason", "cues": "Marked words", "readings": "Readings", "later": "What came out later",
	"guide.fact": "Guide to facts", "guide.inference": "Guide to inferences", "guide.opinion": "Guide to opinions", "guide.mixed": "Guide to mixed statements",
}

func fieldName(field string) string {
	if name, ok := fieldNames[field]; ok {
		return name
	}
	return capital(field)
}

// historyRow is one version in a list.
type historyRow struct {
	quiz.HistoryLine
	When string
	Here bool // its changes are shown
}

func historyRows(lines []quiz.HistoryLine, here int) []historyRow {
	var rows []historyRow
	for _, line := range lines {
		rows = append(rows, historyRow{line, day(line.At, time.Now()), line.Version == here})
	}
	return rows
}

// historyPage lists the versions of a pack, with what changed in one of them.
type historyPage struct {
	desk
	Tabs     reviewTabs
	Heading  string
	Rows     []historyRow
	To       int // version whose changes are shown, 0 for none
	Fields   []questions.FieldDiff
	Passages []diffPassage
}

// history answers GET /review/pack/{slug}/history, with ?to= for the changes of
// a version.
func (s *Server) history(c echo.Context) error {
	ctx, who, slug := c.Request().Context(), s.staff(c), c.Param("slug")
	if err := who.MayReview(); err != nil {
		return err
	}
	lines, err := s.store.History(ctx, who, slug)
	if err != nil {
		return err
	}
	card, err := s.store.PackCard(ctx, who, slug)
	if err != nil {
		return err
	}
	view := historyPage{desk: s.desk(c, "texts", "History - "+card.Pack.Title, nil), Heading: card.Pack.Title}
	_, closed := s.store.DraftOf(ctx, who, slug)
	view.Tabs = reviewTabs{slug, "history", closed == nil, true}
	if typed := c.QueryParam("to"); typed != "" {
		if view.To, err = strconv.Atoi(typed); err != nil || view.To < 2 {
			return quiz.ErrNotFound
		}
		diff, err := s.store.Diff(ctx, who, slug, view.To-1, view.To)
		if err != nil {
			return err
		}
		view.Fields, view.Passages = diff.Fields, newDiff(diff)
	}
	view.Rows = historyRows(lines, view.To)
	return s.page(c, http.StatusOK, "review-history", view)
}

// versionAsked is the version that the address asks for, 0 for the newest.
func versionAsked(c echo.Context) (int, error) {
	typed := c.QueryParam("version")
	if typed == "" {
		return 0, nil
	}
	version, err := strconv.Atoi(typed)
	if err != nil || version < 1 {
		return 0, quiz.ErrNotFound
	}
	return version, nil
}

// publishedPage is a published version with its key, for reviewers.
type publishedPage struct {
	desk
	Tabs      reviewTabs
	Pack      *questions.Pack
	From      string
	Newest    bool
	Counts    []kindCount
	Disputed  int
	Items     []packItem
	Agreement agreementView
	History   []historyRow
	Formats   []exportFormat
	Intent    string
}

// publishedPack shows the newest version of a pack, or the one asked for.
func (s *Server) publishedPack(c echo.Context) error {
	ctx, who, slug := c.Request().Context(), s.staff(c), c.Param("slug")
	if err := who.MayReview(); err != nil {
		return err
	}
	version, err := versionAsked(c)
	if err != nil {
		return err
	}
	pack, err := s.store.KeyedPack(ctx, who, slug, version)
	if err != nil {
		return err
	}
	lines, err := s.store.History(ctx, who, slug)
	if err != nil {
		return err
	}
	found, err := s.store.Agreement(ctx, who, slug, pack.Version)
	if err != nil {
		return err
	}
	view := publishedPage{desk: s.desk(c, "texts", pack.Title, nil), Tabs: reviewTabs{slug, "passages", false, true}, Pack: pack, From: sourceLine(pack.Source),
		Newest: pack.Version == lines[0].Version, Agreement: newAgreementView(found.Agreement), History: historyRows(lines, 0),
		Formats: exportFormats, Intent: s.store.NewSecret(intentBytes)}
	view.Counts, view.Disputed = countKinds(pack)
	for _, item := range pack.Items {
		view.Items = append(view.Items, newPackItem(item, pack.Language))
	}
	return s.page(c, http.StatusOK, "review-published", view)
}

// countKinds counts the passages of each kind, and those that are disputed.
func countKinds(pack *questions.Pack) (counts []kindCount, disputed int) {
	for _, label := range questions.Labels {
		counts = append(counts, kindCount{Label: label})
	}
	for _, item := range pack.Items {
		switch kind := item.Label.Index(); {
		case item.Status == questions.Disputed:
			disputed++
		case kind >= 0:
			counts[kind].N++
		}
	}
	return counts, disputed
}
