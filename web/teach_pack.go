package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"discern/questions"
	"discern/quiz"
)

// packsPage lists the texts that can be set.
type packsPage struct {
	desk
	Packs []quiz.PackLine
}

// packPage is one text with its key.
type packPage struct {
	desk
	Pack   *questions.Pack
	From   string // where the passages come from
	Counts []kindCount
	Items  []packItem
}

// Public reports whether everybody can see this key.
func (p packPage) Public() bool { return p.Pack.Slug == quiz.ExamplePack }

// kindCount is how many passages a kind has.
type kindCount struct {
	Label questions.Label
	N     int
}

// packItem is a passage with its key, as a reading without an answer.
type packItem struct {
	reading
	Status string
}

// packs answers GET /teach/packs.
func (s *Server) packs(c echo.Context) error {
	if err := s.staff(c).MustBe(quiz.TeacherOf); err != nil {
		return err
	}
	packs, err := s.store.Packs(c.Request().Context())
	if err != nil {
		return err
	}
	return s.page(c, http.StatusOK, "teach-packs", packsPage{s.desk(c, "quizzes", "Quizzes", nil), packs})
}

// pack answers GET /teach/packs/{slug}, with ?version= for an older one.
func (s *Server) pack(c echo.Context) error { return s.showPack(c, http.StatusOK, nil) }

// showPack is pack, with what could not be kept of a challenge.
func (s *Server) showPack(c echo.Context, status int, typed *challengeForm) error {
	if err := s.staff(c).MustBe(quiz.TeacherOf); err != nil {
		return err
	}
	version, err := versionAsked(c)
	if typed != nil {
		version, err = typed.Version, nil
	}
	if err != nil {
		return err
	}
	pack, err := s.store.Pack(c.Request().Context(), c.Param("slug"), version)
	if err != nil {
		return err
	}
	view := packPage{desk: s.desk(c, "quizzes", pack.Title, nil), Pack: pack, From: sourceLine(pack.Source)}
	view.Body = "notes"
	for _, label := range questions.Labels {
		view.Counts = append(view.Counts, kindCount{Label: label})
	}
	var readings []reading
	for _, item := range pack.Items {
		if kind := item.Label.Index(); kind >= 0 {
			view.Counts[kind].N++
		}
		view.Items = append(view.Items, newPackItem(item, pack.Language))
		readings = append(readings, view.Items[len(view.Items)-1].reading)
	}
	if err := s.challengeForms(c, s.staff(c), "/teach/packs/"+pack.Slug+"/challenge", pack.Version, readings, typed); err != nil {
		return err
	}
	for i := range view.Items {
		view.Items[i].Differ = readings[i].Differ
	}
	return s.page(c, status, "teach-pack", view)
}

func newPackItem(item questions.Item, language string) packItem {
	p := packItem{reading: newReading(english, quiz.MarkQuestion(item.Number, item, ""), language)}
	switch item.Status {
	case questions.Adjudicated:
		p.Status = "Readers differed; it was decided"
	case questions.Disputed:
		p.Status = "Disputed: not asked in a quiz"
	default:
		p.Status = "Agreed"
	}
	return p
}
