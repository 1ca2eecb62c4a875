package web

import (
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/labstack/echo/v4"
	"golang.org/x/text/language"
)

// languageCookie holds the language that somebody chose, and nothing else.
const languageCookie = "discern_language"

// languageLife is how long it is remembered.
const languageLife = 365 * 24 * 60 * 60 // seconds

var matcher = func() language.Matcher {
	var tags []language.Tag
	for _, one := range tongues {
		tags = append(tags, language.MustParse(one.Tag))
	}
	return language.NewMatcher(tags)
}()

// voice is the language of whoever asks: English on the pages of grown-ups, else
// the one chosen, else what the browser asks for.
func (s *Server) voice(c echo.Context) *voice {
	if v, ok := c.Get(languageCookie).(*voice); ok {
		return v
	}
	v := english
	if r := c.Request(); !forStaff(r.URL.Path) && !isAPI(c) && r.URL.Path != "/api" {
		chosen := ""
		if cookie, err := c.Cookie(s.cookieName(languageCookie)); err == nil {
			chosen = cookie.Value
		}
		_, i := language.MatchStrings(matcher, chosen, r.Header.Get("Accept-Language"))
		v = s.voices[tongues[i].Tag]
	}
	c.Set(languageCookie, v)
	return v
}

// chooseLanguage takes the form in the foot of every page that is translated. It
// is sent to the page's own address with ?language, and leads back there.
func (s *Server) chooseLanguage(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if r.Method != http.MethodPost || r.URL.RawQuery != "language" {
			return next(c)
		}
		sent, err := form(c)
		if err != nil {
			return err
		}
		if _, ok := s.voices[sent.Get("language")]; !ok {
			return echo.NewHTTPError(http.StatusBadRequest)
		}
		cookie := s.cookie(languageCookie, sent.Get("language"))
		cookie.MaxAge = languageLife
		c.SetCookie(cookie)
		back := url.URL{Path: s.readable(r.URL.Path)}
		return c.Redirect(http.StatusSeeOther, back.EscapedPath())
	}
}

// readable is the page of ours at an address, or the nearest above it that can
// be read: some addresses only take forms.
func (s *Server) readable(address string) string {
	for at := path.Clean("/" + address); at != "/"; at = path.Dir(at) {
		read, sent := s.route(http.MethodGet, at), s.route(http.MethodPost, at)
		if read != "" && (sent == "" || sent == read) {
			return at
		}
	}
	return "/"
}

// route is the pattern that an address fits with a method, or "".
func (s *Server) route(method, address string) string {
	c := s.echo.NewContext(nil, nil)
	s.echo.Router().Find(method, address, c)
	if strings.HasSuffix(c.Path(), "*") {
		return ""
	}
	return c.Path()
}
