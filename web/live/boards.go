package live

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"discern/quiz"
	"discern/quiz/store"
)

// Options change what only tests change.
type Options struct {
	Heartbeat time.Duration // 0: 15 s
	Patience  time.Duration // for one write; 0: 10 s
	Streams   int           // at once in all; 0: 1000
	Personal  int           // at once of one person; 0: 60
	Linger    time.Duration // a feed that nobody reads is kept; 0: 2 min
}

// readersAtOnce is how many feeds read from the database at the same time.
const readersAtOnce = 2

// Boards is all open boards of the program.
type Boards struct {
	store   *store.Store
	options Options
	reading chan struct{}

	mu      sync.Mutex
	feeds   map[string]*feed // by assignment
	streams int
	of      map[string]int // streams by person
	closing chan struct{}  // closed when the program ends
	closed  bool
}

// New makes boards that read from s. Nothing runs while no board is open.
func New(s *store.Store, o Options) *Boards {
	defaults := Options{Heartbeat: 15 * time.Second, Patience: 10 * time.Second, Streams: 1000, Personal: 60, Linger: 2 * time.Minute}
	if o.Heartbeat == 0 {
		o.Heartbeat = defaults.Heartbeat
	}
	if o.Patience == 0 {
		o.Patience = defaults.Patience
	}
	if o.Streams == 0 {
		o.Streams = defaults.Streams
	}
	if o.Personal == 0 {
		o.Personal = defaults.Personal
	}
	if o.Linger == 0 {
		o.Linger = defaults.Linger
	}
	return &Boards{store: s, options: o, reading: make(chan struct{}, readersAtOnce), feeds: map[string]*feed{},
		of: map[string]int{}, closing: make(chan struct{})}
}

// jitter returns a time up to a quarter shorter or longer than d.
func (b *Boards) jitter(d time.Duration) time.Duration {
	return d*3/4 + rand.N(d/2+1)
}

// Close ends every stream, each with a hint when to come back, and lets no new
// one begin.
func (b *Boards) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.closed {
		b.closed = true
		close(b.closing)
	}
}

// Wish is what a reader wants.
type Wish struct {
	Nameless bool   // counts only
	Once     bool   // a snapshot and no more
	After    string // id of the event it has seen last, or ""
}

// Open begins to read an assignment for who, whose right to it is looked at
// first. quiz.ErrBusy refuses one board too many. The stream has to be Run.
func (b *Boards) Open(ctx context.Context, who quiz.Actor, id string, wish Wish) (*Stream, error) {
	watch, err := b.store.Watch(ctx, who, id)
	if err != nil {
		return nil, err
	}
	f, err := b.join(who, id)
	if err != nil {
		watch.Stop()
		return nil, err
	}
	f.begin(b, watch)
	return &Stream{boards: b, feed: f, who: who, assignment: id, wish: wish}, nil
}

// join counts a stream, if there is room for one more, and returns the feed that
// it reads.
func (b *Boards) join(who quiz.Actor, id string) (*feed, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed || b.streams >= b.options.Streams || b.of[who.ID] >= b.options.Personal {
		return nil, quiz.ErrBusy
	}
	b.forget()
	f := b.feeds[id]
	if f == nil {
		f = &feed{name: b.store.NewSecret(6), changed: make(chan struct{})}
		b.feeds[id] = f
	}
	b.streams++
	b.of[who.ID]++
	f.readers++
	return f, nil
}

// leave takes a stream off its feed. Without readers a feed reads nothing.
func (b *Boards) leave(who quiz.Actor, f *feed) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.streams--
	if b.of[who.ID]--; b.of[who.ID] == 0 {
		delete(b.of, who.ID)
	}
	if f.readers--; f.readers == 0 {
		f.left = time.Now()
		f.pause()
	}
}

// forget drops feeds that nobody has read for a while; b.mu is held.
func (b *Boards) forget() {
	for id, f := range b.feeds {
		if f.readers == 0 && time.Since(f.left) > b.options.Linger {
			delete(b.feeds, id)
		}
	}
}
