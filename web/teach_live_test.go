package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
	"discern/web/live"
)

func TestBoardStream(t *testing.T) {
	s, _, d, l, site := watched(t, live.Options{})
	b := openBoard(d, site.URL, l.path+"/live")
	if kind := b.answer.Header.Get("Content-Type"); b.answer.StatusCode != 200 || kind != "text/event-stream" {
		t.Fatalf("answered %d %s", b.answer.StatusCode, kind)
	}
	if hint, _ := b.next(); !strings.HasPrefix(hint.text, "retry: ") {
		t.Errorf("the stream begins with %+v, want a hint when to come back", hint)
	}
	var shot struct {
		Counts struct{ Seats, Joined, Started, Working, Answered, Asked int }
		Seats  []struct{ ID, Name, Marks, State string }
	}
	if err := json.Unmarshal([]byte(b.kind("snapshot").text), &shot); err != nil {
		t.Fatal(err)
	}
	if shot.Counts.Seats != 4 || shot.Counts.Joined != 3 || shot.Counts.Answered != 15 || len(shot.Seats) != 4 || shot.Seats[1].Marks != "aaa........." {
		t.Errorf("the snapshot is %+v", shot)
	}
	sheet, _, err := s.StartAttempt(t.Context(), l.ben, l.line.ID, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.SaveAnswer(t.Context(), l.ben, sheet.Attempt.ID, quiz.Change{N: 5, Label: questions.Opinion}); err != nil {
		t.Fatal(err)
	}
	said := b.kind("answer").text
	if !strings.Contains(said, l.ben.ID) || !strings.Contains(said, `"n":5,"mark":"a","answered":4`) {
		t.Errorf("an answer is told as %s", said)
	}
	if _, err := s.SubmitAttempt(t.Context(), l.ben, sheet.Attempt.ID, nil); err != nil {
		t.Fatal(err)
	}
	if said := b.kind("submit").text; !strings.Contains(said, `"state":"submitted"`) {
		t.Errorf("handing in is told as %s", said)
	}
	if said := b.kind("count").text; !strings.Contains(said, `"handed_in":2`) {
		t.Errorf("the counts are told as %s", said)
	}
	for {
		if e, _ := b.next(); e.kind == "beat" && strings.HasPrefix(e.text, ": still here") {
			break
		}
	}
}

// TestBoardKeepsQuiet looks for what nobody may read off a board: labels, right
// and wrong; and names where they are switched off. The control looks for what is
// there.
func TestBoardKeepsQuiet(t *testing.T) {
	s, _, d, l, site := watched(t, live.Options{})
	named, nameless := openBoard(d, site.URL, l.path+"/live"), openBoard(d, site.URL, l.path+"/live?view=projector")
	said := named.kind("snapshot").text
	quiet := nameless.kind("snapshot").text
	take(t, s, storetest.Student(t, s, l.class.Code, "Eva N."), l.line.ID, 12, 3)
	for {
		e, _ := nameless.next()
		quiet += e.text
		if strings.Contains(e.text, `"answered":27`) {
			break
		}
	}
	for !strings.Contains(said, `"answered":27`) {
		e, _ := named.next()
		said += e.text
	}
	for _, secret := range []string{"fact", "inference", "opinion", "right", "label", "key"} {
		if strings.Contains(said+quiet, secret) {
			t.Errorf("the board says %q", secret)
		}
	}
	for _, name := range []string{"Ada W.", "Eva N."} {
		if strings.Contains(quiet, name) || !strings.Contains(said, name) {
			t.Errorf("%s is on the nameless board, or not on the other", name)
		}
	}
}

// TestBoardResumes breaks a stream off and comes back: with the id of the last
// event only what was missed is sent, also when nobody watched meanwhile; with an
// id of another time the whole comes.
func TestBoardResumes(t *testing.T) {
	s, _, d, l, site := watched(t, live.Options{Linger: time.Minute})
	b := openBoard(d, site.URL, l.path+"/live")
	id := b.kind("snapshot").id
	b.close()
	attempt, answers := take(t, s, storetest.Student(t, s, l.class.Code, "Eva N."), l.line.ID, 1, 0), 0
	if attempt == "" {
		t.Fatal("no attempt")
	}
	again := openBoard(d, site.URL, l.path+"/live", "Last-Event-ID", id)
	for answers == 0 {
		switch e, _ := again.next(); e.kind {
		case "snapshot":
			t.Fatal("coming back soon gave the whole board again")
		case "seat":
			if strings.Contains(e.text, "Eva N.") && strings.Contains(e.text, `"answered":1`) {
				answers++
			}
		}
	}
	for _, old := range []string{"abcdefgh-7", id + "999", "x", "-1", strings.Repeat("9", 5000)} {
		if e, _ := openBoard(d, site.URL, l.path+"/live", "Last-Event-ID", old).second(); e.kind != "snapshot" {
			t.Errorf("coming back with %.20s gave %s first, want a snapshot", old, e.kind)
		}
	}
}

// second reads over the hint at the beginning.
func (b *board) second() (event, bool) {
	b.t.Helper()
	b.next()
	return b.next()
}

// TestBoardOutlivesTimeouts keeps a stream open for longer than the server gives
// a page. The control is a page that takes as long: it is cut off.
func TestBoardOutlivesTimeouts(t *testing.T) {
	_, _, d, l, _ := watched(t, live.Options{})
	slow := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/late" {
			time.Sleep(400 * time.Millisecond)
			return
		}
		d.server.ServeHTTP(w, r)
	}))
	slow.Config.ReadTimeout, slow.Config.WriteTimeout = 150*time.Millisecond, 200*time.Millisecond
	slow.Start()
	defer slow.Close()
	defer d.server.boards.Close()
	b := openBoard(d, slow.URL, l.path+"/live")
	if late, err := http.Get(slow.URL + "/late"); err == nil {
		t.Errorf("a page that takes longer than the limit: %d", late.StatusCode)
	}
	for since := time.Now(); time.Since(since) < time.Second; {
		if _, ok := b.next(); !ok {
			t.Fatalf("the stream ended after %v", time.Since(since))
		}
	}
}

