package questions_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"discern/questions"
)

var update = flag.Bool("update", false, "write the golden files anew")

var embedded = []string{"macron-leaks", "everyday"}

// A canonical file comes back byte for byte, and a value unchanged.
func TestWriteRead(t *testing.T) {
	for _, slug := range embedded {
		b := file(t, slug)
		p := pack(t, slug)
		if diff := cmp.Diff(string(b), string(write(t, p))); diff != "" {
			t.Errorf("%s: Write(Read(file)) differs from the file (-file +written):\n%s", slug, diff)
		}
		again, err := questions.ReadBytes(bytes.TrimSpace(b))
		if err != nil {
			t.Fatalf("%s without the final newline: %v", slug, err)
		}
		if diff := cmp.Diff(p, again); diff != "" {
			t.Errorf("%s: without the final newline another value (-with +without):\n%s", slug, diff)
		}
	}
	p := small(t)
	again, err := questions.ReadBytes(write(t, p))
	if err != nil {
		t.Fatalf("Read(Write(small)): %v", err)
	}
	if diff := cmp.Diff(p, again); diff != "" {
		t.Errorf("Read(Write(small)) differs (-want +got):\n%s", diff)
	}
	// The fixture writes one accent as an escape; all else of it is canonical.
	want := strings.ReplaceAll(smallFile, `\u0301`, "\u0301")
	if diff := cmp.Diff(want, string(write(t, p))); diff != "" {
		t.Errorf("Write(small) is not its file (-want +got):\n%s", diff)
	}
}

func TestEmbedded(t *testing.T) {
	type count struct{ Items, Askable, Fact, Inference, Opinion int }
	want := map[string]count{
		"macron-leaks": {Items: 40, Askable: 38, Fact: 10, Inference: 17, Opinion: 11},
		"everyday":     {Items: 12, Askable: 12, Fact: 4, Inference: 4, Opinion: 4},
	}
	got := map[string]count{}
	for _, slug := range embedded {
		p := pack(t, slug)
		if p.Slug != slug {
			t.Errorf("file %s holds the pack %s", slug, p.Slug)
		}
		askable := p.Askable()
		n := count{Items: len(p.Items), Askable: len(askable)}
		for i, it := range askable {
			if i > 0 && askable[i-1].Number >= it.Number {
				t.Errorf("%s: Askable has passage %d after %d", slug, it.Number, askable[i-1].Number)
			}
			switch it.Label {
			case questions.Fact:
				n.Fact++
			case questions.Inference:
				n.Inference++
			case questions.Opinion:
				n.Opinion++
			}
		}
		got[slug] = n
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("embedded packs (-want +got):\n%s", diff)
	}
}

func TestAskable(t *testing.T) {
	p := small(t)
	numbers := func() (list []int) {
		for _, it := range p.Askable() {
			list = append(list, it.Number)
		}
		return list
	}
	if diff := cmp.Diff([]int{7}, numbers()); diff != "" {
		t.Errorf("with passage 2 disputed (-want +got):\n%s", diff)
	}
	p.Items[1].Status = questions.Adjudicated
	if diff := cmp.Diff([]int{2, 7}, numbers()); diff != "" {
		t.Errorf("with passage 2 adjudicated (-want +got):\n%s", diff)
	}
	p.Items[1].Status = "unheard of"
	if diff := cmp.Diff([]int{7}, numbers()); diff != "" {
		t.Errorf("with an unknown status (-want +got):\n%s", diff)
	}
}

func TestItem(t *testing.T) {
	p := small(t)
	it, ok := p.Item(2)
	if diff := cmp.Diff(p.Items[1], it); !ok || diff != "" {
		t.Errorf("Item(2) = %t (-want +got):\n%s", ok, diff)
	}
	if it, ok := p.Item(1); ok {
		t.Errorf("Item(1) = %v, true; want none", it)
	}
}

func TestGuideFor(t *testing.T) {
	g := questions.Guide{Fact: "f", Inference: "i", Opinion: "o", Mixed: "m"}
	for label, want := range map[questions.Label]string{
		questions.Fact: "f", questions.Inference: "i", questions.Opinion: "o", "": "", "mixed": "",
	} {
		if got := g.For(label); got != want {
			t.Errorf("For(%q) = %q, want %q", label, got, want)
		}
	}
}

// A published pack is known by its hash, so a change of these values means that
// every copy of the pack is taken for another.
func TestHashGolden(t *testing.T) {
	var b strings.Builder
	for _, slug := range embedded {
		b.WriteString(pack(t, slug).Hash() + "  " + slug + "\n")
	}
	b.WriteString(small(t).Hash() + "  small\n")
	golden := filepath.Join("testdata", "hash.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("hashes (-want +got):\n%s", diff)
	}
}
