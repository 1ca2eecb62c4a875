package exchange_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"discern/questions"
	"discern/questions/exchange"
)

// moodleFile is made by hand in the manner of Moodle's own exports.
func moodleFile(t testing.TB) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "moodle.xml"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// summary shows a report in lines that a test can hold.
func summary(r *exchange.Report) []string {
	var lines []string
	for _, it := range r.Pack.Items {
		line := fmt.Sprintf("%d %s %s: %s", it.Number, it.Status, it.Label, it.Text)
		if it.Second != "" {
			line += " / " + string(it.Second)
		}
		if it.Rationale != "" {
			line += " | " + it.Rationale
		}
		lines = append(lines, line)
	}
	for _, s := range r.Skipped {
		lines = append(lines, "skipped "+s.Place+": "+s.Reason)
	}
	for _, s := range r.Notes {
		lines = append(lines, "note "+s.Place+": "+s.Reason)
	}
	return lines
}

var moodleWant = []string{
	"1 adjudicated fact: The\u00a0bridge opened in 1932… | Records & photos show it.",
	"2 adjudicated opinion: Cette affiche est laide. | C'est un jugement.",
	"3 disputed inference: Lloverá mañana & 2 < 3. / opinion",
	"4 adjudicated opinion: The town <b>should</b> mend it. | It says what <should> be.",
	"skipped question 4 (“Round”): it is of the type “truefalse”; only choice questions can be used",
	"skipped question 5 (“Write”): it is of the type “essay”; only choice questions can be used",
	"skipped question 6 (“Pairs”): it is of the type “matching”; only choice questions can be used",
	"skipped question 7 (“Read this”): it is of the type “description”; only choice questions can be used",
	"skipped question 8 (“Two kinds”): none of its choices means inference",
	"skipped question 9 (“Four”): its choice “Don't know” is not fact, inference or opinion",
	"skipped question 10 (“Twice”): two of its choices mean inference",
	"skipped question 11 (“Several”): it lets one give several answers",
	"skipped question 12 (“Nothing right”): no choice is marked as right",
	"skipped question 13 (“Both right”): more than one choice is marked as right",
	"skipped question 14 (“Huge”): the mark “1e999” of a choice is not a percentage",
	"skipped question 15 (“Only a picture”): it has no text",
	"skipped question 16: the XML is broken in it; what follows was read from the next question on",
	"skipped question 17: the XML is broken in it; what follows was read from the next question on",
	"skipped question 18: the XML is broken in it; what follows was read from the next question on",
	"note question 2 (“Affiche”): an image or other medium was left out; see whether the passage stands without it",
}

func TestMoodleFile(t *testing.T) {
	for _, bom := range []string{"", "\ufeff"} {
		data := []byte(bom + moodleFile(t))
		if f, ok := exchange.Detect(data); f != exchange.MoodleXML || !ok {
			t.Errorf("Detect = %s, %v", f, ok)
		}
		r := read(t, data, exchange.MoodleXML)
		if diff := cmp.Diff(moodleWant, summary(r)); diff != "" {
			t.Errorf("report (-want +got):\n%s", diff)
		}
		p := r.Pack
		if p.Title != "News / Views" || p.Slug != "news-views" || p.Version != 1 || p.Language != "en" {
			t.Errorf("pack = %q %q %d %q", p.Title, p.Slug, p.Version, p.Language)
		}
		if id := p.Items[2].ID; id != "3c0d7cc0-3f3b-4b4e-8c1b-0c5d7d3f2a11" {
			t.Errorf("id = %s, want the one of the file", id)
		}
	}
}

// What a pack of a stranger's file still needs is listed: the guide, and why
// the one key without feedback holds.
func TestMoodleMissing(t *testing.T) {
	r := read(t, []byte(moodleFile(t)), exchange.MoodleXML)
	want := []string{
		"guide.fact: is missing or empty",
		"guide.inference: is missing or empty",
		"guide.opinion: is missing or empty",
		"guide.mixed: is missing or empty",
		"passage 3: rationale: is empty; as no reading gives this key, it must say why the key holds",
	}
	if diff := cmp.Diff(want, r.Missing); diff != "" {
		t.Errorf("Missing (-want +got):\n%s", diff)
	}
	r.Pack.Guide = questions.Guide{Fact: "a", Inference: "b", Opinion: "c", Mixed: "d"}
	r.Pack.Items[2].Rationale = "e"
	if err := r.Pack.Check(); err != nil {
		t.Errorf("after putting that right: %v", err)
	}
}

// The same file is the same pack, and another file another.
func TestMoodleIdentity(t *testing.T) {
	file := moodleFile(t)
	a := read(t, []byte(file), exchange.MoodleXML)
	b := read(t, []byte(file), exchange.MoodleXML)
	if diff := cmp.Diff(a, b); diff != "" {
		t.Errorf("two readings differ:\n%s", diff)
	}
	other := read(t, []byte(strings.Replace(file, "1932", "1933", 1)), exchange.MoodleXML)
	if a.Pack.ID == other.Pack.ID {
		t.Error("another file gave a pack of the same id")
	}
}

