package tests

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"discern/questions"
	"discern/quiz/store"
	"discern/tests/browser"
)

// outage is how long the network is away. DISCERN_TEST_OUTAGE=120s makes it as
// long as the longest that a class should not notice.
func outage(t *testing.T) time.Duration {
	t.Helper()
	wish := os.Getenv("DISCERN_TEST_OUTAGE")
	if wish == "" {
		return 5 * time.Second
	}
	d, err := time.ParseDuration(wish)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestOfflineSave answers a question while the network is away.
func TestOfflineSave(t *testing.T) {
	s := start(t, store.Options{})
	b := s.begin(t, browser.Options{Width: phone, JavaScript: true})
	tab := b.tab
	choose(tab, questions.Fact)
	saysSaved(t, tab)
	tab.Click("Next")

	tab.SetOffline(true)
	away := time.Now()
	choose(tab, questions.Opinion)
	eventually(t, 10*time.Second, "the page says Not saved yet", func() bool {
		return strings.HasPrefix(tab.Text("#saved"), "Not saved yet")
	})
	audit(t, tab, "question without a network")
	for time.Since(away) < outage(t) {
		if got := tab.Text("#saved"); !strings.HasPrefix(got, "Not saved yet") {
			t.Fatalf("without a network the page says %q", got)
		}
		time.Sleep(100 * time.Millisecond)
	}
	if got := b.stored(t, 2); got != "" {
		t.Errorf("without a network the server has %q", got)
	}
	tab.SetOffline(false)
	eventually(t, 10*time.Second, "the server has the answer", func() bool { return b.stored(t, 2) == "opinion" })
	saysSaved(t, tab)
	tab.Click("Next")
	tab.Click("Previous")
	if got := tab.Text("#saved"); got != "Saved" || b.stored(t, 2) != "opinion" {
		t.Errorf("back at the question the page says %q", got)
	}
	clean(t, tab, s.base)
}

// TestOfflineNext presses Next without a network: the answer must survive it,
// and the page must not be lost.
func TestOfflineNext(t *testing.T) {
	s := start(t, store.Options{})
	b := s.begin(t, browser.Options{Width: phone, JavaScript: true})
	b.tab.SetOffline(true)
	choose(b.tab, questions.Inference)
	b.tab.Click("Next")
	if got, want := b.tab.Text("h1"), "Question 1 of 12"; got != want {
		t.Fatalf("Next without a network led to %q, want %q still", got, want)
	}
	b.tab.SetOffline(false)
	eventually(t, 10*time.Second, "the page goes on by itself", func() bool { return b.tab.Text("h1") == "Question 2 of 12" })
	if got := b.stored(t, 1); got != "inference" {
		t.Errorf("the server has %q, want inference", got)
	}
	clean(t, b.tab, s.base)
}

// saver stands before a server and treats saving as it is told to.
type saver struct {
	base string
	mode atomic.Value // "pass", "refuse" (503) or "lose" (done, but the answer is lost)
	puts atomic.Int32
}

func (s *server) behind(t *testing.T) *saver {
	t.Helper()
	target, err := url.Parse(s.base)
	if err != nil {
		t.Fatal(err)
	}
	v := &saver{}
	v.mode.Store("pass")
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target); r.Out.Host = r.In.Host }}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		saving := r.Method == http.MethodPut
		if saving {
			v.puts.Add(1)
		}
		switch mode := v.mode.Load(); {
		case saving && mode == "refuse":
			http.Error(w, "{}", http.StatusServiceUnavailable)
		case saving && mode == "lose":
			proxy.ServeHTTP(httptest.NewRecorder(), r)
			http.Error(w, "{}", http.StatusBadGateway)
		default:
			proxy.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(site.Close)
	v.base = site.URL
	return v
}

// watch keeps every text that the page's line on saving ever has.
const watch = `globalThis.said = []; new MutationObserver(() => said.push(document.querySelector("#saved").innerText.trim()))
	.observe(document.querySelector("#saved"), {childList: true, subtree: true, characterData: true}); 0`

// TestNeverSaysSavedTooEarly holds what the page says against what is stored.
func TestNeverSaysSavedTooEarly(t *testing.T) {
	for mode, want := range map[string]string{"refuse": "", "lose": "fact"} {
		t.Run(mode, func(t *testing.T) {
			s := start(t, store.Options{})
			v := s.behind(t)
			b := (&server{v.base, s.store}).begin(t, browser.Options{Width: phone, JavaScript: true})
			v.mode.Store(mode)
			b.tab.Eval(watch, nil)
			choose(b.tab, questions.Fact)
			eventually(t, 20*time.Second, "it was tried three times", func() bool { return v.puts.Load() >= 3 })
			var said []string
			b.tab.Eval("said", &said)
			for _, words := range said {
				if strings.HasPrefix(words, "Saved") {
					t.Errorf("nothing was confirmed, and the page said %q", said)
				}
			}
			if got := b.tab.Text("#saved"); !strings.HasPrefix(got, "Not saved yet") {
				t.Errorf("the page says %q", got)
			}
			if got := b.stored(t, 1); got != want {
				t.Errorf("the server has %q, want %q", got, want)
			}
			v.mode.Store("pass")
			eventually(t, 30*time.Second, "the page says Saved", func() bool {
				return strings.HasPrefix(b.tab.Text("#saved"), "Saved")
			})
			if got := b.stored(t, 1); got != "fact" {
				t.Errorf("the page says Saved and the server has %q", got)
			}
		})
	}
}

// TestSavedControl is the control of the above: a page that says Saved although
// the server refused is noticed by the same watch.
func TestSavedControl(t *testing.T) {
	s := start(t, store.Options{})
	v := s.behind(t)
	b := (&server{v.base, s.store}).begin(t, browser.Options{Width: phone, JavaScript: true})
	v.mode.Store("refuse")
	b.tab.Eval(watch, nil)
	b.tab.Eval(`document.querySelector("form").addEventListener("change", () => {
		document.querySelector("#saved").textContent = "Saved 10:42" }), 0`, nil)
	choose(b.tab, questions.Fact)
	var said []string
	eventually(t, 10*time.Second, "the watch has noticed it", func() bool {
		b.tab.Eval("said", &said)
		return strings.Contains(fmt.Sprint(said), "Saved 10:42")
	})
	if got := b.stored(t, 1); got != "" {
		t.Errorf("the server has %q, want nothing", got)
	}
}
