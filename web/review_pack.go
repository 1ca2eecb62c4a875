package web

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"discern/questions"
	"discern/quiz"
)

// reviewPackPage is a pack in the making: its passages with their state, and
// what is between it and being published. Nothing of it tells others' readings
// or the key of a passage that the reviewer has not read.
type reviewPackPage struct {
	desk
	Tabs      reviewTabs
	Draft     quiz.PackDraft
	From      string
	LooksOn   bool
	Blind     bool // what others say stays hidden until all is read, or who reads asks for it
	Next      step // the one thing to do next
	Also      string
	Rows      []passageRow
	Waiting   int // to be read by whoever looks
	Proposed  int
	Ready     int
	Contested int
	Disputed  int
	Missing   []missingLine
	Agreement *agreementView // nil: not before all is read
	Diff      []diffPassage  // of a correction
	Fields    []questions.FieldDiff
	Reason    string
	Intent    string
}

// passageRow is a passage in the list of a draft.
type passageRow struct {
	quiz.DraftPassage
	State string
	Go    step
	Ready bool
}

// missingLine is one thing that is missing, with the place to mend it.
type missingLine struct {
	quiz.Missing
	Href string
}

// reviewPack answers GET /review/pack/{slug}: the open draft of the name, else
// the newest version, or the one that ?version= asks for.
func (s *Server) reviewPack(c echo.Context) error {
	if c.QueryParam("version") == "" {
		draft, err := s.store.DraftOf(c.Request().Context(), s.staff(c), c.Param("slug"))
		if err == nil {
			return s.showDraft(c, http.StatusOK, draft, reviewPackPage{Intent: s.store.NewSecret(intentBytes)}, nil)
		}
		if !errors.Is(err, quiz.ErrNotFound) {
			return err
		}
	}
	return s.publishedPack(c)
}

func (s *Server) showDraft(c echo.Context, status int, draft quiz.PackDraft, view reviewPackPage, t *trouble) error {
	ctx, who := c.Request().Context(), s.staff(c)
	sheet, err := s.store.Draft(ctx, who, draft.ID)
	if err != nil {
		return err
	}
	view.desk = s.desk(c, "texts", sheet.Draft.Title, t)
	view.Tabs, view.Draft, view.From, view.LooksOn = tabsOf(sheet.Draft, "passages"), sheet.Draft, sourceLine(sheet.Draft.Said), who.Role != quiz.Reviewer
	if view.LooksOn {
		for _, p := range sheet.Passages {
			view.Rows = append(view.Rows, passageRow{DraftPassage: p})
		}
		return s.page(c, status, "review-pack", view)
	}
	d := sheet.Draft
	view.Waiting = d.Passages - d.Read
	view.Blind = d.Base == 0 && (view.Waiting > 0 || d.Passages == 0) && c.QueryParam("decide") == "" && t == nil
	fill := s.fillDraft
	if view.Blind {
		fill = s.fillBlind
	}
	if err := fill(ctx, who, &view, sheet); err != nil {
		return err
	}
	return s.page(c, status, "review-pack", view)
}

// fillBlind adds what a reviewer may know who still reads alone. It asks for no
// queue: whoever has seen that cannot change a reading any more.
func (s *Server) fillBlind(ctx context.Context, who quiz.Actor, view *reviewPackPage, sheet quiz.DraftSheet) error {
	mine, err := s.store.MyReadings(ctx, who, sheet.Draft.ID)
	if err != nil {
		return err
	}
	for _, p := range sheet.Passages {
		row := draftRow(p, quiz.Queue{}, nil)
		if p.Own != nil {
			row.State, row.Ready, row.Go = "You have read it", false, step{"/review/passage/" + p.ID, "Look again"}
		}
		view.Rows = append(view.Rows, row)
	}
	view.Next, view.Also = nextOf(sheet.Draft, quiz.Queue{}, mine.Next, nil)
	return nil
}

// fillDraft adds what a reviewer may know and do.
func (s *Server) fillDraft(ctx context.Context, who quiz.Actor, view *reviewPackPage, sheet quiz.DraftSheet) error {
	queue, err := s.store.Queue(ctx, who, sheet.Draft.ID)
	if err != nil {
		return err
	}
	missing, err := s.store.Missing(ctx, who, sheet.Draft.ID)
	if err != nil {
		return err
	}
	mine, err := s.store.MyReadings(ctx, who, sheet.Draft.ID)
	if err != nil {
		return err
	}
	view.Proposed, view.Contested = len(queue.Proposed), len(queue.Contested)
	for _, one := range missing {
		view.Missing = append(view.Missing, missingLine{one, whereTo(sheet.Draft, one)})
	}
	for _, p := range sheet.Passages {
		row := draftRow(p, queue, missing)
		if row.Ready {
			view.Ready++
		}
		view.Rows = append(view.Rows, row)
	}
	for _, line := range queue.Settled {
		if line.Decision.Status == questions.Disputed {
			view.Disputed++
		}
	}
	view.Next, view.Also = nextOf(sheet.Draft, queue, mine.Next, missing)
	return s.fillCompared(ctx, who, view)
}

