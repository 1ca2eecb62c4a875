package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"

	"discern/questions"
	"discern/questions/exchange"
	"discern/quiz"
	"discern/quiz/store"
)

type packImport struct {
	File string `arg:"" help:"File to import: Discern's own JSON, Moodle XML, GIFT, a QTI package or CSV."`
}

// Run publishes the pack of the file, unless that very version is there already.
// A file of another tool that lacks what a pack needs becomes a draft, which
// reviewers can complete. What of it could not be used is listed.
func (c *packImport) Run(ctx context.Context, p *place, out *printer) error {
	data, err := c.read()
	if err != nil {
		return err
	}
	format, known := exchange.Detect(data)
	if text := bytes.TrimSpace(data); format == exchange.Discern || !known && (len(text) == 0 || text[0] == '{') {
		own, err := questions.ReadBytes(data)
		if err != nil {
			return (&packCheck{c.File}).refused(err)
		}
		return p.withPacks(ctx, func(s *store.Store) error { return c.publish(ctx, s, own, out) })
	}
	if !known {
		return refuse("%s is in none of the formats that can be imported", c.File)
	}
	report, err := exchange.Read(data, format)
	if err != nil {
		return c.refused(err)
	}
	c.list(report, out)
	if len(report.Pack.Items) == 0 {
		return refuse("%s holds no question that could be used", c.File)
	}
	return p.withPacks(ctx, func(s *store.Store) error {
		if len(report.Missing) > 0 {
			return c.draft(ctx, s, report, out)
		}
		err := c.publish(ctx, s, report.Pack, out)
		if errors.As(err, new(*refusal)) { // it was edited elsewhere
			return c.draft(ctx, s, report, out)
		}
		return err
	})
}

func (c *packImport) read() ([]byte, error) {
	file, err := os.Open(c.File)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, exchange.MaxBytes+1))
}

func (c *packImport) refused(err error) error {
	var said *exchange.Refusal
	if errors.As(err, &said) {
		return refuse("%s: %s", c.File, said.Reason)
	}
	return (&packCheck{c.File}).refused(err)
}

func (c *packImport) list(r *exchange.Report, out *printer) {
	for _, skip := range r.Skipped {
		out.line("left out: %s: %s", skip.Place, skip.Reason)
	}
	for _, note := range r.Notes {
		out.line("note: %s: %s", note.Place, note.Reason)
	}
}

func (c *packImport) publish(ctx context.Context, s *store.Store, read *questions.Pack, out *printer) error {
	line, fresh, err := s.ImportPack(ctx, read)
	switch {
	case errors.Is(err, quiz.ErrConflict):
		return refuse("%s version %d is published with other content and never changes; give the pack a higher version", read.Slug, read.Version)
	case err != nil:
		return err
	case !fresh:
		out.line("%s version %d is there already.", line.Slug, line.Version)
	default:
		out.line("%s version %d is imported: %d passages.", line.Slug, line.Version, line.Passages)
	}
	return nil
}

func (c *packImport) draft(ctx context.Context, s *store.Store, r *exchange.Report, out *printer) error {
	made, err := s.ImportDraft(ctx, s.Operator(), r.Pack, quiz.Intent{})
	if err != nil {
		return err
	}
	for _, missing := range r.Missing {
		out.line("missing: %s", missing)
	}
	out.line("%d passages are the draft %s now, for reviewers to read, settle and publish.", made.Passages, made.Slug)
	return nil
}
