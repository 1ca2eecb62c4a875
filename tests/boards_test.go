package tests

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// TestBoardsMeasured opens 500 boards of classes of 40 on the real program, lets
// a class answer all at once, and measures how soon each answer is on each board
// of the class and what memory the boards take. DISCERN_TEST_BOARDS is the number
// of classes that the boards belong to: 10 for 50 boards of each, 500 for one.
func TestBoardsMeasured(t *testing.T) {
	classes, err := strconv.Atoi(os.Getenv("DISCERN_TEST_BOARDS"))
	if err != nil {
		t.Skip("a measurement: make boards")
	}
	const all, pupils = 500, 40
	buildProgram(t)
	dir := t.TempDir()
	m := prepareBoards(t, dir, classes, pupils)
	s := serveCLI(t, dir)
	m.base = s.base
	m.answer(t, 0, 0) // so that the program has done everything once
	before := memory(t, s.cmd.Process.Pid)
	var boards []*heard
	for i := range all {
		boards = append(boards, m.open(t, i%classes))
	}
	for _, b := range boards {
		<-b.ready
	}
	during := memory(t, s.cmd.Process.Pid)
	var work sync.WaitGroup
	sent := make([][13]time.Time, pupils)
	for i := range pupils {
		work.Go(func() {
			for n := 2; n <= 12; n++ {
				sent[i][n] = time.Now()
				m.answer(t, i, n)
				time.Sleep(200 * time.Millisecond)
			}
		})
	}
	work.Wait()
	time.Sleep(1500 * time.Millisecond)
	after := memory(t, s.cmd.Process.Pid)
	var took []time.Duration
	for i, b := range boards {
		if i%classes != 0 {
			continue
		}
		for seat, times := range sent {
			for n := 2; n <= 12; n++ {
				at, ok := b.at(m.seats[seat], n)
				if !ok {
					t.Fatalf("board %d has not heard of answer %d of pupil %d", i, n, seat)
				}
				took = append(took, at.Sub(times[n]))
			}
		}
	}
	slices.Sort(took)
	p99 := took[len(took)*99/100]
	t.Logf("%d boards of %d classes, %d changes: p50 %v, p99 %v, most %v", all, classes, len(took), took[len(took)/2], p99, took[len(took)-1])
	t.Logf("resident memory: %d MiB without boards, %d MiB with, %d MiB after the class has answered", before>>20, during>>20, after>>20)
	if p99 > time.Second {
		t.Errorf("p99 is %v, want at most 1 s", p99)
	}
	if after-before > 150<<20 {
		t.Errorf("the boards take %d MiB, want less than 150", (after-before)>>20)
	}
}

// measured is a school to measure in; seats, tokens and attempts are those of
// the first class.
type measured struct {
	base                    string
	quizzes                 [][2]string // each with the token of its teacher
	seats, tokens, attempts []string
}

func prepareBoards(t *testing.T, dir string, classes, pupils int) *measured {
	t.Helper()
	s, m := storetest.Open(t, store.Options{Dir: dir}), &measured{}
	var teachers []quiz.Actor
	var keys []string
	for i := range 10 {
		email := fmt.Sprintf("t%d@school.example", i)
		teachers = append(teachers, storetest.Teacher(t, s, email))
		token, err := s.NewToken(t.Context(), email)
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, token)
	}
	names := make([]string, pupils)
	for i := range names {
		names[i] = fmt.Sprint("Pupil ", i+1)
	}
	for c := range classes {
		teacher := teachers[c%len(teachers)]
		class := storetest.Class(t, s, teacher)
		line := storetest.Assignment(t, s, teacher, class.ID, nil)
		m.quizzes = append(m.quizzes, [2]string{line.ID, keys[c%len(keys)]})
		if c > 0 {
			if _, err := s.AddSeats(t.Context(), teacher, class.ID, names, quiz.Intent{}); err != nil {
				t.Fatal(err)
			}
			continue
		}
		for _, name := range names {
			joined, err := s.Join(t.Context(), quiz.Actor{}, quiz.JoinRequest{Code: class.Code, Name: name}, quiz.Intent{})
			if err != nil {
				t.Fatal(err)
			}
			sheet, _, err := s.StartAttempt(t.Context(), storetest.Who(t, s, joined.Token), line.ID, quiz.Intent{})
			if err != nil {
				t.Fatal(err)
			}
			m.seats, m.tokens, m.attempts = append(m.seats, joined.Home.Seat.ID), append(m.tokens, joined.Token), append(m.attempts, sheet.Attempt.ID)
		}
	}
	return m
}

// answer saves the answer to question n of a pupil; n 0 only asks for the attempt.
func (m *measured) answer(t *testing.T, pupil, n int) {
	method, path, body := http.MethodGet, "/attempts/"+m.attempts[pupil], ""
	if n > 0 {
		method, path, body = http.MethodPut, path+"/answers/"+strconv.Itoa(n), `{"label":"`+string(questions.Labels[n%3])+`"}`
	}
	r, err := http.NewRequest(method, m.base+"/api/v1"+path, strings.NewReader(body))
	if err != nil {
		t.Error(err)
		return
	}
	r.Header.Set("Authorization", "Bearer "+m.tokens[pupil])
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Error(err)
		return
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Errorf("pupil %d, question %d: %d", pupil, n, answer.StatusCode)
	}
}

// heard is what one board was told, and when.
type heard struct {
	ready chan struct{} // closed after the snapshot
	mu    sync.Mutex
	when  map[string]time.Time // by seat and question
}

func (h *heard) at(seat string, n int) (time.Time, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	at, ok := h.when[seat+" "+strconv.Itoa(n)]
	return at, ok
}

// open opens a board of a class.
func (m *measured) open(t *testing.T, class int) *heard {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, m.base+"/api/v1/assignments/"+m.quizzes[class][0]+"/live", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+m.quizzes[class][1])
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("open a board: %v, %v", answer, err)
	}
	h := &heard{ready: make(chan struct{}), when: map[string]time.Time{}}
	go h.read(bufio.NewScanner(answer.Body))
	return h
}

func (h *heard) read(lines *bufio.Scanner) {
	lines.Buffer(nil, 1<<20)
	began := false
	for lines.Scan() {
		if !began && bytes.HasPrefix(lines.Bytes(), []byte(`data: {"assignment"`)) {
			began = true
			close(h.ready)
		}
		var seat, attempt string
		var n int
		if _, err := fmt.Sscanf(strings.ReplaceAll(lines.Text(), `"`, ` `), "data: { seat : %s , attempt : %s , n :%d", &seat, &attempt, &n); err == nil {
			h.mu.Lock()
			h.when[seat+" "+strconv.Itoa(n)] = time.Now()
			h.mu.Unlock()
		}
	}
}

// memory is the resident memory of a process, in bytes.
func memory(t *testing.T, process int) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", process))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		var kib int
		if _, err := fmt.Sscanf(line, "VmRSS: %d kB", &kib); err == nil {
			return kib << 10
		}
	}
	t.Fatal("no VmRSS in /proc")
	return 0
}
