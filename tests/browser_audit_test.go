package tests

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"discern/quiz/store"
	"discern/tests/browser"
)

// audit looks at the page with axe-core and by keyboard.
func audit(t *testing.T, tab *browser.Tab, page string) {
	t.Helper()
	for _, fault := range tab.Faults() {
		t.Errorf("%s: %s", page, fault)
	}
}

// clean wants no console error, no breach of the policy, no failed request and
// nobody else asked since the tab was opened or Forget was called.
func clean(t *testing.T, tab *browser.Tab, base string) {
	t.Helper()
	for _, problem := range strange(tab, base) {
		t.Errorf("%s: %s", tab.Location(), problem)
	}
}

func strange(tab *browser.Tab, base string) []string {
	problems := tab.Problems()
	u, err := url.Parse(base)
	if err != nil {
		return append(problems, err.Error())
	}
	if hosts := tab.Hosts(); !slices.Equal(hosts, []string{u.Host}) {
		problems = append(problems, fmt.Sprintf("asked %q, want %s alone", hosts, u.Host))
	}
	return problems
}

// refused wants the page to have come with an error's status and with no other
// problem, and looks at it too.
func refused(t *testing.T, tab *browser.Tab, page string, status int) {
	t.Helper()
	problems := tab.Problems()
	if want := fmt.Sprintf("status of %d", status); len(problems) != 1 || !strings.Contains(problems[0], want) {
		t.Errorf("%s: problems %q, want only the %s", page, problems, want)
	}
	tab.Forget()
	audit(t, tab, page)
}

// faultySite serves pages with one fault each, and one without; foreign is the
// address of somebody else.
func faultySite(t *testing.T, foreign string) string {
	t.Helper()
	pages := map[string]string{
		"/good":    `<p class="tint">Words on a tint</p><label>Name <input></label>`,
		"/dim":     `<p class="tint dim">Words on a tint</p>`,
		"/picture": `<p class="picture">Words on a picture</p>`,
		"/label":   `<input>`,
		"/wide":    `<p class="wide">Wide</p>`,
		"/foreign": `<img alt="" src="` + foreign + `/static/icon.svg">`,
		"/policy":  `<script>document.title = "changed"</script>`,
		"/error":   `<script src="/error.js"></script>`,
	}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'; img-src *")
		switch page, ok := pages[r.URL.Path]; {
		case r.URL.Path == "/style.css":
			w.Header().Set("Content-Type", "text/css")
			fmt.Fprint(w, `.tint { background: linear-gradient(#fff, #eee); color: #333 } .dim { color: #999 }
				.picture { background: url("/icon") } .wide { width: 60rem } input { height: 3rem }`)
		case r.URL.Path == "/error.js":
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprint(w, `throw new Error("as planned")`)
		case ok:
			fmt.Fprint(w, `<!doctype html><html lang="en"><head><title>Page</title><link rel="icon" href="/icon">
				<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css"></head>
				<body><main><h1>Page</h1>`+page+`</main></body></html>`)
		default:
			w.WriteHeader(http.StatusNoContent)
		}
	}))
	t.Cleanup(site.Close)
	return site.URL
}

// TestAuditControls holds the checks against pages that they must not pass.
func TestAuditControls(t *testing.T) {
	good := start(t, store.Options{})
	bad := faultySite(t, good.base)
	for path, want := range map[string]string{
		"/dim":     "contrast",
		"/picture": "contrast",
		"/label":   "axe: label",
		"/wide":    "walk: reflow",
	} {
		tab := browser.New(t, browser.Options{Width: 390})
		tab.Open(bad + path)
		if got := tab.Faults(); !slices.ContainsFunc(got, func(f string) bool { return strings.Contains(f, want) }) {
			t.Errorf("%s: found %q, want one with %q", path, got, want)
		}
	}
	for path, want := range map[string]string{
		"/foreign": "another host",
		"/policy":  "Content Security Policy",
		"/error":   "uncaught exception",
	} {
		tab := browser.New(t, browser.Options{JavaScript: true})
		tab.Open(bad + path)
		if got := strange(tab, bad); !slices.ContainsFunc(got, func(p string) bool { return strings.Contains(p, want) }) {
			t.Errorf("%s: noticed %q, want one with %q", path, got, want)
		}
	}
	tab := browser.New(t, browser.Options{Width: 390})
	tab.Open(bad + "/good")
	if got := append(tab.Faults(), strange(tab, bad)...); len(got) > 0 {
		t.Errorf("a good page has faults: %q", got)
	}
}
