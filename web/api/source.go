package api

import (
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"

	"discern/questions/article"
	"discern/quiz"
)

// ListSources is GET /sources.
func (s server) ListSources(ctx context.Context, _ ListSourcesRequestObject) (ListSourcesResponseObject, error) {
	sources, err := s.store.Sources(ctx, actor(ctx))
	return ListSources200JSONResponse(each(sources, sourceLineOf)), err
}

// AddSource is POST /sources. Whoever may not do it is refused before the text
// is read.
func (s server) AddSource(ctx context.Context, r AddSourceRequestObject) (AddSourceResponseObject, error) {
	if err := actor(ctx).MayReview(); err != nil {
		return nil, err
	}
	var n quiz.NewSource
	var err error
	switch {
	case r.MultipartBody != nil:
		n, err = sourceFile(r.MultipartBody)
	case r.JSONBody != nil:
		n, err = sourceText(*r.JSONBody)
	default:
		err = badJSON("", "Send the text as JSON, or as a form with a file.")
	}
	if err != nil {
		return nil, err
	}
	once, err := intent(r.Params.IdempotencyKey, n)
	if err != nil {
		return nil, err
	}
	source, err := s.store.AddSource(ctx, actor(ctx), n, once)
	return AddSource201JSONResponse(sourceOf(source)), err
}

func sourceText(b NewSource) (quiz.NewSource, error) {
	document, err := readText([]byte(b.Text), article.ReadText)
	return quiz.NewSource{Title: b.Title, Author: b.Author, Publication: b.Publication, Published: b.Published,
		Kind: b.Kind, Language: b.Language, Slug: b.Slug, Article: document.Article}, err
}

// readText reads a text and says what is wrong with it in plain words.
func readText(text []byte, read func([]byte) (article.Document, error)) (article.Document, error) {
	document, err := read(text)
	var fault *article.ReadError
	if errors.As(err, &fault) {
		return document, &quiz.FieldError{Field: "text", Message: "The text " + fault.Problem + "."}
	}
	return document, err
}

// maxFormField bounds the fields of a form beside the file, in bytes.
const maxFormField = 4 << 10

// sourceFile reads the fields of a form and its file. Fields that the document
// does not name are refused, and so are repeated ones.
func sourceFile(form *multipart.Reader) (quiz.NewSource, error) {
	var n quiz.NewSource
	var file string
	fields := map[string]*string{"title": &n.Title, "author": &n.Author, "publication": &n.Publication, "published": &n.Published,
		"kind": &n.Kind, "language": &n.Language, "slug": &n.Slug, "text": &file, "file": &file}
	for {
		part, err := form.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return n, unread(err)
		}
		name := part.FormName()
		into, known := fields[name]
		if !known {
			return n, badJSON("", "The form has a field that is not in the document, or one that is given twice.")
		}
		limit := int64(maxFormField)
		delete(fields, name)
		if into == &file {
			delete(fields, "file")
			delete(fields, "text")
			limit = article.MaxBytes
		}
		if *into, err = partOf(part, limit, name); err != nil {
			return n, err
		}
	}
	document, err := readText([]byte(file), article.Read)
	n.Article = document.Article
	if n.Title == "" {
		n.Title = document.Title
	}
	return n, err
}

func partOf(part io.Reader, limit int64, name string) (string, error) {
	text, err := io.ReadAll(io.LimitReader(part, limit+1))
	if err != nil {
		return "", unread(err)
	}
	if int64(len(text)) > limit {
		return "", &quiz.FieldError{Field: name, Message: "That is too large."}
	}
	return string(text), nil
}

// unread tells a body that is too large from a form that is broken.
func unread(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return large
	}
	return badJSON("", "The form cannot be read.")
}

// GetSource is GET /sources/{id}.
func (s server) GetSource(ctx context.Context, r GetSourceRequestObject) (GetSourceResponseObject, error) {
	source, err := s.store.Source(ctx, actor(ctx), r.ID)
	return GetSource200JSONResponse(sourceOf(source)), err
}

// RemoveSourceText is DELETE /sources/{id}/text.
func (s server) RemoveSourceText(ctx context.Context, r RemoveSourceTextRequestObject) (RemoveSourceTextResponseObject, error) {
	return RemoveSourceText204Response{}, s.store.RemoveSourceText(ctx, actor(ctx), r.ID)
}

// AddPassages is POST /sources/{id}/passages.
func (s server) AddPassages(ctx context.Context, r AddPassagesRequestObject) (AddPassagesResponseObject, error) {
	var spans []quiz.NewPassage
	b := r.Body
	if b.Paragraph != nil || b.Start != nil || b.End != nil {
		spans = append(spans, quiz.NewPassage{Paragraph: value(b.Paragraph), Start: value(b.Start), End: value(b.End), Text: b.Text})
	}
	for _, p := range value(b.Passages) {
		spans = append(spans, quiz.NewPassage{Paragraph: p.Paragraph, Start: p.Start, End: p.End, Text: p.Text})
	}
	made, err := s.store.AddSourcePassages(ctx, actor(ctx), r.ID, spans)
	if err != nil {
		return nil, err
	}
	return AddPassages201JSONResponse(madeOf(made)), nil
}
