package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/alecthomas/kong"
)

// cli is the command line: the flags of every command, and the commands.
type cli struct {
	place

	Serve   serve   `cmd:"" help:"Serve students and teachers."`
	Teacher teacher `cmd:"" help:"Add, list and disable accounts."`
	Token   token   `cmd:"" help:"Print a token for the API."`
	Pack    pack    `cmd:"" help:"List, check, import and export packs."`
	Copy    copyAll `cmd:"" help:"Copy everything into another, empty database."`
	Version about   `cmd:"" help:"Print the version."`
}

// place is where the data are.
type place struct {
	Data     string `help:"Folder of the data." default:"./discern-data" env:"DISCERN_DATA" placeholder:"DIR"`
	Database string `help:"PostgreSQL address instead of the database in the folder." env:"DISCERN_DATABASE" placeholder:"postgres://…"`
}

// Validate refuses an address of a database that the program does not speak to.
func (p *place) Validate() error {
	if p.Database == "" || isPostgres(p.Database) {
		return nil
	}
	return errors.New("--database: want an address that begins with postgres://")
}

// run does what the arguments ask for and returns the exit status.
func run(args []string, stdout, stderr io.Writer) int {
	var line cli
	out := &printer{w: stdout}
	parser, err := kong.New(&line,
		kong.Name("discern"),
		kong.Description("Quizzes on facts, inferences and opinions."),
		kong.Writers(stdout, stderr),
		kong.BindTo(context.Background(), (*context.Context)(nil)),
		kong.Bind(out, &line.place),
	)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	command, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(stderr, "%v; see discern --help\n", err)
		return 2
	}
	err = command.Run()
	if err == nil {
		err = out.err
	}
	if err == nil {
		return 0
	}
	status, text := line.place.sentence(err)
	fmt.Fprintln(stderr, text)
	return status
}

// printer writes lines to standard output and remembers the first failure, so
// that a full disk or a closed pipe is told at the end.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if _, err := fmt.Fprintf(p.w, format+"\n", args...); err != nil && p.err == nil {
		p.err = &refusal{text: "the output could not be written"}
	}
}
