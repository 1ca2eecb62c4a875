package main

import (
	"context"
	"errors"
	"io"
	"os"

	"discern/questions/article"
	"discern/quiz"
	"discern/quiz/store"
)

type packBind struct {
	Slug    string `arg:"" help:"Name of the pack; see pack list."`
	File    string `arg:"" name:"textfile" help:"Copy of the source: plain text, a web page or a Word document."`
	Version int    `help:"Version; the newest unless given." env:"DISCERN_PACK_VERSION" placeholder:"N"`
}

// Run finds the passages of the pack in the file, and keeps the words of those
// that were found. It fails unless all were.
func (c *packBind) Run(ctx context.Context, p *place, out *printer) error {
	document, err := c.read()
	if err != nil {
		return err
	}
	return p.withPacks(ctx, func(s *store.Store) error {
		b, err := s.BindPack(ctx, s.Operator(), c.Slug, c.Version, document.Article)
		switch {
		case errors.Is(err, quiz.ErrNotFound) && c.Version != 0:
			return refuse("there is no version %d of a pack %s; see discern pack list", c.Version, c.Slug)
		case errors.Is(err, quiz.ErrNotFound):
			return refuse("there is no pack %s; see discern pack list", c.Slug)
		case err != nil:
			return err
		}
		out.line("%s version %d: %d of %d passages found, %d of them in another place.", b.Slug, b.Version, len(b.Found), b.Of, len(b.Moved))
		for _, number := range b.NotFound {
			out.line("not found: passage %d", number)
		}
		if len(b.NotFound) > 0 {
			return refuse("%d of %d passages of %s were not found in %s, word for word", len(b.NotFound), b.Of, c.Slug, c.File)
		}
		return nil
	})
}

func (c *packBind) read() (article.Document, error) {
	file, err := os.Open(c.File)
	if err != nil {
		return article.Document{}, err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, article.MaxBytes+1))
	if err != nil {
		return article.Document{}, err
	}
	document, err := article.Read(text)
	var fault *article.ReadError
	if errors.As(err, &fault) {
		return document, refuse("%s %s", c.File, fault.Problem)
	}
	return document, err
}
