package web

import (
	"math"
	"net/netip"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/time/rate"
)

// Limits on wrong codes, return codes and passwords. Right ones never count, as
// a whole school joins from one address. The burst of the whole service lets
// many addresses use up their own allowance without locking anybody else out.
const (
	failuresPerMinute  = 20  // of one address
	failuresPerSecond  = 100 // of the whole service
	failuresBurst      = 12 * failuresPerSecond
	addressesRemember  = 20_000
	addressesRetryable = rate.Limit(failuresPerMinute) / 60
)

// failures counts wrong guesses by address. Only an address that has failed is
// remembered, and only until its allowance is whole again.
type failures struct {
	now   func() time.Time
	mu    sync.Mutex
	all   *rate.Limiter
	known map[netip.Prefix]*rate.Limiter
}

func newFailures(now func() time.Time) *failures {
	return &failures{now: now, all: rate.NewLimiter(failuresPerSecond, failuresBurst),
		known: map[netip.Prefix]*rate.Limiter{}}
}

// blocked returns a *tooManyError if whoever sent c has guessed wrong too often
// and must wait.
func (f *failures) blocked(c echo.Context) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.now()
	if wait := until(f.all, failuresPerSecond, now); wait > 0 {
		return &tooManyError{after: wait}
	}
	if one := f.known[guesser(c)]; one != nil {
		if wait := until(one, addressesRetryable, now); wait > 0 {
			return &tooManyError{after: wait}
		}
	}
	return nil
}

// note counts one wrong guess. A reservation goes into debt, so that guesses
// made at the same moment are paid for too.
func (f *failures) note(c echo.Context) {
	f.mu.Lock()
	defer f.mu.Unlock()
	now, who := f.now(), guesser(c)
	one := f.known[who]
	if one == nil {
		f.makeRoom(now)
		one = rate.NewLimiter(addressesRetryable, failuresPerMinute)
		f.known[who] = one
	}
	one.ReserveN(now, 1)
	f.all.ReserveN(now, 1)
}

// makeRoom forgets the addresses whose allowance is whole again and, if all
// have failed just now, any one.
func (f *failures) makeRoom(now time.Time) {
	if len(f.known) < addressesRemember {
		return
	}
	for who, one := range f.known {
		if one.TokensAt(now) >= failuresPerMinute {
			delete(f.known, who)
		}
	}
	for who := range f.known {
		if len(f.known) < addressesRemember {
			return
		}
		delete(f.known, who)
	}
}

// until returns how long it takes until l has a token.
func until(l *rate.Limiter, per rate.Limit, now time.Time) time.Duration {
	missing := 1 - l.TokensAt(now)
	if missing <= 0 {
		return 0
	}
	return time.Duration(math.Ceil(missing/float64(per))) * time.Second
}

// guesser is the address that failures are counted for: of IPv6 the network,
// as one household has as many addresses as it likes.
func guesser(c echo.Context) netip.Prefix { return network(c, 32, 64) }

// network returns the address of the peer, cut to four or six leading bits.
func network(c echo.Context, four, six int) netip.Prefix {
	address, err := netip.ParseAddr(c.RealIP())
	if err != nil {
		return netip.Prefix{}
	}
	address = address.WithZone("").Unmap()
	bits := six
	if address.Is4() {
		bits = four
	}
	prefix, _ := address.Prefix(bits)
	return prefix
}

// guarded refuses whoever has guessed wrong too often.
func (s *Server) guarded(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := s.failures.blocked(c); err != nil {
			return err
		}
		return next(c)
	}
}
