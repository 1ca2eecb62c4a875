package article_test

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"discern/questions"
	"discern/questions/article"
	"discern/questions/packs"
)

var update = flag.Bool("update", false, "write the golden files anew")

// column returns the text that the pack macron-leaks was made of. It is no part
// of this repository, so in a clone without the folder beside it there is
// nothing to test; bind_test.go tests the same on a text of our own.
func column(t testing.TB) string {
	t.Helper()
	folder := os.Getenv("DISCERN_SHARED")
	if folder == "" {
		folder = "../../../shared"
	}
	files, err := filepath.Glob(filepath.Join(folder, "article", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skipf("the source text of the pack macron-leaks is missing: no file %s/article/*.txt "+
			"(set DISCERN_SHARED to the folder that holds article)", folder)
	}
	b, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// pack returns an embedded pack.
func pack(t testing.TB, slug string) *questions.Pack {
	t.Helper()
	b, err := fs.ReadFile(packs.FS, slug+".json")
	if err != nil {
		t.Fatal(err)
	}
	p, err := questions.ReadBytes(b)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// golden compares got with a golden file, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("not as in %s; the difference begins in line %d", path, firstDifference(got, string(want)))
	}
}

func firstDifference(a, b string) int {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range x {
		if i >= len(y) || x[i] != y[i] {
			return i + 1
		}
	}
	return len(x)
}

// market is a text of our own with the typography of a newspaper. The words
// between ⟦ and ⟧ are spans; those between ‹ and › are cues.
const market = `⟦The town’s market ‹moved› on Monday⟧—two weeks late.

⟦“It was chaos,” said Dr. Ines Valé, who sells cheese.⟧ She lost a day’s trade… ⟦and ‹half› her stock.⟧

⟦Nobody knows why the council chose the car park.⟧ ⟦It ‹should› have asked first.⟧

Some say the lease ran out. ⟦Nobody was told.⟧ The mayor, asked twice, gave no answer (⟦“not today”⟧).

⟦Next year ‹will› be better, the traders believe; there are plans for a roof, for lights and for a second gate.
The roof alone would cost €40 000.⟧

⟦Nobody was told.⟧ That was the trouble.`

// marketPack returns the text without its marks, and a pack with its spans.
func marketPack(t testing.TB) (text string, p *questions.Pack) {
	t.Helper()
	p = &questions.Pack{Slug: "market"}
	unmarked := strings.NewReplacer("⟦", "", "⟧", "", "‹", "", "›", "")
	for i, block := range strings.Split(market, "\n\n") {
		rest, before := article.Normalize(block), ""
		for {
			head, tail, found := strings.Cut(rest, "⟦")
			if !found {
				break
			}
			words, tail, _ := strings.Cut(tail, "⟧")
			before += unmarked.Replace(head)
			start := utf8.RuneCountInString(before)
			p.Items = append(p.Items, questions.Item{Passage: questions.Passage{
				Number: len(p.Items) + 1,
				Source: spanOf(i, start, unmarked.Replace(words), cuesOf(words)),
			}})
			before += unmarked.Replace(words)
			rest = tail
		}
	}
	return unmarked.Replace(market), p
}

func spanOf(paragraph, start int, words string, cues []questions.Cue) *questions.Span {
	n := utf8.RuneCountInString(words)
	return &questions.Span{
		Paragraph: paragraph, Start: start, End: start + n, Length: n, SHA256: hash(words), Cues: cues,
	}
}

// cuesOf returns the cue between ‹ and ›, if any.
func cuesOf(words string) []questions.Cue {
	head, rest, found := strings.Cut(words, "‹")
	if !found {
		return nil
	}
	cue, _, _ := strings.Cut(rest, "›")
	start := utf8.RuneCountInString(head)
	return []questions.Cue{{Start: start, End: start + utf8.RuneCountInString(cue)}}
}

func hash(words string) string {
	sum := sha256.Sum256([]byte(words))
	return hex.EncodeToString(sum[:])
}
