package web

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"

	"discern/quiz"
)

func TestCheckPassword(t *testing.T) {
	const email = "marta.teacher@school.example"
	for _, c := range []struct {
		password string
		good     bool
	}{
		{"seven77", false},
		{"eight888", true},
		{"correct horse battery staple", true},
		{strings.Repeat("ab cd ef ", 28) + "four", true},
		{strings.Repeat("ab cd ef ", 29), false},
		{"aaaaaaaaaaaa", false},
		{"abababababab", false},
		{"12345678", false},
		{"87654321", false},
		{"3141592653", false},
		{"qwertyuiop", false},
		{"zyxwvuts", false},
		{"Password1!", false},
		{"P@ssw0rd2026", false},
		{"Welcome2026", false},
		{"schools are for learning", true},
		{"my Discern account", false},
		{"marta.teacher99", false},
		{"éééàààüüü", true},
	} {
		err := checkPassword(c.password, email)
		var field *quiz.FieldError
		if c.good != (err == nil) || err != nil && (!errors.As(err, &field) || field.Field != "password") {
			t.Errorf("checkPassword(%q) = %v, want good %v", c.password, err, c.good)
		}
	}
}

func TestHasher(t *testing.T) {
	h, ctx := newHasher(), context.Background()
	hash, err := h.hash(ctx, "correct horse ｂattery")
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatalf("hash = %q, %v", hash, err)
	}
	for _, c := range []struct {
		password, hash string
		want           bool
	}{
		{"correct horse ｂattery", hash, true},
		{"correct horse battery", hash, true}, // the same letters from another keyboard
		{"correct horse", hash, false},
		{"", "", false},
		{"correct horse", "", false},
	} {
		if got, err := h.matches(ctx, c.password, c.hash); err != nil || got != c.want {
			t.Errorf("matches(%q, %.12q) = %v, %v, want %v", c.password, c.hash, got, err, c.want)
		}
	}
}

func TestHasherRefusesALongQueue(t *testing.T) {
	h := newHasher()
	for range cap(h.turns) {
		if _, err := h.turn(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	gone, cancel := context.WithCancel(context.Background())
	left := make(chan error)
	for range 50 {
		go func() { _, err := h.turn(gone); left <- err }()
	}
	for len(h.places) < cap(h.places) {
		runtime.Gosched()
	}
	if _, err := h.turn(context.Background()); !errors.Is(err, quiz.ErrBusy) {
		t.Errorf("turn with a full queue: %v, want ErrBusy", err)
	}
	cancel()
	for range 50 {
		if err := <-left; !errors.Is(err, quiz.ErrBusy) {
			t.Errorf("turn of somebody who left: %v, want ErrBusy", err)
		}
	}
	if len(h.places) != cap(h.turns) {
		t.Errorf("%d places taken after the queue left, want %d", len(h.places), cap(h.turns))
	}
}
