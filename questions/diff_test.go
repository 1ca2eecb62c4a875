package questions_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"discern/questions"
)

func TestDiffWords(t *testing.T) {
	for _, tc := range []struct {
		from, to, want string
	}{
		{"", "", ""},
		{"It rained.", "It rained.", "It rained."},
		{"", "It rained.", "+[It rained.]"},
		{"It rained.", "", "-[It rained.]"},
		{"It may have rained today.", "It has rained today.", "It -[may have ]+[has ]rained today."},
		{"one two three", "one three", "one -[two ]three"},
		{"one two", "one two three", "one -[two]+[two three]"},
	} {
		var got strings.Builder
		for _, r := range questions.DiffWords(tc.from, tc.to) {
			got.WriteString(map[questions.Change]string{questions.Same: "", questions.Removed: "-[", questions.Added: "+["}[r.Change] + r.Text)
			if r.Change != questions.Same {
				got.WriteByte(']')
			}
		}
		if got.String() != tc.want {
			t.Errorf("DiffWords(%q, %q) = %s, want %s", tc.from, tc.to, &got, tc.want)
		}
	}
	long := strings.Repeat("word other ", 3000)
	if runs := questions.DiffWords(long, "x "+strings.Repeat("more words ", 3000)+"y"); len(runs) != 2 {
		t.Errorf("texts that differ too much give %d runs, want one removed and one added", len(runs))
	}
}

// The runs give back both texts, whatever those are.
func TestDiffWordsGivesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([abc]{1,2}[ \n]{0,2}){0,12}`)
		from, to := text.Draw(t, "from"), text.Draw(t, "to")
		var before, after strings.Builder
		last := questions.Change(-1)
		for _, r := range questions.DiffWords(from, to) {
			if r.Change != questions.Added {
				before.WriteString(r.Text)
			}
			if r.Change != questions.Removed {
				after.WriteString(r.Text)
			}
			if r.Change == last || r.Text == "" {
				t.Errorf("DiffWords(%q, %q) has an empty run, or two alike in a row", from, to)
			}
			last = r.Change
		}
		if before.String() != from || after.String() != to {
			t.Errorf("DiffWords(%q, %q) gives back %q, %q", from, to, &before, &after)
		}
	})
}

func TestDiff(t *testing.T) {
	from, to := small(t), small(t)
	if d := questions.Diff(from, to); !d.Empty() {
		t.Errorf("Diff of a pack with itself = %+v", d)
	}
	to.Version, to.Guide.Fact = 4, "Can be looked up."
	to.Items[0].Label, to.Items[0].Later = questions.Opinion, nil
	added := to.Items[1]
	added.ID, added.Number = "5d3f7c5e-07a4-4dd9-8a4b-61c52e7f5f09", 9
	to.Items[1] = added
	d := questions.Diff(from, to)
	var got []string
	for _, f := range d.Fields {
		got = append(got, f.Field)
	}
	for _, p := range d.Passages {
		switch {
		case p.Added:
			got = append(got, "added")
		case p.Removed:
			got = append(got, "removed")
		}
		for _, f := range p.Fields {
			got = append(got, f.Field)
		}
	}
	if diff := cmp.Diff([]string{"guide.fact", "key", "later", "added", "removed"}, got); diff != "" || d.From != 3 || d.To != 4 {
		t.Errorf("Diff (-want +got):\n%s", diff)
	}
}
