package questions_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"discern/questions"
)

// fault breaks the small pack, whose first passage is number 7, in one place.
type fault struct {
	name    string
	breakIt func(p *questions.Pack)
	want    questions.PackError // Problem is a part of the problem
}

func at(passage, field, problem string) questions.PackError {
	return questions.PackError{Passage: passage, Field: field, Problem: problem}
}

var packFaults = []fault{
	{"format", func(p *questions.Pack) { p.Format = "discern-pack/2" }, at("", "format", `"discern-pack/2"; this program reads "discern-pack/1"`)},
	{"no format", func(p *questions.Pack) { p.Format = "" }, at("", "format", `""`)},
	{"no id", func(p *questions.Pack) { p.ID = "" }, at("", "id", "must be a UUID")},
	{"id no UUID", func(p *questions.Pack) { p.ID = "small-1" }, at("", "id", `"small-1"`)},
	{"id in capitals", func(p *questions.Pack) { p.ID = strings.ToUpper(p.ID) }, at("", "id", "lower case")},
	{"id in braces", func(p *questions.Pack) { p.ID = "{" + p.ID + "}" }, at("", "id", "UUID")},
	{"no slug", func(p *questions.Pack) { p.Slug = "" }, at("", "slug", "missing or empty")},
	{"slug in capitals", func(p *questions.Pack) { p.Slug = "Small" }, at("", "slug", "lower-case letters")},
	{"slug with a space", func(p *questions.Pack) { p.Slug = "a pack" }, at("", "slug", `"a pack"`)},
	{"slug like a flag", func(p *questions.Pack) { p.Slug = "-force" }, at("", "slug", "hyphens")},
	{"slug as a path", func(p *questions.Pack) { p.Slug = "../small" }, at("", "slug", "hyphens")},
	{"slug too long", func(p *questions.Pack) { p.Slug = strings.Repeat("a", 65) }, at("", "slug", "at most 64")},
	{"version 0", func(p *questions.Pack) { p.Version = 0 }, at("", "version", "is 0; it must be from 1 to 1000000")},
	{"version too high", func(p *questions.Pack) { p.Version = 1e6 + 1 }, at("", "version", "1000001")},
	{"no language", func(p *questions.Pack) { p.Language = "" }, at("", "language", "missing or empty")},
	{"language in words", func(p *questions.Pack) { p.Language = "english" }, at("", "language", "BCP 47")},
	{"language with underscore", func(p *questions.Pack) { p.Language = "en_GB" }, at("", "language", `"en_GB"`)},
	{"no title", func(p *questions.Pack) { p.Title = " " }, at("", "title", "missing or empty")},
	{"tab in the title", func(p *questions.Pack) { p.Title = "A\tpack" }, at("", "title", "control character U+0009 at character 2")},
	{"title not UTF-8", func(p *questions.Pack) { p.Title = "A p\xe4ck" }, at("", "title", "UTF-8")},
	{"line break in about", func(p *questions.Pack) { p.About = "A\npack" }, at("", "about", "U+000A")},
	{"escape in the author", func(p *questions.Pack) { p.Source.Author = "\x1b[2J" }, at("", "source.author", "U+001B at character 1")},
	{"source without paragraphs", func(p *questions.Pack) { p.Source.Paragraphs = 0 }, at("", "source.paragraphs", "is 0")},
	{"source without length", func(p *questions.Pack) { p.Source.Length = -1 }, at("", "source.length", "is -1")},
	{"source sum too short", func(p *questions.Pack) { p.Source.SHA256 = "e3b0" }, at("", "source.sha256", "64 hexadecimal digits")},
	{"no guide", func(p *questions.Pack) { p.Guide = questions.Guide{} }, at("", "guide.fact", "missing or empty")},
	{"guide without inference", func(p *questions.Pack) { p.Guide.Inference = "" }, at("", "guide.inference", "missing or empty")},
	{"guide without opinion", func(p *questions.Pack) { p.Guide.Opinion = "" }, at("", "guide.opinion", "missing or empty")},
	{"guide without mixed", func(p *questions.Pack) { p.Guide.Mixed = "" }, at("", "guide.mixed", "missing or empty")},
	{"reviewer twice", func(p *questions.Pack) { p.Reviewers[1].ID = "a" }, at("", "reviewers.id", `"a" is given twice`)},
	{"reviewer without id", func(p *questions.Pack) { p.Reviewers[1].ID = "" }, at("", "reviewers.id", "missing or empty")},
	{"reviewer without name", func(p *questions.Pack) { p.Reviewers[1].Name = "" }, at("", "reviewers.name", "missing or empty")},
	{"no passages", func(p *questions.Pack) { p.Items = nil }, at("", "passages", "at least one")},
	{"501 passages", func(p *questions.Pack) { p.Items = make([]questions.Item, 501) }, at("", "passages", "has 501 entries; at most 500")},
}

