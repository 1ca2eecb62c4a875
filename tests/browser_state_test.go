package tests

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
	"discern/tests/browser"
)

// heardScript keeps what a page says by itself, and where its focus was lost.
//
//go:embed browser_state_heard.js
var heardScript string

// A stage is a person at a screen who is brought into one state after another;
// each is audited in all looks. Its server can be held up and made to refuse.
type stage struct {
	*server
	t     *testing.T
	tab   *browser.Tab
	words map[string]any // of the language, by the English; nil for English
	name  string         // of the language, as the foot of a page has it
	looks []screen
	gate  *gate

	teacher quiz.Actor
	class   quiz.Class
	path    string // of the attempt, to its slash
	states  int    // audited, in each look
}

// scenes are the ways into the states: those of students in each language, those
// of grown-ups in English. Every run plays the ones that depend on a script most.
var scenes = []struct {
	name            string
	students, every bool
	play            func(*stage)
}{
	{"joining", true, true, playJoining},
	{"saving", true, true, playSaving},
	{"without a network", true, true, playOffline},
	{"refused", true, true, playRefused},
	{"two tabs", true, false, playClash},
	{"the clock", true, true, playClock},
	{"the key after each question", true, true, playInstant},
	{"easier to read", true, true, playComfort},
	{"the result", true, false, playResult},
	{"practice", true, false, playPractice},
	{"the board", false, true, playBoard},
	{"the projector", false, false, playProjector},
	{"a class", false, false, playClass},
	{"reading", false, false, playReading},
	{"settling", false, false, playSettling},
}

// TestEveryPageState audits what scripts and circumstances make of the pages: the
// most of it in one look, or by make test-pages all in each look, the pages of
// students in each language.
func TestEveryPageState(t *testing.T) {
	looks, languages, all := []screen{{"320 px, dark", browser.Options{Width: 320, Dark: true}, true}}, []string{"English"}, os.Getenv("DISCERN_TEST_PAGES") != ""
	if all {
		looks, languages = everyScreen(), []string{"English", "Français", "Español"}
	}
	s := start(t, store.Options{})
	began, states := time.Now(), 0
	for _, language := range languages {
		for n, scene := range scenes {
			if !scene.students && language != "English" || !scene.every && !all {
				continue
			}
			t.Run(language+"/"+scene.name, func(t *testing.T) {
				g := s.newStage(t, fmt.Sprint(language, n), language, looks)
				scene.play(g)
				clean(t, g.tab, g.gate.base)
				states += g.states
			})
		}
	}
	t.Logf("%d states audited in %v", states, time.Since(began).Round(time.Second))
}

