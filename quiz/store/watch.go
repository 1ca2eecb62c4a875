package store

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// pulseEvery is how often a database that other programs may write to is asked
// whether something watched has changed there. A round waits at least pulseRest
// times as long as the last one took, however much is watched.
const (
	pulseEvery = 600 * time.Millisecond
	pulseRest  = 3
	pulseLimit = 5 * time.Second // for one question
)

// watches tell whoever watches an assignment that it may have changed: at once
// after a commit of this program, and after a while after one of another.
type watches struct {
	many atomic.Int64 // watchers, so that a commit need not lock for none

	mu   sync.Mutex
	by   map[string]map[*watcher]bool // by the id of an assignment or a class
	all  map[*watcher]bool
	stop context.CancelFunc // of the asking; nil: nobody asks
	done chan struct{}      // closed when the asking has ended
}

// watcher is one who watches.
type watcher struct {
	school, class, id string

	c chan struct{} // holds one notice
}

// pulse is a few numbers of which one differs after any change of an assignment
// or its class.
type pulse struct {
	answers, revisions, attempts, open, seats, joined, acts int64
}

// add begins a watch; stop ends it and may be called again.
func (w *watches) add(s *Store, school, class, id string) (<-chan struct{}, func()) {
	one := &watcher{school: school, class: class, id: id, c: make(chan struct{}, 1)}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.by == nil {
		w.by, w.all = map[string]map[*watcher]bool{}, map[*watcher]bool{}
	}
	for _, key := range []string{class, id} {
		if w.by[key] == nil {
			w.by[key] = map[*watcher]bool{}
		}
		w.by[key][one] = true
	}
	w.all[one] = true
	w.many.Add(1)
	if _, shared := s.engine.(*postgresEngine); shared && w.stop == nil {
		ctx, cancel := context.WithCancel(context.Background())
		w.stop, w.done = cancel, make(chan struct{})
		go w.ask(ctx, s, w.done)
	}
	return one.c, func() { w.remove(one) }
}

func (w *watches) remove(one *watcher) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.all[one] {
		return
	}
	delete(w.all, one)
	for _, key := range []string{one.class, one.id} {
		delete(w.by[key], one)
		if len(w.by[key]) == 0 {
			delete(w.by, key)
		}
	}
	w.many.Add(-1)
	if len(w.all) == 0 {
		w.end()
	}
}

// end stops the asking; w.mu is held.
func (w *watches) end() {
	if w.stop != nil {
		w.stop()
		w.stop = nil
	}
}

// close stops the asking and waits until it has ended.
func (w *watches) close() {
	w.mu.Lock()
	w.end()
	done := w.done
	w.mu.Unlock()
	if done != nil {
		<-done
	}
}

// tell notices everybody who watches one of the ids. It never waits: a watcher
// that has a notice already needs no second.
func (w *watches) tell(ids []string) {
	if len(ids) == 0 || w.many.Load() == 0 {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, id := range ids {
		for one := range w.by[id] {
			one.notice()
		}
	}
}

func (one *watcher) notice() {
	select {
	case one.c <- struct{}{}:
	default:
	}
}

// ask compares the pulse of everything watched with the last, until ctx ends.
// One asks for all who watch.
func (w *watches) ask(ctx context.Context, s *Store, done chan struct{}) {
	defer close(done)
	last := map[string]pulse{}
	rest := pulseEvery
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(rest):
		}
		began, now := time.Now(), map[string]pulse{}
		for id, one := range w.watched() {
			p, err := s.pulse(ctx, one)
			if ctx.Err() != nil {
				return
			}
			old, known := last[id]
			if err != nil {
				p = pulse{answers: -1} // unlike any: looked at again when it beats
			}
			if now[id] = p; !known || old != p {
				w.tell([]string{id})
			}
		}
		last, rest = now, max(pulseEvery, pulseRest*time.Since(began))
	}
}

// watched returns one watcher of each assignment.
func (w *watches) watched() map[string]*watcher {
	w.mu.Lock()
	defer w.mu.Unlock()
	each := map[string]*watcher{}
	for one := range w.all {
		each[one.id] = one
	}
	return each
}

// pulse asks for the numbers. Every act of a teacher is in the audit; answers
// count their revisions, attempts are begun and handed in, students come in.
func (s *Store) pulse(ctx context.Context, one *watcher) (pulse, error) {
	ctx, cancel := context.WithTimeout(ctx, pulseLimit)
	defer cancel()
	var p pulse
	err := s.engine.look(ctx, func(t *tx) error {
		return t.one([]any{&p.answers, &p.revisions, &p.attempts, &p.open, &p.seats, &p.joined, &p.acts}, `SELECT
			(SELECT COUNT(*) FROM attempts a JOIN answers w ON w.school_id = a.school_id AND w.attempt_id = a.attempt_id
				WHERE a.school_id = $1 AND a.assignment_id = $2),
			(SELECT CAST(COALESCE(SUM(w.revision), 0) AS BIGINT) FROM attempts a JOIN answers w ON w.school_id = a.school_id AND w.attempt_id = a.attempt_id
				WHERE a.school_id = $1 AND a.assignment_id = $2),
			(SELECT COUNT(*) FROM attempts WHERE school_id = $1 AND assignment_id = $2),
			(SELECT COUNT(*) FROM attempts WHERE school_id = $1 AND assignment_id = $2 AND state = 'in_progress'),
			(SELECT COUNT(*) FROM seats WHERE school_id = $1 AND class_id = $3),
			(SELECT COUNT(*) FROM seats WHERE school_id = $1 AND class_id = $3 AND joined_at > 0),
			(SELECT COUNT(*) FROM audit WHERE school_id = $1 AND class_id = $3)`, one.school, one.id, one.class)
	})
	return p, err
}

// touch notes that the act changes an assignment, or something of a whole
// class: after its commit whoever watches is told.
func (t *tx) touch(id string) { t.touched = append(t.touched, id) }
