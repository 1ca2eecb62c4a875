package store_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/Shopify/toxiproxy/v2"
	"go.uber.org/goleak"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// workload is a class at work: every client joins students and saves answers of
// its own, and remembers what was acknowledged.
type workload struct {
	s       *store.Store
	teacher quiz.Actor
	class   quiz.Class
	who     []quiz.Actor
	attempt []string
	mu      sync.Mutex
	acked   map[place]int   // the newest revision that was acknowledged
	tried   map[place]int   // changes sent
	joined  map[string]bool // names whose joining was acknowledged
	refused int
}

func newWorkload(t *testing.T, s *store.Store, clients int) *workload {
	w := &workload{s: s, acked: map[place]int{}, tried: map[place]int{}, joined: map[string]bool{}}
	w.teacher = storetest.Teacher(t, s, "t@school.example")
	w.class = storetest.Class(t, s, w.teacher)
	line := storetest.Assignment(t, s, w.teacher, w.class.ID, nil)
	for i := range clients {
		name := fmt.Sprint("Client ", i)
		w.who = append(w.who, storetest.Student(t, s, w.class.Code, name))
		w.joined[name] = true
		sheet, _, err := s.StartAttempt(ctx, w.who[i], line.ID, quiz.Intent{})
		if err != nil {
			t.Fatal(err)
		}
		w.attempt = append(w.attempt, sheet.Attempt.ID)
	}
	return w
}

// run works until stop is closed. Errors must be such as say "try again".
func (w *workload) run(t *testing.T, stop chan struct{}) {
	var wait sync.WaitGroup
	for i := range w.who {
		wait.Go(func() {
			for turn := 0; ; turn++ {
				select {
				case <-stop:
					return
				default:
				}
				var err error
				if turn%10 == 9 {
					err = w.join(fmt.Sprintf("Pupil %d %d", i, turn))
				} else {
					err = w.save(i, 1+turn%12, questions.Labels[turn/12%3])
				}
				if err != nil && !errors.Is(err, quiz.ErrUnavailable) && !errors.Is(err, quiz.ErrUnconfirmed) && !errors.Is(err, quiz.ErrBusy) {
					t.Errorf("client %d: %v", i, err)
				}
			}
		})
	}
	wait.Wait()
}

func (w *workload) join(name string) error {
	_, err := w.s.Join(ctx, quiz.Actor{}, quiz.JoinRequest{Code: w.class.Code, Name: name}, quiz.Intent{Key: name, Request: name})
	w.mu.Lock()
	defer w.mu.Unlock()
	if err == nil {
		w.joined[name] = true
	} else {
		w.refused++
	}
	return err
}

func (w *workload) save(i, n int, label questions.Label) error {
	p := place{w.attempt[i], n}
	w.mu.Lock()
	w.tried[p]++
	w.mu.Unlock()
	saved, _, err := w.s.SaveAnswer(ctx, w.who[i], w.attempt[i], quiz.Change{N: n, Label: label})
	w.mu.Lock()
	defer w.mu.Unlock()
	if err == nil {
		w.acked[p] = saved.Revision
	} else {
		w.refused++
	}
	return err
}

// check requires that everything acknowledged is there, and nothing twice.
func (w *workload) check(t *testing.T) {
	t.Helper()
	for i, id := range w.attempt {
		sheet, err := w.s.Attempt(ctx, w.who[i], id)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range sheet.Questions {
			p := place{id, q.N}
			if q.Answer.Revision < w.acked[p] || q.Answer.Revision > w.tried[p] {
				t.Errorf("question %d: stored revision %d, acknowledged %d, tried %d", q.N, q.Answer.Revision, w.acked[p], w.tried[p])
			}
		}
	}
	seats, err := w.s.Seats(ctx, w.teacher, w.class.ID)
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, seat := range seats {
		count[seat.Name]++
		if count[seat.Name] > 1 {
			t.Errorf("%s has %d seats", seat.Name, count[seat.Name])
		}
	}
	for name := range w.joined {
		if count[name] == 0 {
			t.Errorf("%s was let in, and has no seat", name)
		}
	}
}

func TestLinkFaults(t *testing.T) {
	storetest.Postgres(t) // the server's own goroutine is there before and after
	// The proxy itself may leave a worker behind that nobody reads from any more.
	others := []goleak.Option{goleak.IgnoreCurrent(), goleak.IgnoreAnyFunction("github.com/Shopify/toxiproxy/v2/toxics.(*ToxicStub).Run")}
	t.Run("faults", func(t *testing.T) {
		toxic := func(kind, attributes string) func(*testing.T, *toxiproxy.Proxy) func() {
			return func(t *testing.T, proxy *toxiproxy.Proxy) func() {
				return poison(t, proxy, kind, "downstream", attributes)
			}
		}
		for name, fault := range map[string]struct {
			begin  func(*testing.T, *toxiproxy.Proxy) func()
			length time.Duration
		}{
			"latency of 2 s": {toxic("latency", `{"latency":2000}`), 12 * time.Second},
			"reset":          {toxic("reset_peer", `{"timeout":50}`), 6 * time.Second},
			"1 KB a second":  {toxic("bandwidth", `{"rate":1}`), 12 * time.Second},
			"30 s down":      {down, 30 * time.Second},
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				endure(t, fault.begin, fault.length)
			})
		}
	})
	// Cut connections take a moment to be noticed on both sides.
	err := goleak.Find(others...)
	for end := time.Now().Add(20 * time.Second); err != nil && time.Now().Before(end); err = goleak.Find(others...) {
		time.Sleep(200 * time.Millisecond)
	}
	if err != nil {
		t.Error(err)
	}
}

// down stops the proxy, as if the server were gone.
func down(t *testing.T, proxy *toxiproxy.Proxy) func() {
	proxy.Stop()
	return func() {
		if err := proxy.Start(); err != nil {
			t.Errorf("up again: %v", err)
		}
	}
}

// endure works through a fault and after it: ready again within 5 s, nothing
// acknowledged lost, nothing done twice.
func endure(t *testing.T, begin func(*testing.T, *toxiproxy.Proxy) func(), length time.Duration) {
	address, proxy := proxied(t)
	s := storetest.Open(t, store.Options{Database: address})
	w := newWorkload(t, s, 8)
	stop, done := make(chan struct{}), make(chan struct{})
	go func() { defer close(done); w.run(t, stop) }()
	time.Sleep(time.Second)
	heal := begin(t, proxy)
	time.Sleep(length)
	heal()
	healed := time.Now()
	for s.Ready(ctx) != nil {
		if time.Since(healed) > 5*time.Second {
			t.Fatalf("not ready 5 s after the link is back")
		}
		time.Sleep(20 * time.Millisecond)
	}
	ready := time.Since(healed)
	time.Sleep(time.Second)
	close(stop)
	<-done
	w.check(t)
	t.Logf("ready %v after the link was back, %d answers and %d joins acknowledged, %d refused, %d retries",
		ready.Round(time.Millisecond), len(w.acked), len(w.joined), w.refused, s.Retries())
}
