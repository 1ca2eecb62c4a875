package main

import (
	"context"

	"discern/quiz/store"
)

// token is the command that gives scripts of an account access to the API.
type token struct {
	Email string `arg:"" help:"E-mail address of the account."`
}

// Run prints a new bearer token. Only its hash is kept.
func (c *token) Run(ctx context.Context, p *place, out *printer) error {
	return p.with(ctx, func(s *store.Store) error {
		secret, err := s.NewToken(ctx, c.Email)
		if err != nil {
			return noAccount(c.Email, err)
		}
		out.line("Bearer token of %s, shown this once:", c.Email)
		out.line("%s", secret)
		return nil
	})
}
