package web

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	forms "golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// catalogue returns the entries of a language, to be changed at will.
func catalogue(t *testing.T, tag string) map[string]entry {
	t.Helper()
	text, err := fs.ReadFile(embedded, "words/"+tag+".json")
	if err != nil {
		t.Fatal(err)
	}
	var entries map[string]entry
	if err := json.Unmarshal(text, &entries); err != nil {
		t.Fatal(err)
	}
	return entries
}

func TestCatalogues(t *testing.T) {
	said, en := usedSentences(t), catalogue(t, "en")
	for _, one := range tongues {
		for _, fault := range faults(one.Tag, said, en, catalogue(t, one.Tag)) {
			t.Errorf("words/%s.json: %s", one.Tag, fault)
		}
	}
}

// Each thing that can be wrong with a catalogue is found.
func TestCatalogueFaults(t *testing.T) {
	said, en := usedSentences(t), catalogue(t, "en")
	for name, c := range map[string]struct {
		spoil func(map[string]entry)
		want  string
	}{
		"missing":      {func(fr map[string]entry) { delete(fr, "Hand in") }, `"Hand in" is missing`},
		"too much":     {func(fr map[string]entry) { fr["Submit"] = entry{text: "Envoyer"} }, `"Submit" is said nowhere`},
		"empty":        {func(fr map[string]entry) { fr["Hand in"] = entry{} }, `"Hand in" is empty`},
		"verb":         {func(fr map[string]entry) { fr["Question %d"] = entry{text: "Question %s"} }, `"Question %d" fills in %s`},
		"no verb":      {func(fr map[string]entry) { fr["Question %d"] = entry{text: "Question"} }, `"Question %d" fills in `},
		"mark-up":      {func(fr map[string]entry) { fr["You are joining <b>%s</b>."] = entry{text: "Tu entres dans %s."} }, "has the mark-up"},
		"no form":      {func(fr map[string]entry) { delete(fr["You have %d tries left."].forms, "one") }, `has no form "one"`},
		"strange form": {func(fr map[string]entry) { fr["You have %d tries left."].forms["few"] = "%d" }, `has a form "few"`},
		"no number":    {func(fr map[string]entry) { fr["You have %d tries left."] = entry{text: "Il te reste %d essais."} }, "has no forms"},
		"spaces":       {func(fr map[string]entry) { fr["Hand in"] = entry{text: "Rendre !"} }, "narrow space"},
	} {
		fr := catalogue(t, "fr")
		before := faults("fr", said, en, fr)
		c.spoil(fr)
		got := slices.DeleteFunc(faults("fr", said, en, fr), func(fault string) bool { return slices.Contains(before, fault) })
		if len(got) != 1 || !strings.Contains(got[0], c.want) {
			t.Errorf("%s: found %q, want %q", name, got, c.want)
		}
	}
	said["Say %d words"], said[`(print "x")`] = "help.html", "help.html: not a plain sentence"
	if got := faults("en", said, en, en); len(got) != 1 || !strings.Contains(got[0], "not a plain sentence") {
		t.Errorf("a sentence that is put together: %q", got)
	}
}

