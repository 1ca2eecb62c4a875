package questions

import (
	"fmt"
	"strings"
)

// Change says what became of a run of words.
type Change int

// Same words stand in both texts, Removed ones in the old text only, Added ones
// in the new.
const (
	Same Change = iota
	Removed
	Added
)

// Run is a stretch of words between two texts. The Same and Removed runs, joined,
// are the old text; the Same and Added ones the new.
type Run struct {
	Text   string
	Change Change
}

// FieldDiff is a field that has another value in the new version.
type FieldDiff struct {
	Field string // as in the file: text, key, rationale, guide.fact
	Runs  []Run
}

// PassageDiff is what became of one passage.
type PassageDiff struct {
	ID      string
	Number  int // in the new version, or in the old if it was taken out
	Added   bool
	Removed bool
	Fields  []FieldDiff // of a passage in both versions
}

// PackDiff is what changed from one version of a pack to another.
type PackDiff struct {
	From, To int
	Fields   []FieldDiff   // of the pack itself
	Passages []PassageDiff // in the order of the new version, then those taken out
}

// Empty reports that nothing changed.
func (d PackDiff) Empty() bool { return len(d.Fields) == 0 && len(d.Passages) == 0 }

// Diff compares two versions of a pack, word by word. Passages are the same if
// they have the same id.
func Diff(from, to *Pack) PackDiff {
	d := PackDiff{From: from.Version, To: to.Version}
	for i, pair := range [][2]string{{from.Title, to.Title}, {from.About, to.About}, {from.Language, to.Language},
		{from.Guide.Fact, to.Guide.Fact}, {from.Guide.Inference, to.Guide.Inference},
		{from.Guide.Opinion, to.Guide.Opinion}, {from.Guide.Mixed, to.Guide.Mixed}} {
		name := [...]string{"title", "about", "language", "guide.fact", "guide.inference", "guide.opinion", "guide.mixed"}[i]
		d.Fields = addDiff(d.Fields, name, pair[0], pair[1])
	}
	old := map[string]Item{}
	for _, it := range from.Items {
		old[it.ID] = it
	}
	for _, it := range to.Items {
		before, known := old[it.ID]
		delete(old, it.ID)
		if !known {
			d.Passages = append(d.Passages, PassageDiff{ID: it.ID, Number: it.Number, Added: true})
		} else if fields := DiffItems(before, it); len(fields) > 0 {
			d.Passages = append(d.Passages, PassageDiff{ID: it.ID, Number: it.Number, Fields: fields})
		}
	}
	for _, it := range from.Items {
		if _, gone := old[it.ID]; gone {
			d.Passages = append(d.Passages, PassageDiff{ID: it.ID, Number: it.Number, Removed: true})
		}
	}
	return d
}

// DiffItems compares two versions of a passage with its key.
func DiffItems(from, to Item) []FieldDiff {
	var d []FieldDiff
	for i, pair := range [][2]string{
		{fmt.Sprint(from.Number), fmt.Sprint(to.Number)}, {from.Text, to.Text}, {string(from.Label), string(to.Label)},
		{string(from.Second), string(to.Second)}, {string(from.Status), string(to.Status)}, {from.Rationale, to.Rationale},
		{from.cueWords(), to.cueWords()}, {from.readingWords(), to.readingWords()}, {from.laterWords(), to.laterWords()}} {
		name := [...]string{"number", "text", "key", "second", "status", "rationale", "cues", "readings", "later"}[i]
		d = addDiff(d, name, pair[0], pair[1])
	}
	return d
}

func addDiff(d []FieldDiff, field, from, to string) []FieldDiff {
	if from == to {
		return d
	}
	return append(d, FieldDiff{field, DiffWords(from, to)})
}

// cueWords, readingWords and laterWords write parts of a key as texts that can
// be compared.
func (it Item) cueWords() string {
	var words []string
	for _, s := range it.Segments(it.Cues) {
		if s.Cue {
			words = append(words, s.Text)
		}
	}
	return strings.Join(words, " / ")
}

func (it Item) readingWords() string {
	counts := map[Label]int{}
	for _, r := range it.Readings {
		counts[r.Label]++
	}
	var words []string
	for _, l := range Labels {
		if counts[l] > 0 {
			words = append(words, fmt.Sprintf("%d %s", counts[l], l))
		}
	}
	return strings.Join(words, ", ")
}

func (it Item) laterWords() string {
	if it.Later == nil {
		return ""
	}
	return it.Later.Note + " / " + it.Later.Source
}
