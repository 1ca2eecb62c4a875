package exchange_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"discern/questions"
	"discern/questions/exchange"
)

// edit changes a file as somebody does in another tool, which knows nothing of
// what Discern has put beside the questions.
func edit(t *testing.T, f exchange.Format, data []byte, replace ...string) []byte {
	t.Helper()
	apply := func(s string, must bool) string {
		for i := 0; i < len(replace); i += 2 {
			if must && !strings.Contains(s, replace[i]) {
				t.Fatalf("nothing to edit: %q is not in the file", replace[i])
			}
			s = strings.ReplaceAll(s, replace[i], replace[i+1])
		}
		return s
	}
	if f != exchange.QTI22 && f != exchange.QTI3 {
		// The JSON is on lines of its own; only what is shown is edited.
		lines := strings.SplitAfter(string(data), "\n")
		for i, line := range lines {
			if !strings.Contains(line, "discern-pa") {
				lines[i] = apply(line, false)
			}
		}
		got := strings.Join(lines, "")
		if got == string(data) {
			t.Fatalf("nothing to edit: %q", replace)
		}
		return []byte(got)
	}
	files := unzip(t, data)
	for i := range files {
		if strings.Contains(files[i].name, "passage-14.xml") {
			files[i].content = apply(files[i].content, true)
		}
	}
	return zipped(t, files...)
}

// Passage 14 of the column is edited elsewhere in each format: what is shown
// wins, and the difference is told.
func TestEditedElsewhere(t *testing.T) {
	p := pack(t, "macron-leaks")
	before, _ := p.Item(14)
	if before.Status != questions.Agreed || len(before.Readings) == 0 || before.Rationale == "" {
		t.Fatalf("passage 14 is %+v", before)
	}
	for _, f := range []exchange.Format{exchange.MoodleXML, exchange.GIFT, exchange.QTI22, exchange.QTI3} {
		for _, tc := range []struct {
			name    string
			replace []string
			want    func(*questions.Item)
			note    string
		}{
			{"wording", wordingEdit(f, before.Text), func(it *questions.Item) {
				it.Text = "Quite other words."
				it.Cues, it.Readings, it.Status = nil, nil, questions.Adjudicated
			}, "its wording was changed elsewhere; the new wording was taken, without the cues and readings of the old one"},
			{"rationale", rationaleEdit(f, before.Rationale), func(it *questions.Item) {
				it.Rationale = "Another reason."
			}, "its rationale was changed elsewhere; the new one was taken"},
			{"rationale lost", rationaleLost(f, before.Rationale), func(*questions.Item) {}, ""},
		} {
			t.Run(string(f)+"/"+tc.name, func(t *testing.T) {
				r := read(t, edit(t, f, write(t, p, f), tc.replace...), f)
				want := before
				tc.want(&want)
				got, _ := r.Pack.Item(14)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("passage 14 (-want +got):\n%s", diff)
				}
				var notes []string
				for _, n := range r.Notes {
					notes = append(notes, n.Reason)
				}
				if got := strings.Join(notes, "; "); got != tc.note {
					t.Errorf("notes = %q, want %q", got, tc.note)
				}
				if len(r.Pack.Items) != len(p.Items) || r.Skipped != nil {
					t.Errorf("%d passages, skipped %v", len(r.Pack.Items), r.Skipped)
				}
			})
		}
	}
}

func shown(f exchange.Format, words string) string {
	switch f {
	case exchange.GIFT:
		return strings.NewReplacer(`:`, `\:`, `=`, `\=`, `#`, `\#`, `~`, `\~`).Replace(words)
	case exchange.MoodleXML:
		return words
	}
	return strings.NewReplacer(`"`, "&#34;", `'`, "&#39;").Replace(words)
}

func wordingEdit(f exchange.Format, text string) []string {
	return []string{"<p>" + shown(f, text), "<p>Quite other words."}
}

func rationaleEdit(f exchange.Format, text string) []string {
	return []string{"<p>" + shown(f, text), "<p>Another reason."}
}

func rationaleLost(f exchange.Format, text string) []string {
	return []string{"<p>" + shown(f, text) + "</p>", "<p></p>"}
}

