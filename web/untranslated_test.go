package web

import (
	"bytes"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"discern/quiz"
)

// marked is a language in which every sentence stands between ⟦ and ⟧, but for
// what is filled in. What a page shows outside was not looked up.
func marked(t *testing.T, said used) *voice {
	t.Helper()
	mark := func(text string) string {
		n := 0
		return "⟦" + verbs.ReplaceAllStringFunc(text, func(verb string) string {
			if n++; verb == "%%" {
				return verb
			}
			return "⟧" + verb + "⟦"
		}) + "⟧"
	}
	entries := map[string]entry{}
	for key := range said {
		entries[key] = entry{text: mark(key)}
	}
	for key, one := range catalogue(t, "en") {
		for form, text := range one.forms {
			one.forms[form] = mark(text)
		}
		entries[key] = one
	}
	v, err := newVoice("en", entries)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

var betweenMarks = regexp.MustCompile(`⟦[^⟦⟧]*⟧`)

// unsaid returns what a page shows outside of the marks, but for names and what
// is in an element of a language of its own, such as a passage. The last word of
// a time is its zone.
func unsaid(root *html.Node, names []string) []string {
	var text strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			if n.Parent.Data == "time" {
				n.Data = n.Data[:strings.LastIndex(n.Data, " ")]
			}
			text.WriteString(n.Data + "\x00")
		}
		if n.Type == html.ElementNode {
			_, own := has(n, "lang")
			if own && n.Data != "html" || slices.Contains([]string{"script", "style", "template"}, n.Data) {
				return
			}
			for _, name := range []string{"aria-label", "title", "alt", "placeholder"} {
				if shown, ok := has(n, name); ok {
					text.WriteString(shown + "\x00")
				}
			}
		}
		for child := range n.ChildNodes() {
			walk(child)
		}
	}
	walk(root)
	names = slices.SortedFunc(slices.Values(append(names, "Discern")), func(a, b string) int { return len(b) - len(a) })
	var left []string
	for piece := range strings.SplitSeq(betweenMarks.ReplaceAllString(text.String(), ""), "\x00") {
		for _, name := range names {
			if len(name) > 3 || strings.TrimSpace(piece) == name {
				piece = strings.ReplaceAll(piece, name, "")
			}
		}
		if strings.ContainsFunc(piece, unicode.IsLetter) {
			left = append(left, strings.TrimSpace(piece))
		}
	}
	return left
}

// stringsIn are all texts that a page is filled with.
func stringsIn(x reflect.Value, add func(string)) {
	switch x.Kind() {
	case reflect.String:
		if x.Len() > 0 {
			add(x.String())
		}
	case reflect.Pointer, reflect.Interface:
		stringsIn(x.Elem(), add)
	case reflect.Slice, reflect.Array:
		for i := range x.Len() {
			stringsIn(x.Index(i), add)
		}
	case reflect.Struct:
		for i := range x.NumField() {
			stringsIn(x.Field(i), add)
		}
	}
}

// Templates of students say nothing but by t and rich: each is rendered empty and
// full, and what it was not filled with has to be marked.
func TestTemplatesAreTranslated(t *testing.T) {
	files, err := readFiles()
	if err != nil {
		t.Fatal(err)
	}
	p, err := readPages(files, "", voices{"en": marked(t, usedSentences(t))})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(p.spoken["en"])) {
		for i, view := range samples[name] {
			var names []string
			stringsIn(reflect.ValueOf(view), func(s string) { names = append(names, s, quiz.ShowCode(s)) })
			var out bytes.Buffer
			if _, err := p.render(&out, "en", name, view); err != nil {
				t.Fatal(err)
			}
			root, err := html.Parse(&out)
			if err != nil {
				t.Fatal(err)
			}
			for _, left := range unsaid(root, names) {
				t.Errorf("%s.html, sample %d: %q is in no catalogue", name, i, left)
			}
		}
	}
}

// What is not looked up is found, wherever it stands.
func TestUnsaid(t *testing.T) {
	page := `<html lang="en"><head><title>⟦Join⟧ - Discern</title></head><body><p>⟦Press <b>Next</b>, ⟧Amira⟦.⟧</p><p lang="en">Rain.</p>%s</body></html>`
	for text, want := range map[string]string{"": "", "<p>Late</p>": "Late", "<b>⟦So⟧ far</b>": "far", `<a aria-label="Close">⟦x⟧</a>`: "Close",
		`<img alt="A cat">`: "A cat", `<input placeholder="Name">`: "Name", "<p>12, 3</p>": ""} {
		root, err := html.Parse(strings.NewReader(strings.Replace(page, "%s", text, 1)))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(unsaid(root, []string{"Amira"}), "|"); got != want {
			t.Errorf("in %q left %q, want %q", text, got, want)
		}
	}
}

// pupil is a browser that looks through each page that it gets.
type pupil struct{ *desktop }

var schoolNames = []string{"8B English", "Amira", "The Macron Leaks column", "The Macron Leaks", "Everyday statements", "David Atkins", "Washington Monthly, Political Animal",
	"t@school.example", "t"}

