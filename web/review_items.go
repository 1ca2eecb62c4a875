package web

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// pooledPage is how the passages of a version did in all classes of the school.
type pooledPage struct {
	itemsPage
	Tabs     reviewTabs
	Heading  string
	Versions []way // if there are several
}

// reviewItems answers GET /review/pack/{slug}/items, with ?version= for an older
// one.
func (s *Server) reviewItems(c echo.Context) error {
	ctx, who, slug := c.Request().Context(), s.staff(c), c.Param("slug")
	version, err := versionAsked(c)
	if err != nil {
		return err
	}
	pooled, err := s.store.PooledItems(ctx, who, slug, version)
	if err != nil {
		return err
	}
	history, err := s.store.History(ctx, who, slug)
	if err != nil {
		return err
	}
	view := newPooledPage(pooled, readItemOrder(c.QueryParam("sort"), c.QueryParam("up")), history)
	view.desk = s.desk(c, "texts", "How classes answered "+pooled.Title, nil)
	_, err = s.store.DraftOf(ctx, who, slug)
	view.Tabs = reviewTabs{slug, "items", err == nil, true}
	return s.page(c, http.StatusOK, "review-items", view)
}

func newPooledPage(p quiz.PooledItems, order itemOrder, history []quiz.HistoryLine) pooledPage {
	order.Version = p.Rule.Version
	view := pooledPage{itemsPage: newItemsPage(p.ItemTable, order, nil), Heading: p.Title}
	view.Each = fmt.Sprintf("/review/pack/%s?version=%d#passage-", p.Slug, p.Rule.Version)
	if p.Whole.N == 0 {
		view.Number, view.Finding = "Too few students have handed in.", fmt.Sprintf("From %d on, what they chose stands here.", quiz.PooledFrom)
	}
	for _, line := range history {
		if len(history) > 1 {
			view.Versions = append(view.Versions, way{Name: fmt.Sprintf("Version %d", line.Version),
				Link: fmt.Sprintf("?version=%d", line.Version), Here: line.Version == p.Rule.Version})
		}
	}
	return view
}
