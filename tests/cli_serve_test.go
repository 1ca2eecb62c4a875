package tests

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// served is a running discern serve.
type served struct {
	t     testing.TB
	cmd   *exec.Cmd
	lines []string // up to and with ready
	base  string
	log   *bytes.Buffer
	took  time.Duration
}

func serveCLI(t testing.TB, data string, args ...string) *served {
	t.Helper()
	s := &served{t: t, cmd: command(t, data, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...), log: new(bytes.Buffer)}
	s.cmd.Stderr = s.log
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.cmd.Process.Kill(); _ = s.cmd.Wait() })
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		s.lines = append(s.lines, lines.Text())
		if lines.Text() == "ready" {
			s.took = time.Since(start)
			s.base = strings.TrimPrefix(s.lines[0], "Listening on ")
			return s
		}
	}
	_ = s.cmd.Wait()
	t.Fatalf("discern serve ended before it was ready: %q %s", s.lines, s.log)
	return nil
}

// stop sends a signal and returns the exit status.
func (s *served) stop(signal os.Signal) int {
	s.t.Helper()
	if err := s.cmd.Process.Signal(signal); err != nil {
		s.t.Fatal(err)
	}
	return s.ended()
}

func (s *served) ended() int {
	s.t.Helper()
	done := make(chan struct{})
	go func() { _ = s.cmd.Wait(); close(done) }()
	select {
	case <-done:
		return s.cmd.ProcessState.ExitCode()
	case <-time.After(20 * time.Second):
		s.t.Fatal("discern serve does not end")
		return -1
	}
}

