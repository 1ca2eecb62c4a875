package tests

import (
	"fmt"
	"io"
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
	saysUnsaved(t, tab)
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
	if got := tab.Text("#saved"); !strings.HasPrefix(got, "Saved") || b.stored(t, 2) != "opinion" {
		t.Errorf("back at the question the page says %q", got)
	}
	clean(t, tab, s.base)
}

// TestOfflineQuestions answers five questions while the network is away, goes
// from one to the next meanwhile, and comes back.
func TestOfflineQuestions(t *testing.T) {
	s := start(t, store.Options{})
	b := s.begin(t, browser.Options{Width: phone, JavaScript: true})
	atHand(t, b.tab)
	b.tab.SetOffline(true)
	away := time.Now()
	for n := 1; n <= 5; n++ {
		if got, want := b.tab.Text("h1"), fmt.Sprintf("Question %d of 12", n); got != want {
			t.Fatalf("without a network the page says %q, want %q", got, want)
		}
		choose(b.tab, questions.Labels[n%3])
		saysUnsaved(t, b.tab)
		b.tab.Click("Next")
		if got := b.tab.Focused(); !strings.HasPrefix(got, "h1") {
			t.Errorf("after Next the focus is on %s, want the heading", got)
		}
	}
	b.tab.Back()
	if got := b.tab.Text("h1"); got != "Question 5 of 12" || chosen(b.tab) != string(questions.Labels[2]) {
		t.Errorf("back without a network is %q with %q chosen", got, chosen(b.tab))
	}
	for time.Since(away) < outage(t) {
		if got := b.tab.Text("#saved"); !strings.HasPrefix(got, "Not saved yet") {
			t.Fatalf("without a network the page says %q", got)
		}
		time.Sleep(100 * time.Millisecond)
	}
	b.tab.SetOffline(false)
	eventually(t, 10*time.Second, "the server has all five", func() bool {
		for n := 1; n <= 5; n++ {
			if b.stored(t, n) != string(questions.Labels[n%3]) {
				return false
			}
		}
		return true
	})
	saysSaved(t, b.tab)
	if got := shelf(b.tab); got != "" {
		t.Errorf("all is saved, and the browser keeps %s", got)
	}
	clean(t, b.tab, s.base)
}

// atHand waits until the pages of the quiz are there before they are asked for.
func atHand(t *testing.T, tab *browser.Tab) {
	t.Helper()
	eventually(t, 10*time.Second, "the next pages are at hand", func() bool {
		var n int
		tab.Eval(`performance.getEntriesByType("resource").filter((r) => /\/attempt\/[^/]+\/(\d+|review)$/.test(r.name) && r.responseEnd).length`, &n)
		return n >= 11
	})
}

// saysUnsaved waits until the page says that something is not saved.
func saysUnsaved(t *testing.T, tab *browser.Tab) {
	t.Helper()
	eventually(t, 10*time.Second, "the page says Not saved yet", func() bool {
		return strings.HasPrefix(tab.Text("#saved"), "Not saved yet")
	})
}

// chosen is the kind that the page has chosen.
func chosen(tab *browser.Tab) (label string) {
	tab.Eval(`document.querySelector("[name=label]:checked")?.value ?? ""`, &label)
	return label
}

// shelf is all that the browser keeps beside cookies.
func shelf(tab *browser.Tab) (kept string) {
	tab.Eval(`[sessionStorage, localStorage].flatMap((s) => Object.keys(s).map((key) => key + "=" + s[key])).join(" ")`, &kept)
	return kept
}

// TestOfflineNothingAtHand presses Next before the next page has come: the page
// says so, keeps the answer and goes on by itself.
func TestOfflineNothingAtHand(t *testing.T) {
	s := start(t, store.Options{})
	b := s.begin(t, browser.Options{Width: phone, JavaScript: true})
	b.tab.SetOffline(true)
	choose(b.tab, questions.Inference)
	b.tab.Click("Next")
	eventually(t, 10*time.Second, "the page says that the next is not here", func() bool {
		return strings.HasPrefix(b.tab.Text("#saved"), "That page is not here yet")
	})
	if got, want := b.tab.Text("h1"), "Question 1 of 12"; got != want {
		t.Fatalf("Next without a network led to %q, want %q still", got, want)
	}
	b.tab.SetOffline(false)
	eventually(t, 10*time.Second, "the page goes on by itself", func() bool { return b.tab.Text("h1") == "Question 2 of 12" })
	eventually(t, 10*time.Second, "the server has the answer", func() bool { return b.stored(t, 1) == "inference" })
	clean(t, b.tab, s.base)
}

// TestOfflineReload loads the page anew with an answer unsent, and a second
// time without a network for a moment.
func TestOfflineReload(t *testing.T) {
	s := start(t, store.Options{})
	v := s.behind(t)
	b := (&server{v.base, s.store}).begin(t, browser.Options{Width: phone, JavaScript: true})
	v.mode.Store("refuse")
	choose(b.tab, questions.Opinion)
	saysUnsaved(t, b.tab)
	if got := shelf(b.tab); !strings.Contains(got, b.attempt) || !strings.Contains(got, "opinion") || len(got) > 160 {
		t.Errorf("unsent, and the browser keeps %q", got)
	}
	b.tab.Reload()
	saysUnsaved(t, b.tab)
	if got := chosen(b.tab); got != "opinion" || b.stored(t, 1) != "" {
		t.Errorf("after a reload %q is chosen, the server has %q", got, b.stored(t, 1))
	}
	v.mode.Store("pass")
	eventually(t, 10*time.Second, "the server has the answer", func() bool { return b.stored(t, 1) == "opinion" })
	saysSaved(t, b.tab)
}

// TestOfflineHandIn hands in without a network: the page must not say that it
// is done, and must do it when the network is back.
func TestOfflineHandIn(t *testing.T) {
	s := start(t, store.Options{})
	b := s.begin(t, browser.Options{Width: phone, JavaScript: true})
	atHand(t, b.tab)
	b.tab.SetOffline(true)
	choose(b.tab, questions.Fact)
	b.tab.Click("All questions")
	if got := b.tab.Text(".lead"); got != "Still open: 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12." {
		t.Errorf("without a network the review says %q", got)
	}
	if got := b.tab.Text(".grid li"); !strings.Contains(got, "Fact") {
		t.Errorf("without a network the first of the review is %q", got)
	}
	b.tab.Click("Hand in with 11 open")
	eventually(t, 10*time.Second, "the page says Not handed in yet", func() bool {
		return strings.HasPrefix(b.tab.Text("#saved"), "Not handed in yet")
	})
	if state := b.api.ok("GET", "/attempts/"+b.attempt, nil)["state"]; state != "in_progress" {
		t.Errorf("without a network the attempt is %v", state)
	}
	b.tab.SetOffline(false)
	eventually(t, 10*time.Second, "it is handed in", func() bool { return b.tab.Text("h1") == "Handed in" })
	if got := b.stored(t, 1); got != "fact" {
		t.Errorf("handed in with %q, want fact", got)
	}
	if got := shelf(b.tab); got != "" {
		t.Errorf("handed in, and the browser keeps %s", got)
	}
	clean(t, b.tab, s.base)
}

// saver stands before a server and treats saving as it is told to.
type saver struct {
	base string
	mode atomic.Value // "pass", "refuse" (503), "hang" or "lose" (done, but the answer is lost)
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
		case saving && mode == "hang":
			_, _ = io.Copy(io.Discard, r.Body) // or nobody notices that the browser has given up
			<-r.Context().Done()
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
