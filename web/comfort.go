package web

import (
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
)

// comfortCookie holds how somebody likes to read, and nothing else.
const comfortCookie = "discern_comfort"

// comfort is how somebody likes to read: the names of what they have switched
// on, each of which is a class of the page. Nil is a page as it is drawn.
type comfort []string

// comforts are all that can be switched on: more space, larger words, no clock to
// be seen, a button that reads aloud, and answering with single keys.
var comforts = []string{"airy", "large", "no-clock", "aloud", "keys"}

// Class is the page's own class for all that is switched on.
func (c comfort) Class() string { return strings.Join(c, " ") }

// Has reports whether something is switched on.
func (c comfort) Has(name string) bool { return slices.Contains(c, name) }

// readComfort keeps of what was sent or stored what there is, in its order.
func readComfort(names []string) comfort {
	var c comfort
	for _, one := range comforts {
		if slices.Contains(names, one) {
			c = append(c, one)
		}
	}
	return c
}

// comfortOf is what the browser of a request remembers; on the pages of
// grown-ups it is not asked for.
func (s *Server) comfortOf(c echo.Context) comfort {
	cookie, err := c.Cookie(s.cookieName(comfortCookie))
	if err != nil || forStaff(c.Request().URL.Path) {
		return nil
	}
	return readComfort(strings.Split(cookie.Value, "."))
}

// comfortable returns a copy of a page's struct that knows how its reader likes
// to read.
func comfortable(view framed, c comfort) framed {
	copied := reflect.New(reflect.TypeOf(view))
	copied.Elem().Set(reflect.ValueOf(view))
	copied.Interface().(interface{ makeComfortable(comfort) }).makeComfortable(c)
	return copied.Elem().Interface().(framed)
}

func (f *frame) makeComfortable(c comfort) { f.Comfort = c }

// chooseComfort takes the form in the foot of the pages of students. It is sent
// to the page's own address with ?comfort, and leads back there.
func (s *Server) chooseComfort(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if r.Method != http.MethodPost || r.URL.RawQuery != "comfort" {
			return next(c)
		}
		sent, err := form(c)
		if err != nil {
			return err
		}
		chosen := readComfort(sent["comfort"])
		cookie := s.cookie(comfortCookie, strings.Join(chosen, "."))
		cookie.MaxAge = languageLife
		if len(chosen) == 0 {
			cookie.MaxAge = -1
		}
		c.SetCookie(cookie)
		back := url.URL{Path: s.readable(r.URL.Path)}
		return c.Redirect(http.StatusSeeOther, back.EscapedPath())
	}
}
