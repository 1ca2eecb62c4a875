package live

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"time"

	"discern/quiz"
	"discern/quiz/store"
)

// How a feed reads the board: after a change at once, then not again before
// restShort, or restTimes as long as the last reading took, up to restLong; and
// without any change every refreshEvery.
const (
	restShort    = 100 * time.Millisecond
	restLong     = 600 * time.Millisecond
	restTimes    = 4
	refreshEvery = 15 * time.Second
	readLimit    = 5 * time.Second
)

// ringLength is how many events a feed keeps for readers that come back.
const ringLength = 512

// feed is one watched assignment.
type feed struct {
	name string // in the ids of its events

	readers int       // guarded by Boards.mu
	left    time.Time // when the last reader left; guarded by Boards.mu

	mu      sync.Mutex
	board   quiz.Board
	now     time.Time // when the board was read
	number  uint64    // of the last event
	ring    []event   // the last events, oldest first
	changed chan struct{}
	fresh   bool   // the board was read since the feed was begun
	gone    bool   // the assignment is no more
	end     func() // stops reading; nil while nobody reads
}

// event is one event, written out once for all readers.
type event struct {
	number   uint64
	text     []byte
	nameless bool
}

// begin lets the feed read, if it does not yet. After a pause what has changed
// since becomes events like any other. A watch that is not needed is stopped.
func (f *feed) begin(b *Boards, w *store.Watch) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.end != nil {
		w.Stop()
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	f.end, f.fresh, f.gone = cancel, false, false
	go f.follow(ctx, b, w)
}

// pause stops reading.
func (f *feed) pause() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.end != nil {
		f.end()
		f.end = nil
	}
}

// follow keeps the feed up to date until ctx ends or the assignment is no more.
func (f *feed) follow(ctx context.Context, b *Boards, w *store.Watch) {
	defer w.Stop()
	for {
		took, err := f.read(ctx, b, w)
		if errors.Is(err, quiz.ErrNotFound) {
			f.finish(ctx)
			return
		}
		wait := restLong
		if err == nil {
			wait = min(max(restShort, restTimes*took), restLong)
		}
		if !sleep(ctx, wait) || err == nil && !f.idle(ctx, b, w) {
			return
		}
	}
}

func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// idle waits until there may be something new to read: a change, a moment at
// which the board changes by itself, or simply some time later.
func (f *feed) idle(ctx context.Context, b *Boards, w *store.Watch) bool {
	f.mu.Lock()
	next := f.board.NextChange(f.now)
	f.mu.Unlock()
	after := b.jitter(refreshEvery)
	if !next.IsZero() {
		after = max(0, min(after, next.Sub(b.store.Now())))
	}
	timer := time.NewTimer(after)
	defer timer.Stop()
	select {
	case <-w.C:
	case <-timer.C:
	case <-ctx.Done():
		return false
	}
	return true
}

// read reads the board and tells the readers what has changed. Of all feeds only
// a few read at once, so that students' pages are not held up.
func (f *feed) read(ctx context.Context, b *Boards, w *store.Watch) (time.Duration, error) {
	select {
	case b.reading <- struct{}{}:
		defer func() { <-b.reading }()
	case <-ctx.Done():
		return 0, ctx.Err()
	}
	ctx, cancel := context.WithTimeout(ctx, readLimit)
	defer cancel()
	began, now := time.Now(), b.store.Now()
	board, err := w.Board(ctx)
	if err != nil {
		return 0, err
	}
	return time.Since(began), f.take(ctx, board, now)
}

// take makes a board the present one, unless the feed was paused meanwhile.
func (f *feed) take(ctx context.Context, board quiz.Board, now time.Time) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var changes []quiz.BoardEvent
	if f.board.Assignment.ID != "" {
		changes = quiz.BoardChanges(f.board, board)
	}
	for _, change := range changes {
		shape, nameless := shapeOf(board, change, now)
		text, err := frame(place(f.name, f.number+1), change.Kind, shape)
		if err != nil {
			return err
		}
		f.number++
		f.ring = append(f.ring, event{f.number, text, nameless})
	}
	if over := len(f.ring) - ringLength; over > 0 {
		f.ring = append([]event(nil), f.ring[over:]...)
	}
	f.board, f.now = board, now
	if len(changes) > 0 || !f.fresh {
		f.fresh = true
		f.wake()
	}
	return nil
}

// wake lets every reader look; f.mu is held.
func (f *feed) wake() {
	close(f.changed)
	f.changed = make(chan struct{})
}

func (f *feed) finish(ctx context.Context) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if ctx.Err() == nil {
		f.gone = true
		f.wake()
	}
}

// since returns what a reader of a view has to be sent after the event of the
// number, the number it has then, and what to wait for before asking again. That
// is a snapshot if the ring does not reach back so far, or if it is asked for.
// Nothing is sent before the board was read. Gone: the assignment is no more.
func (f *feed) since(number uint64, known, nameless bool) (texts [][]byte, last uint64, wait <-chan struct{}, gone bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case f.gone:
		return nil, 0, nil, true
	case !f.fresh:
		return nil, number, f.changed, false
	case !known || number > f.number || f.number-number > uint64(len(f.ring)):
		text, err := frame(place(f.name, f.number), "snapshot", snapshotOf(f.board, nameless, f.now))
		return [][]byte{text}, f.number, f.changed, err != nil
	}
	for _, e := range f.ring[len(f.ring)-int(f.number-number):] {
		if e.nameless || !nameless {
			texts = append(texts, e.text)
		}
	}
	return texts, f.number, f.changed, false
}

// numberOf reads the id of an event of this feed; ok is false for any other.
func (f *feed) numberOf(id string) (number uint64, ok bool) {
	digits, mine := strings.CutPrefix(id, f.name+"-")
	number, err := strconv.ParseUint(digits, 10, 64)
	return number, mine && err == nil
}
