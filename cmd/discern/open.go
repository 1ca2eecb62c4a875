package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"discern/questions"
	"discern/questions/packs"
	"discern/quiz"
	"discern/quiz/store"
)

// name is how the database is called in messages, without its password.
func (p *place) name() string {
	if p.Database == "" {
		return "in " + p.Data
	}
	if address, err := url.Parse(p.Database); err == nil && address.Host != "" {
		return "at " + address.Host
	}
	return "given by --database"
}

// open opens the store.
func (p *place) open(ctx context.Context) (*store.Store, error) {
	return store.Open(ctx, store.Options{Dir: p.Data, Database: p.Database})
}

// with opens the store, does an act with it and closes it again.
func (p *place) with(ctx context.Context, act func(*store.Store) error) error {
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	err = act(s)
	if closed := s.Close(); err == nil {
		err = closed
	}
	return err
}

// withPacks is with after the embedded packs are in the store.
func (p *place) withPacks(ctx context.Context, act func(*store.Store) error) error {
	return p.with(ctx, func(s *store.Store) error {
		if err := importEmbedded(ctx, s); err != nil {
			return err
		}
		return act(s)
	})
}

// importEmbedded publishes the embedded packs whose version is not there yet.
func importEmbedded(ctx context.Context, s *store.Store) error {
	names, err := fs.Glob(packs.FS, "*.json")
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := fs.ReadFile(packs.FS, name)
		if err != nil {
			return err
		}
		pack, err := questions.ReadBytes(text)
		if err != nil {
			return fmt.Errorf("embedded pack %s: %w", name, err)
		}
		known, err := s.PackVersions(ctx, pack.Slug)
		if err != nil && !errors.Is(err, quiz.ErrNotFound) {
			return err
		}
		if holds(known, pack.Version) {
			continue
		}
		if _, _, err := s.ImportPack(ctx, pack); err != nil {
			return fmt.Errorf("import embedded pack %s: %w", name, err)
		}
	}
	return nil
}

func holds(lines []quiz.PackLine, version int) bool {
	for _, line := range lines {
		if line.Version == version {
			return true
		}
	}
	return false
}

// addressFile holds, in the data folder, where the running server is reached, so
// that links that other commands print lead to it. Its second line is where that
// listens.
const addressFile = "address"

// remember keeps the server's address until the returned function is called,
// unless another server on the same data does so and still listens. Links are only
// less handy without it, so a failure is not an error.
func (p *place) remember(base, listens string) (forget func()) {
	path, text := filepath.Join(p.Data, addressFile), []byte(base+"\n"+listens+"\n")
	if p.Database != "" || isListening(path) || os.WriteFile(path, text, 0o600) != nil {
		return func() {}
	}
	return func() {
		if now, err := os.ReadFile(path); err == nil && bytes.Equal(now, text) {
			_ = os.Remove(path)
		}
	}
}

// isListening reports whether the server that wrote an address file runs. One that
// was killed has left its file behind.
func isListening(path string) bool {
	text, _ := os.ReadFile(path)
	_, listens, _ := strings.Cut(strings.TrimSpace(string(text)), "\n")
	if listens == "" {
		return false
	}
	conn, err := net.DialTimeout("tcp", listens, time.Second)
	if err != nil {
		return false
	}
	conn.Close()
	return true
}

// base returns the address that links begin with: the one that was given, else
// the running server's, else the default.
func (p *place) base(given string) string {
	if given != "" {
		return strings.TrimRight(given, "/")
	}
	if text, err := os.ReadFile(filepath.Join(p.Data, addressFile)); err == nil {
		if base, _, _ := strings.Cut(string(text), "\n"); checkBase(base) == nil {
			return base
		}
	}
	return "http://" + defaultAddr
}

// checkBase refuses what visitors could not type to come here.
func checkBase(base string) error {
	address, err := url.Parse(base)
	if err != nil || address.Host == "" || address.Scheme != "http" && address.Scheme != "https" ||
		strings.Trim(address.Path, "/") != "" || address.RawQuery != "" || address.Fragment != "" {
		return fmt.Errorf("--base-url: want http:// or https:// and a host, as in https://quiz.school.example")
	}
	return nil
}