func (p pupil) look(s screen) screen {
	p.t.Helper()
	if strings.HasPrefix(s.header.Get("Content-Type"), "text/html") {
		for _, left := range unsaid(s.root, append(schoolNames, p.server.base.Host)) {
			if !quiz.IsMadeUp(left) {
				p.t.Errorf("%q is in no catalogue", left)
			}
		}
		if !strings.Contains(s.body, "⟦") {
			p.t.Error("the page is not in the language of the test")
		}
		if err := readable(s.texts("title")[0], s.root); err != nil {
			p.t.Error(err)
		}
	}
	return s
}

func (p pupil) get(path string) screen { p.t.Helper(); return p.look(p.desktop.get(path)) }

func (p pupil) post(path string, fields ...string) screen {
	p.t.Helper()
	return p.look(p.desktop.post(path, fields...))
}

func newPupil(t *testing.T) (*classroom, pupil) {
	t.Helper()
	r := newClassroom(t)
	v := marked(t, usedSentences(t))
	r.server.voices = voices{"en": v, "fr": v, "es": v}
	pages, err := readPages(r.server.files, "", r.server.voices)
	if err != nil {
		t.Fatal(err)
	}
	r.server.pages = pages
	return r, pupil{r.browser()}
}

// Handlers say nothing to students but in their language: joining and what can go
// wrong there.
func TestJoiningIsTranslated(t *testing.T) {
	r, p := newPupil(t)
	for _, path := range []string{"/", "/help", "/privacy", "/practice", "/card", "/nowhere", "/pack/everyday"} {
		p.get(path)
	}
	p.post("/practice", "q-1", "fact").is(422)
	p.post("/practice", "q-1", "fact", "q-2", "fact", "q-3", "fact", "q-4", "fact", "q-5", "fact", "q-6", "fact")
	for _, code := range []string{"", "ABC", "ABCDEFGH", r.class.Code} {
		p.post("/join", "code", code)
		p.post("/join", "code", code, "seat_code", "ABC")
		p.post("/card", "code", code, "seat_code", "ABCDEF")
	}
	for _, name := range []string{" ", "<b>", strings.Repeat("x", 99), "a\u0301\u0301\u0301\u0301\u0301\u0301", "\u202ex", "\xff"} {
		p.post("/join", "code", r.class.Code, "name", name).is(422)
	}
	p.post("/join", "code", r.class.Code, "made_up", "Amira").is(422)
	p.post("/help").is(405)
	p.post("/join", "code", r.class.Code, "name", "Amira").is(303)
	p.get("/").is(200).has(".notice", 1)
	for _, path := range []string{"/class", "/pack/everyday", "/pack/macron-leaks"} {
		p.get(path).is(200)
	}
}

// A quiz, by each of its settings and in each of its states.
func TestQuizIsTranslated(t *testing.T) {
	for name, change := range map[string]func(*quiz.Settings){
		"release":  nil,
		"question": func(s *quiz.Settings) { s.Feedback, s.Attempts, s.Scoring = quiz.FeedbackQuestion, 3, quiz.ScoreBest },
		"submit":   func(s *quiz.Settings) { s.Feedback, s.Attempts, s.Confidence = quiz.FeedbackSubmit, 2, true },
		"clock":    func(s *quiz.Settings) { s.Minutes, s.Attempts, s.Scoring = 20, 2, quiz.ScoreLast },
	} {
		t.Run(name, func(t *testing.T) {
			r, p := newPupil(t)
			p.post("/join", "code", r.class.Code, "name", "Amira").is(303)
			id := r.quiz(change)
			p.get("/class").is(200)
			p.get("/assignment/" + id).is(200)
			attempt := strings.TrimSuffix(p.post("/assignment/"+id).to("/attempt/"), "/1")
			p.get(attempt + "/1").is(200)
			p.post(attempt+"/1", "revision", "0", "go", "check")
			p.post(attempt+"/1", "label", "guess", "revision", "0").is(422)
			p.post(attempt+"/1", "label", "fact", "revision", "0").is(303)
			p.post(attempt+"/1", "label", "opinion", "revision", "0").is(409)
			p.post(attempt+"/2", "label", "opinion", "revision", "0", "flag", "yes").is(303)
			for _, path := range []string{"", "/1", "/2", "/12", "/99", "/review", "/result"} {
				p.get(attempt + path)
			}
			p.get("/class").is(200)
			r.become(id, quiz.Paused)
			for _, path := range []string{attempt, attempt + "/1", "/class", "/assignment/" + id} {
				p.get(path)
			}
			r.become(id, quiz.Open)
			p.post(attempt + "/submit").to(attempt)
			p.get(attempt).is(200)
			p.get(attempt + "/result")
			p.get("/assignment/" + id)
			if _, err := r.store.Release(t.Context(), r.teacher, id, true); err != nil {
				t.Fatal(err)
			}
			for _, path := range []string{attempt, attempt + "/result", "/class", "/assignment/" + id} {
				p.get(path).is(200)
			}
			p.post(attempt+"/challenge", "passage", "x", "version", "1", "reason", "")
			p.post("/assignment/" + id)
		})
	}
}
