package web

import (
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	forms "golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"

	"discern/questions"
)

// The catalogues: words/fr.json says in French what the program says in English.
// The English sentence itself is the key. Its value is a text or, where a number
// decides, one text for each plural form of the language, which may have cases
// for single numbers too: {"=1": "...", "one": "...", "other": "..."}. The number
// is the first thing filled in, or the one that "by" counts. English has only
// the sentences that a number changes.
//
// tongues are the languages of the interface, English first: it is what a page
// is in whose reader asks for none of them.
var tongues = []tongue{{"en", "English"}, {"fr", "Français"}, {"es", "Español"}}

// tongue is a language, by its tag and by its own name for itself.
type tongue struct{ Tag, Name string }

// english speaks to teachers and reviewers, and to programs.
var english = mustVoice("en")

// entry is what a catalogue says for one key: a text, or one for each form.
type entry struct {
	text  string
	forms map[string]string // plural form or "=1" to text; nil for a plain text
	by    int               // which of the arguments decides, counted from 1
}

// voice speaks one language. It is safe for many at once.
//
// To say something new to students: write it in English as t (or rich) in a
// template, v.say(...) or key(...) in Go, t(...) in quiz.js, and add that
// sentence with its translation to words/fr.json and words/es.json. A test tells
// what is missing.
type voice struct {
	tag     string // BCP 47
	entries map[string]entry
	printer *message.Printer
	scripts map[string]template.HTML // by file: what a script of ours says, as JSON
}

// voices are the languages that can be chosen, by tag.
type voices map[string]*voice

// readVoices reads the catalogues once for all servers.
var readVoices = sync.OnceValues(func() (voices, error) {
	all := voices{}
	for _, one := range tongues {
		v, err := readVoice(one.Tag)
		if err != nil {
			return nil, err
		}
		all[one.Tag] = v
	}
	return all, nil
})

func mustVoice(tag string) *voice {
	v, err := readVoice(tag)
	if err != nil {
		panic(err)
	}
	return v
}

// readVoice reads the embedded catalogue of a language.
func readVoice(tag string) (*voice, error) {
	text, err := fs.ReadFile(embedded, "words/"+tag+".json")
	if err != nil {
		return nil, err
	}
	var entries map[string]entry
	if err := json.Unmarshal(text, &entries); err != nil {
		return nil, fmt.Errorf("words/%s.json: %w", tag, err)
	}
	return newVoice(tag, entries)
}

// newVoice speaks by the entries. Those without anything to fill in are looked
// up; the others go through a catalogue.
func newVoice(tag string, entries map[string]entry) (*voice, error) {
	in, err := language.Parse(tag)
	if err != nil {
		return nil, err
	}
	into := catalog.NewBuilder(catalog.Fallback(in))
	for key, one := range entries {
		switch {
		case one.forms != nil:
			err = into.Set(in, key, forms.Selectf(one.by, "%d", one.cases()...))
		case strings.Contains(key, "%"):
			err = into.SetString(in, key, one.text)
		}
		if err != nil {
			return nil, fmt.Errorf("words in %s, %q: %w", tag, key, err)
		}
	}
	v := &voice{tag: tag, entries: entries, printer: message.NewPrinter(in, message.Catalog(into)), scripts: map[string]template.HTML{}}
	return v, v.readScripts()
}

// scriptKeys finds the sentences that a script says by its function t.
var scriptKeys = regexp.MustCompile(`\bt\("([^"\\]+)"`)

// readScripts collects what each script says, with those that it imports. English
// is in the script itself, but for the sentences that a number changes.
func (v *voice) readScripts() error {
	names, err := fs.Glob(embedded, "static/*.js")
	if err != nil {
		return err
	}
	for _, name := range names {
		said := map[string]any{}
		if err := v.addScript(path.Base(name), said, map[string]bool{}); err != nil {
			return err
		}
		if len(said) == 0 {
			continue
		}
		all, err := json.Marshal(said) // which hides <, > and &
		if err != nil {
			return err
		}
		v.scripts[path.Base(name)] = template.HTML(all)
	}
	return nil
}

func (v *voice) addScript(name string, said map[string]any, seen map[string]bool) error {
	if seen[name] {
		return nil
	}
	seen[name] = true
	text, err := fs.ReadFile(embedded, "static/"+name)
	if err != nil {
		return err
	}
	for _, found := range scriptKeys.FindAllSubmatch(text, -1) {
		switch one, ok := v.entries[string(found[1])]; {
		case ok && one.forms != nil:
			said[string(found[1])] = one.forms
		case ok:
			said[string(found[1])] = one.text
		}
	}
	for _, found := range imported.FindAllSubmatch(text, -1) {
		if err := v.addScript(string(found[2]), said, seen); err != nil {
			return err
		}
	}
	return nil
}

// UnmarshalJSON reads a text or an object of forms.
func (e *entry) UnmarshalJSON(text []byte) error {
	if text[0] == '"' {
		return json.Unmarshal(text, &e.text)
	}
	e.by = 1
	var said map[string]any
	if err := json.Unmarshal(text, &said); err != nil {
		return err
	}
	e.forms = map[string]string{}
	for form, one := range said {
		switch one := one.(type) {
		case string:
			e.forms[form] = one
		case float64:
			e.by = int(one)
		}
	}
	return nil
}

// cases are the forms as forms.Selectf takes them: single numbers first, and
// what fits all others last.
func (e entry) cases() []any {
	var all []any
	for _, form := range slices.Sorted(maps.Keys(e.forms)) { // "=1" sorts first
		if form != "other" {
			all = append(all, form, e.forms[form])
		}
	}
	return append(all, "other", e.forms["other"])
}

// key marks an English sentence that is said later, in the reader's language.
func key(sentence string) string { return sentence }

// say returns a sentence in the language of v, with args filled in where it has
// verbs of fmt. Numbers are written as the language writes them. A sentence that
// the catalogue lacks stays English.
func (v *voice) say(sentence string, args ...any) string {
	if len(args) > 0 {
		return v.printer.Sprintf(sentence, args...)
	}
	if one, ok := v.entries[sentence]; ok && one.forms == nil {
		return one.text
	}
	return sentence
}

// rich is say for a sentence with mark-up in it. What is filled in is text, and
// escaped, unless it is of the type template.HTML.
func (v *voice) rich(sentence string, args ...any) template.HTML {
	safe := make([]any, len(args))
	for i, arg := range args {
		if text, ok := arg.(string); ok {
			arg = template.HTMLEscapeString(text)
		}
		safe[i] = arg
	}
	return template.HTML(v.say(sentence, safe...)) // the catalogues are our own
}

// funcs are the words of v in templates: {{t "Question %d" .N}}, and {{rich
// "Press <b>%s</b>." .Name}} where the sentence has mark-up.
func (v *voice) funcs() template.FuncMap {
	return template.FuncMap{
		"t":       v.say,
		"rich":    v.rich,
		"lang":    func() string { return v.tag },
		"tongues": func() []tongue { return tongues },
		"script":  func(name string) template.HTML { return v.scripts[name] },
		"word":    func(l any) string { return v.word(questions.Label(fmt.Sprint(l))) }, // labels and literals
		"kind":    func(l questions.Label) string { return v.kind(l) },
		"akind":   v.aKind,
		"moment":  v.moment,
		"letters": v.letters,
	}
}

// letters are the first letters of the kinds, which are their keys too: F, I, O.
func (v *voice) letters() string {
	var all []string
	for _, label := range questions.Labels {
		all = append(all, string([]rune(v.word(label))[:1]))
	}
	return strings.Join(all, ", ")
}