// newStage has a class of its own with no quiz yet, and a screen at no page.
func (s *server) newStage(t *testing.T, who, language string, looks []screen) *stage {
	t.Helper()
	g := &stage{t: t, name: language, looks: looks, gate: newGate(t, s.base)}
	g.server = &server{g.gate.base, s.store}
	if tag, other := map[string]string{"Français": "fr", "Español": "es"}[language]; other {
		file, err := os.ReadFile(filepath.Join("..", "web", "words", tag+".json"))
		if err == nil {
			err = json.Unmarshal(file, &g.words)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	g.teacher = storetest.Teacher(t, s.store, strings.ReplaceAll(who, "ç", "c")+"@school.example")
	g.class = storetest.Class(t, s.store, g.teacher)
	g.open(looks[0].Options)
	return g
}

// open gives the person another screen, in their language.
func (g *stage) open(o browser.Options) {
	g.t.Helper()
	o.JavaScript = true
	g.tab = browser.New(g.t, o)
	g.tab.Before(heardScript)
	if g.words != nil {
		g.tab.Open(g.base + "/help")
		g.tab.Click(g.name)
	}
}

// say is an English text in the stage's language, up to what is filled in unless
// that is given.
func (g *stage) say(english string, args ...any) string {
	g.t.Helper()
	text := english
	switch said := g.words[english].(type) {
	case string:
		text = said
	case map[string]any:
		text = said["other"].(string)
	case nil:
		if g.words != nil {
			g.t.Fatalf("%s has no text for %q", g.name, english)
		}
	}
	if len(args) > 0 {
		return fmt.Sprintf(text, args...)
	}
	text, _, _ = strings.Cut(text, "%")
	return text
}

// is awaits a state and audits it: css has an element that says the English text.
func (g *stage) is(name, css, english string, args ...any) {
	g.t.Helper()
	want := strings.Join(strings.Fields(g.say(english, args...)), " ")
	there := func() bool { return g.there(css, want) }
	g.await(name, want, there)
	g.focusKept(name)
	g.audit(name)
	if !there() {
		g.t.Errorf("%s: at the end of the audit the page says %q, not %q any more", name, g.text(css), want)
	}
	g.quiet(name)
}

// says is is, of a text that has to be read out once, and no more often however
// long the state lasts.
func (g *stage) says(name, css, english string, args ...any) {
	g.t.Helper()
	g.is(name, css, english, args...)
	if n := g.said(g.say(english, args...)); n != 1 {
		g.t.Errorf("%s was said %d times, want once; said was %q", name, n, g.heard("said"))
	}
	g.forget()
}

// said is how often a text was said since the last that says wanted.
func (g *stage) said(want string) (n int) {
	g.t.Helper()
	for _, text := range g.heard("said") {
		if strings.Contains(text, strings.Join(strings.Fields(want), " ")) {
			n++
		}
	}
	return n
}

// forget begins to listen anew.
func (g *stage) forget() {
	g.tab.Eval("discernHeard.said = [], 0", nil)
}

// quiet wants nothing to have been said in a way that nobody hears.
func (g *stage) quiet(name string) {
	g.t.Helper()
	if mute := g.heard("mute"); len(mute) > 0 {
		g.t.Errorf("%s: not read out by all, or said again: %q", name, mute)
		g.tab.Eval("discernHeard.mute = [], 0", nil)
	}
}

func (g *stage) heard(list string) (texts []string) {
	g.tab.Eval("globalThis.discernHeard?."+list+" ?? []", &texts)
	return texts
}

// text is what the elements of css that are shown say together, "" for none.
func (g *stage) text(css string) (text string) {
	g.tab.Eval(fmt.Sprintf(`[...document.querySelectorAll(%q)].filter(el => el.checkVisibility()).map(el => el.innerText).join(" ").replace(/\s+/g, " ").trim()`, css), &text)
	return text
}

// there reports whether an element of css says a text.
func (g *stage) there(css, want string) bool { return strings.Contains(g.text(css), want) }

func (g *stage) await(name, want string, there func() bool) {
	g.t.Helper()
	for start := time.Now(); !there(); time.Sleep(20 * time.Millisecond) {
		if time.Since(start) > 15*time.Second {
			g.t.Fatalf("%s is not reached: %q is not on %s, which says:\n%s", name, want, g.tab.Location(), g.text("body"))
		}
	}
}

// focusKept wants the focus to be somewhere if it ever was in this page.
func (g *stage) focusKept(name string) {
	g.t.Helper()
	if lost := focusLost(g.tab); lost != "" {
		g.t.Errorf("%s: the focus is on nothing, and was on %s", name, lost)
	}
}

// focusLost names what had the focus if nothing has it now, else "".
func focusLost(tab *browser.Tab) (lost string) {
	tab.Eval(`document.activeElement && document.activeElement !== document.body || !discernHeard.had ? ""
		: discernHeard.had.outerHTML.slice(0, 80)`, &lost)
	return lost
}

// audit audits the state in each look, and puts the focus back where it was.
func (g *stage) audit(name string) {
	g.t.Helper()
	g.tab.Eval(`globalThis.discernAt = [document.activeElement, discernHeard.had], 0`, nil)
	for _, look := range g.looks {
		if len(g.looks) > 1 {
			g.tab.Look(look.Options)
		}
		audit(g.t, g.tab, name+", "+look.name)
		picture(g.tab, g.name+" "+name+", "+look.name)
		g.states++
	}
	g.tab.Eval(`discernAt[0] === document.body || discernAt[0].focus({preventScroll: true}); discernHeard.had = discernAt[1], 0`, nil)
}

// picture leaves a picture of a state where DISCERN_TEST_PICTURES says, for eyes.
func picture(tab *browser.Tab, name string) {
	if dir := os.Getenv("DISCERN_TEST_PICTURES"); dir != "" {
		tab.Screenshot(filepath.Join(dir, strings.ReplaceAll(name, "/", " ")+".png"))
	}
}

// press clicks without waiting for what comes of it.
func (g *stage) press(css string) {
	g.t.Helper()
	g.tab.WaitFor(css)
	g.tab.Eval(fmt.Sprintf(`{ const el = document.querySelector(%q); el.focus(); el.click() } 0`, css), nil)
}

// excuse forgets problems that were made on purpose, and only those.
func (g *stage) excuse(words ...string) {
	g.t.Helper()
	for _, problem := range g.tab.Problems() {
		meant := false
		for _, one := range words {
			meant = meant || strings.Contains(problem, one)
		}
		if !meant {
			g.t.Errorf("%s: %s", g.tab.Location(), problem)
		}
	}
	g.tab.Forget()
}

// gate stands before a server: what it is told to do with a request it does
// first, and passes on what that leaves alone.
type gate struct {
	base string
	cut  func() // closes what is open
	mu   sync.Mutex
	rule func(http.ResponseWriter, *http.Request) bool // whether it has answered
}

func newGate(t *testing.T, base string) *gate {
	t.Helper()
	target, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target); r.Out.Host = r.In.Host }, FlushInterval: -1}
	g := &gate{}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.mu.Lock()
		rule := g.rule
		g.mu.Unlock()
		if rule == nil || !rule(w, r) {
			defer func() { recover() }() // a client that has gone is no news
			proxy.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(func() { g.pass(); site.CloseClientConnections(); site.Close() })
	g.base, g.cut = site.URL, site.CloseClientConnections
	return g
}

func (g *gate) set(rule func(http.ResponseWriter, *http.Request) bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.rule = rule
}

// pass lets everything through again.
func (g *gate) pass() { g.set(nil) }

// hold keeps requests of a method waiting until the returned function is called.
func (g *gate) hold(method string) (release func()) {
	free := make(chan struct{})
	g.set(func(_ http.ResponseWriter, r *http.Request) bool {
		if r.Method == method {
			select {
			case <-free:
			case <-r.Context().Done():
			}
		}
		return false
	})
	return sync.OnceFunc(func() { g.pass(); close(free) })
}

// answer has requests of a method answered with a status and a code of the API.
func (g *gate) answer(method string, status int, code string) {
	g.set(func(w http.ResponseWriter, r *http.Request) bool {
		if r.Method != method {
			return false
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		fmt.Fprintf(w, `{"code":%q}`, code)
		return true
	})
}
