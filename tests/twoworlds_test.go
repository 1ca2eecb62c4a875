package tests

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
	"discern/web"
)

// canary stands in rationale and notes of one of the worlds: it must never
// reach a student.
const canary = "canary7f3a"

// rotated turns every label of the key into the next, and changes rationale,
// cues and readings with it.
func rotated(p questions.Pack) *questions.Pack {
	next := func(l questions.Label) questions.Label {
		if l == "" {
			return l
		}
		return questions.Labels[(l.Index()+1)%3]
	}
	p.Items = slices.Clone(p.Items)
	for i := range p.Items {
		item := &p.Items[i]
		item.Label, item.Second = next(item.Label), next(item.Second)
		item.Rationale = "Another reason, " + canary + "."
		item.Cues = []questions.Cue{{Start: 0, End: len(strings.Fields(item.Text)[0])}}
		item.Readings = slices.Clone(item.Readings)
		for r := range item.Readings {
			reading := &item.Readings[r]
			reading.Label, reading.Second, reading.Note = next(reading.Label), next(reading.Second), canary
		}
	}
	return &p
}

// scattered gives every passage a key of its own, whatever it was.
func scattered(p questions.Pack) *questions.Pack {
	q := rotated(p)
	for i := range q.Items {
		q.Items[i].Label, q.Items[i].Second = questions.Labels[i*7%3], ""
	}
	return q
}

// world is a service with a clock and randomness of its own, so that two of
// them can differ in the key alone. What its visitors get is written down.
type world struct {
	t       *testing.T
	store   *store.Store
	clock   *storetest.Clock
	handler http.Handler
	log     []exchange
}

type exchange struct{ request, answer string }