// A course tool keeps tags and idnumbers, and loses comments and white space.
func TestMoodleWithoutComments(t *testing.T) {
	p := pack(t, "macron-leaks")
	file := string(write(t, p, exchange.MoodleXML))
	var kept []string
	for line := range strings.Lines(file) {
		if !strings.Contains(line, "<!-- discern-") {
			kept = append(kept, strings.TrimSpace(line))
		}
	}
	r := read(t, []byte(strings.Join(kept, "\n")), exchange.MoodleXML)
	if r.Skipped != nil || r.Notes != nil {
		t.Errorf("report = %v, %v", r.Skipped, r.Notes)
	}
	got := r.Pack
	if got.Slug != p.Slug || got.Version != p.Version || got.Title != p.Title || len(got.Items) != len(p.Items) {
		t.Fatalf("pack = %q version %d, %q, %d passages", got.Slug, got.Version, got.Title, len(got.Items))
	}
	for i, want := range p.Items {
		want.Cues, want.Readings, want.Source, want.Later = nil, nil, nil, nil
		if want.Status == questions.Agreed {
			want.Status = questions.Adjudicated
		}
		want.Number = i + 1
		if diff := cmp.Diff(want, got.Items[i]); diff != "" {
			t.Errorf("passage %d (-want +got):\n%s", want.Number, diff)
		}
	}
}

func TestMoodleBroken(t *testing.T) {
	const good = `<question type="multichoice"><name><text>Good</text></name><questiontext><text>It rains.</text></questiontext>` +
		`<answer fraction="100"><text>fact</text></answer><answer fraction="0"><text>opinion</text></answer>` +
		`<answer fraction="0"><text>inference</text></answer></question>`
	for _, tc := range []struct {
		name, file string
		want       []string
	}{
		{"cut off", "<quiz>" + good + good[:200], []string{"1 adjudicated fact: It rains.",
			"skipped the end of the file: the XML is broken or cut off here"}},
		{"no end", "<quiz>" + good, []string{"1 adjudicated fact: It rains.",
			"skipped the end of the file: the XML is broken or cut off here"}},
		{"bare ampersand", `<quiz><question type="multichoice"><name><text>A & B</text></name></question>` + good + "</quiz>",
			[]string{"1 adjudicated fact: It rains.",
				"skipped question 1: the XML is broken in it; what follows was read from the next question on"}},
		{"no type", "<quiz><question><name><text>What</text></name></question></quiz>",
			[]string{"skipped question 1 (“What”): it is of the type “”; only choice questions can be used"}},
		{"many choices", strings.Replace("<quiz>"+good+"</quiz>", "</question>", strings.Repeat("<answer/>", 18)+"</question>", 1),
			[]string{"skipped question 1 (“Good”): it has more than 20 choices"}},
		{"no questions", "<quiz></quiz>", nil},
		{"ids twice", "<quiz>" + strings.Repeat(strings.Replace(good, "<name>",
			"<idnumber>3c0d7cc0-3f3b-4b4e-8c1b-0c5d7d3f2a11</idnumber><name>", 1), 2) + "</quiz>",
			[]string{"1 adjudicated fact: It rains.", "2 adjudicated fact: It rains."}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := read(t, []byte(tc.file), exchange.MoodleXML)
			if diff := cmp.Diff(tc.want, summary(r)); diff != "" {
				t.Errorf("report (-want +got):\n%s", diff)
			}
			for _, m := range r.Missing {
				if strings.Contains(m, " id: ") || strings.Contains(m, "number") {
					t.Errorf("missing: %s", m)
				}
			}
		})
	}
}

// Thousands of broken places do not make reading slow.
func TestMoodleBrokenEverywhere(t *testing.T) {
	r := read(t, []byte("<quiz>"+strings.Repeat("<question & ", 150_000)), exchange.MoodleXML)
	last := r.Skipped[len(r.Skipped)-1]
	if len(r.Skipped) != 51 || !strings.Contains(last.Reason, "more than 50 places") {
		t.Errorf("%d entries, the last %v", len(r.Skipped), last)
	}
}

func TestMoodleTooMany(t *testing.T) {
	const q = `<question type="multichoice"><questiontext><text>No %d</text></questiontext><answer fraction="100"><text>fact</text></answer>` +
		`<answer fraction="0"><text>opinion</text></answer><answer fraction="0"><text>inference</text></answer></question>`
	var b strings.Builder
	b.WriteString("<quiz>")
	for n := range 3000 {
		fmt.Fprintf(&b, q, n)
	}
	b.WriteString("</quiz>")
	r := read(t, []byte(b.String()), exchange.MoodleXML)
	if len(r.Pack.Items) != questions.MaxPassages || len(r.Skipped) != 1000 {
		t.Fatalf("%d passages, %d skipped", len(r.Pack.Items), len(r.Skipped))
	}
	if got := r.Skipped[0]; got.Place != "question 501" || got.Reason != "a pack holds at most 500 passages" {
		t.Errorf("the first skipped is %v", got)
	}
	if got := r.Skipped[999]; got.Place != "the rest of the file" {
		t.Errorf("the last skipped is %v", got)
	}
}