// item makes a fault of one passage, which is broken alone.
func item(breakIt func(it *questions.Item)) func(*questions.Pack) {
	return func(p *questions.Pack) { breakIt(&p.Items[0]) }
}

var itemFaults = []fault{
	{"id no UUID", item(func(it *questions.Item) { it.ID = "p7" }), at("passage 7", "id", `"p7"`)},
	{"number 0", item(func(it *questions.Item) { it.Number = 0 }),
		at("passage 5d3f7c5e-07a4-4dd9-8a4b-61c52e7f5f01", "number", "is 0; it must be from 1")},
	{"neither number nor id", item(func(it *questions.Item) { it.Number, it.ID = -1, "" }), at("passage at place 1", "id", "UUID")},
	{"same id", func(p *questions.Pack) { p.Items[1].ID = p.Items[0].ID }, at("passage 2", "id", "another passage")},
	{"same number", func(p *questions.Pack) { p.Items[1].Number = 7 }, at("passage 7", "number", "7 is given to another passage")},
	{"no text", item(func(it *questions.Item) { it.Text = "" }), at("passage 7", "text", "missing or empty")},
	{"control character in the text", item(func(it *questions.Item) { it.Text += "\u0085" }), at("passage 7", "text", "U+0085 at character 34")},
	{"no label", item(func(it *questions.Item) { it.Label = "" }), at("passage 7", "key", `is ""; it must be fact, inference or opinion`)},
	{"unknown label", item(func(it *questions.Item) { it.Label = "Fact" }), at("passage 7", "key", `"Fact"`)},
	{"unknown second label", item(func(it *questions.Item) { it.Second = "mixed" }), at("passage 7", "second", "left out")},
	{"second like the key", item(func(it *questions.Item) { it.Second = "fact" }), at("passage 7", "second", "is fact like the key itself")},
	{"no status", item(func(it *questions.Item) { it.Status = "" }), at("passage 7", "status", "agreed, adjudicated or disputed")},
	{"unknown status", item(func(it *questions.Item) { it.Status = "settled" }), at("passage 7", "status", `"settled"`)},
	{"long rationale", item(func(it *questions.Item) { it.Rationale = strings.Repeat("é", 401) }), at("passage 7", "rationale", "has 401 characters; at most 400")},
	{"line break in the rationale", item(func(it *questions.Item) { it.Rationale = "a\nb" }), at("passage 7", "rationale", "U+000A")},
	{"lone key without rationale", item(func(it *questions.Item) { it.Label, it.Rationale = "inference", " "; it.Second = "" }),
		at("passage 7", "rationale", "no reading gives this key")},
	{"no readings, no rationale", func(p *questions.Pack) { p.Items[1].Rationale = "" }, at("passage 2", "rationale", "no reading gives this key")},
	{"unknown reviewer", item(func(it *questions.Item) { it.Readings[1].Reviewer = "c" }), at("passage 7", "readings.reviewer", `"c" is not among the reviewers`)},
	{"two readings of one reviewer", item(func(it *questions.Item) { it.Readings[1].Reviewer = "a" }), at("passage 7", "readings.reviewer", `"a" has two readings`)},
	{"unknown label of a reading", item(func(it *questions.Item) { it.Readings[1].Label = "?" }), at("passage 7", "readings.label", `"?"`)},
	{"second of a reading", item(func(it *questions.Item) { it.Readings[1].Second = "x" }), at("passage 7", "readings.second", `"x"`)},
	{"second like the label of a reading", item(func(it *questions.Item) { it.Readings[0].Second = "fact" }), at("passage 7", "readings.second", "like the label itself")},
	{"confidence 0", item(func(it *questions.Item) { it.Readings[1].Confidence = 0 }), at("passage 7", "readings.confidence", `is 0 in the reading of "b"; it must be 1, 2 or 3`)},
	{"confidence 4", item(func(it *questions.Item) { it.Readings[1].Confidence = 4 }), at("passage 7", "readings.confidence", "is 4")},
	{"control character in a note", item(func(it *questions.Item) { it.Readings[0].Note = "\x00" }), at("passage 7", "readings.note", "U+0000")},
	{"later without note", item(func(it *questions.Item) { it.Later.Note = "" }), at("passage 7", "later.note", "missing or empty")},
	{"later without source", item(func(it *questions.Item) { it.Later.Source = "" }), at("passage 7", "later.source", "missing or empty")},
	{"pack without the source", func(p *questions.Pack) { p.Source = nil }, at("passage 7", "source", "the pack names none")},
	{"paragraph below 0", item(func(it *questions.Item) { it.Source.Paragraph = -1 }), at("passage 7", "source.paragraph", "is -1; the paragraphs of the source are 0 to 1")},
	{"paragraph too high", item(func(it *questions.Item) { it.Source.Paragraph = 2 }), at("passage 7", "source.paragraph", "is 2")},
	{"span before the start", item(func(it *questions.Item) { it.Source.Start = -1 }), at("passage 7", "source.start", "is -1")},
	{"empty span", item(func(it *questions.Item) { it.Source.End = 10 }), at("passage 7", "source.end", "is 10; it must be above the start (10)")},
	{"span beyond the source", item(func(it *questions.Item) { it.Source.End = 101 }), at("passage 7", "source.end", "only 100 characters")},
	{"span of another length", item(func(it *questions.Item) { it.Source.Length = 21 }), at("passage 7", "source.length", "is 21; from 10 to 30 it must be 20")},
	{"sum in capitals", item(func(it *questions.Item) { it.Source.SHA256 = strings.ToUpper(it.Source.SHA256) }), at("passage 7", "source.sha256", "lower case")},
	{"mark beyond the span", item(func(it *questions.Item) { it.Source.Cues[0].End = 21 }), at("passage 7", "source.cues", "the mark 0–21 ends after the last character (20)")},
}

