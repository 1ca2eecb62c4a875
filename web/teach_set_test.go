package web

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"discern/quiz"
	"discern/quiz/store/storetest"
	"discern/web/api"
)

func TestSetQuiz(t *testing.T) {
	s, sit := newDesktops(t)
	d, ctx := sit("teacher@school.example", quiz.TeacherOf), context.Background()
	class := storetest.Class(t, s, d.who())
	path := "/teach/class/" + class.ID + "/assignment/new"
	p := d.get(path).is(200).has("input[name=pack]", 2).has("button.button", 1).has("details", 3)

	// What the form starts with is what API.md says.
	plain := []string{"pack", "macron-leaks", "intent", p.value("input[name=intent]", "value")}
	for _, name := range []string{"count", "minutes", "attempts"} {
		plain = append(plain, name, p.value("#"+name, "value"))
	}
	for _, n := range append(p.all("input[type=radio]"), p.all("input[type=checkbox]")...) {
		name, _ := has(n, "name")
		value, _ := has(n, "value")
		if _, on := has(n, "checked"); on {
			plain = append(plain, name, value)
		}
	}
	where := d.post(path, plain...).to("/teach/assignment/")
	if again := d.post(path, plain...).to("/teach/assignment/"); again != where {
		t.Error("sent twice, the form set two quizzes")
	}
	line, err := s.Assignment(ctx, d.who(), strings.TrimPrefix(where, "/teach/assignment/"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(quiz.DefaultSettings(), line.Settings); diff != "" || line.State != quiz.Draft {
		t.Errorf("a quiz by default is %s with %s", line.State, diff)
	}

	all := []string{"pack", "everyday", "title", "Warm-up", "all", "yes", "count", "12", "order", "shuffled", "attempts", "3", "scoring", "best",
		"feedback", "submit", "minutes", "20", "opens_at", "2027-01-11T08:00", "closes_at", "2027-01-31T15:30", "confidence", "yes"}
	where = d.post(path, all...).to("/teach/assignment/")
	if line, err = s.Assignment(ctx, d.who(), strings.TrimPrefix(where, "/teach/assignment/")); err != nil {
		t.Fatal(err)
	}
	want := quiz.Settings{Count: quiz.All, Order: quiz.OrderShuffled, Attempts: 3, Scoring: quiz.ScoreBest, Feedback: quiz.FeedbackSubmit, Minutes: 20,
		OpensAt: time.Date(2027, 1, 11, 8, 0, 0, 0, time.Local), ClosesAt: time.Date(2027, 1, 31, 15, 30, 0, 0, time.Local),
		Confidence: true, Wording: quiz.WordingRestated}
	if diff := cmp.Diff(want, line.Settings); diff != "" || line.Title != "Warm-up" {
		t.Errorf("all settings, called %q: %s", line.Title, diff)
	}
	d.get(where).is(200).has(".list li", 8)
}

// The pack that anybody may practise with comes last, is not chosen unasked, and
// says what it is, here, on its own page and to programs.
func TestSetQuizTellsOfPublicPack(t *testing.T) {
	const says = "Anybody can practise with these statements and see their key at any time"
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	p := d.get("/teach/class/" + storetest.Class(t, s, d.who()).ID + "/assignment/new").is(200)
	packs := p.all("input[name=pack]")
	for i, want := range []struct {
		slug string
		on   bool
	}{{"macron-leaks", true}, {quiz.ExamplePack, false}} {
		slug, _ := has(packs[i], "value")
		if _, on := has(packs[i], "checked"); slug != want.slug || on != want.on {
			t.Errorf("text %d is %s, chosen %v; want %s, %v", i+1, slug, on, want.slug, want.on)
		}
		if told := strings.Contains(p.texts("label[for=pack" + []string{"", "-1"}[i] + "]")[0], says); told == want.on {
			t.Errorf("%s: says that its key is public: %v", slug, told)
		}
		if told := strings.Contains(d.get("/teach/packs/"+slug).is(200).body, says); told == want.on {
			t.Errorf("page of %s: says that its key is public: %v", slug, told)
		}
	}
	if document := string(api.OpenAPI()); !strings.Contains(document, "`"+quiz.ExamplePack+"` a quiz is no test: a"+says[1:]) {
		t.Error("the document of the API does not say whose key is public")
	}
	for _, only := range []string{"macron-leaks", quiz.ExamplePack} {
		if got := chosenUnasked(publicLast([]quiz.PackLine{{Slug: only}})); (got == only) == (only == quiz.ExamplePack) {
			t.Errorf("of %s alone %q is chosen unasked", only, got)
		}
	}
	if got := chosenUnasked([]quiz.PackLine{{Slug: "a"}, {Slug: "b"}, {Slug: quiz.ExamplePack}}); got != "" {
		t.Errorf("of two texts %q is chosen unasked", got)
	}
}

func TestSetQuizRefuses(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	path := "/teach/class/" + storetest.Class(t, s, d.who()).ID + "/assignment/new"
	for _, c := range []struct{ name, value, field string }{
		{"pack", "", "pack"}, {"pack", "no-such", "pack"}, {"title", "<i>", "title"}, {"count", "99", "count"}, {"count", "twelve", "count"},
		{"count", "0", "count"}, {"count", "-1", "count"}, {"order", "odd", "order"}, {"attempts", "0", "attempts"}, {"scoring", "worst", "scoring"},
		{"feedback", "never", "feedback"}, {"minutes", "601", "minutes"}, {"opens_at", "soon", "opens_at"}, {"closes_at", "2026-13-01T00:00", "closes_at"},
	} {
		fields := map[string]string{"pack": "macron-leaks", "count": "12", "order": "article", "attempts": "1", "scoring": "first", "feedback": "release"}
		fields[c.name] = c.value
		var sent []string
		for name, value := range fields {
			sent = append(sent, name, value)
		}
		p := d.post(path, sent...).is(422).has("#trouble a[href=#"+c.field+"]", 1).has("#"+c.field+"-why", 1)
		if len(p.all("#"+c.field)) != 1 {
			t.Errorf("%s=%q: the summary leads nowhere", c.name, c.value)
		}
		for n := range p.all("details")[0].Parent.Descendants() {
			if id, _ := has(n, "id"); id == c.field {
				for up := n.Parent; up != nil; up = up.Parent {
					if _, open := has(up, "open"); up.Data == "details" && !open {
						t.Errorf("%s=%q: the field to put right is folded away", c.name, c.value)
					}
				}
			}
		}
	}
}

func TestSettingsFormRoundTrip(t *testing.T) {
	want := quiz.Settings{Count: 7, Balance: true, Order: quiz.OrderShuffled, Attempts: 2, Scoring: quiz.ScoreLast, Feedback: quiz.FeedbackQuestion,
		Minutes: 5, OpensAt: time.Date(2027, 1, 11, 8, 0, 0, 0, time.Local), Confidence: true, Wording: quiz.WordingRestated}
	got, err := newSettingsForm(want).settings()
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("settings to form and back: %v %s", err, diff)
	}
}

func TestChangeSettings(t *testing.T) {
	s, sit := newDesktops(t)
	d, ctx := sit("teacher@school.example", quiz.TeacherOf), context.Background()
	class := storetest.Class(t, s, d.who())
	draft, err := s.CreateAssignment(ctx, d.who(), class.ID, quiz.NewAssignment{Pack: "everyday", Settings: quiz.DefaultSettings()}, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	path := "/teach/assignment/" + draft.ID
	d.get(path+"/settings").is(200).has("#count[value=12]", 1)
	d.post(path+"/settings", "count", "6", "balance", "yes", "order", "article", "attempts", "1", "scoring", "first", "feedback", "submit").to(path)
	d.post(path+"/state", "state", "open").to(path)
	d.get(path+"/settings").is(200).has("#count", 0).has("#closes_at", 1)
	d.post(path+"/settings", "attempts", "0", "scoring", "best").is(422).has("#attempts-why", 1)
	d.post(path+"/settings", "count", "3", "feedback", "question", "attempts", "2", "scoring", "best", "minutes", "15").to(path)
	line, err := s.Assignment(ctx, d.who(), draft.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got := line.Settings; got.Count != 6 || got.Feedback != quiz.FeedbackSubmit || got.Attempts != 2 || got.Minutes != 15 || got.Scoring != quiz.ScoreBest {
		t.Errorf("settings of an open quiz became %+v", got)
	}
}

// What a quiz asks of each kind is said as it is: by lot where the key is shown
// after each question.
func TestSummaryOfBalance(t *testing.T) {
	s := quiz.DefaultSettings()
	for feedback, want := range map[string]string{quiz.FeedbackRelease: "12 passages, as many of each kind as can be.",
		quiz.FeedbackQuestion: "12 passages, each as likely of one kind as of another, so that no key tells the next."} {
		if s.Feedback = feedback; summaryOf(s, 12, sampleTime)[0] != want {
			t.Errorf("feedback %s: %q, want %q", feedback, summaryOf(s, 12, sampleTime)[0], want)
		}
	}
}
