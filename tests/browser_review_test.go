package tests

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/tests/browser"
)

// reviewText is a text of our own with ten sentences about a school.
const reviewText = `The school opened a second kitchen in the first week of March. It serves about two hundred meals a day. The queue at noon is shorter because of the new kitchen.

Each pupil pays for lunch with a card. The head said that nobody has to pay in cash any more. Parents will soon ask for more choice.

The tomato soup is the best thing on the list. Every school ought to cook its own food. Last year a van brought the meals. The cooks must be proud of their work.`

// reviewKey is what the key is to say, in the order of the text.
var reviewKey = []questions.Label{questions.Fact, questions.Fact, questions.Inference, questions.Fact, questions.Fact,
	questions.Inference, questions.Opinion, questions.Opinion, questions.Fact, questions.Inference}

// reviewRoom is two reviewers without a mouse, each at a screen.
type reviewRoom struct {
	t        *testing.T
	s        *server
	scripts  bool
	one, two *typist
	seen     map[string]bool // pages that were audited
}

// TestBrowserReview takes a new text from pasting to a published version by keys
// alone, on a phone without scripts and on a wide screen with them.
func TestBrowserReview(t *testing.T) {
	for _, o := range []browser.Options{{Width: phone}, {Width: 1280, JavaScript: true}} {
		t.Run(fmt.Sprintf("%d px, JavaScript %v", o.Width, o.JavaScript), func(t *testing.T) {
			r := &reviewRoom{t: t, s: start(t, store.Options{}), scripts: o.JavaScript, seen: map[string]bool{}}
			r.one, r.two = r.reviewer(o, "one@school.example"), r.reviewer(o, "two@school.example")
			r.paste()
			r.mark()
			r.readAll(r.one, nil)
			r.blind()
			r.readAll(r.two, map[int]questions.Label{3: questions.Opinion})
			r.settle()
			r.publish()
			clean(t, r.one.tab, r.s.base)
		})
	}
}

func (r *reviewRoom) reviewer(o browser.Options, email string) *typist {
	r.t.Helper()
	tab := browser.New(r.t, o)
	account, err := r.s.store.AddTeacher(context.Background(), email, "Reviewer", quiz.Reviewer)
	if err != nil {
		r.t.Fatal(err)
	}
	link, err := r.s.store.NewLink(context.Background(), account.ID)
	if err != nil {
		r.t.Fatal(err)
	}
	tab.Open(r.s.base + "/link/" + link)
	p := &typist{t: r.t, tab: tab}
	p.reach("Sign in")
	p.press("Enter")
	if at := tab.Location(); at != r.s.base+"/review" {
		r.t.Fatalf("signing in leads a reviewer to %s", at)
	}
	return p
}

// look audits a kind of page once.
func (r *reviewRoom) look(p *typist, page string) {
	r.t.Helper()
	if !r.seen[page] {
		r.seen[page] = true
		audit(r.t, p.tab, page)
	}
}

// paste brings the text in. A long text is put into the field as a paste would.
func (r *reviewRoom) paste() {
	p := r.one
	r.look(p, "texts, none")
	p.reach("New text")
	p.press("Enter")
	r.look(p, "new text")
	p.reach("textarea#text")
	p.tab.Fill("#text", reviewText)
	p.reach("Take the text in")
	p.press("Enter")
	refused(r.t, p.tab, "new text without a title", 422)
	p.reach("input#title")
	p.write("Lunch at school")
	p.press("Enter")
}

// mark makes a passage of each sentence.
func (r *reviewRoom) mark() {
	p := r.one
	r.look(p, "text to be marked")
	for _, sentence := range strings.SplitAfter(strings.Join(strings.Fields(reviewText), " "), ". ") {
		p.reach(strings.TrimSpace(sentence)[:20])
		p.press("Space")
	}
	p.reach("Make passages")
	p.press("Enter")
	if got := p.tab.Text(".saved"); got != "10 passages marked" {
		r.t.Fatalf("after marking the page says %q", got)
	}
	r.look(p, "marked text")
	p.reach("Go on to the 10 passages")
	p.press("Enter")
	r.look(p, "draft")
	p.reach("Start reading")
	p.press("Enter")
}

// number is the place in the text of the statement on the page.
func (r *reviewRoom) number(p *typist) int {
	r.t.Helper()
	words := strings.TrimSpace(p.tab.Text("#passage"))
	for i, sentence := range strings.SplitAfter(strings.Join(strings.Fields(reviewText), " "), ". ") {
		if strings.TrimSpace(sentence) == words {
			return i + 1
		}
	}
	r.t.Fatalf("the text has no sentence %q", words)
	return 0
}