// faults says what is wrong with the catalogue of a language, given the sentences
// that are said and the English catalogue.
func faults(tag string, said used, en, own map[string]entry) []string {
	var all []string
	for _, key := range slices.Sorted(maps.Keys(said)) {
		one, ok := own[key]
		switch {
		case strings.HasSuffix(said[key], "not a plain sentence"):
			all = append(all, said[key]+": "+key)
		case !ok && tag != "en":
			all = append(all, fmt.Sprintf("%q is missing (%s)", key, said[key]))
		case ok:
			all = append(all, entryFaults(tag, key, en[key], one)...)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(own)) {
		if _, ok := said[key]; !ok {
			all = append(all, fmt.Sprintf("%q is said nowhere", key))
		}
	}
	return all
}

var (
	verbs = regexp.MustCompile(`%(?:\[(\d+)\])?([a-z%])`)
	tags  = regexp.MustCompile(`<[^<> ][^<>]*>`)
	// French has a narrow space that does not break before these signs.
	wide = regexp.MustCompile(`[^\x{202f}0-9][;?!»]|[^\x{202f}0-9]:(?:\s|$)|«[^\x{202f}]`)
)

// filled are the arguments that a text fills in, with their verbs.
func filled(text string) map[int]string {
	all, next := map[int]string{}, 1
	for _, found := range verbs.FindAllStringSubmatch(text, -1) {
		if found[1] != "" {
			next, _ = strconv.Atoi(found[1])
		}
		all[next] = "%" + found[2]
		next++
	}
	return all
}

func entryFaults(tag, key string, en, one entry) []string {
	var all []string
	fault := func(format string, args ...any) {
		all = append(all, fmt.Sprintf("%q "+format, append([]any{key}, args...)...))
	}
	texts := map[string]string{"": one.text}
	switch {
	case one.forms != nil:
		texts = one.forms
		for form := range neededForms(tag) {
			if texts[form] == "" {
				fault("has no form %q", form)
			}
		}
	case en.forms != nil:
		fault("has no forms, though English has")
	}
	for _, form := range slices.Sorted(maps.Keys(texts)) {
		text := texts[form]
		if form != "" && !strings.HasPrefix(form, "=") && !neededForms(tag)[form] {
			fault("has a form %q, which the language has not", form)
		}
		want, got := filled(key), filled(text)
		if strings.HasPrefix(form, "=") || form == "one" && tag != "fr" { // is said of one number, and may leave it out
			if _, ok := got[one.by]; !ok {
				delete(want, one.by)
			}
		}
		switch {
		case strings.TrimSpace(text) == "":
			fault("is empty")
		case !maps.Equal(want, got):
			fault("fills in %s, want %s", strings.Join(slices.Sorted(maps.Values(got)), " "), strings.Join(slices.Sorted(maps.Values(want)), " "))
		case !slices.Equal(slices.Sorted(slices.Values(tags.FindAllString(key, -1))), slices.Sorted(slices.Values(tags.FindAllString(text, -1)))):
			fault("has the mark-up %q", tags.FindAllString(text, -1))
		case tag == "fr" && wide.MatchString(tags.ReplaceAllString(text, "")):
			fault("lacks a narrow space: %q", text)
		}
	}
	return all
}

// neededForms are the plural forms that a language needs for the numbers that
// can come up here, by CLDR.
func neededForms(tag string) map[string]bool {
	names := map[forms.Form]string{forms.Zero: "zero", forms.One: "one", forms.Two: "two", forms.Few: "few", forms.Many: "many", forms.Other: "other"}
	in, all := language.MustParse(tag), map[string]bool{}
	for n := range 1000 {
		all[names[forms.Cardinal.MatchPlural(in, n, 0, 0, 0, 0)]] = true
	}
	return all
}

func TestSay(t *testing.T) {
	all, err := readVoices()
	if err != nil {
		t.Fatal(err)
	}
	const tries = "You have %d tries left."
	for _, c := range []struct{ got, want string }{
		{all["en"].say(tries, 1), "You have 1 try left."}, {all["en"].say(tries, 0), "You have 0 tries left."},
		{all["fr"].say(tries, 0), "Il te reste 0 essai."}, {all["fr"].say(tries, 1), "Il te reste 1 essai."}, {all["fr"].say(tries, 2), "Il te reste 2 essais."},
		{all["es"].say(tries, 0), "Te quedan 0 intentos."}, {all["es"].say(tries, 1), "Te queda 1 intento."},
		{all["en"].say("%d of %d", 1200, 3), "1,200 of 3"}, {all["fr"].say("%d of %d", 1200, 3), "1\u00a0200 sur 3"}, {all["es"].say("%d of %d", 12000, 3), "12.000 de 3"},
		{all["fr"].say("Not in the catalogue."), "Not in the catalogue."},
		{string(all["fr"].rich("You are in <b>%s</b> already.", "<i>")), "Tu es déjà dans <b>&lt;i&gt;</b>."},
		{string(all["en"].rich("You are in <b>%s</b> already.", all["en"].at(sampleTime))), `You are in <b>` + string(all["en"].at(sampleTime)) + `</b> already.`},
		{all["fr"].listed([]int{3, 7, 11}), "3, 7 et 11"}, {all["es"].word("fact"), "Hecho"}, {all["fr"].moment(sampleTime.Local()), "3 mai à " + clock(sampleTime)},
		{all["fr"].moment(sampleTime.AddDate(0, 0, -2)), "1er mai à " + clock(sampleTime)}, {all["es"].moment(sampleTime), "3 de mayo a las " + clock(sampleTime)},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// Many at once are each spoken to in their own language.
func TestSayAtOnce(t *testing.T) {
	all, err := readVoices()
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 8 {
		for tag, want := range map[string]string{"en": "You have 7 tries left.", "fr": "Il te reste 7 essais.", "es": "Te quedan 7 intentos."} {
			group.Go(func() {
				for range 100 {
					if got := all[tag].say("You have %d tries left.", 7); got != want {
						t.Errorf("got %q, want %q", got, want)
					}
				}
			})
		}
	}
	group.Wait()
}