// fillCompared adds agreement and changes, as far as they may be seen.
func (s *Server) fillCompared(ctx context.Context, who quiz.Actor, view *reviewPackPage) error {
	agreement, err := s.store.DraftAgreement(ctx, who, view.Draft.ID)
	switch {
	case err == nil:
		shown := newAgreementView(agreement.Agreement)
		view.Agreement = &shown
	case !errors.Is(err, quiz.ErrReadFirst):
		return err
	}
	if view.Draft.Base == 0 {
		return nil
	}
	diff, err := s.store.DraftDiff(ctx, who, view.Draft.ID)
	view.Fields, view.Diff = diff.Fields, newDiff(diff)
	return err
}

// draftRow says in which state a passage is and what can be done about it.
func draftRow(p quiz.DraftPassage, queue quiz.Queue, missing []quiz.Missing) passageRow {
	in := func(lines []quiz.QueueLine) *quiz.QueueLine {
		at := slices.IndexFunc(lines, func(l quiz.QueueLine) bool { return l.Passage.ID == p.ID })
		if at < 0 {
			return nil
		}
		return &lines[at]
	}
	wants := slices.ContainsFunc(missing, func(m quiz.Missing) bool { return m.Passage == p.ID })
	row := passageRow{DraftPassage: p, Go: step{"/review/passage/" + p.ID + "/settle", "Decide"}}
	settled := in(queue.Settled)
	switch {
	case p.Own == nil && p.Outdated:
		row.State, row.Go = "New words: read it again", step{"/review/passage/" + p.ID, "Read"}
	case p.Own == nil:
		row.State, row.Go = "Waits for your reading", step{"/review/passage/" + p.ID, "Read"}
	case in(queue.Few) != nil:
		row.State = "Needs another reading"
	case in(queue.Proposed) != nil:
		row.State = "All agree, to be ratified"
	case in(queue.Contested) != nil:
		row.State = "Needs a decision"
	case settled != nil && wants:
		row.State = "Decided, needs a reason and marks"
	case settled != nil && settled.Decision.Status == questions.Disputed:
		row.State, row.Ready, row.Go.Words = "Disputed: shown, never asked", true, "Look again"
	default:
		row.State, row.Ready, row.Go.Words = "Ready", true, "Look again"
	}
	return row
}

// whereTo is the page on which a missing thing can be mended.
func whereTo(draft quiz.PackDraft, m quiz.Missing) string {
	switch {
	case m.Passage != "" && m.Field == "reading":
		return "/review/passage/" + m.Passage
	case m.Passage != "" && m.Field == "text":
		return "/review/passage/" + m.Passage + "/wording"
	case m.Passage != "":
		return "/review/passage/" + m.Passage + "/settle"
	case m.Field == "passages" && draft.Source != "":
		return "/review/source/" + draft.Source
	case m.Field == "title", m.Field == "about", len(m.Field) > 5 && m.Field[:5] == "guide":
		return "/review/pack/" + draft.Slug + "/guide#" + m.Field
	}
	return "#passages"
}

// nextOf is the one thing to do next on a draft, and a sentence about it.
func nextOf(draft quiz.PackDraft, queue quiz.Queue, unread string, missing []quiz.Missing) (step, string) {
	settle := func(line quiz.QueueLine) step {
		return step{"/review/passage/" + line.Passage.ID + "/settle", "Decide on passage " + itoa(line.Passage.Number)}
	}
	switch {
	case draft.Passages == 0 && draft.Source != "":
		return step{"/review/source/" + draft.Source, "Mark passages"}, "Mark the sentences that become passages of the quiz."
	case unread != "" && draft.Read == 0:
		return step{"/review/passage/" + unread, "Start reading"}, "Read each passage alone first. You see nobody else's reading until you have given your own."
	case unread != "":
		return step{"/review/passage/" + unread, "Go on reading"}, "Read each passage alone first. You see nobody else's reading until you have given your own."
	case len(queue.Contested) > 0:
		return settle(queue.Contested[0]), "You have read all. Now settle what readers see differently, most contested first."
	case len(queue.Proposed) > 0:
		return step{}, "You have read all. Where everybody agrees and is sure, you can ratify it together."
	}
	for _, m := range missing {
		if m.Passage != "" && m.Field != "reading" && m.Field != "readings" {
			return step{whereTo(draft, m), "Finish passage " + itoa(m.Number)}, "Each passage needs a reason and at least one marked word."
		}
	}
	switch {
	case len(missing) == 0:
		return step{}, "Nothing is missing. It can be published."
	case len(queue.Few) > 0:
		return step{}, "You have read all. It waits for another reviewer."
	}
	return step{missingLine{missing[0], whereTo(draft, missing[0])}.Href, "See to what is missing"}, missing[0].Text
}
