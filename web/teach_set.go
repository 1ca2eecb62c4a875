package web

import (
	"net/http"
	"sort"
	"strings"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// setPage is where a teacher sets a quiz for a class.
type setPage struct {
	desk
	Class  quiz.Class
	Packs  []quiz.PackLine
	Pack   string // slug of the one that is chosen
	Name   string // another title than the pack's
	Form   settingsForm
	Intent string
	Bound  []string // titles of the texts that can be asked in the words of their source
}

// OpenTimes and OpenMore tell whether the less used settings stand open: only
// if something in them has to be put right.
func (p setPage) OpenTimes() bool { return inTimes(p.Trouble) }

// OpenMore: see OpenTimes.
func (p setPage) OpenMore() bool { return p.Trouble.On("order") || p.Trouble.On("wording") }

// Zone: see zone.
func (p setPage) Zone() string { return zone() }

func inTimes(t *trouble) bool {
	return t.On("minutes") || t.On("opens_at") || t.On("closes_at") || t.On("attempts") || t.On("scoring")
}

// setForm answers GET /teach/class/{id}/assignment/new.
func (s *Server) setForm(c echo.Context) error {
	return s.showSet(c, http.StatusOK, setPage{Pack: c.QueryParam("pack"), Form: newSettingsForm(quiz.DefaultSettings()),
		Intent: s.store.NewSecret(intentBytes)}, nil)
}

// Source says which texts can be asked in the words of their source.
func (p setPage) Source() string {
	if len(p.Bound) == len(p.Packs) || len(p.Bound) == 0 {
		return ""
	}
	return "The words of the source can be asked of: " + strings.Join(p.Bound, "; ") + "."
}

func (s *Server) showSet(c echo.Context, status int, view setPage, t *trouble) (err error) {
	ctx := c.Request().Context()
	if view.Class, err = s.store.Class(ctx, s.staff(c), c.Param("id")); err != nil {
		return err
	}
	if view.Packs, err = s.store.Packs(ctx); err != nil {
		return err
	}
	for _, pack := range view.Packs {
		bound, err := s.store.Binding(ctx, s.staff(c), pack.Slug, pack.Version)
		if err != nil {
			return err
		}
		if bound.Whole {
			view.Bound = append(view.Bound, pack.Title)
		}
	}
	view.Packs = publicLast(view.Packs)
	if view.Pack == "" {
		view.Pack = chosenUnasked(view.Packs)
	}
	view.desk = s.desk(c, "classes", "Set a quiz", t).narrow()
	return s.page(c, status, "teach-set", view)
}

// publicLast puts the packs that are public for practice behind the others.
func publicLast(packs []quiz.PackLine) []quiz.PackLine {
	sort.SliceStable(packs, func(i, j int) bool { return !packs[i].Public() && packs[j].Public() })
	return packs
}

// chosenUnasked is the slug of the only pack whose key is not public, or "".
func chosenUnasked(packs []quiz.PackLine) string {
	if len(packs) > 0 && !packs[0].Public() && (len(packs) == 1 || packs[1].Public()) {
		return packs[0].Slug
	}
	return ""
}

// setQuiz answers POST /teach/class/{id}/assignment/new.
func (s *Server) setQuiz(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	view := setPage{Pack: sent.Get("pack"), Name: sent.Get("title"), Form: readSettings(sent), Intent: sent.Get("intent")}
	settings, err := view.Form.settings()
	if err == nil && view.Pack == "" {
		err = &quiz.FieldError{Field: "pack", Message: "Choose a text."}
	}
	var line quiz.AssignmentLine
	if err == nil {
		asked := make([]string, 0, len(sent))
		for name := range sent {
			if name != "intent" {
				asked = append(asked, name)
			}
		}
		line, err = s.store.CreateAssignment(c.Request().Context(), s.staff(c), c.Param("id"),
			quiz.NewAssignment{Pack: view.Pack, Title: view.Name, Settings: settings}, intent(sent, asked...))
	}
	if t, status, ok := troubleOf(err); ok {
		return s.showSet(c, status, view, t)
	}
	if err != nil {
		return err
	}
	return see(c, "/teach/assignment/"+line.ID)
}