// The text is "The café <b>& bar</b> shut at 5.", its é being an e at 7 and an
// accent at 8; the marks are 4–9 and 23–27.
var cueFaults = []fault{
	{"mark beyond the text", cues(questions.Cue{Start: 11, End: 270}), at("passage 7", "cues", "the mark 11–270 ends after the last character (33)")},
	{"mark one too long", cues(questions.Cue{Start: 11, End: 34}), at("passage 7", "cues", "ends after the last character (33)")},
	{"mark before the text", cues(questions.Cue{Start: -1, End: 3}), at("passage 7", "cues", "the mark -1–3 begins before the first character")},
	{"empty mark", cues(questions.Cue{Start: 3, End: 3}), at("passage 7", "cues", "the mark 3–3 is empty")},
	{"mark backwards", cues(questions.Cue{Start: 5, End: 3}), at("passage 7", "cues", "the mark 5–3 is empty")},
	{"marks overlap", cues(questions.Cue{Start: 0, End: 4}, questions.Cue{Start: 3, End: 6}), at("passage 7", "cues", "the mark 3–6 begins before the one in front of it ends (4)")},
	{"marks out of order", cues(questions.Cue{Start: 4, End: 7}, questions.Cue{Start: 0, End: 3}), at("passage 7", "cues", "in order")},
	{"mark twice", cues(questions.Cue{Start: 0, End: 3}, questions.Cue{Start: 0, End: 3}), at("passage 7", "cues", "without overlap")},
	{"mark ends before an accent", cues(questions.Cue{Start: 4, End: 8}), at("passage 7", "cues", "the mark 4–8 cuts a character in two")},
	{"mark begins with an accent", cues(questions.Cue{Start: 8, End: 10}), at("passage 7", "cues", "the mark 8–10 cuts a character in two")},
	{"mark cuts an emoji", func(p *questions.Pack) {
		it := &p.Items[0]
		it.Text, it.Cues = "👩\u200d🚒 came.", []questions.Cue{{Start: 0, End: 1}}
	}, at("passage 7", "cues", "the mark 0–1 cuts a character in two")},
}

