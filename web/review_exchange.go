package web

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"discern/questions"
	"discern/questions/exchange"
	"discern/quiz"
)

// exportFormat is a format in which a pack can be taken elsewhere.
type exportFormat struct {
	Format exchange.Format
	Name   string
}

var exportFormats = []exportFormat{
	{exchange.Discern, "Discern (.json)"}, {exchange.MoodleXML, "Moodle XML"}, {exchange.GIFT, "GIFT"},
	{exchange.QTI22, "QTI 2.2 package"}, {exchange.QTI3, "QTI 3.0 package"}, {exchange.CSV, "CSV table"},
}

// export answers GET /review/pack/{slug}/export?format=&version=.
func (s *Server) export(c echo.Context) error {
	who := s.staff(c)
	if err := who.MayReview(); err != nil {
		return err
	}
	version, err := versionAsked(c)
	if err != nil {
		return err
	}
	format := exchange.Format(c.QueryParam("format"))
	known := false
	for _, one := range exportFormats {
		known = known || one.Format == format
	}
	if !known {
		return quiz.ErrNotFound
	}
	pack, err := s.store.KeyedPack(c.Request().Context(), who, c.Param("slug"), version)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := exchange.Write(&out, pack, format); err != nil {
		return err
	}
	name := fmt.Sprintf("%s-%d%s", pack.Slug, pack.Version, format.Extension())
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	return c.Blob(http.StatusOK, format.ContentType(), out.Bytes())
}

// importPage takes a file of questions in, and says what came of it.
type importPage struct {
	desk
	Intent    string
	Done      bool
	Slug      string
	Heading   string
	Passages  int
	Published int // version that it became at once, 0 for a draft
	Skipped   []exchange.Skip
	Notes     []exchange.Skip
	Missing   []string
}

// importForm answers GET /review/import.
func (s *Server) importForm(c echo.Context) error {
	if err := s.staff(c).MayReview(); err != nil {
		return err
	}
	return s.showImport(c, http.StatusOK, importPage{Intent: s.store.NewSecret(intentBytes)}, nil)
}

func (s *Server) showImport(c echo.Context, status int, view importPage, t *trouble) error {
	view.desk = s.desk(c, "texts", "Take in a file", t).narrow()
	return s.page(c, status, "review-import", view)
}

// importFile answers POST /review/import. A file with nothing to report leads
// on; else the page says what was left out.
func (s *Server) importFile(c echo.Context) error {
	who := s.staff(c)
	if err := who.MayReview(); err != nil {
		return err
	}
	sent, file, err := upload(c)
	if err != nil {
		return err
	}
	view := importPage{Intent: sent.Get("intent"), Done: true}
	report, err := readFile(file)
	if err == nil {
		sent.Set("file", quiz.SecretHash(string(file)))
		err = s.takeIn(c, report, intent(sent, "file"), &view)
	}
	if t, status, ok := troubleOf(err); ok {
		return s.showImport(c, status, importPage{Intent: view.Intent}, t)
	}
	if err != nil {
		return err
	}
	if len(report.Skipped)+len(report.Notes)+len(report.Missing) == 0 {
		return see(c, "/review/pack/"+view.Slug)
	}
	view.Skipped, view.Notes, view.Missing = report.Skipped, report.Notes, report.Missing
	return s.showImport(c, http.StatusOK, view, nil)
}

// readFile reads a file of any known format, or says as a *quiz.FieldError why
// it cannot.
func readFile(file []byte) (*exchange.Report, error) {
	if len(file) == 0 {
		return nil, &quiz.FieldError{Field: "file", Message: "Choose a file."}
	}
	format, ok := exchange.Detect(file)
	if !ok {
		return nil, &quiz.FieldError{Field: "file", Message: "We do not know this kind of file. Use Discern, Moodle XML, GIFT, QTI or CSV, of at most 2 MiB."}
	}
	report, err := exchange.Read(file, format)
	var refusal *exchange.Refusal
	var faulty *questions.PackError
	switch {
	case errors.As(err, &refusal):
		return nil, &quiz.FieldError{Field: "file", Message: "It cannot be read: " + refusal.Reason + "."}
	case errors.As(err, &faulty):
		return nil, &quiz.FieldError{Field: "file", Message: "It cannot be read: " + faulty.Error() + "."}
	}
	return report, err
}

// takeIn keeps what was read: as a published version if nothing is missing, else
// as a draft that reviewers read like any other.
func (s *Server) takeIn(c echo.Context, report *exchange.Report, i quiz.Intent, view *importPage) error {
	ctx := c.Request().Context()
	if len(report.Missing) == 0 {
		line, _, err := s.store.ImportPack(ctx, report.Pack)
		if err != nil {
			return err
		}
		view.Slug, view.Heading, view.Passages, view.Published = line.Slug, line.Title, line.Passages, line.Version
		return nil
	}
	draft, err := s.store.ImportDraft(ctx, s.staff(c), report.Pack, i)
	if err != nil {
		return err
	}
	view.Slug, view.Heading, view.Passages = draft.Slug, draft.Title, draft.Passages
	return nil
}
