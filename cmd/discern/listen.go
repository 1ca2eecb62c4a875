package main

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/pprof"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"discern/quiz/store"
)

// listen opens the address of a flag.
func listen(addr, flag string) (net.Listener, error) {
	listener, err := net.Listen("tcp", addr)
	switch {
	case err == nil:
		return listener, nil
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, refuse("address %s is in use; end the program that has it or choose another with %s", addr, flag)
	case errors.Is(err, syscall.EACCES):
		return nil, refuse("address %s is not allowed to this user; choose a port from 1024 with %s", addr, flag)
	}
	return nil, refuse("address %s cannot be listened on; give a host and a port of this machine with %s, such as %s", addr, flag, defaultAddr)
}

// typed is an address as a browser on this machine would type it.
func typed(addr net.Addr) string {
	tcp, ok := addr.(*net.TCPAddr)
	if !ok || !tcp.IP.IsUnspecified() {
		return addr.String()
	}
	return net.JoinHostPort("localhost", strconv.Itoa(tcp.Port))
}

func trimmed(base string) string { return strings.TrimRight(base, "/") }

// health says whether the service can do its work.
type health struct {
	store   *store.Store
	leaving atomic.Bool
}

// before answers /readyz while the service is leaving, and no other request.
func (h *health) before(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if h.leaving.Load() && r.URL.Path == "/readyz" {
			h.ready(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (h *health) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), time.Second)
	defer cancel()
	w.Header().Set("Cache-Control", "no-store")
	if h.leaving.Load() || h.store.Ready(ctx) != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = io.WriteString(w, "not ready\n")
		return
	}
	_, _ = io.WriteString(w, "ready\n")
}

// admin starts the listener for operators, if one was asked for.
func (c *serve) admin(r *running, out *printer) error {
	if c.AdminAddr == "" {
		return nil
	}
	listener, err := listen(c.AdminAddr, "--admin-addr")
	if err != nil {
		return err
	}
	routes := http.NewServeMux()
	routes.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok\n") })
	routes.HandleFunc("GET /readyz", r.health.ready)
	routes.HandleFunc("/debug/pprof/", pprof.Index)
	routes.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
	routes.HandleFunc("/debug/pprof/profile", pprof.Profile)
	routes.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	routes.HandleFunc("/debug/pprof/trace", pprof.Trace)
	r.admin = &http.Server{Handler: routes, ReadHeaderTimeout: 5 * time.Second}
	r.serve(r.admin, listener)
	out.line("Health and profiles on http://%s", listener.Addr())
	return nil
}
