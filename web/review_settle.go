package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"discern/questions"
	"discern/quiz"
)

// settlePage is a passage with all its readings side by side, for a reviewer who
// has read it.
type settlePage struct {
	desk
	Sheet     quiz.SettleSheet
	Heading   string
	Context   []contextParagraph
	About     string // heading of the context
	Choices   []choice
	Second    []secondChoice
	Form      settleForm
	Words     []cueWord
	Length    int            // of the rationale
	Revision  int            // of the decision that the form is made on
	Stored    *quiz.Decision // somebody else's, where both decided
	StoredSay []questions.Segment
	MayAgree  bool // two readings or more, and all give one kind
}

// settleForm is a decision as typed.
type settleForm struct {
	Label, Second, Use, Rationale string
	Cues                          []questions.Cue
	Note, Source                  string // what came out later
}

// settle answers GET /review/passage/{id}/settle.
func (s *Server) settle(c echo.Context) error {
	sheet, err := s.store.Settle(c.Request().Context(), s.staff(c), c.Param("id"))
	if err != nil {
		return err
	}
	return s.showSettle(c, http.StatusOK, settlePage{Sheet: sheet, Form: newSettleForm(sheet)}, nil)
}

// newSettleForm begins with what is decided, else with what most readers say.
func newSettleForm(sheet quiz.SettleSheet) settleForm {
	d := sheet.Decision
	if d == nil {
		return settleForm{Label: string(sheet.Most), Use: "yes"}
	}
	f := settleForm{Label: string(d.Label), Second: string(d.Second), Use: "yes", Rationale: d.Rationale, Cues: d.Cues}
	if d.Status == questions.Disputed {
		f.Use = "no"
	}
	if d.Later != nil {
		f.Note, f.Source = d.Later.Note, d.Later.Source
	}
	return f
}

func (s *Server) showSettle(c echo.Context, status int, view settlePage, t *trouble) error {
	sheet := view.Sheet
	view.desk = s.desk(c, "texts", "Decide on passage "+itoa(sheet.Passage.Number)+" - "+sheet.Draft.Title, t)
	view.Script, view.Heading = "review.js", settleHeading(sheet)
	view.Context, _, view.About = contextOf(sheet.Draft, sheet.Passage, sheet.Context, sheet.Around)
	for _, label := range questions.Labels {
		view.Choices = append(view.Choices, choice{label, shortMeaning[label], string(label) == view.Form.Label})
	}
	view.Second = secondChoices(questions.Label(view.Form.Second))
	view.Words = cueWords(sheet.Passage.Text, view.Form.Cues)
	view.Length = len([]rune(view.Form.Rationale))
	view.MayAgree = sheet.Of > 1 && sheet.Agree == sheet.Of
	if sheet.Decision != nil {
		view.Revision = sheet.Decision.Revision
	}
	if view.Stored != nil {
		view.StoredSay = sheet.Passage.Segments(view.Stored.Cues)
	}
	return s.page(c, status, "review-settle", view)
}

func settleHeading(sheet quiz.SettleSheet) string {
	name := "Passage " + itoa(sheet.Passage.Number)
	switch {
	case sheet.Of < 2:
		return name + ": one reading"
	case sheet.Agree == sheet.Of:
		return name + ": readers agree"
	}
	return name + ": readers disagree"
}

// decide answers POST /review/passage/{id}/settle.
func (s *Server) decide(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	ctx, who, id := c.Request().Context(), s.staff(c), c.Param("id")
	sheet, err := s.store.Settle(ctx, who, id)
	if err != nil {
		return err
	}
	view := settlePage{Sheet: sheet, Form: readSettle(sent, sheet.Passage.Text)}
	_, err = s.store.Decide(ctx, who, id, view.Form.decision(sheet, revisionOf(sent)))
	if errors.Is(err, quiz.ErrConflict) {
		view.Stored = sheet.Decision
		return s.showSettle(c, http.StatusConflict, view, &trouble{"stored", "Somebody else has decided this meanwhile. Look at both. If you send yours again, it takes the place of theirs."})
	}
	if t, status, ok := troubleOf(err); ok {
		return s.showSettle(c, status, view, t)
	}
	if err != nil {
		return err
	}
	where := step{}
	if sent.Get("go") == "next" {
		if where, err = s.nextToSettle(c, sheet.Draft); err != nil {
			return err
		}
	}
	if where.Href == "" {
		where.Href = "/review/pack/" + sheet.Draft.Slug
	}
	return see(c, where.Href+atMain)
}

// nextToSettle is the passage that asks most for a decision now, if there is one.
func (s *Server) nextToSettle(c echo.Context, draft quiz.PackDraft) (step, error) {
	ctx, who := c.Request().Context(), s.staff(c)
	queue, err := s.store.Queue(ctx, who, draft.ID)
	if err != nil {
		return step{}, err
	}
	missing, err := s.store.Missing(ctx, who, draft.ID)
	if err != nil {
		return step{}, err
	}
	next, _ := nextOf(draft, queue, "", missing)
	if !strings.HasSuffix(next.Href, "/settle") {
		return step{}, nil
	}
	return next, nil
}

func readSettle(sent url.Values, text string) settleForm {
	return settleForm{Label: sent.Get("label"), Second: sent.Get("second"), Use: sent.Get("use"), Rationale: sent.Get("rationale"),
		Cues: readCues(sent, text), Note: sent.Get("later.note"), Source: sent.Get("later.source")}
}

// decision is what the form says. The key counts as agreed where all readings
// say the same; what goes against a reading is adjudicated.
func (f settleForm) decision(sheet quiz.SettleSheet, revision *int) quiz.NewDecision {
	n := quiz.NewDecision{Label: questions.Label(f.Label), Second: questions.Label(f.Second), Status: questions.Adjudicated,
		Rationale: f.Rationale, Cues: f.Cues, Revision: revision}
	switch {
	case f.Use == "no":
		n.Status = questions.Disputed
	case sheet.Of > 1 && sheet.Agree == sheet.Of && n.Label == sheet.Most:
		n.Status = questions.Agreed
	}
	if f.Note != "" || f.Source != "" {
		n.Later = &questions.Later{Note: f.Note, Source: f.Source}
	}
	return n
}
