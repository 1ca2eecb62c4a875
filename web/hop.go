package web

import (
	"bytes"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// hopHeader is sent by hop.js with a form. A page of another site cannot send it.
const hopHeader = "Discern-Hop"

// hop spares a phone on a slow network one journey: a form that hop.js sends is
// answered with the page that the browser would be sent on to, and the address
// of that page in Content-Location. Whatever else the answer is, and forms sent
// without a script, stay as they are.
func (s *Server) hop(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if r.Method != http.MethodPost || r.Header.Get(hopHeader) == "" {
			return next(c)
		}
		response := c.Response()
		held := &heldAnswer{ResponseWriter: response.Writer}
		response.Writer = held
		err := func() error {
			defer func() { response.Writer = held.ResponseWriter }() // a panic, too, is answered to the visitor
			return next(c)
		}()
		if err != nil {
			return err // nothing has been written
		}
		where := response.Header().Get(echo.HeaderLocation)
		if held.status != http.StatusSeeOther || !strings.HasPrefix(where, "/") {
			return held.release()
		}
		onward, err := http.NewRequestWithContext(r.Context(), http.MethodGet, where, nil)
		if err != nil {
			return held.release()
		}
		onward.Header, onward.Host, onward.RemoteAddr = r.Header.Clone(), r.Host, r.RemoteAddr
		onward.Header.Del(echo.HeaderContentType)
		keepCookies(onward, response.Header())
		response.Header().Del(echo.HeaderLocation)
		response.Header().Set("Content-Location", where)
		s.echo.ServeHTTP(held.ResponseWriter, onward)
		return nil
	}
}

// heldAnswer keeps an answer back until it is known what comes of it.
type heldAnswer struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (h *heldAnswer) WriteHeader(status int) { h.status = status }

func (h *heldAnswer) Write(b []byte) (int, error) { return h.body.Write(b) }

// release sends what was kept.
func (h *heldAnswer) release() error {
	if h.status != 0 {
		h.ResponseWriter.WriteHeader(h.status)
	}
	_, err := h.ResponseWriter.Write(h.body.Bytes())
	return err
}

// keepCookies makes a request carry what an answer has set, as the browser's
// next request would.
func keepCookies(r *http.Request, answer http.Header) {
	kept := map[string]*http.Cookie{}
	for _, cookie := range r.Cookies() {
		kept[cookie.Name] = cookie
	}
	for _, cookie := range (&http.Response{Header: answer}).Cookies() {
		kept[cookie.Name] = cookie
		if cookie.MaxAge < 0 {
			delete(kept, cookie.Name)
		}
	}
	r.Header.Del("Cookie")
	for _, cookie := range kept {
		r.AddCookie(cookie)
	}
}
