package live

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"discern/quiz"
)

// How soon a reader comes back: a little later when the program is ending, and
// never all at once.
const (
	comeBack  = 2 * time.Second
	comeLater = 4 * time.Second
)

// Stream is one open board.
type Stream struct {
	boards     *Boards
	feed       *feed
	who        quiz.Actor
	assignment string
	wish       Wish

	last  uint64 // number of the event sent last
	known bool   // whether last is one of this feed
}

// Run answers with the stream until the reader goes or is too slow, the person
// may not see the assignment any more, it is deleted, or the program ends. The
// error is nil for all of these: a reader comes back by itself.
func (s *Stream) Run(ctx context.Context, w http.ResponseWriter) error {
	defer s.boards.leave(s.who, s.feed)
	to := http.NewResponseController(bare(w))
	// The server's limits are for pages. A recorder, as tests have it, has none.
	if err := to.SetReadDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no") // a proxy shall pass on each event at once
	w.WriteHeader(http.StatusOK)
	s.last, s.known = s.feed.numberOf(s.wish.After)
	if s.send(w, to, s.retry(comeBack)) != nil {
		return nil
	}
	beat := time.NewTicker(s.boards.options.Heartbeat)
	defer beat.Stop()
	for {
		texts, last, wait, gone := s.feed.since(s.last, s.known, s.wish.Nameless)
		if gone || s.send(w, to, texts...) != nil {
			return nil
		}
		s.last, s.known = last, s.known || len(texts) > 0
		if s.wish.Once && len(texts) > 0 {
			return nil
		}
		select {
		case <-wait:
		case <-ctx.Done():
			return nil
		case <-s.boards.closing:
			_ = s.send(w, to, s.retry(comeLater))
			return nil
		case <-beat.C:
			if !s.may(ctx) || s.send(w, to, []byte(": still here\nevent: beat\ndata: {}\n\n")) != nil {
				return nil
			}
		}
	}
}

// bare takes a wrapping off whose Flush would not tell of errors.
func bare(w http.ResponseWriter) http.ResponseWriter {
	if wrapped, ok := w.(interface{ Unwrap() http.ResponseWriter }); ok {
		return wrapped.Unwrap()
	}
	return w
}

// retry tells the reader how long to wait before it comes back, in about that
// time.
func (s *Stream) retry(about time.Duration) []byte {
	return fmt.Appendf(nil, "retry: %d\n\n", s.boards.jitter(about).Milliseconds())
}

// may reports whether the person may still see the assignment. A database that
// cannot say now is asked again at the next heartbeat.
func (s *Stream) may(ctx context.Context) bool {
	err := s.boards.store.MayWatch(ctx, s.who, s.assignment)
	return !errors.Is(err, quiz.ErrNotSignedIn) && !errors.Is(err, quiz.ErrNotFound) && !errors.Is(err, quiz.ErrForbidden)
}

// send writes texts and sees that they go out, within the patience that there is
// with a slow reader.
func (s *Stream) send(w http.ResponseWriter, to *http.ResponseController, texts ...[]byte) error {
	if len(texts) == 0 {
		return nil
	}
	err := to.SetWriteDeadline(time.Now().Add(s.boards.options.Patience))
	if err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	for _, text := range texts {
		if _, err := w.Write(text); err != nil {
			return err
		}
	}
	return to.Flush()
}
