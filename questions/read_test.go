package questions_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"discern/questions"
)

// Each case replaces a piece of the small file, which occurs there; the first
// place counts. An empty piece stands for the whole file.
var brokenFiles = []struct {
	name     string
	old, new string
	want     string // the whole error
}{
	{"empty file", "", "", `file: is empty`},
	{"only white space", "", " \n ", `file: is empty`},
	{"byte order mark", "", "\ufeff" + smallFile,
		`file: begins with a byte order mark; save it as UTF-8 without one`},
	{"not JSON", "", "passages,key\n", `file: is not well-formed JSON (line 1)`},
	{"list at the top", "", "[]", `file: must be a group of fields in curly brackets`},
	{"text at the top", "", `"pack"`, `file: must be a group of fields in curly brackets`},
	{"null at the top", "", "null", `file: is null; leave the field out or give it a value`},
	{"cut off", " ]\n}\n", "", `passages: ends too early: the file is cut off in line 96`},
	{"trailing bracket", " ]\n}\n", " ]\n}\n}", `file: goes on after the end of the pack (line 98)`},
	{"second pack", " ]\n}\n", " ]\n}\n{}", `file: goes on after the end of the pack (line 98)`},
	{"comma missing", `"slug": "small",`, `"slug": "small"`, `file: is not well-formed JSON (line 5)`},
	{"comment", `"slug"`, `// "slug"`, `file: is not well-formed JSON (line 4)`},
	{"unknown field of the pack", `"about"`, `"author"`,
		`author: is not a field of discern-pack/1; correct its name or take it out`},
	{"case of a field", `"title"`, `"Title"`,
		`Title: is not a field of discern-pack/1; correct its name or take it out`},
	{"unknown field of a passage", `"rationale"`, `"reason"`,
		`passage 7: reason: is not a field of discern-pack/1; correct its name or take it out`},
	{"unknown field of a mark", `"end": 9`, `"stop": 9`,
		`passage 7: cues.stop: is not a field of discern-pack/1; correct its name or take it out`},
	{"Go name of a field", `"key": "fact"`, `"Label": "fact"`,
		`passage 7: Label: is not a field of discern-pack/1; correct its name or take it out`},
	{"unprintable field", `"key": "fact"`, `"\u0007\n": "fact"`,
		`passage 7: ??: is not a field of discern-pack/1; correct its name or take it out`},
	{"field without a name", `"key": "fact"`, `"": "fact"`,
		`passage 7: "": is not a field of discern-pack/1; correct its name or take it out`},
	{"field named like a place", `"name": "First"`, `"0": "First"`,
		`reviewers.0: is not a field of discern-pack/1; correct its name or take it out`},
	{"field twice", `"slug": "small",`, `"slug": "small", "slug": "other",`,
		`slug: stands here twice (line 4); keep one`},
	{"field twice in a passage", `"key": "fact",`, `"key": "fact", "key": "opinion",`,
		`passage 7: key: stands here twice (line 40); keep one`},
	{"null", `"key": "fact"`, `"key": null`,
		`passage 7: key: is null; leave the field out or give it a value`},
	{"null in a list", `"cues": []`, `"cues": [null]`,
		`passage 2: cues: is null; leave the field out or give it a value`},
	{"number in quotes", `"number": 7`, `"number": "7"`,
		`passage at place 1: number: must be a whole number, without quotes`},
	{"fraction", `"confidence": 3`, `"confidence": 2.5`,
		`passage 7: readings.confidence: must be a whole number, without point or exponent, and not so large`},
	{"exponent", `"version": 3`, `"version": 1e2`,
		`version: must be a whole number, without point or exponent, and not so large`},
	{"endless number", `"version": 3`, `"version": 99999999999999999999`,
		`version: must be a whole number, without point or exponent, and not so large`},
	{"number for text", `"title": "A small pack"`, `"title": 5`, `title: must be a text in quotes`},
	{"number for a label", `"label": "opinion"`, `"label": 3`,
		`passage 7: readings.label: must be a text in quotes`},
	{"text for a list", `"cues": []`, `"cues": "4-9"`,
		`passage 2: cues: must be a list in square brackets`},
	{"list for a group", `"later": {`, `"later": [], "x": {`,
		`passage 7: later: must be a group of fields in curly brackets`},
	{"passage is a text", `"passages": [`, `"passages": ["It rains.",`,
		`passage at place 1: must be a group of fields in curly brackets`},
	{"deep nesting", `"about": ""`, `"about": [[[[[[0]]]]]]`, `about.0.0.0.0.0: is nested too deeply`},
	{"bytes that are not UTF-8", "A small pack", "A sm\xe4ll pack",
		`title: is not UTF-8 (line 7); save the file as UTF-8`},
	{"not UTF-8 further down", `"slug": "small",`, "\"slug\": \"small\" \"\xe4",
		`file: is not well-formed JSON (line 4)`},
	{"half a surrogate pair", "A small pack", `A \ud83d pack`,
		`title: is not well-formed JSON (line 7)`},
	{"bare line break in a text", "A small pack", "A small\npack",
		`title: is not well-formed JSON (line 7)`},
}

