package tests

import (
	"context"
	"net"
	"os"
	"testing"
	"time"

	"discern/quiz/store"
	"discern/quiz/store/storetest"
	"discern/tests/browser"
	"discern/web"
)

func TestMain(m *testing.M) {
	release := browser.Keep()
	code := storetest.Main(m)
	release()
	os.Exit(code)
}

// server is Discern on a free port of loopback.
type server struct {
	base  string
	store *store.Store
}

func start(t testing.TB, o store.Options) *server {
	t.Helper()
	s := storetest.Open(t, o)
	return &server{base: serve(t, s), store: s}
}

// serve listens for a store until the test ends.
func serve(t testing.TB, s *store.Store) string {
	t.Helper()
	handler, err := web.New(s, web.Options{})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	service := handler.HTTPServer()
	done := make(chan error, 1)
	go func() { done <- service.Serve(listener) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := service.Shutdown(ctx); err != nil {
			t.Errorf("stop server: %v", err)
		}
		<-done
	})
	return "http://" + listener.Addr().String()
}

// teacher is a person signed in as a new teacher, with a token for the API.
func (s *server) teacher(t testing.TB, email string) *person {
	t.Helper()
	ctx := context.Background()
	account, err := s.store.AddTeacher(ctx, email, "Teacher", "teacher")
	if err != nil {
		t.Fatal(err)
	}
	link, err := s.store.NewLink(ctx, account.ID)
	if err != nil {
		t.Fatal(err)
	}
	p := visitor(t, s.base)
	if p.token, err = s.store.NewToken(ctx, email); err != nil {
		t.Fatal(err)
	}
	if in := p.fill(p.get("/link/" + link)); in.url.Path != "/teach" {
		t.Fatalf("after signing in at %s (%d): %s", in.url, in.status, text(in.root))
	}
	return p
}
