package web

import (
	"bytes"
	"html/template"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"discern/questions"
	"discern/quiz"
	"discern/web/api"
)

// samples holds what each template is tried with: empty first, then full. A
// template that is not here fails TestTemplates; other files of tests add theirs.
var samples = map[string][]framed{
	"error": {errorView{}, errorView{frame: sampleFrame, Heading: "Lost", Text: "Look again.", Quiz: true, Next: step{"/", "Join"}, Number: "ABCDEF"}},
	"join":  {joinView{}, joinView{frame: sampleFrame, Trouble: sampleTrouble("code"), Typed: "nope", Here: "8B", Examples: sampleExamples}},
	"name": {nameView{}, nameView{frame: sampleFrame, Trouble: sampleTrouble("seat_code"), Here: "8B", Class: sampleClass, Name: "Amira", Return: "ABC", Intent: "x", MadeUp: samplePicks},
		nameView{frame: sampleFrame, Trouble: sampleTrouble("made_up"), Class: sampleClass, Intent: "x", Only: true, MadeUp: append(samplePicks, "Nutria azul", "Blue Heron")}},
	"card":   {cardView{}, cardView{frame: sampleFrame, Trouble: sampleTrouble("seat_code"), Code: "ABCD", Own: "A"}},
	"class":  {classView{}, classView{frame: sampleFrame, Class: sampleClass, Rows: []classRow{{Title: "Quiz", Says: "It has begun.", Do: &step{"/a", "Go"}, Also: &step{"/b", "Again"}, First: true}}}},
	"start":  {startView{}, startView{frame: sampleFrame, Heading: "A quiz", Source: "A paper", Post: "/x", Examples: sampleExamples, Know: []template.HTML{"No clock."}}, startView{Go: &step{"/x", "Go on"}}, startView{Wait: "It opens later."}},
	"done":   {doneView{}, doneView{frame: sampleFrame, Attempt: "1", Heading: "Done", Result: true}},
	"review": {reviewView{}, reviewView{frame: sampleFrame, Attempt: "1", Heading: "Before you hand in", Questions: []quiz.Question{{N: 1, Answer: quiz.Answer{Label: questions.Fact, Flagged: true}}, {N: 2}}, Open: []int{2}}},
	"stale":  {staleView{}, staleView{frame: sampleFrame, Attempt: "1", N: 1, Stored: quiz.Answer{Label: questions.Fact, Flagged: true}, Mine: quiz.Change{Label: questions.Opinion, Confidence: new(2)}, Flagged: true, Go: "next"}},
	"api":    {apiView{}, apiView{sampleFrame, api.Doc()}},
	"help":   {plainView{}, plainView{frame: sampleFrame, Examples: sampleExamples}},
	"topic":  {topicView{}, topicView{sampleFrame, "sarcasm"}, topicView{sampleFrame, "loaded-words"}},
	"practice": {practiceView{}, practiceView{frame: sampleFrame, Trouble: sampleTrouble("label"), Heading: "Statement 1 of 6", Text: "Rain fell.", Choices: []choice{{questions.Fact, "You could check it.", true}}},
		practiceView{frame: sampleFrame, Heading: "Statement 1 of 6", Marked: &sampleReading, Next: &step{"/practice", "Next"}}, practiceView{Score: &quiz.Score{Right: 5, Max: 6}, Says: "Well.", Another: "/practice", Home: step{"/", "Start"}}},
	"privacy": {plainView{}, plainView{frame: sampleFrame}},
	"question": {questionView{}, questionView{frame: sampleFrame, Attempt: "1", N: 2, Count: 3, Steps: []string{"done", "here", ""}, Text: "Rain fell.", In: "en",
		From: "From paragraph 1", Choices: []choice{{questions.Fact, "You could check it.", true}}, Sure: []sure{{1, "Not sure", true}}, Flagged: true, Saved: true,
		Ending: ending{Attempt: "a", At: sampleTime, Closes: true, Left: 60}, Trouble: sampleTrouble("label")}, questionView{Instant: true, Marked: &sampleReading}},
	"result": {resultView{}, resultView{frame: sampleFrame, Heading: "Your result", Kinds: []kindRow{{questions.Fact, quiz.Part{Right: 1, Of: 2}, []bool{true, false}}},
		Finding: &finding{quiz.Finding{Key: questions.Inference, Taken: questions.Fact, N: 1, Of: 1}, false, "Look."}, Readings: []reading{sampleReading, {N: 2}}}},
}

var (
	sampleFrame    = frame{Title: "Sample", Body: "read", Who: "Amira B.", Script: "quiz.js"}
	sampleTime     = time.Date(2026, 5, 3, 10, 45, 0, 0, time.UTC)
	sampleClass    = quiz.Class{ID: "1", Title: "8B English", TeacherName: "The teacher", Code: "ABCDEFGH"}
	samplePicks    = []string{"Red Otter", "Loutre rouge"}
	sampleExamples = []example{{questions.Fact, []questions.Segment{{Text: "Rain "}, {Text: "fell", Cue: true}}, "Anyone could see.", "en"}}
	sampleReading  = reading{N: 1, In: "en", Segments: sampleExamples[0].Segments, Cues: []cue{{Words: `"fell"`, Does: "a judgement"}}, Label: questions.Opinion,
		Key:     questions.Key{Label: questions.Fact, Second: questions.Inference, Rationale: "Seen.", Later: &questions.Later{Note: "More.", Source: "A book"}},
		Readers: "2 of 3 said fact, 1 said opinion"}
)

func sampleTrouble(field string) *trouble { return &trouble{field, "Type it again."} }

func TestTemplates(t *testing.T) {
	f, err := readFiles()
	if err != nil {
		t.Fatal(err)
	}
	p, err := readPages(f, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(p.parsed)) {
		if len(samples[name]) < 2 {
			t.Errorf("template %s: no empty and full sample", name)
		}
		for i, view := range samples[name] {
			var out bytes.Buffer
			if _, err := p.render(&out, "en", name, view); err != nil {
				t.Errorf("sample %d: %v", i, err)
				continue
			}
			checkHTML(t, name, out.String())
		}
	}
}

// checkHTML holds a page to what every page must keep.
func checkHTML(t *testing.T, name, text string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	headings := 0
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if id, ok := has(n, "id"); ok && ids[id] {
			t.Errorf("%s: two elements have the id %q", name, id)
		} else {
			ids[id] = true
		}
		if n.Data == "h1" {
			headings++
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("%s: %s has the attribute %s, which the policy forbids", name, n.Data, a.Key)
			}
		}
		if src, _ := has(n, "src"); (n.Data == "script" && src == "") || n.Data == "style" {
			t.Errorf("%s: an inline %s, which the policy forbids", name, n.Data)
		}
	}
	if !strings.Contains(text, `<meta name="referrer" content="same-origin">`) {
		t.Errorf("%s: no referrer for our own forms, which plain http then refuses", name)
	}
	if headings != 1 {
		t.Errorf("%s: %d h1, want 1", name, headings)
	}
	if strings.Contains(text, "ZgotmplZ") || strings.Contains(text, "%!") {
		t.Errorf("%s: a value was written in a wrong place", name)
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{word(questions.Fact), "Fact"}, {word(""), ""},
		{plural(1, "try", "tries"), "1 try"}, {plural(0, "try", "tries"), "0 tries"},
		{english.listed(nil), ""}, {english.listed([]int{7}), "7"}, {english.listed([]int{3, 7, 11}), "3, 7 and 11"},
		{stamp(sampleTime), "2026-05-03T10:45:00Z"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
