package web

import (
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"sync"
	"testing"

	"discern/questions"
	"discern/questions/packs"
	"discern/quiz"
)

// addSamples adds to samples.
func addSamples(more map[string][]framed) {
	for name, views := range more {
		samples[name] = append(samples[name], views...)
	}
}

// visible reports whether a sample is a page that somebody may see; those without a
// title are empty structs, which only try whether a template bears them.
func visible(view framed) bool { return view.inFrame().Title != "" }

// changed returns a copy of a sample with a change.
func changed[T framed](view T, change func(*T)) T {
	change(&view)
	return view
}

// troubled returns the page of a form once for each field that may be to blame;
// "" is none of them.
func troubled[T framed](view T, fields ...string) (all []framed) {
	for _, field := range fields {
		one := view
		t := &trouble{field, "This is longer than it can be. Leave some of it out and send it once more."}
		reflect.ValueOf(&one).Elem().FieldByName("Trouble").Set(reflect.ValueOf(t))
		all = append(all, one)
	}
	return all
}

// readSamplePack reads one of the packs that come with the program.
func readSamplePack(slug string) *questions.Pack {
	text, err := fs.ReadFile(packs.FS, slug+".json")
	if err != nil {
		panic(err)
	}
	pack, err := questions.ReadBytes(text)
	if err != nil {
		panic(err)
	}
	return pack
}

var everydayPack = sync.OnceValue(func() *questions.Pack { return readSamplePack("everyday") })

// everydayReadings is a result of twelve: every fourth like the key, every fifth
// left open, the others one kind further.
func everydayReadings() (all []reading) {
	for i, item := range everydayPack().Items[:12] {
		label := item.Label
		switch {
		case i%5 == 4:
			label = ""
		case i%4 != 0:
			label = questions.Labels[(slices.Index(questions.Labels[:], label)+1)%3]
		}
		all = append(all, newReading(english, quiz.MarkQuestion(i+1, item, label), "en"))
	}
	return all
}

// TestSamples holds every page that somebody may see to what it owes somebody who
// cannot see it.
func TestSamples(t *testing.T) {
	shown := map[string][]framed{}
	for _, name := range slices.Sorted(maps.Keys(samples)) {
		shown[name] = slices.DeleteFunc(slices.Clone(samples[name]), func(view framed) bool { return !visible(view) })
		if len(shown[name]) == 0 {
			t.Errorf("%s has no sample that somebody may see: give one a title", name)
		}
	}
	checkSamples(t, shown)
}
