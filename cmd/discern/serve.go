package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"discern/quiz/store"
	"discern/web"
)

// defaultAddr is where visitors are served unless told otherwise.
const defaultAddr = "127.0.0.1:8080"

// How the server ends: what is being answered has drainTime to finish. With an
// admin listener, on which a proxy may watch /readyz, that says 503 for
// noticeTime before the first connection is refused.
const (
	drainTime  = 10 * time.Second
	noticeTime = 2 * time.Second
	sweepEvery = 5 * time.Second
)

// serve is the command that runs the service.
type serve struct {
	Addr      string `help:"Address to listen on; port 0 takes a free one." default:"127.0.0.1:8080" env:"DISCERN_ADDR" placeholder:"HOST:PORT"`
	BaseURL   string `help:"Address that visitors type; that of the listener unless given." name:"base-url" env:"DISCERN_BASE_URL" placeholder:"URL"`
	AdminAddr string `help:"Address for health and profiles, for operators only; off unless given." env:"DISCERN_ADMIN_ADDR" placeholder:"HOST:PORT"`
	Demo      bool   `help:"Make a class with simulated students to look around in." env:"DISCERN_DEMO"`
	Dev       string `help:"Folder of templates to read again for every page." env:"DISCERN_DEV" placeholder:"DIR"`
}

// Validate refuses an address that visitors cannot type.
func (c *serve) Validate() error { return validBase(c.BaseURL) }

// Run serves until it is told to stop.
func (c *serve) Run(ctx context.Context, p *place, out *printer) error {
	stop := make(chan os.Signal, 2)
	signal.Notify(stop, syscall.SIGTERM, os.Interrupt)
	defer signal.Stop(stop)
	return p.withPacks(ctx, func(s *store.Store) error {
		r, err := c.start(ctx, p, s, out)
		if err != nil {
			return err
		}
		out.line("ready")
		return r.wait(stop)
	})
}

// running is a service that has been started.
type running struct {
	public, admin *http.Server
	health        *health
	failed        chan error
	background    sync.WaitGroup
	end           context.CancelFunc // of the background work
	forget        func()
}

// start listens, prints the addresses and what one needs to come in, and serves.
func (c *serve) start(ctx context.Context, p *place, s *store.Store, out *printer) (*running, error) {
	listener, err := listen(c.Addr, "--addr")
	if err != nil {
		return nil, err
	}
	base := c.BaseURL
	if base == "" {
		base = "http://" + typed(listener.Addr())
	}
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	site, err := web.New(s, web.Options{BaseURL: c.BaseURL, Dev: c.Dev, Log: log})
	if err != nil {
		listener.Close()
		return nil, refuse("the pages cannot be read; see that the folder of --dev has all templates")
	}
	r := &running{failed: make(chan error, 2), health: &health{store: s}}
	r.public = site.HTTPServer()
	r.public.Handler = r.health.before(r.public.Handler)
	out.line("Listening on http://%s", listener.Addr())
	if err := c.admin(r, out); err != nil {
		listener.Close()
		return nil, err
	}
	if err := c.greet(ctx, s, trimmed(base), out); err != nil {
		listener.Close()
		return nil, err
	}
	r.forget = p.remember(trimmed(base), typed(listener.Addr()))
	background, end := context.WithCancel(ctx)
	r.end = end
	r.background.Go(func() { sweep(background, s, log) })
	r.serve(r.public, listener)
	return r, nil
}

// greet prints what one needs to come in: the demonstration's addresses, or on a
// first start the link to set up.
func (c *serve) greet(ctx context.Context, s *store.Store, base string, out *printer) error {
	if c.Demo {
		return demonstrate(ctx, s, base, out)
	}
	known, err := s.HasTeacher(ctx)
	if err != nil || known {
		return err
	}
	secret, err := s.NewLink(ctx, "")
	if err != nil {
		return err
	}
	out.line("Set up the first account, once, with this link: %s", setUpLink(base, secret))
	return nil
}

func (r *running) serve(server *http.Server, listener net.Listener) {
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			r.failed <- refuse("listening on %s has failed", listener.Addr())
		}
	}()
}

// wait returns when the service has ended: nil after a signal, as that is how it
// is meant to end. A second signal ends the program at once.
func (r *running) wait(stop <-chan os.Signal) error {
	var failure error
	select {
	case failure = <-r.failed:
	case <-stop:
		go func() {
			<-stop
			os.Exit(statusFailed)
		}()
	}
	r.health.leaving.Store(true)
	if failure == nil && r.admin != nil {
		time.Sleep(noticeTime)
	}
	ctx, cancel := context.WithTimeout(context.Background(), drainTime)
	defer cancel()
	if r.public.Shutdown(ctx) != nil {
		r.public.Close() // whoever is still there has had the time
	}
	if r.admin != nil {
		r.admin.Close()
	}
	r.end()
	r.background.Wait()
	r.forget()
	return failure
}

// sweep hands in the attempts whose time is over. Nothing depends on it: every
// reading takes the deadline into account by itself.
func sweep(ctx context.Context, s *store.Store, log *slog.Logger) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if _, err := s.Sweep(ctx); err != nil && ctx.Err() == nil {
				log.Error("cannot hand in attempts whose time is over", "error", err.Error())
			}
		}
	}
}
