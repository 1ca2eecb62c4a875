package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"discern/quiz"
	"discern/quiz/store"
)

// copyAll is the command that moves a school to another database.
type copyAll struct {
	From string `help:"Where the data are: postgres://… or a data folder." required:"" placeholder:"URL"`
	To   string `help:"Where they go: an empty postgres://… or a new data folder." required:"" placeholder:"URL"`
}

// placeOf reads an address as the place that it names.
func placeOf(address string) *place {
	if isPostgres(address) {
		return &place{Database: address}
	}
	return &place{Data: strings.TrimPrefix(strings.TrimPrefix(address, "sqlite://"), "file:")}
}

// isPostgres reports whether an address is one of PostgreSQL.
func isPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// Run copies everything, shows how far it is, and compares what both hold.
func (c *copyAll) Run(ctx context.Context, out *printer) error {
	from, to := placeOf(c.From), placeOf(c.To)
	if from.Database == "" {
		if _, err := os.Stat(from.Data); err != nil {
			return refuse("there are no data %s", from.name())
		}
	}
	return at(from, from.with(ctx, func(source *store.Store) error {
		return at(to, to.with(ctx, func(target *store.Store) error {
			bar := &bar{w: terminal(os.Stderr)}
			sums, err := store.Copy(ctx, source, target, bar.show)
			bar.end()
			switch {
			case errors.Is(err, quiz.ErrConflict):
				return refuse("the database %s is not empty; copy into a new one", to.name())
			case errors.Is(err, store.ErrChanged):
				return refuse("the data %s changed while they were copied; stop the server and copy again into a new database", from.name())
			case err != nil:
				return err
			}
			rows := 0
			for _, sum := range sums {
				rows += sum.Rows
			}
			out.line("Copied %d rows of %d tables from the database %s to the one %s; both hold the same.", rows, len(sums), from.name(), to.name())
			return nil
		}))
	}))
}

// at tells an error of one of the two databases by its own name.
func at(p *place, err error) error {
	if err == nil {
		return nil
	}
	status, text := p.sentence(err)
	return &refusal{status, text}
}

// bar shows on a terminal how far a copy is.
type bar struct {
	w     io.Writer
	shown bool
}

const barWidth = 30

// terminal returns the file if somebody looks at it, else nowhere.
func terminal(f *os.File) io.Writer {
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return io.Discard
	}
	return f
}

func (b *bar) show(table string, done, of int) {
	full := barWidth
	if of > 0 {
		full = barWidth * done / of
	}
	b.shown = true
	fmt.Fprintf(b.w, "\r%-12s [%s%s] %d of %d ", table, strings.Repeat("#", full), strings.Repeat(".", barWidth-full), done, of)
}

func (b *bar) end() {
	if b.shown {
		fmt.Fprintln(b.w)
	}
}
