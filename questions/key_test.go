package questions_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"discern/questions"
)

func TestAgreement(t *testing.T) {
	type count struct{ Agree, Of int }
	reading := func(label, second questions.Label) questions.Reading {
		return questions.Reading{Label: label, Second: second}
	}
	for _, tc := range []struct {
		name string
		key  questions.Key
		want count
	}{
		{"no readings", questions.Key{Label: questions.Fact}, count{0, 0}},
		{"two of three", questions.Key{Label: questions.Fact, Readings: []questions.Reading{
			reading("fact", ""), reading("opinion", "fact"), reading("fact", "inference")}}, count{2, 3}},
		{"second kinds do not count", questions.Key{Label: questions.Opinion, Second: questions.Fact,
			Readings: []questions.Reading{reading("fact", "opinion")}}, count{0, 1}},
	} {
		var got count
		got.Agree, got.Of = tc.key.Agreement()
		if got != tc.want {
			t.Errorf("%s: Agreement = %v, want %v", tc.name, got, tc.want)
		}
	}
}

// The marks of the embedded packs are on the very words that tell.
func TestCueWords(t *testing.T) {
	for _, tc := range []struct {
		slug   string
		number int
		want   []string
	}{
		{"macron-leaks", 2, []string{"seems to have wanted"}},
		{"macron-leaks", 17, []string{"fair complaints", "too cosy"}},
		{"macron-leaks", 40, []string{"contributes to", "is president of"}},
		{"everyday", 5, []string{"If", "will be moved"}},
		{"everyday", 8, []string{"It is unfair"}},
	} {
		it, ok := pack(t, tc.slug).Item(tc.number)
		if !ok {
			t.Fatalf("%s has no passage %d", tc.slug, tc.number)
		}
		var got []string
		for _, s := range it.Segments(it.Cues) {
			if s.Cue {
				got = append(got, s.Text)
			}
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s, passage %d: marked words (-want +got):\n%s", tc.slug, tc.number, diff)
		}
	}
}

func TestSegments(t *testing.T) {
	type cues = []questions.Cue
	plain := func(s string) questions.Segment { return questions.Segment{Text: s} }
	cue := func(s string) questions.Segment { return questions.Segment{Text: s, Cue: true} }
	for _, tc := range []struct {
		name, text string
		cues       cues
		want       []questions.Segment
	}{
		{"no text", "", cues{{0, 1}}, nil},
		{"no marks", "It rains.", nil, []questions.Segment{plain("It rains.")}},
		{"middle", "It may rain.", cues{{3, 6}}, []questions.Segment{plain("It "), cue("may"), plain(" rain.")}},
		{"both ends", "It may rain.", cues{{0, 2}, {7, 12}}, []questions.Segment{cue("It"), plain(" may "), cue("rain.")}},
		{"touching", "ab", cues{{0, 1}, {1, 2}}, []questions.Segment{cue("a"), cue("b")}},
		{"code points, not bytes", "Où? Là-bas 🚌 peut-être.", cues{{13, 22}},
			[]questions.Segment{plain("Où? Là-bas 🚌 "), cue("peut-être"), plain(".")}},
		{"marks that do not fit", "abc", cues{{-1, 1}, {2, 1}, {1, 2}, {0, 3}, {2, 9}},
			[]questions.Segment{plain("a"), cue("b"), plain("c")}},
		{"bad UTF-8 kept", "a\xffb", cues{{1, 2}}, []questions.Segment{plain("a"), cue("\xff"), plain("b")}},
	} {
		got := questions.Passage{Text: tc.text}.Segments(tc.cues)
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.name, diff)
		}
	}
}

// A hash is that of the content: any change of content shows, and no other.
func TestHashChanges(t *testing.T) {
	seen := map[string]string{small(t).Hash(): "the pack itself"}
	for _, faults := range [][]fault{packFaults, itemFaults, cueFaults} {
		for _, tc := range faults {
			p := small(t)
			tc.breakIt(p)
			if before := seen[p.Hash()]; before == "the pack itself" {
				t.Errorf("%s: the hash is that of %s", tc.name, before)
			}
		}
	}
	loose := strings.ReplaceAll(smallFile, "\n", "\r\n\t")
	loose = strings.Replace(loose, `"version": 3,`, "", 1)
	loose = strings.Replace(loose, `"about"`, `"version":3, "about"`, 1)
	p, err := questions.Read(strings.NewReader(loose))
	if err != nil {
		t.Fatal(err)
	}
	if p.Hash() != small(t).Hash() {
		t.Error("white space or the order of fields changes the hash")
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

var errFull = errors.New("no space left")

func TestWriteFails(t *testing.T) {
	p := small(t)
	if err := p.Write(full{}); !errors.Is(err, errFull) {
		t.Errorf("Write to a full disk = %v, want %v", err, errFull)
	}
	p.Title = "A p\xe4ck"
	if err := p.Write(full{}); err == nil || errors.Is(err, errFull) {
		t.Errorf("Write of bad UTF-8 = %v, want it refused before anything is written", err)
	}
	p.Title = strings.Repeat("a", questions.MaxBytes)
	if _, ok := errors.AsType[*questions.PackError](p.Write(full{})); !ok {
		t.Error("Write of a pack beyond the limit is not refused")
	}
}
