package web

import (
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// policy lets a page load nothing but our own files, and nobody frame it.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; " +
	"form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"

// bodyLimit is the largest body that a form or the API takes, in bytes.
const bodyLimit = 64 << 10

// uploadLimit is that of the few places that take a file: a text, a pack, a list of names.
const uploadLimit = 2<<20 + bodyLimit

// limitOf returns how large the body of a request may be.
func limitOf(r *http.Request) int64 {
	path := r.URL.Path
	upload := path == "/review" || strings.HasPrefix(path, "/review/") || path == "/api/v1/sources" ||
		strings.HasPrefix(path, "/api/v1/packs/") && strings.HasSuffix(path, "/binding") ||
		strings.HasPrefix(path, "/teach/packs/") && strings.HasSuffix(path, "/words") ||
		strings.HasPrefix(path, "/teach/class/") && strings.HasSuffix(path, "/students")
	if upload && r.Method != http.MethodGet {
		return uploadLimit
	}
	return bodyLimit
}

// record logs each request when it is done: the route's pattern instead of its
// address, and only the network of who asked.
func (s *Server) record(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := time.Now()
		if err := next(c); err != nil {
			s.fail(err, c)
		}
		response := c.Response()
		s.log.Info("request", "method", method(c.Request()), "route", c.Path(), "status", response.Status,
			"ms", float64(time.Since(start).Microseconds())/1000, "bytes", response.Size,
			"from", network(c, 24, 48).String())
		return nil
	}
}

// method keeps made-up methods out of the log.
func method(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return r.Method
	}
	return "other"
}

// recoverPanics turns a panic into an error, so that one request is all it can
// spoil.
func (s *Server) recoverPanics(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			switch value := recover(); value {
			case nil:
			case http.ErrAbortHandler:
				panic(value)
			default:
				err = &panicError{value: value, stack: debug.Stack()}
			}
		}()
		return next(c)
	}
}

// headers sets what every answer carries; a static file sets its own caching.
func (s *Server) headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if s.secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		return next(c)
	}
}

// refuseOdd turns away requests that no browser and no honest program sends:
// addresses with hidden slashes, packed bodies, and bodies of unknown length,
// behind which a second request could hide.
func (s *Server) refuseOdd(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		path := strings.ToLower(r.URL.EscapedPath())
		if strings.Contains(path, "%00") || strings.Contains(path, "%2f") || strings.Contains(path, "%5c") {
			return echo.ErrNotFound
		}
		if status := oddBody(r); status != 0 {
			c.Response().Header().Set("Connection", "close")
			return echo.NewHTTPError(status)
		}
		r.Body = http.MaxBytesReader(c.Response(), r.Body, limitOf(r))
		return next(c)
	}
}

// oddBody returns the status with which the body of r is refused, or 0.
func oddBody(r *http.Request) int {
	encoding := r.Header.Get(echo.HeaderContentEncoding)
	switch {
	case len(r.TransferEncoding) > 0 || r.ContentLength < 0:
		return http.StatusLengthRequired
	case encoding != "" && !strings.EqualFold(encoding, "identity"):
		return http.StatusUnsupportedMediaType
	case r.ContentLength > limitOf(r):
		return http.StatusRequestEntityTooLarge
	}
	return 0
}

// refuseForeign turns away what another site makes a visitor's browser send, and
// what may be that: a session is used, and nothing says by which site.
func (s *Server) refuseForeign(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := s.origins.Check(c.Request()); err != nil || s.fromNowhere(c.Request()) {
			return errForeign
		}
		return next(c)
	}
}

// fromNowhere reports whether a request changes something in a session of a
// browser and lacks what every browser of today sends along. A bearer token is
// no browser's own.
func (s *Server) fromNowhere(r *http.Request) bool {
	scheme, _, _ := strings.Cut(r.Header.Get(echo.HeaderAuthorization), " ")
	switch {
	case r.Method == http.MethodGet, r.Method == http.MethodHead, r.Method == http.MethodOptions,
		r.Header.Get("Origin") != "", r.Header.Get("Sec-Fetch-Site") != "", strings.EqualFold(scheme, "Bearer"):
		return false
	}
	for _, name := range []string{seatCookie, staffCookie} {
		if _, err := r.Cookie(s.cookieName(name)); err == nil {
			return true
		}
	}
	return false
}