func newWorld(t *testing.T, p *questions.Pack, wrap func(http.Handler) http.Handler) *world {
	t.Helper()
	clock := &storetest.Clock{At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	s, err := store.Open(context.Background(), store.Options{Dir: t.TempDir(), Now: clock.Now, Random: rand.NewChaCha8([32]byte{1})})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	for _, pack := range []*questions.Pack{p, storetest.Pack(t, "everyday.json")} {
		if err := pack.Check(); err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.ImportPack(context.Background(), pack); err != nil {
			t.Fatal(err)
		}
	}
	server, err := web.New(s, web.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, store: s, clock: clock, handler: server}
	if wrap != nil {
		w.handler = wrap(server)
	}
	return w
}

// RoundTrip answers a request of a person in this world and writes it down.
func (w *world) RoundTrip(r *http.Request) (*http.Response, error) {
	var body bytes.Buffer
	if r.Body != nil {
		body.ReadFrom(r.Body)
		r.Body.Close()
	}
	incoming := httptest.NewRequest(r.Method, r.URL.String(), bytes.NewReader(body.Bytes()))
	incoming.Header = r.Header.Clone()
	recorder := httptest.NewRecorder()
	w.handler.ServeHTTP(recorder, incoming)
	answer := recorder.Result()
	answer.Request = r
	var text strings.Builder
	fmt.Fprintf(&text, "%d\n", answer.StatusCode)
	answer.Header.Write(&text)
	text.WriteString("\n" + recorder.Body.String())
	w.log = append(w.log, exchange{r.Method + " " + r.URL.Path, text.String()})
	return answer, nil
}

func (w *world) person() *person {
	p := visitor(w.t, "http://discern.example")
	p.client.Transport = w
	return p
}

// crawl opens every page that links and forms of the page lead to.
func crawl(p *person, from page, seen map[string]bool) {
	for _, tag := range []string{"a", "link", "script"} {
		for _, node := range find(from.root, tag) {
			target, err := from.url.Parse(attr(node, "href") + attr(node, "src"))
			if err != nil || target.Host != from.url.Host || seen[target.Path] {
				continue
			}
			seen[target.Path] = true
			next := p.get(target.Path)
			if strings.Contains(next.header.Get("Content-Type"), "html") {
				crawl(p, next, seen)
			}
		}
	}
}

// life is all that a student can do and see up to the release, and what a
// nosy one tries. It returns the ids of assignment and attempt.
func (w *world) life(set func(*quiz.Settings)) (teacher quiz.Actor, assignment, attempt string, student *person) {
	teacher = storetest.Teacher(w.t, w.store, "t@school.example")
	class := storetest.Class(w.t, w.store, teacher)
	line := storetest.Assignment(w.t, w.store, teacher, class.ID, set)
	mate := storetest.Student(w.t, w.store, class.Code, "Pupil 2")
	other, _, err := w.store.StartAttempt(context.Background(), mate, line.ID, quiz.Intent{})
	if err != nil {
		w.t.Fatal(err)
	}
	w.log = nil

	student = w.person()
	look := func() {
		crawl(student, student.get("/"), map[string]bool{})
		for _, path := range []string{"/pack/" + line.Pack, "/practice", "/help", "/class", "/assignment/" + line.ID} {
			student.get(path)
		}
	}
	look()
	student.fill(student.get("/"), "code", "AAAA2222")
	name := student.fill(student.get("/"), "code", class.Code)
	student.fill(name, "name", "<b>")
	student.fill(name, "name", "Pupil 1")
	look()
	w.nosy(student, class.ID, line.ID, other.Attempt.ID)
	begun := student.get("/assignment/" + line.ID) // the nosy one has started it
	attempt = strings.Split(begun.url.Path, "/")[2]
	look()
	for n := 1; n <= line.Asked; n++ {
		path := fmt.Sprintf("/attempt/%s/%d", attempt, n)
		question := student.get(path)
		switch n % 4 {
		case 0: // blank
		case 1:
			student.fill(question, "label", "fact")
			student.fill(question, "label", "opinion") // an old tab
		default:
			student.api("PUT", fmt.Sprintf("/attempts/%s/answers/%d", attempt, n), map[string]any{"label": string(questions.Labels[n%3])})
			student.api("PUT", fmt.Sprintf("/attempts/%s/answers/%d", attempt, n), map[string]any{"label": "both"})
		}
	}
	look()
	w.nosy(student, class.ID, line.ID, attempt)
	student.fill(student.get("/attempt/" + attempt + "/review"))
	look()
	w.nosy(student, class.ID, line.ID, attempt)
	closed := quiz.Closed
	if _, err := w.store.UpdateAssignment(context.Background(), teacher, line.ID, quiz.AssignmentChange{State: &closed}); err != nil {
		w.t.Fatal(err)
	}
	look()
	w.nosy(student, class.ID, line.ID, attempt)
	return teacher, line.ID, attempt, student
}

// nosy asks for whatever might hold the key.
func (w *world) nosy(p *person, class, assignment, attempt string) {
	for _, path := range []string{"/teach", "/teach/packs", "/teach/packs/macron-leaks", "/teach/class/" + class, "/teach/assignment/" + assignment,
		"/teach/assignment/" + assignment + "/scores", "/teach/assignment/" + assignment + "/items", "/teach/assignment/" + assignment + "/items/1", "/teach/assignment/" + assignment + "/confusion", "/attempt/" + attempt, "/attempt/" + attempt + "/1", "/attempt/" + attempt + "/99",
		"/attempt/" + attempt + "/review", "/attempt/" + attempt + "/result", "/review", "/practice", "/readyz", "/nothing"} {
		p.get(path)
	}
	for _, path := range []string{"/me", "/attempts/" + attempt, "/attempts/" + attempt + "/result", "/assignments/" + assignment, "/assignments/" + assignment + "/scores",
		"/assignments/" + assignment + "/confusion", "/assignments/" + assignment + "/confidence", "/assignments/" + assignment + "/items", "/assignments/" + assignment + "/items.csv", "/classes", "/classes/" + class, "/packs", "/packs/macron-leaks", "/packs/macron-leaks/versions/1", "/audit"} {
		p.api("GET", path, nil)
	}
	p.api("POST", "/assignments/"+assignment+"/attempts", map[string]any{})
	p.api("POST", "/assignments/"+assignment+"/release", map[string]any{"confirm": "close"})
	p.api("PUT", "/attempts/"+attempt+"/answers/0", map[string]any{"label": "fact"})
}

// difference returns the first request that the worlds answer differently.
func difference(a, b *world) string {
	for i := range min(len(a.log), len(b.log)) {
		if a.log[i] != b.log[i] {
			return fmt.Sprintf("exchange %d: %s\n--- one world ---\n%s\n--- the other: %s ---\n%s", i, a.log[i].request, a.log[i].answer, b.log[i].request, b.log[i].answer)
		}
	}
	if len(a.log) != len(b.log) {
		return fmt.Sprintf("%d and %d exchanges", len(a.log), len(b.log))
	}
	return ""
}

// TestTwoWorlds lives the same life in two worlds that differ only in key,
// rationale, cues and readings: every byte must be the same until the release,
// and must differ after it.
func TestTwoWorlds(t *testing.T) {
	pack := storetest.Pack(t, "macron-leaks.json")
	for _, c := range []struct {
		name  string
		other func(questions.Pack) *questions.Pack
		set   func(*quiz.Settings)
	}{
		{"balanced, other kinds", rotated, nil},
		{"shuffled, other kinds", rotated, func(s *quiz.Settings) { s.Order, s.Confidence, s.Minutes = quiz.OrderShuffled, true, 20 }},
		{"all, any key", scattered, func(s *quiz.Settings) { s.Count = quiz.All }},
		{"unbalanced, any key", scattered, func(s *quiz.Settings) { s.Balance = false }},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, b := newWorld(t, pack, nil), newWorld(t, c.other(*pack), nil)
			teacherA, assignment, attempt, studentA := a.life(c.set)
			teacherB, _, _, studentB := b.life(c.set)
			if found := difference(a, b); found != "" {
				t.Fatalf("the worlds differ before the release:\n%s", found)
			}
			if len(a.log) < 150 {
				t.Errorf("only %d exchanges: the life has become too short", len(a.log))
			}
			for _, e := range append(a.log, b.log...) {
				if strings.Contains(e.answer, canary) {
					t.Errorf("%s: holds the canary", e.request)
				}
			}
			for _, side := range []struct {
				w       *world
				teacher quiz.Actor
				student *person
			}{{a, teacherA, studentA}, {b, teacherB, studentB}} {
				if _, err := side.w.store.Release(context.Background(), side.teacher, assignment, false); err != nil {
					t.Fatal(err)
				}
				side.w.log = nil
				if got := side.student.get("/attempt/" + attempt + "/result"); got.status != http.StatusOK {
					t.Fatalf("result after release: %d", got.status)
				}
			}
			if difference(a, b) == "" {
				t.Error("after the release the worlds are still equal: the test does not look at the key")
			}
		})
	}
}