func broken(old, new string) string {
	if old == "" {
		return new
	}
	if !strings.Contains(smallFile, old) {
		panic("not in the small file: " + old)
	}
	return strings.Replace(smallFile, old, new, 1)
}

func TestReadFaults(t *testing.T) {
	for _, tc := range brokenFiles {
		t.Run(tc.name, func(t *testing.T) {
			p, err := questions.Read(strings.NewReader(broken(tc.old, tc.new)))
			if _, ok := errors.AsType[*questions.PackError](err); !ok || p != nil {
				t.Fatalf("Read = %v, %v; want no pack and a *PackError", p, err)
			}
			if diff := cmp.Diff(tc.want, err.Error()); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadLimits(t *testing.T) {
	entries := strings.TrimSuffix(strings.Repeat("{},", 501), ",")
	padded := smallFile + strings.Repeat(" ", questions.MaxBytes-len(smallFile))
	for _, tc := range []struct{ name, file, want string }{
		{"as large as can be", padded, ""},
		{"a byte more", padded + " ", `file: is larger than 2 MiB`},
		{"501 passages", broken(`"passages": [`, `"passages": [`+entries+`,`),
			`passages: has more than 500 entries`},
		{"501 marks", broken(`"cues": []`, `"cues": [`+entries+`]`),
			`passage 2: cues: has more than 500 entries`},
		{"small only without white space", compact(t), `file: is larger than 2 MiB`},
	} {
		got := ""
		if _, err := questions.Read(strings.NewReader(tc.file)); err != nil {
			got = err.Error()
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s: error (-want +got):\n%s", tc.name, diff)
		}
	}
}

// compact returns a sound pack that is within the limit as it stands, and not
// any more with white space.
func compact(t *testing.T) string {
	t.Helper()
	var reviewers, readings, passages []string
	for r := range 100 {
		reviewers = append(reviewers, fmt.Sprintf(`{"id":"%d","name":"x"}`, r))
		readings = append(readings, fmt.Sprintf(`{"reviewer":"%d","label":"fact","confidence":1}`, r))
	}
	for n := range 400 {
		passages = append(passages, fmt.Sprintf(
			`{"id":"5d3f7c5e-07a4-4dd9-8a4b-%012d","number":%d,"text":"x","key":"fact","status":"agreed","readings":[%s]}`,
			n, n+1, strings.Join(readings, ",")))
	}
	head, _, _ := strings.Cut(smallFile, ` "reviewers"`)
	file := head + `"reviewers":[` + strings.Join(reviewers, ",") + `],"passages":[` + strings.Join(passages, ",") + `]}`
	if len(file) > questions.MaxBytes {
		t.Fatalf("the compact pack has %d bytes, more than %d", len(file), questions.MaxBytes)
	}
	return file
}

// A fault of the reader is not one of the file.
func TestReadFails(t *testing.T) {
	for name, read := range map[string]func(io.Reader) (*questions.Pack, error){
		"Read": questions.Read, "Decode": questions.Decode,
	} {
		_, err := read(iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader(smallFile))))
		if !errors.Is(err, iotest.ErrTimeout) {
			t.Errorf("%s from a broken connection = %v, want %v", name, err, iotest.ErrTimeout)
		}
	}
}

// Decode leaves the content to CheckAll.
func TestDecode(t *testing.T) {
	p, err := questions.Decode(strings.NewReader(broken(`"key": "fact"`, `"key": "rumour"`)))
	if err != nil {
		t.Fatalf("Decode of an unsound pack: %v", err)
	}
	if n := len(p.CheckAll()); n != 1 {
		t.Errorf("CheckAll found %d faults, want 1", n)
	}
	if _, err := questions.Decode(strings.NewReader("{")); err == nil {
		t.Error("Decode of half a file succeeds")
	}
}

// A pack outlives being written and read, whatever it holds.
func FuzzRead(f *testing.F) {
	for _, slug := range embedded {
		f.Add(file(f, slug))
	}
	f.Add([]byte(smallFile))
	for _, tc := range brokenFiles {
		f.Add([]byte(broken(tc.old, tc.new)))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := questions.ReadBytes(b)
		if err != nil {
			if fault, ok := errors.AsType[*questions.PackError](err); !ok || fault.Field == "" && fault.Passage == "" {
				t.Fatalf("error without a place: %#v", err)
			}
			if strings.ContainsFunc(err.Error(), unicode.IsControl) {
				t.Fatalf("error not fit for a person: %q", err)
			}
			return
		}
		again, err := questions.ReadBytes(write(t, p))
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if diff := cmp.Diff(p, again); diff != "" {
			t.Fatalf("written and read back differs (-want +got):\n%s", diff)
		}
		if p.Hash() != again.Hash() {
			t.Fatal("written and read back has another hash")
		}
		for _, it := range p.Items {
			joined := ""
			for _, s := range it.Segments(it.Cues) {
				joined += s.Text
			}
			if joined != it.Text {
				t.Fatalf("segments of passage %d join to %q, want %q", it.Number, joined, it.Text)
			}
		}
	})
}
