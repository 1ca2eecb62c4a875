package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// reviewHomePage is the desk of a reviewer: texts, drafts and published packs.
// Administrators look on: they see lists and progress alone.
type reviewHomePage struct {
	desk
	Drafts     []draftLine
	Sources    []sourceRow
	Packs      []quiz.PackLine
	Challenges int // open ones
	LooksOn    bool
}

// draftLine is a pack in the making with what there is to do.
type draftLine struct {
	quiz.PackDraft
	Contested int
	Proposed  int
	Few       int
	Settled   int
}

// sourceRow is a text in a list.
type sourceRow struct {
	quiz.Source
	From string // who wrote it, where and when
}

// ToDo says in a few words what waits for a decision.
func (l draftLine) ToDo() string {
	var parts []string
	for _, part := range []struct {
		n    int
		says string
	}{{l.Contested, "to decide"}, {l.Proposed, "to ratify"}, {l.Few, "to be read by others"}, {l.Settled, "settled"}} {
		if part.n > 0 {
			parts = append(parts, plural(part.n, part.says, part.says))
		}
	}
	return strings.Join(parts, ", ")
}

// reviewHome answers GET /review.
func (s *Server) reviewHome(c echo.Context) error {
	ctx, who := c.Request().Context(), s.staff(c)
	view := reviewHomePage{desk: s.desk(c, "texts", "Texts", nil), LooksOn: who.Role != quiz.Reviewer}
	sources, err := s.store.Sources(ctx, who)
	if err != nil {
		return err
	}
	for _, source := range sources {
		view.Sources = append(view.Sources, sourceRow{source, sourceLine(source.Said())})
	}
	if view.Packs, err = s.store.Packs(ctx); err != nil {
		return err
	}
	if err := s.draftLines(ctx, who, &view); err != nil {
		return err
	}
	return s.page(c, http.StatusOK, "review-home", view)
}

// draftLines adds the open drafts with their queues, and counts the challenges.
func (s *Server) draftLines(ctx context.Context, who quiz.Actor, view *reviewHomePage) error {
	drafts, err := s.store.Drafts(ctx, who)
	if err != nil {
		return err
	}
	for _, draft := range drafts {
		if draft.State != quiz.DraftOpen {
			continue
		}
		line := draftLine{PackDraft: draft}
		opened, err := s.opened(ctx, who, draft)
		if err != nil {
			return err
		}
		if opened {
			queue, err := s.store.Queue(ctx, who, draft.ID)
			if errors.Is(err, quiz.ErrNotFound) {
				continue // taken back a moment ago
			}
			if err != nil {
				return err
			}
			line.Contested, line.Proposed, line.Few, line.Settled = len(queue.Contested), len(queue.Proposed), len(queue.Few), len(queue.Settled)
		}
		view.Drafts = append(view.Drafts, line)
	}
	if view.LooksOn {
		return nil
	}
	challenges, err := s.store.Challenges(ctx, who)
	for _, one := range challenges {
		if one.State == quiz.ChallengeOpen {
			view.Challenges++
		}
	}
	return err
}

// opened reports whether a reviewer has read all of a draft and has begun to see
// what others say. Before that the queue is not asked for: it would end the time
// in which a reading can be changed.
func (s *Server) opened(ctx context.Context, who quiz.Actor, draft quiz.PackDraft) (bool, error) {
	if who.Role != quiz.Reviewer || draft.Passages == 0 || draft.Read < draft.Passages {
		return false, nil
	}
	mine, err := s.store.MyReadings(ctx, who, draft.ID)
	if err != nil || len(mine.Places) == 0 {
		return false, err
	}
	sheet, err := s.store.Reading(ctx, who, mine.Places[len(mine.Places)-1].Passage)
	return err == nil && !sheet.MayChange, err
}

// reviewTabs are the places of a draft or a published pack.
type reviewTabs struct {
	Slug     string
	Tab      string // the current one
	Drafting bool   // a draft is open
	Past     bool   // something is published
}

func tabsOf(draft quiz.PackDraft, tab string) reviewTabs {
	return reviewTabs{draft.Slug, tab, true, draft.Base > 0}
}