// TestBoardEnds ends streams from the other side.
func TestBoardEnds(t *testing.T) {
	s, _, d, l, site := watched(t, live.Options{})
	end := func(why string, act func() error) {
		t.Helper()
		b := openBoard(d, site.URL, l.path+"/live")
		b.kind("snapshot")
		if err := act(); err != nil {
			t.Fatal(err)
		}
		b.ends()
	}
	end("signed out", func() error { return s.SignOut(context.Background(), d.who()) })
	token, err := s.SignIn(context.Background(), d.account(s))
	if err != nil {
		t.Fatal(err)
	}
	d.cookies[staffCookie] = token
	closing := openBoard(d, site.URL, l.path+"/live")
	closing.kind("snapshot")
	end("class deleted", func() error { return s.DeleteClass(context.Background(), d.who(), l.class.ID) })
	closing.ends()
}

// TestBoardEndsForOthers holds three streams of a lesson: that of a teacher who is
// taken off the class ends, that of an account that is disabled ends, and the
// owner's goes on.
func TestBoardEndsForOthers(t *testing.T) {
	s, sit, d, l, site := watched(t, live.Options{})
	ctx, owner := context.Background(), openBoard(d, site.URL, l.path+"/live")
	owner.kind("snapshot")
	join := func(email string) (quiz.Actor, *board) {
		co := sit(email, quiz.TeacherOf)
		invited, _, err := s.Invite(ctx, d.who(), l.class.ID, email)
		if err == nil {
			_, err = s.Accept(ctx, co.who(), invited.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
		b := openBoard(co, site.URL, l.path+"/live")
		b.kind("snapshot")
		return co.who(), b
	}
	removed, first := join("co@school.example")
	_, second := join("gone@school.example")
	first.kind("beat")
	if err := s.RemoveTeacher(ctx, d.who(), l.class.ID, removed.ID); err != nil {
		t.Fatal(err)
	}
	first.ends()
	second.kind("beat")
	if err := s.DisableTeacher(ctx, "gone@school.example"); err != nil {
		t.Fatal(err)
	}
	second.ends()
	for range 3 {
		owner.kind("beat")
	}
}

// account is the id of the teacher of a lesson.
func (d *desktop) account(s *store.Store) string {
	d.t.Helper()
	all, err := s.Teachers(context.Background())
	if err != nil || len(all) == 0 {
		d.t.Fatalf("no teachers: %v", err)
	}
	return all[0].ID
}

// TestBoardShutdown stops a server with an open board: the board is told when to
// come back, and the server does not wait for it.
func TestBoardShutdown(t *testing.T) {
	_, _, d, l, site := watched(t, live.Options{})
	b := openBoard(d, site.URL, l.path+"/live")
	b.kind("snapshot")
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	if err := site.Config.Shutdown(ctx); err != nil {
		t.Errorf("shutting down with an open board: %v", err)
	}
	if last := b.ends(); !strings.HasPrefix(last.text, "retry: ") {
		t.Errorf("the last thing said is %q, want when to come back", last.text)
	}
}

// TestBoardLimits opens more boards than there may be.
func TestBoardLimits(t *testing.T) {
	_, sit, d, l, site := watched(t, live.Options{Streams: 3, Personal: 2})
	first := openBoard(d, site.URL, l.path+"/live")
	openBoard(d, site.URL, l.path+"/live").kind("snapshot")
	third := openBoard(d, site.URL, l.path+"/live")
	if third.answer.StatusCode != http.StatusServiceUnavailable || third.answer.Header.Get("Retry-After") == "" {
		t.Errorf("a third board of one person: %d, Retry-After %q", third.answer.StatusCode, third.answer.Header.Get("Retry-After"))
	}
	first.close()
	for try := 0; openBoard(d, site.URL, l.path+"/live").answer.StatusCode != 200; try++ {
		if try > 50 {
			t.Fatal("a board that was closed still counts")
		}
		time.Sleep(20 * time.Millisecond)
	}
	other := sit("lind@school.example", quiz.TeacherOf)
	foreign := openBoard(other, site.URL, l.path+"/live")
	if foreign.answer.StatusCode != http.StatusNotFound {
		t.Errorf("another teacher's board: %d, want 404", foreign.answer.StatusCode)
	}
}

// pipes is a listener of connections that hold nothing between the two ends.
type pipes chan net.Conn

func (p pipes) Accept() (net.Conn, error) {
	conn, open := <-p
	if !open {
		return nil, net.ErrClosed
	}
	return conn, nil
}
func (p pipes) Close() error   { return nil }
func (p pipes) Addr() net.Addr { return &net.TCPAddr{} }

// TestBoardSlowReader does not read: the stream is dropped, so that another can
// be opened in its place, while one who reads beside it gets everything. The
// control has more patience than the test.
func TestBoardSlowReader(t *testing.T) {
	for patience, dropped := range map[time.Duration]bool{100 * time.Millisecond: true, time.Hour: false} {
		s, _, d, l, _ := watched(t, live.Options{Streams: 2, Patience: patience})
		listener := make(pipes)
		service := d.server.HTTPServer()
		go service.Serve(listener)
		t.Cleanup(func() { close(listener); service.Close() })
		near, far := net.Pipe()
		listener <- far
		t.Cleanup(func() { near.Close() })
		fmt.Fprintf(near, "GET %s/live HTTP/1.1\r\nHost: discern\r\nCookie: %s=%s\r\n\r\n", l.path, staffCookie, d.cookies[staffCookie])
		one := make([]byte, 1)
		near.Read(one) // the answer has begun, and nobody reads on

		site := httptest.NewServer(d.server)
		t.Cleanup(site.Close)
		quick := openBoard(d, site.URL, l.path+"/live")
		quick.kind("snapshot")
		storetest.Student(t, s, l.class.Code, "Eva N.")
		quick.kind("seat")
		status := 0
		for since := time.Now(); time.Since(since) < time.Second && status != 200; time.Sleep(20 * time.Millisecond) {
			status = openBoard(d, site.URL, l.path+"/live").answer.StatusCode
		}
		if (status == 200) != dropped {
			t.Errorf("with a patience of %v another board beside the slow one: %d", patience, status)
		}
		d.server.boards.Close()
	}
}

// TestBoardsLeaveNothing counts goroutines before and after.
func TestBoardsLeaveNothing(t *testing.T) {
	_, _, d, l, site := watched(t, live.Options{})
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	before := runtime.NumGoroutine()
	var open []*board
	for range 20 {
		b := openBoard(d, site.URL, l.path+"/live")
		b.kind("snapshot")
		open = append(open, b)
	}
	if during := runtime.NumGoroutine(); during < before+40 {
		t.Fatalf("%d goroutines with 20 boards, %d without: it counts nothing", during, before)
	}
	for _, b := range open {
		b.close()
	}
	for try := 0; runtime.NumGoroutine() > before; try++ {
		if try > 100 {
			t.Fatalf("%d goroutines are left, %d were there before", runtime.NumGoroutine(), before)
		}
		time.Sleep(20 * time.Millisecond)
	}
}