// readAll reads the ten passages, as the key says but for some.
func (r *reviewRoom) readAll(p *typist, other map[int]questions.Label) {
	if other != nil {
		p.tab.Open(r.s.base + "/review/pack/lunch-at-school")
		p.reach("Start reading")
		p.press("Enter")
	}
	for n := 1; n <= 10; n++ {
		if got, want := p.tab.Text("h1"), fmt.Sprintf("Reading %d of 10", n); got != want {
			r.t.Fatalf("the page says %q, want %q", got, want)
		}
		r.look(p, fmt.Sprintf("reading, first %v", n == 1))
		number := r.number(p)
		label := reviewKey[number-1]
		if l, ok := other[number]; ok {
			label = l
		}
		r.say(p, label, n)
	}
	r.look(p, "own readings")
	if got := p.tab.Text(".finding"); got != "You have read all 10." {
		r.t.Errorf("after ten readings the page says %q", got)
	}
}

// say gives a reading: with the keys that scripts add, or through the form.
func (r *reviewRoom) say(p *typist, label questions.Label, n int) {
	if r.scripts {
		if n == 1 {
			p.reach("input#keys")
			p.press("f") // the keys are off until they are asked for
			var chosen bool
			if p.tab.Eval(`!!document.querySelector("[name=label]:checked")`, &chosen); chosen {
				r.t.Error("a key chose a kind before keys were switched on")
			}
			p.press("Space")
		}
		p.press(string(label)[:1])
		p.press("3")
		p.reach("Save and go on")
	} else {
		p.reach("input#label-fact")
		p.press("Space")
		for range label.Index() {
			p.press("ArrowDown")
		}
		p.press("Tab")
		p.press("Space")
		p.press("ArrowDown")
	}
	p.press("Enter")
}

// blind holds that a reviewer who has read nothing is shown nothing, by pages
// and by the API.
func (r *reviewRoom) blind() {
	second := r.s.caller(r.t, r.two.tab)
	drafts := second.ok("GET", "/drafts", nil)["list"].([]any)
	draft := second.ok("GET", "/drafts/"+drafts[0].(map[string]any)["id"].(string), nil)
	passages := draft["passages"].([]any)
	if len(passages) != 10 {
		r.t.Fatalf("the draft has %d passages", len(passages))
	}
	for _, one := range passages {
		id := one.(map[string]any)["id"].(string)
		if status, _ := second.api("GET", "/passages/"+id+"/review", nil); status != 403 {
			r.t.Errorf("readings of a passage that was not read: %d, want 403", status)
		}
		if page := second.get("/review/passage/" + id + "/settle"); page.status != 403 {
			r.t.Errorf("the page of these readings: %d, want 403", page.status)
		}
	}
	r.two.tab.Open(r.s.base + "/review/passage/" + passages[0].(map[string]any)["id"].(string) + "/settle")
	refused(r.t, r.two.tab, "read it first", 403)
}

// settle ratifies what is unanimous, decides the rest, and gives each passage a
// reason and a marked word.
func (r *reviewRoom) settle() {
	p := r.two
	p.reach("See what others say")
	p.press("Enter")
	r.look(p, "draft that both have read")
	p.reach("Ratify these 9")
	p.press("Enter")
	p.reach("Decide on passage 3")
	p.press("Enter")
	r.look(p, "decide")
	for range 10 {
		r.decide(p)
	}
}

func (r *reviewRoom) decide(p *typist) {
	p.reach("input#cue-")
	p.press("Space")
	p.reach("input#label-")
	var number int
	p.tab.Eval(`Number(document.querySelector("h1").textContent.match(/\d+/)[0])`, &number)
	var chosen string
	p.tab.Eval(`document.querySelector("[name=label]:checked")?.value ?? ""`, &chosen)
	if chosen == "" {
		p.press("Space")
		for range reviewKey[number-1].Index() {
			p.press("ArrowDown")
		}
	}
	p.reach("textarea#rationale")
	if chosen == "" {
		p.write("One can see why.")
	} else {
		p.tab.Fill("#rationale", "One can see why.") // as pasting does
	}
	p.reach("Record the decision")
	p.press("Enter")
}

// publish publishes, looks at what everybody sees, and at the stored pack.
func (r *reviewRoom) publish() {
	p := r.two
	if got := p.tab.Text(".finding"); got != "Nothing is missing. It can be published." {
		r.t.Fatalf("before publishing the page says %q", got)
	}
	r.look(p, "ready to publish")
	p.reach("Publish version 1")
	p.press("Enter")
	r.look(p, "published")
	p.reach("The page for everybody in the school")
	p.press("Enter")
	r.look(p, "card")
	p.tab.Open(r.s.base + "/review")
	r.look(p, "texts")
	pack, err := r.s.store.Pack(context.Background(), "lunch-at-school", 1)
	if err != nil {
		r.t.Fatal(err)
	}
	if err := pack.Check(); err != nil {
		r.t.Error(err)
	}
	for i, item := range pack.Items {
		want := questions.Agreed
		if i == 2 {
			want = questions.Adjudicated
		}
		if item.Label != reviewKey[i] || item.Status != want || len(item.Cues) != 1 || len(item.Readings) != 2 {
			r.t.Errorf("passage %d is %s, %s, with %d cues and %d readings", i+1, item.Label, item.Status, len(item.Cues), len(item.Readings))
		}
	}
	r.t.Logf("%d and %d key presses", r.one.presses, r.two.presses)
}