// A key that was changed elsewhere is a decision without readings for it; a
// disputed passage stays disputed.
func TestKeyEditedElsewhere(t *testing.T) {
	p := awkward(t)
	for _, tc := range []struct {
		name   string
		number int
		old    []string
		want   func(*questions.Item)
		note   string
	}{
		{"agreed", 7, []string{"\t=Fait\n", "\t~Fait\n", "\t~Inférence#<p>Goes", "\t=Inférence#<p>Goes"},
			func(it *questions.Item) {
				it.Label, it.Second, it.Status = questions.Inference, "", questions.Adjudicated
				it.Rationale = "Goes beyond {what} was ~seen~."
			}, "its key was changed elsewhere from fact to inference; the new key was taken"},
		{"disputed", 2, []string{"\t=Opinion#<p>[html]", "\t~Opinion#<p>[html]", "\t~Fait#<p>Can", "\t=Fait#<p>Can"},
			func(it *questions.Item) {
				it.Label, it.Rationale = questions.Fact, "Can be checked."
			}, "its key was changed elsewhere from opinion to fact; the new key was taken"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			file := string(write(t, p, exchange.GIFT))
			blocks := strings.Split(file, "\n\n")
			for i, b := range blocks {
				if want, _ := p.Item(tc.number); !strings.Contains(b, "[id:"+want.ID) {
					continue
				}
				blocks[i] = strings.NewReplacer(tc.old...).Replace(b)
			}
			r := read(t, []byte(strings.Join(blocks, "\n\n")), exchange.GIFT)
			want, _ := p.Item(tc.number)
			tc.want(&want)
			got, _ := r.Pack.Item(tc.number)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("passage (-want +got):\n%s", diff)
			}
			if len(r.Notes) != 2 || r.Notes[0].Reason != tc.note {
				t.Errorf("Notes = %v", r.Notes)
			}
		})
	}
}

// What stands beside the questions may itself be spoilt: the questions remain.
func TestSpoiltData(t *testing.T) {
	p := awkward(t)
	for _, f := range []exchange.Format{exchange.MoodleXML, exchange.GIFT} {
		file := string(write(t, p, f))
		for _, tc := range []struct {
			name, old, new string
			want           string // in the notes
		}{
			{"pack", `discern-pack: {`, `discern-pack: {{`, "Discern's own data about the pack cannot be read"},
			{"another format", `"format":"discern-pack/1"`, `"format":"discern-pack/9"`, "not in the format discern-pack/1"},
			{"no pack", "discern-pack: ", "nothing: ", "because the file does not tell their reviewers"},
			{"no source", "discern-pack: ", "nothing: ", "because the file does not tell the source"},
			{"passage", `discern-passage: {`, `discern-passage: [`, "Discern's own data about it cannot be read"},
			{"two passages", `"cues":[],`, `"cues":[]},{`, "it is not one passage"},
			{"huge number", `"number":7`, `"number":99999999999999999999`, "must be a whole number"},
			{"deep", `"cues":[`, `"cues":[[[[[[[[`, "nested too deeply"},
		} {
			r := read(t, []byte(strings.ReplaceAll(file, tc.old, tc.new)), f)
			notes := strings.Join(summary(r), "\n")
			if !strings.Contains(notes, tc.want) || len(r.Pack.Items) != 3 || r.Skipped != nil {
				t.Errorf("%s, %s: %s", f, tc.name, notes)
			}
			for _, it := range r.Pack.Items {
				if !it.Label.Valid() || !it.Status.Valid() || it.Text == "" {
					t.Errorf("%s, %s: %+v", f, tc.name, it)
				}
			}
		}
	}
}

// Where two questions claim one passage, both are kept and told apart.
func TestSamePassageTwice(t *testing.T) {
	p := pack(t, "everyday")
	file := string(write(t, p, exchange.GIFT))
	head, rest, _ := strings.Cut(file, "\n\n")
	r := read(t, []byte(head+"\n\n"+rest+rest), exchange.GIFT)
	if len(r.Pack.Items) != 2*len(p.Items) {
		t.Fatalf("%d passages", len(r.Pack.Items))
	}
	if err := r.Pack.Check(); err != nil {
		t.Errorf("Check: %v", err)
	}
}

// A draft of Discern's own is read, with what it lacks.
func TestDiscernDraft(t *testing.T) {
	r := read(t, []byte(`{"format":"discern-pack/1","title":"Draft"}`), exchange.Discern)
	if r.Pack.Title != "Draft" || len(r.Missing) < 5 {
		t.Errorf("report = %+v", r)
	}
	if _, err := exchange.Read([]byte(`{"titel":1}`), exchange.Discern); err == nil {
		t.Error("an unknown field was read")
	}
}
