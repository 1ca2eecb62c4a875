package web

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"discern/questions"
	"discern/quiz"
)

// wordsPage is where a teacher brings a copy of a pack's source, so that a quiz
// can ask in its words.
type wordsPage struct {
	desk
	Pack    *questions.Pack
	From    string
	Binding quiz.PackBinding
	Said    string // what was found in the copy that was just sent
	Form    textForm
}

// packWords answers GET /teach/packs/{slug}/words.
func (s *Server) packWords(c echo.Context) error {
	return s.showWords(c, http.StatusOK, textForm{}, nil)
}

func (s *Server) showWords(c echo.Context, status int, typed textForm, t *trouble) error {
	who, ctx := s.staff(c), c.Request().Context()
	if err := who.MustBe(quiz.TeacherOf); err != nil {
		return err
	}
	pack, err := s.store.Pack(ctx, c.Param("slug"), 0)
	if err != nil {
		return err
	}
	binding, err := s.store.Binding(ctx, who, pack.Slug, pack.Version)
	if err != nil {
		return err
	}
	view := wordsPage{desk: s.desk(c, "quizzes", "In the words of the source", t).narrow(), Pack: pack, From: sourceLine(pack.Source),
		Binding: binding, Said: found(c.QueryParam("found"), c.QueryParam("moved"), binding.Of), Form: typed}
	return s.page(c, status, "teach-words", view)
}

// found says what was found in a copy, by the numbers in the address.
func found(found, moved string, of int) string {
	n, err := strconv.Atoi(found)
	elsewhere, err2 := strconv.Atoi(moved)
	if err != nil || err2 != nil || n < 0 || n > of || elsewhere < 0 || elsewhere > n {
		return ""
	}
	said := strconv.Itoa(n) + " of " + plural(of, "passage", "passages") + " found in this copy"
	if elsewhere > 0 {
		said += ", " + strconv.Itoa(elsewhere) + " of them in another place"
	}
	return said + "."
}

// bindPack answers POST /teach/packs/{slug}/words.
func (s *Server) bindPack(c echo.Context) error {
	who := s.staff(c)
	if err := who.MustBe(quiz.TeacherOf); err != nil {
		return err
	}
	sent, file, err := upload(c)
	if err != nil {
		return err
	}
	typed := textForm{Text: sent.Get("text")}
	source, err := typed.source(file)
	var binding quiz.PackBinding
	if err == nil {
		binding, err = s.store.BindPack(c.Request().Context(), who, c.Param("slug"), 0, source.Article)
	}
	if t, status, ok := troubleOf(err); ok {
		return s.showWords(c, status, typed, t)
	}
	if err != nil {
		return err
	}
	return see(c, wordsPath(binding.Slug)+"?found="+strconv.Itoa(len(binding.Found))+"&moved="+strconv.Itoa(len(binding.Moved)))
}

// forgetWords answers POST /teach/packs/{slug}/words/forget.
func (s *Server) forgetWords(c echo.Context) error {
	who := s.staff(c)
	if err := who.MustBe(quiz.TeacherOf); err != nil {
		return err
	}
	if err := s.store.UnbindPack(c.Request().Context(), who, c.Param("slug")); err != nil {
		return err
	}
	return see(c, wordsPath(c.Param("slug")))
}

func wordsPath(slug string) string { return "/teach/packs/" + slug + "/words" }
