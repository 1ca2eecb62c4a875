package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"syscall"
	"testing"

	"discern/quiz"
	"discern/quiz/store"
)

func TestSentence(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
		text   string
	}{
		{refuse("there is no pack %s", "x"), 1, "there is no pack x"},
		{fmt.Errorf("open: %w: page 4", store.ErrDamaged), 78, "the database in ./data is damaged; restore a backup into an empty folder"},
		{fmt.Errorf("open: %w", store.ErrNewer), 78, "the database in ./data was made by a newer version of discern; use that version"},
		{fmt.Errorf("add: %w", &quiz.FieldError{Field: "email", Message: "Type an address."}), 1, "Type an address."},
		{fmt.Errorf("x: %w", &fs.PathError{Op: "open", Path: "f", Err: syscall.EACCES}), 1, "cannot open f: permission denied"},
		{quiz.ErrUnconfirmed, 1, "the database in ./data is busy, and what was asked for may not be done; try again"},
		{errors.New("SQL logic error (1)"), 1, "the database in ./data cannot be used; see that it is there, writable and not full"},
	} {
		status, text := (&place{Data: "./data"}).sentence(c.err)
		if status != c.status || text != c.text {
			t.Errorf("sentence(%v) = %d %q, want %d %q", c.err, status, text, c.status, c.text)
		}
	}
}

func TestNameHidesPassword(t *testing.T) {
	for address, want := range map[string]string{
		"postgres://u:secret@db.school.example:5432/x": "at db.school.example:5432",
		"host=db password=secret":                      "given by --database",
		"postgres://u:se cret@%zz":                     "given by --database",
	} {
		if got := (&place{Database: address}).name(); got != want {
			t.Errorf("name of %s = %s, want %s", address, got, want)
		}
	}
}

func TestCheckBase(t *testing.T) {
	for base, fine := range map[string]bool{"http://localhost:8080": true, "https://quiz.school.example/": true, "": false, "quiz.school.example": false,
		"ftp://x": false, "https://": false, "https://x/quiz": false, "https://x?a=b": false, "https://x#a": false} {
		if err := checkBase(base); (err == nil) != fine {
			t.Errorf("checkBase(%q) = %v, want fine %v", base, err, fine)
		}
	}
}

func TestTyped(t *testing.T) {
	for addr, want := range map[string]string{"127.0.0.1:80": "127.0.0.1:80", "0.0.0.0:81": "localhost:81", "[::]:82": "localhost:82", "[::1]:83": "[::1]:83"} {
		parsed, err := net.ResolveTCPAddr("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		if got := typed(parsed); got != want {
			t.Errorf("typed(%s) = %s, want %s", addr, got, want)
		}
	}
}