func cues(list ...questions.Cue) func(*questions.Pack) {
	return item(func(it *questions.Item) { it.Cues = list })
}

func TestCheckFaults(t *testing.T) {
	if err := small(t).Check(); err != nil {
		t.Fatalf("the small pack unbroken: %v", err)
	}
	for _, faults := range [][]fault{packFaults, itemFaults, cueFaults} {
		for _, tc := range faults {
			t.Run(tc.name, func(t *testing.T) {
				p := small(t)
				tc.breakIt(p)
				err, ok := errors.AsType[*questions.PackError](p.Check())
				if !ok {
					t.Fatalf("Check = %v, want a *PackError", p.Check())
				}
				if err.Passage != tc.want.Passage || err.Field != tc.want.Field || !strings.Contains(err.Problem, tc.want.Problem) {
					t.Errorf("Check = %v, want %v", err, &tc.want)
				}
				if tc.name != "title not UTF-8" { // which is no longer written
					if _, err := questions.ReadBytes(write(t, p)); err == nil {
						t.Error("the broken pack can be read from a file")
					}
				}
			})
		}
	}
}

// Sound packs at the edges of what is allowed.
func TestCheckPasses(t *testing.T) {
	for name, change := range map[string]func(p *questions.Pack){
		"no source":         func(p *questions.Pack) { p.Source, p.Items[0].Source = nil, nil },
		"no later":          func(p *questions.Pack) { p.Items[0].Later = nil },
		"long slug":         func(p *questions.Pack) { p.Slug = strings.Repeat("a", 64) },
		"slug of one":       func(p *questions.Pack) { p.Slug = "7" },
		"language":          func(p *questions.Pack) { p.Language = "zh-Hant-TW" },
		"long rationale":    func(p *questions.Pack) { p.Items[0].Rationale = strings.Repeat("é", 400) },
		"supported key":     func(p *questions.Pack) { p.Items[0].Rationale = "" },
		"nobody reviewed":   func(p *questions.Pack) { p.Reviewers, p.Items[0].Readings = nil, nil },
		"touching marks":    cues(questions.Cue{Start: 0, End: 3}, questions.Cue{Start: 3, End: 4}),
		"all of it marked":  cues(questions.Cue{Start: 0, End: 33}),
		"accent and letter": cues(questions.Cue{Start: 7, End: 9}),
	} {
		p := small(t)
		change(p)
		if err := p.Check(); err != nil {
			t.Errorf("%s: Check = %v, want nil", name, err)
		}
	}
}

func TestCheckAll(t *testing.T) {
	p := small(t)
	p.Title, p.Items[0].Status, p.Items[1].Label = "", "", ""
	var got []string
	for _, err := range p.CheckAll() {
		got = append(got, err.Error())
	}
	want := []string{
		`title: is missing or empty`,
		`passage 7: status: is ""; it must be agreed, adjudicated or disputed`,
		`passage 2: key: is ""; it must be fact, inference or opinion`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("CheckAll (-want +got):\n%s", diff)
	}
	p.Items = make([]questions.Item, 500)
	if n := len(p.CheckAll()); n != 50 {
		t.Errorf("CheckAll of 500 empty passages found %d faults, want 50", n)
	}
	if n := len(new(questions.Pack).CheckAll()); n == 0 {
		t.Error("CheckAll of an empty pack found nothing")
	}
}
