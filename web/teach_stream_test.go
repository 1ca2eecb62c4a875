package web

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"discern/quiz"
	"discern/quiz/store"
	"discern/web/live"
)

// board is an open stream of events.
type board struct {
	t      *testing.T
	answer *http.Response
	lines  chan string // closed when the stream has ended
	close  func()
}

// event is one event of a stream; a comment or a hint has no kind.
type event struct{ id, kind, text string }

// openBoard opens a stream as the browser of d does.
func openBoard(d *desktop, base, path string, header ...string) *board {
	d.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, base+path, nil)
	if err != nil {
		d.t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	for name, value := range d.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		d.t.Fatal(err)
	}
	b := &board{t: d.t, answer: answer, lines: make(chan string), close: cancel}
	go func() {
		defer close(b.lines)
		defer answer.Body.Close()
		for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
			select {
			case b.lines <- lines.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	d.t.Cleanup(cancel)
	return b
}

// next reads the next event, comment or hint; ok is false if the stream has
// ended, and the test fails if nothing comes within 5 seconds.
func (b *board) next() (e event, ok bool) {
	b.t.Helper()
	limit := time.After(5 * time.Second)
	for {
		select {
		case line, open := <-b.lines:
			switch name, rest, _ := strings.Cut(line, ": "); {
			case !open:
				return e, false
			case line == "":
				return e, true
			case name == "id":
				e.id = rest
			case name == "event":
				e.kind = rest
			default:
				e.text += strings.TrimPrefix(line, "data: ")
			}
		case <-limit:
			b.t.Fatal("nothing came for 5 seconds")
		}
	}
}

// kind reads on to the next event of a kind.
func (b *board) kind(want string) event {
	b.t.Helper()
	for {
		e, ok := b.next()
		if !ok {
			b.t.Fatalf("the stream ended before an event %s", want)
		}
		if e.kind == want {
			return e
		}
	}
}

// ends reads until the stream has ended and returns the last thing said.
func (b *board) ends() event {
	b.t.Helper()
	var last event
	for {
		e, ok := b.next()
		if !ok {
			return last
		}
		last = e
	}
}

// watched is a lesson on a server that listens, with boards that beat fast.
func watched(t *testing.T, o live.Options) (*store.Store, func(string, quiz.Role) *desktop, *desktop, lesson, *httptest.Server) {
	t.Helper()
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	if o.Heartbeat == 0 {
		o.Heartbeat = 50 * time.Millisecond
	}
	d.server.boards = live.New(s, o)
	service := httptest.NewUnstartedServer(d.server)
	service.Config = d.server.HTTPServer()
	service.Start()
	t.Cleanup(func() { d.server.boards.Close(); service.Close() })
	return s, sit, d, newLesson(t, s, d), service
}
