package web

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"discern/questions/article"
	"discern/quiz"
)

// newTextPage is where a text comes in: pasted, or as a file.
type newTextPage struct {
	desk
	Form   textForm
	Intent string
}

// textForm is a text as typed.
type textForm struct {
	Title, Author, Publication, Published, Kind, Language, Text string
}

// newText answers GET /review/source/new.
func (s *Server) newText(c echo.Context) error {
	if err := s.staff(c).MayReview(); err != nil {
		return err
	}
	return s.showNewText(c, http.StatusOK, newTextPage{Form: textForm{Language: "en"}, Intent: s.store.NewSecret(intentBytes)}, nil)
}

func (s *Server) showNewText(c echo.Context, status int, view newTextPage, t *trouble) error {
	view.desk = s.desk(c, "texts", "New text", t).narrow()
	return s.page(c, status, "review-new", view)
}

// addText answers POST /review/source/new.
func (s *Server) addText(c echo.Context) error {
	who := s.staff(c)
	if err := who.MayReview(); err != nil {
		return err
	}
	sent, file, err := upload(c)
	if err != nil {
		return err
	}
	view := newTextPage{Form: readText(sent), Intent: sent.Get("intent")}
	text, err := view.Form.source(file)
	var source quiz.Source
	if err == nil {
		sent.Set("file", quiz.SecretHash(string(file)))
		source, err = s.store.AddSource(c.Request().Context(), who, text,
			intent(sent, "title", "author", "publication", "published", "kind", "language", "text", "file"))
	}
	if t, status, ok := troubleOf(err); ok {
		return s.showNewText(c, status, view, t)
	}
	if err != nil {
		return err
	}
	return see(c, "/review/source/"+source.ID)
}

func readText(v url.Values) textForm {
	return textForm{Title: v.Get("title"), Author: v.Get("author"), Publication: v.Get("publication"),
		Published: v.Get("published"), Kind: v.Get("kind"), Language: v.Get("language"), Text: v.Get("text")}
}

// source reads the text, or a *quiz.FieldError. The words of a file go into the
// form, so that they need not be sent again when something else is wrong.
func (f *textForm) source(file []byte) (quiz.NewSource, error) {
	read, from := article.ReadText, []byte(f.Text)
	if len(file) > 0 {
		read, from = article.Read, file
	}
	if len(file) > 0 && strings.TrimSpace(f.Text) != "" {
		return quiz.NewSource{}, &quiz.FieldError{Field: "file", Message: "There is a text in the field above too. Send one of the two."}
	}
	if len(from) == 0 {
		return quiz.NewSource{}, &quiz.FieldError{Field: "text", Message: "Paste the text, or choose a file that holds it."}
	}
	document, err := read(from)
	var odd *article.ReadError
	switch {
	case errors.As(err, &odd) && len(file) > 0:
		return quiz.NewSource{}, &quiz.FieldError{Field: "file", Message: "The file " + odd.Problem + "."}
	case errors.As(err, &odd):
		return quiz.NewSource{}, &quiz.FieldError{Field: "text", Message: "The text " + odd.Problem + "."}
	case err != nil:
		return quiz.NewSource{}, err
	}
	if len(file) > 0 {
		f.Text = strings.ReplaceAll(document.Article.Text(), "\n", "\n\n")
	}
	if strings.TrimSpace(f.Title) == "" {
		f.Title = document.Title
	}
	return quiz.NewSource{Title: f.Title, Author: f.Author, Publication: f.Publication, Published: f.Published,
		Kind: f.Kind, Language: f.Language, Article: document.Article}, nil
}

// upload reads a form that may hold one file, named file. Nothing of it goes to
// disk.
func upload(c echo.Context) (url.Values, []byte, error) {
	r := c.Request()
	if !strings.HasPrefix(r.Header.Get(echo.HeaderContentType), echo.MIMEMultipartForm) {
		sent, err := form(c)
		return sent, nil, err
	}
	if err := r.ParseMultipartForm(2 * article.MaxBytes); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return nil, nil, err
		}
		return nil, nil, echo.NewHTTPError(http.StatusBadRequest)
	}
	file, err := firstFile(r.MultipartForm.File["file"])
	return r.PostForm, file, err
}

func firstFile(files []*multipart.FileHeader) ([]byte, error) {
	if len(files) == 0 {
		return nil, nil
	}
	file, err := files[0].Open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file)
}
