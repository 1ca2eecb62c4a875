package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// desktop is the browser of a grown-up: it keeps cookies, says where a form comes
// from, and follows nothing.
type desktop struct {
	t       *testing.T
	server  *Server
	cookies map[string]string
}

// screen is one answer, parsed.
type screen struct {
	t      *testing.T
	status int
	header http.Header
	body   string
	root   *html.Node
}

// newDesktops returns a server on a fresh store, and a function that signs an
// account of a role in.
func newDesktops(t *testing.T) (*store.Store, func(email string, role quiz.Role) *desktop) {
	t.Helper()
	s := storetest.Open(t, store.Options{})
	server, err := New(s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s, func(email string, role quiz.Role) *desktop {
		t.Helper()
		d := &desktop{t: t, server: server, cookies: map[string]string{}}
		if email == "" {
			return d
		}
		teacher, err := s.AddTeacher(context.Background(), email, "The teacher", role)
		if err != nil {
			t.Fatal(err)
		}
		token, err := s.SignIn(context.Background(), teacher.ID)
		if err != nil {
			t.Fatal(err)
		}
		d.cookies[staffCookie] = token
		return d
	}
}

// who is the account that has signed in.
func (d *desktop) who() quiz.Actor {
	d.t.Helper()
	return storetest.Who(d.t, d.server.store, d.cookies[staffCookie])
}

func (d *desktop) get(path string) screen {
	d.t.Helper()
	return d.send(httptest.NewRequest(http.MethodGet, path, nil))
}

func (d *desktop) post(path string, fields ...string) screen {
	d.t.Helper()
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return d.send(r)
}

func (d *desktop) send(r *http.Request) screen {
	d.t.Helper()
	for name, value := range d.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	if r.Method != http.MethodGet && len(d.cookies) > 0 && r.Header.Get("Origin")+r.Header.Get("Sec-Fetch-Site") == "" {
		r.Header.Set("Origin", "http://"+r.Host)
	}
	w := httptest.NewRecorder()
	d.server.ServeHTTP(w, r)
	for _, cookie := range w.Result().Cookies() {
		d.cookies[cookie.Name] = cookie.Value
		if cookie.MaxAge < 0 {
			delete(d.cookies, cookie.Name)
		}
	}
	root, err := html.Parse(strings.NewReader(w.Body.String()))
	if err != nil {
		d.t.Fatal(err)
	}
	return screen{d.t, w.Code, w.Header(), w.Body.String(), root}
}

// is fails the test unless the answer has the status.
func (p screen) is(status int) screen {
	p.t.Helper()
	if p.status != status {
		p.t.Fatalf("status %d, want %d: %s", p.status, status, folded(p.root))
	}
	return p
}

// to fails the test unless the answer sends on to a place that begins so, and
// returns that place.
func (p screen) to(prefix string) string {
	p.t.Helper()
	where := p.is(http.StatusSeeOther).header.Get("Location")
	if !strings.HasPrefix(where, prefix) {
		p.t.Fatalf("sent on to %q, want %q", where, prefix)
	}
	return where
}

// says fails the test unless the first element that the selector finds has the
// text.
func (p screen) says(selector, want string) screen {
	p.t.Helper()
	found := p.all(selector)
	if len(found) == 0 {
		p.t.Fatalf("no %s on the page", selector)
	}
	if got := folded(found[0]); got != want {
		p.t.Errorf("%s says %q, want %q", selector, got, want)
	}
	return p
}

// has fails the test unless the selector finds as many elements.
func (p screen) has(selector string, want int) screen {
	p.t.Helper()
	if got := len(p.all(selector)); got != want {
		p.t.Errorf("%d of %s, want %d", got, selector, want)
	}
	return p
}

// texts returns what the elements that the selector finds say.
func (p screen) texts(selector string) []string {
	var all []string
	for _, n := range p.all(selector) {
		all = append(all, folded(n))
	}
	return all
}

// value returns an attribute of the first element that the selector finds.
func (p screen) value(selector, name string) string {
	p.t.Helper()
	found := p.all(selector)
	if len(found) == 0 {
		p.t.Fatalf("no %s on the page", selector)
	}
	value, _ := has(found[0], name)
	return value
}

// all returns the elements that a selector finds: steps of tag, #id, .class
// and [name=value], one below the other.
func (p screen) all(selector string) []*html.Node {
	nodes := []*html.Node{p.root}
	for step := range strings.FieldsSeq(selector) {
		var next []*html.Node
		for _, node := range nodes {
			for n := range node.Descendants() {
				if n.Type == html.ElementNode && fits(n, step) && !slices.Contains(next, n) {
					next = append(next, n)
				}
			}
		}
		nodes = next
	}
	return nodes
}

func fits(n *html.Node, step string) bool {
	step, condition, _ := strings.Cut(strings.TrimSuffix(step, "]"), "[")
	if name, want, exact := strings.Cut(condition, "="); condition != "" {
		if got, ok := has(n, name); !ok || exact && got != want {
			return false
		}
	}
	step, class, classed := strings.Cut(step, ".")
	if classes, _ := has(n, "class"); classed && !slices.Contains(strings.Fields(classes), class) {
		return false
	}
	tag, id, named := strings.Cut(step, "#")
	if got, _ := has(n, "id"); named && got != id {
		return false
	}
	return tag == "" || n.Data == tag
}

func has(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// folded is the text below a node, with white space folded.
func folded(node *html.Node) string {
	var b strings.Builder
	for n := range node.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