// TestTwoWorldsFindsLeaks is the control: a page, a header or an error that
// depends on the key must be found.
func TestTwoWorldsFindsLeaks(t *testing.T) {
	pack := storetest.Pack(t, "macron-leaks.json")
	for name, leak := range map[string]func(http.ResponseWriter, *http.Request, *questions.Pack){
		"in a comment of the page": func(w http.ResponseWriter, r *http.Request, p *questions.Pack) {
			if strings.HasPrefix(r.URL.Path, "/attempt/") && strings.HasSuffix(r.URL.Path, "/1") {
				fmt.Fprintf(w, "<!-- %s -->", p.Items[0].Label)
			}
		},
		"by how many there are of a kind": func(w http.ResponseWriter, r *http.Request, p *questions.Pack) {
			if r.URL.Path == "/pack/"+p.Slug {
				fmt.Fprint(w, quiz.CardOf(p).Kinds)
			}
		},
		"in a header": func(w http.ResponseWriter, r *http.Request, p *questions.Pack) {
			if r.Method == http.MethodPut {
				w.Header().Set("X-Key", html.EscapeString(p.Items[3].Rationale))
			}
		},
		"by the length of an answer": func(w http.ResponseWriter, r *http.Request, p *questions.Pack) {
			if strings.HasPrefix(r.URL.Path, "/attempt/") && strings.HasSuffix(r.URL.Path, "/result") {
				fmt.Fprint(w, strings.Repeat(" ", p.Items[5].Label.Index()))
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			leaky := func(p *questions.Pack) *world {
				return newWorld(t, p, func(inner http.Handler) http.Handler {
					return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
						leak(w, r, p)
						inner.ServeHTTP(w, r)
					})
				})
			}
			a, b := leaky(pack), leaky(rotated(*pack))
			a.life(nil)
			b.life(nil)
			if difference(a, b) == "" {
				t.Error("the leak was not found")
			}
		})
	}
}
