package main

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"

	"discern/quiz"
	"discern/quiz/store"
)

// teacher is the commands on accounts.
type teacher struct {
	Add     teacherAdd     `cmd:"" help:"Make an account, or open it again, and print a one-time sign-in link."`
	List    teacherList    `cmd:"" help:"List the accounts."`
	Disable teacherDisable `cmd:"" help:"Sign an account out for good."`
}

type teacherAdd struct {
	Email   string `arg:"" help:"E-mail address to sign in with."`
	Name    string `help:"Name that students see." env:"DISCERN_NAME"`
	Role    string `help:"${enum}." enum:"teacher,reviewer,admin" default:"teacher" env:"DISCERN_ROLE"`
	BaseURL string `help:"Address that the link begins with; that of the running server unless given." name:"base-url" env:"DISCERN_BASE_URL" placeholder:"URL"`
}

// Validate refuses an address that no link can begin with.
func (c *teacherAdd) Validate() error { return validBase(c.BaseURL) }

// Run makes the account and prints the link.
func (c *teacherAdd) Run(ctx context.Context, p *place, out *printer) error {
	return p.with(ctx, func(s *store.Store) error {
		added, err := s.AddTeacher(ctx, c.Email, c.Name, quiz.Role(c.Role))
		if err != nil {
			return err
		}
		secret, err := s.NewLink(ctx, added.ID)
		if err != nil {
			return err
		}
		out.line("%s has an account as %s. This link signs in once, within %d days:", added.Email, added.Role, int(quiz.LinkLife.Hours()/24))
		out.line("%s", signInLink(p.base(c.BaseURL), secret))
		return nil
	})
}

func signInLink(base, secret string) string { return base + "/link/" + secret }

func setUpLink(base, secret string) string { return base + "/setup/" + secret }

type teacherList struct{}

// Run prints one line an account.
func (teacherList) Run(ctx context.Context, p *place, out *printer) error {
	return p.with(ctx, func(s *store.Store) error {
		teachers, err := s.Teachers(ctx)
		if err != nil {
			return err
		}
		table := tabwriter.NewWriter(out.w, 0, 0, 2, ' ', 0)
		for _, t := range teachers {
			state := "active"
			if t.Disabled {
				state = "disabled"
			}
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", t.Email, t.Role, state, t.Name)
		}
		return table.Flush()
	})
}

type teacherDisable struct {
	Email string `arg:"" help:"E-mail address of the account."`
}

// Run ends the account's sessions and lets it start no more.
func (c *teacherDisable) Run(ctx context.Context, p *place, out *printer) error {
	return p.with(ctx, func(s *store.Store) error {
		if err := s.DisableTeacher(ctx, c.Email); err != nil {
			return noAccount(c.Email, err)
		}
		out.line("%s is signed out everywhere and cannot sign in any more.", c.Email)
		return nil
	})
}

func noAccount(email string, err error) error {
	if errors.Is(err, quiz.ErrNotFound) {
		return refuse("there is no open account %s; see discern teacher list", email)
	}
	return err
}

// validBase is checkBase for a flag that may be left out.
func validBase(base string) error {
	if base == "" {
		return nil
	}
	return checkBase(base)
}