func fetch(t testing.TB, method, url, token string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(context.Background(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Close = true
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

func commandServe(t *testing.T) {
	data := t.TempDir()
	s := serveCLI(t, data, "--admin-addr", "127.0.0.1:0")
	t.Logf("ready after %v", s.took)
	setUp := s.lines[len(s.lines)-2]
	link := setUp[strings.LastIndex(setUp, " ")+1:]
	if !strings.HasPrefix(link, s.base+"/setup/") {
		t.Fatalf("the line before ready is %q, want a link to set up at %s", setUp, s.base)
	}
	for _, path := range []string{"/", "/livez", "/readyz", "/api", strings.TrimPrefix(link, s.base)} {
		if status, body := fetch(t, "GET", s.base+path, ""); status != 200 {
			t.Errorf("GET %s = %d %s, want 200", path, status, body)
		}
	}
	admin := strings.Fields(s.lines[1])[len(strings.Fields(s.lines[1]))-1]
	for _, path := range []string{"/livez", "/readyz", "/debug/pprof/"} {
		if status, _ := fetch(t, "GET", admin+path, ""); status != 200 {
			t.Errorf("GET %s of the admin listener = %d, want 200", path, status)
		}
		if status, _ := fetch(t, "GET", s.base+"/debug/pprof/", ""); status != 404 {
			t.Errorf("profiles for everybody = %d, want 404", status)
		}
	}
	cli(t, data, "serve", "--addr", strings.TrimPrefix(s.base, "http://")).refused(t, 1, "address "+strings.TrimPrefix(s.base, "http://")+" is in use")
	cli(t, data, "serve", "--addr", "nonsense").refused(t, 1, "address nonsense cannot be listened on")

	// The other commands work meanwhile, and their links lead here.
	if added := cli(t, data, "teacher", "add", "a@school.example"); !strings.HasPrefix(added.secret(), s.base+"/link/") {
		t.Errorf("link = %s, want one to %s", added.secret(), s.base)
	}
	second := serveCLI(t, data, "--base-url", s.base) // on the same data, and gone again
	if code := second.stop(syscall.SIGTERM); code != 0 {
		t.Errorf("a second server ends with %d", code)
	}
	if added := cli(t, data, "teacher", "add", "b@school.example"); !strings.HasPrefix(added.secret(), s.base+"/link/") {
		t.Errorf("after a second server the link = %s, want one to %s", added.secret(), s.base)
	}
	token := cli(t, data, "token", "a@school.example").secret()
	if status, body := fetch(t, "GET", s.base+"/api/v1/classes", token); status != 200 || body != "[]\n" {
		t.Errorf("GET /api/v1/classes with the token = %d %s", status, body)
	}
	if code := s.stop(syscall.SIGTERM); code != 0 {
		t.Errorf("after SIGTERM exit %d, want 0; %s", code, s.log)
	}
	for _, secret := range []string{token, link[strings.LastIndex(link, "/")+1:]} {
		if strings.Contains(s.log.String(), secret) {
			t.Error("a secret stands in the log")
		}
	}
	again := serveCLI(t, data)
	if len(again.lines) != 2 {
		t.Errorf("with an account, serve prints %q, want the address and ready", again.lines)
	}
	if code := again.stop(os.Interrupt); code != 0 {
		t.Errorf("after SIGINT exit %d, want 0", code)
	}
	serveCLI(t, data).stop(syscall.SIGKILL) // leaves its address behind
	next := serveCLI(t, data)
	if added := cli(t, data, "teacher", "add", "c@school.example"); !strings.HasPrefix(added.secret(), next.base+"/link/") {
		t.Errorf("after a killed server the link = %s, want one to %s", added.secret(), next.base)
	}
}

// halfSent opens a request whose body is not all there yet.
func halfSent(t *testing.T, s *served) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	fmt.Fprint(conn, "POST /api/v1/join HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{\"code\":")
	time.Sleep(200 * time.Millisecond)
	return conn
}

// What is being answered when the signal comes is answered; a second signal
// does not wait for it.
func commandStop(t *testing.T) {
	s := serveCLI(t, t.TempDir())
	conn := halfSent(t, s)
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	time.Sleep(200 * time.Millisecond)
	if late, err := net.Dial("tcp", strings.TrimPrefix(s.base, "http://")); err == nil {
		late.Close()
		t.Error("a connection was taken after SIGTERM")
	}
	fmt.Fprint(conn, `"22222222"  }`[:12])
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil || answer.StatusCode < 400 || answer.StatusCode > 499 {
		t.Errorf("the request under way was answered %v, %v", answer, err)
	}
	conn.Close()
	if code := s.ended(); code != 0 {
		t.Errorf("exit %d, want 0", code)
	}

	s = serveCLI(t, t.TempDir())
	halfSent(t, s)
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	time.Sleep(200 * time.Millisecond)
	start := time.Now()
	if code := s.stop(syscall.SIGTERM); code != 1 || time.Since(start) > 2*time.Second {
		t.Errorf("after a second signal exit %d after %v, want 1 at once", code, time.Since(start))
	}
}

func commandDemo(t *testing.T) {
	data := t.TempDir()
	var codes, links []string
	for range 2 {
		s := serveCLI(t, data, "--demo")
		t.Logf("ready after %v", s.took)
		printed := strings.Join(s.lines, "\n")
		link := s.lines[len(s.lines)-2]
		links = append(links, link[strings.LastIndex(link, " ")+1:])
		code := regexp.MustCompile(`[A-HJKMNP-Z2-9]{4} [A-HJKMNP-Z2-9]{4}`).FindString(printed)
		codes = append(codes, code)
		if !strings.Contains(printed, s.base+"/\n") || code == "" || !strings.HasPrefix(links[len(links)-1], s.base+"/link/") {
			t.Fatalf("serve --demo prints %q", s.lines)
		}
		if status, body := fetch(t, "GET", links[len(links)-1], ""); status != 200 {
			t.Errorf("GET the teacher's link = %d %s", status, body)
		}
		checkDemo(t, s.base, cli(t, data, "token", "teacher@demo.example").secret())
		if exit := s.stop(syscall.SIGTERM); exit != 0 {
			t.Errorf("exit %d, want 0", exit)
		}
	}
	if codes[0] != codes[1] || links[0] == links[1] {
		t.Errorf("a second time: codes %q, want the same; links %q, want a fresh one", codes, links)
	}
}

// checkDemo holds the demonstration against what it is meant to show.
func checkDemo(t *testing.T, base, token string) {
	t.Helper()
	get := func(path string, into any) {
		t.Helper()
		status, body := fetch(t, "GET", base+"/api/v1"+path, token)
		if err := json.Unmarshal([]byte(body), into); err != nil || status != 200 {
			t.Fatalf("GET %s = %d %s", path, status, body)
		}
	}
	var classes []struct{ ID string }
	get("/classes", &classes)
	if len(classes) != 1 {
		t.Fatalf("there are %d classes, want 1", len(classes))
	}
	var assignments []struct{ ID, State, Pack string }
	get("/classes/"+classes[0].ID+"/assignments", &assignments)
	if len(assignments) != 2 || assignments[0].State != "released" || assignments[1].State != "open" || assignments[0].Pack != "macron-leaks" {
		t.Fatalf("assignments are %+v, want one released and one open", assignments)
	}
	var scores struct {
		N        int
		Mean, SD float64
		Students []struct{ Seat struct{ Name string } }
	}
	get("/assignments/"+assignments[0].ID+"/scores", &scores)
	if scores.N != 24 || len(scores.Students) != 24 || scores.Students[0].Seat.Name != "Pupil 1" || scores.Mean < 15 || scores.Mean > 33 || scores.SD < 2 {
		t.Errorf("scores are %+v, want 24 plausible ones", scores)
	}
	var report struct{ Recall map[string]float64 }
	get("/assignments/"+assignments[0].ID+"/confusion", &report)
	if report.Recall["inference"] >= report.Recall["fact"] || report.Recall["inference"] >= report.Recall["opinion"] {
		t.Errorf("recall is %v, want inference to be the hardest", report.Recall)
	}
}
