package browser

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
)

// The page has one fault in its own right, one that only a browser without
// JavaScript shows, and one that axe-core leaves to a person. Its policy
// forbids every script but the server's own.
const faulty = `<!doctype html><html lang="en"><head><title>Page</title><link rel="icon" href="/icon">
<link rel="stylesheet" href="/style.css"></head><body><main><h1>Page</h1><input name="n">
<noscript><img src="/icon"></noscript><p class="unclear">On a picture</p></main></body></html>`

const style = `.unclear { background: url("/icon"); color: #777 }`

func faultyPage(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'; require-trusted-types-for 'script'")
		switch r.URL.Path {
		case "/style.css":
			w.Header().Set("Content-Type", "text/css")
			fmt.Fprint(w, style)
		case "/icon":
			w.WriteHeader(http.StatusNoContent)
		case "/good":
			fmt.Fprint(w, head+`<main><h1>Page</h1><label>Name <input name="n"></label></main>`)
		default:
			fmt.Fprint(w, faulty)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestAxe(t *testing.T) {
	home := faultyPage(t)
	for js, want := range map[bool][]string{false: {"image-alt", "label"}, true: {"label"}} {
		tab := New(t, Options{JavaScript: js})
		tab.Open(home)
		before := tab.HTML()
		found, contrast := tab.Axe()
		var got []string
		for _, v := range found {
			got = append(got, v.ID)
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("with JavaScript %v axe-core found %v, want %v", js, found, want)
		}
		if len(contrast) != 1 || contrast[0].Target != "p" || !contrast[0].Incomplete {
			t.Errorf("with JavaScript %v the contrast to look at is %v, want that of p", js, contrast)
		}
		if after := tab.HTML(); after != before {
			t.Errorf("with JavaScript %v axe-core changed the page from\n%s\nto\n%s", js, before, after)
		}
		if p := tab.Problems(); len(p) > 0 {
			t.Errorf("axe-core broke the page's policy: %q", p)
		}
		tab.Open(home + "/good")
		if found, contrast := tab.Axe(); len(found)+len(contrast) > 0 {
			t.Errorf("with JavaScript %v the good page has %v %v", js, found, contrast)
		}
	}
}
