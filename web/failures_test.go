package web

import (
	"errors"
	"fmt"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"discern/quiz/store/storetest"
)

// from returns a request of an address.
func from(address string) echo.Context {
	e := echo.New()
	e.IPExtractor = echo.ExtractIPDirect()
	r := httptest.NewRequest("POST", "/join", nil)
	r.RemoteAddr = address
	r.Header.Set("X-Forwarded-For", "203.0.113.9")
	return e.NewContext(r, httptest.NewRecorder())
}

func TestFailures(t *testing.T) {
	clock := &storetest.Clock{At: time.Unix(1_800_000_000, 0)}
	f := newFailures(clock.Now)
	class, other := from("192.0.2.1:5000"), from("192.0.2.2:5000")
	for i := range failuresPerMinute {
		if err := f.blocked(class); err != nil {
			t.Fatalf("blocked after %d failures", i)
		}
		f.note(class)
	}
	var many *tooManyError
	if err := f.blocked(class); !errors.As(err, &many) || many.after != 3*time.Second {
		t.Errorf("blocked = %v after %d failures, want a wait of 3 s", err, failuresPerMinute)
	}
	if err := f.blocked(from("192.0.2.1:6000")); err == nil {
		t.Error("another port of the same address is not blocked")
	}
	if err := f.blocked(other); err != nil {
		t.Error("another address is blocked")
	}
	clock.At = clock.At.Add(3 * time.Second)
	if err := f.blocked(class); err != nil {
		t.Error("still blocked after the wait")
	}
}

func TestFailuresOfOneNetwork(t *testing.T) {
	f := newFailures(time.Now)
	for i := range failuresPerMinute {
		f.note(from(fmt.Sprintf("[2001:db8:1:2::%x]:5000", i)))
	}
	if f.blocked(from("[2001:db8:1:2:ffff::1]:1")) == nil {
		t.Error("a neighbour in the same /64 is not blocked")
	}
	if f.blocked(from("[2001:db8:1:3::1]:1")) != nil {
		t.Error("the next /64 is blocked")
	}
}

func TestFailuresOfTheWholeService(t *testing.T) {
	clock := &storetest.Clock{At: time.Unix(1_800_000_000, 0)}
	f := newFailures(clock.Now)
	for i := range failuresBurst {
		f.note(from(fmt.Sprintf("10.0.%d.%d:1", i/256, i%256)))
	}
	if f.blocked(from("192.0.2.1:1")) == nil {
		t.Error("a new address is not blocked though the whole service is")
	}
	clock.At = clock.At.Add(time.Second)
	if f.blocked(from("192.0.2.1:1")) != nil {
		t.Error("still blocked a second later")
	}
}

func TestFailuresForget(t *testing.T) {
	clock := &storetest.Clock{At: time.Unix(1_800_000_000, 0)}
	f := newFailures(clock.Now)
	for i := range addressesRemember + 50 {
		f.note(from(fmt.Sprintf("10.%d.%d.%d:1", i>>16, i>>8&255, i&255)))
	}
	if len(f.known) > addressesRemember {
		t.Errorf("%d addresses remembered, want at most %d", len(f.known), addressesRemember)
	}
	clock.At = clock.At.Add(time.Hour)
	f.note(from("192.0.2.1:1"))
	if len(f.known) != 1 {
		t.Errorf("%d addresses remembered after an hour, want 1", len(f.known))
	}
}
