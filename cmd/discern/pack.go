package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"text/tabwriter"

	"discern/questions"
	"discern/questions/exchange"
	"discern/quiz"
	"discern/quiz/store"
)

// pack is the commands on packs.
type pack struct {
	List   packList   `cmd:"" help:"List the packs with their newest version."`
	Check  packCheck  `cmd:"" help:"Check a file in the format discern-pack/1."`
	Import packImport `cmd:"" help:"Publish the pack of a file, in any of the formats."`
	Export packExport `cmd:"" help:"Write a pack to standard output."`
	Bind   packBind   `cmd:"" help:"Bind a pack to a copy of its source text."`
}

type packList struct{}

// Run prints one line a pack.
func (packList) Run(ctx context.Context, p *place, out *printer) error {
	return p.withPacks(ctx, func(s *store.Store) error {
		lines, err := s.Packs(ctx)
		if err != nil {
			return err
		}
		table := tabwriter.NewWriter(out.w, 0, 0, 2, ' ', 0)
		for _, l := range lines {
			fmt.Fprintf(table, "%s\tversion %d\t%d passages\t%s\t%s\n", l.Slug, l.Version, l.Passages, l.Language, l.Title)
		}
		return table.Flush()
	})
}

type packCheck struct {
	File string `arg:"" help:"File to check."`
}

// Run prints every fault of the file, or that there is none. It needs no data.
func (c *packCheck) Run(out *printer) error {
	file, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer file.Close()
	read, err := questions.Decode(file)
	if err != nil {
		return c.refused(err)
	}
	faults := read.CheckAll()
	if len(faults) == 0 {
		out.line("%s is in order: %s version %d, %d passages.", c.File, read.Slug, read.Version, len(read.Items))
		return nil
	}
	for _, fault := range faults {
		out.line("%v", fault)
	}
	if len(faults) > 1 {
		return refuse("%s: %v (and %d more)", c.File, faults[0], len(faults)-1)
	}
	return c.refused(faults[0])
}

func (c *packCheck) refused(err error) error {
	var fault *questions.PackError
	if errors.As(err, &fault) {
		return refuse("%s: %v", c.File, fault)
	}
	return err
}

type packExport struct {
	Slug    string `arg:"" help:"Name of the pack; see pack list."`
	Format  string `help:"${enum}." enum:"discern,moodlexml,gift,qti22,qti3,csv" default:"discern" env:"DISCERN_FORMAT"`
	Version int    `help:"Version; the newest unless given." env:"DISCERN_PACK_VERSION" placeholder:"N"`
}

// Run writes the pack.
func (c *packExport) Run(ctx context.Context, p *place, out *printer) error {
	return p.withPacks(ctx, func(s *store.Store) error {
		found, err := s.Pack(ctx, c.Slug, c.Version)
		switch {
		case errors.Is(err, quiz.ErrNotFound) && c.Version != 0:
			return refuse("there is no version %d of a pack %s; see discern pack list", c.Version, c.Slug)
		case errors.Is(err, quiz.ErrNotFound):
			return refuse("there is no pack %s; see discern pack list", c.Slug)
		case err != nil:
			return err
		}
		return exchange.Write(out.w, found, exchange.Format(c.Format))
	})
}
