package browser

import (
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

func TestMain(m *testing.M) {
	release := Keep()
	code := m.Run()
	release()
	os.Exit(code)
}

// head begins a page without a fault of its own.
const head = `<!doctype html><html lang="en"><head><title>Page</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="/icon"></head><body>`

// serve serves pages by path, and an empty answer for the icon.
func serve(t *testing.T, pages map[string]string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, ok := pages[r.URL.Path]
		switch {
		case r.URL.Path == "/icon":
			w.WriteHeader(http.StatusNoContent)
		case !ok:
			http.NotFound(w, r)
		default:
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, page)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// slowForm is a form whose answer takes its time and says what it was sent.
func slowForm(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/icon":
			w.WriteHeader(http.StatusNoContent)
		case "/answer":
			time.Sleep(300 * time.Millisecond)
			fmt.Fprintf(w, head+`<p id="got">%s %s %s</p>`, r.Method, r.FormValue("name"), r.FormValue("kind"))
		default:
			fmt.Fprint(w, head+`<form action="/answer" method="post"><label for="n">Your name</label>
				<input id="n" name="name" value="nobody"><select name="kind" aria-label="Kind"><option>One<option>Two</select>
				<button>Go on</button></form><a href="/answer">Slow link</a>`)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestActionsWaitForThePageTheyLeadTo(t *testing.T) {
	home := slowForm(t)
	for _, js := range []bool{false, true} {
		t.Run(fmt.Sprintf("JavaScript %v", js), func(t *testing.T) {
			tab := New(t, Options{JavaScript: js})
			tab.Open(home)
			tab.Fill("Your name", "Ann")
			tab.Fill("[name=kind]", "Two")
			tab.Click("Go on")
			if got, want := tab.Text("#got"), "POST Ann Two"; got != want {
				t.Errorf("after the click the page says %q, want %q", got, want)
			}
			tab.Back()
			tab.Click("Slow link")
			if got, want := tab.Location(), home+"/answer"; got != want {
				t.Errorf("after the link the address is %s, want %s", got, want)
			}
			tab.Open(home)
			tab.Fill("#n", "Bob")
			tab.Press("Enter")
			if got := tab.HTML(); !strings.Contains(got, "POST Bob One") {
				t.Errorf("after Enter the page is %s", got)
			}
			if p := tab.Problems(); len(p) > 0 {
				t.Errorf("problems on pages without one: %q", p)
			}
		})
	}
}

func TestKeysAreReal(t *testing.T) {
	home := serve(t, map[string]string{"/": head + `<label>A <input id="a"></label>
		<label><input type="radio" name="r" value="1" checked>one</label><label><input type="radio" name="r" value="2" id="two">two</label>`})
	tab := New(t, Options{})
	tab.Open(home)
	tab.Press("Tab")
	for _, key := range []string{"x", "y", "Shift+z", "Backspace", "Control+a", "q", "Space", "7"} {
		tab.Press(key)
	}
	var typed string
	if tab.Eval(`document.querySelector("#a").value`, &typed); typed != "q 7" {
		t.Errorf("the keys typed %q, want %q", typed, "q 7")
	}
	tab.Press("Tab")
	tab.Press("ArrowDown")
	if got, want := tab.Focused(), `input#two "two"`; got != want {
		t.Errorf("the focus is on %s, want %s", got, want)
	}
}

func TestClickFinds(t *testing.T) {
	home := serve(t, map[string]string{"/": head + `<style>#hidden{opacity:0;position:absolute}</style>
		<output id="o">none</output><details><summary>More</summary>inside</details>
		<button onclick="o.value='exact'">Save</button><button onclick="o.value='longer'">Save and leave</button>
		<button class="c" onclick="o.value='class'">x</button><input type="checkbox" id="hidden"><label for="hidden">Tick</label>
		<button style="display:none" onclick="o.value='unseen'">Go</button><button onclick="o.value='seen'">Go</button>`})
	tab := New(t, Options{JavaScript: true})
	tab.Open(home)
	for target, want := range map[string]string{"Save": "exact", "and leave": "longer", ".c": "class", "Go": "seen"} {
		if tab.Click(target); tab.Text("#o") != want {
			t.Errorf("Click(%q) reached the button %q, want %q", target, tab.Text("#o"), want)
		}
	}
	tab.Click("#hidden")
	tab.Click("More")
	var ticked, open bool
	tab.Eval(`document.querySelector("#hidden").checked`, &ticked)
	tab.Eval(`document.querySelector("details").open`, &open)
	if !ticked || !open {
		t.Errorf("checkbox behind a label %v, details %v, want both true", ticked, open)
	}
}

func TestJavaScriptOff(t *testing.T) {
	home := serve(t, map[string]string{"/": head + `<p id="p">plain</p><script>document.querySelector("#p").textContent = "scripted"</script>`})
	for js, want := range map[bool]string{false: "plain", true: "scripted"} {
		tab := New(t, Options{JavaScript: js})
		if tab.Open(home); tab.Text("#p") != want {
			t.Errorf("with JavaScript %v the page says %q, want %q", js, tab.Text("#p"), want)
		}
	}
}

func TestTwoPeopleHaveTheirOwnCookies(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if name := r.FormValue("name"); name != "" {
			http.SetCookie(w, &http.Cookie{Name: "who", Value: name, HttpOnly: true, SameSite: http.SameSiteLaxMode})
		}
		fmt.Fprint(w, head)
	}))
	t.Cleanup(server.Close)
	ann, bob := New(t, Options{}), New(t, Options{})
	ann.Open(server.URL + "/?name=ann")
	bob.Open(server.URL)
	again := New(t, Options{SameCookies: ann})
	again.Open(server.URL)
	if got := bob.Cookies(); len(got) != 0 {
		t.Errorf("the second person has cookies of the first: %v", got)
	}
	got := again.Cookies()
	if len(got) != 1 || got[0].Value != "ann" || !got[0].HttpOnly || got[0].SameSite != http.SameSiteLaxMode {
		t.Errorf("a second tab of the first person has cookies %v, want who=ann with its attributes", got)
	}
}

func TestProblems(t *testing.T) {
	other := serve(t, map[string]string{"/": "elsewhere"})
	port := strings.TrimPrefix(other, "http://")
	policy := `<meta http-equiv="Content-Security-Policy" content="style-src 'self'">`
	tests := []struct{ name, page, want string }{
		{"nothing", `<p>fine</p><script>console.log("fine")</script>`, ""},
		{"console", `<script>console.error("broken", 7)</script>`, "console.error: broken 7"},
		{"exception", `<script>nowhere()</script>`, "nowhere is not defined"},
		{"rejection", `<script>Promise.reject(new Error("lost"))</script>`, "lost"},
		{"missing file", `<img src="/gone.png" alt="">`, "404"},
		{"policy", policy + `<p style="color:red">red</p>`, "Content Security Policy"},
		{"other host", `<img src="` + other + `/" alt="">`, "another host: " + other},
	}
	pages := map[string]string{}
	for _, test := range tests {
		pages["/"+strings.ReplaceAll(test.name, " ", "-")] = head + test.page
	}
	home := serve(t, pages)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tab := New(t, Options{JavaScript: true})
			tab.Open(home + "/" + strings.ReplaceAll(test.name, " ", "-"))
			got := strings.Join(tab.Problems(), "\n")
			if (test.want == "") != (got == "") || !strings.Contains(got, test.want) {
				t.Errorf("Problems() = %q, want %q", got, test.want)
			}
			if asked := slices.Contains(tab.Hosts(), port); asked != (test.name == "other host") {
				t.Errorf("Hosts() = %q", tab.Hosts())
			}
			if tab.Forget(); len(tab.Problems()) > 0 {
				t.Errorf("Forget left %q", tab.Problems())
			}
		})
	}
}

func TestOffline(t *testing.T) {
	home := serve(t, map[string]string{"/": head + `<output id="o"></output><button onclick="o.value='';fetch('/').then(()=>o.value='there',()=>o.value='gone')">Ask</button>`})
	tab := New(t, Options{JavaScript: true})
	tab.Open(home)
	for offline, want := range map[bool]string{true: "gone", false: "there"} {
		tab.SetOffline(offline)
		tab.Click("Ask")
		tab.WaitFor("#o:not(:empty)")
		if got := tab.Text("#o"); got != want {
			t.Errorf("offline %v: the server is %q, want %q", offline, got, want)
		}
	}
	if p := tab.Problems(); len(p) > 0 {
		t.Errorf("being offline on purpose counts as a problem: %q", p)
	}
}

func TestScreenSettings(t *testing.T) {
	home := serve(t, map[string]string{"/": head + "<p>text</p>"})
	const ask = `[innerWidth, innerHeight, matchMedia("(prefers-color-scheme: dark)").matches,
		matchMedia("(forced-colors: active)").matches, matchMedia("(prefers-reduced-motion: reduce)").matches].join(" ")`
	for want, options := range map[string]Options{
		"1280 800 false false false": {},
		"320 640 true true true":     {Width: 320, Height: 640, Dark: true, ForcedColors: true, ReducedMotion: true},
	} {
		tab := New(t, options)
		tab.Open(home)
		var got string
		if tab.Eval(ask, &got); got != want {
			t.Errorf("%+v gives %s, want %s", options, got, want)
		}
		path := filepath.Join(t.TempDir(), "page.png")
		tab.Screenshot(path)
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		picture, err := png.DecodeConfig(file)
		file.Close()
		if err != nil || !strings.HasPrefix(want, fmt.Sprint(picture.Width)) {
			t.Errorf("the screenshot is %d px wide, %v; want that of %s", picture.Width, err, want)
		}
	}
}

func TestTheProcessEndsWithItsLastUser(t *testing.T) {
	var p pool
	p.users++ // as Keep does
	t.Run("two tests", func(t *testing.T) {
		if p.join(t) != p.join(t) {
			t.Error("the second tab got a process of its own")
		}
	})
	ctx := p.ctx
	process := chromedp.FromContext(ctx).Browser.Process()
	if ctx.Err() != nil {
		t.Error("the process ended although it was to be kept")
	}
	p.leave()
	if p.users != 0 || p.ctx != nil || ctx.Err() == nil {
		t.Errorf("after its last user the pool is %d, %v", p.users, p.ctx)
	}
	if err := process.Signal(syscall.Signal(0)); err == nil {
		t.Errorf("process %d still runs", process.Pid)
	}
}
