package tests

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"discern/questions"
	"discern/questions/article"
)

// commandExchange takes a pack to every format and back.
func commandExchange(t *testing.T) {
	data, elsewhere := t.TempDir(), t.TempDir()
	for _, format := range []string{"discern", "moodlexml", "gift", "qti22", "qti3", "csv"} {
		exported := cli(t, data, "pack", "export", "macron-leaks", "--format", format)
		if exported.status != 0 || exported.errors != "" || exported.out == "" {
			t.Fatalf("export as %s: exit %d, %s", format, exported.status, exported.errors)
		}
		file := filepath.Join(t.TempDir(), "pack")
		if err := os.WriteFile(file, []byte(exported.out), 0o600); err != nil {
			t.Fatal(err)
		}
		cli(t, elsewhere, "pack", "import", file).printed(t, `^macron-leaks version 1 is there already\.\n$`)
	}
	moodle := cli(t, elsewhere, "pack", "import", "../questions/exchange/testdata/moodle.xml")
	if moodle.status == 0 {
		t.Error("a path is read from another folder than the command's")
	}
	here, err := filepath.Abs("../questions/exchange/testdata/moodle.xml")
	if err != nil {
		t.Fatal(err)
	}
	cli(t, elsewhere, "pack", "import", here).printed(t, `(?ms)^left out: question \d+.*^missing: .*^\d+ passages are the draft [a-z0-9-]+ now, for reviewers`)
	junk := filepath.Join(t.TempDir(), "junk")
	for text, want := range map[string]string{"Dear diary": "in none of the formats", "<quiz></quiz>": "no question that could be used", "PK\x03\x04 broken": "in none of the formats"} {
		if err := os.WriteFile(junk, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		cli(t, elsewhere, "pack", "import", junk).refused(t, 1, want)
	}
}

// commandBind binds a pack of our own to copies of its text, and the built-in one
// to the column if that is at hand.
func commandBind(t *testing.T) {
	data := t.TempDir()
	text := "The bus left at noon.\n\nNobody was on it. That was a waste."
	pack := boundPack(t, text)
	file, copied := filepath.Join(t.TempDir(), "pack.json"), filepath.Join(t.TempDir(), "copy.txt")
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := pack.Write(&b); err != nil {
		t.Fatal(err)
	}
	write(file, b.String())
	cli(t, data, "pack", "import", file).printed(t, `buses version 1 is imported`)
	write(copied, text)
	cli(t, data, "pack", "bind", "buses", copied).printed(t, `^buses version 1: 2 of 2 passages found, 0 of them in another place\.\n$`)
	write(copied, "Bus news\r\n\r\nNobody was on it.  That was a waste.\r\n\r\nThe bus\r\nleft at noon.\r\n")
	cli(t, data, "pack", "bind", "buses", copied).printed(t, `2 of 2 passages found, 1 of them in another place|2 of 2 passages found, 2 of them`)
	write(copied, strings.Replace(text, "waste", "pity", 1))
	missed := cli(t, data, "pack", "bind", "buses", copied)
	missed.refused(t, 1, "1 of 2 passages of buses were not found")
	if !regexp.MustCompile(`(?m)^not found: passage 2$`).MatchString(missed.out) {
		t.Errorf("bind to a changed text printed %q, want the missing passage", missed.out)
	}
	cli(t, data, "pack", "bind", "everyday", copied).refused(t, 1, "has no source")
	cli(t, data, "pack", "bind", "none", copied).refused(t, 1, "there is no pack none")
	cli(t, data, "pack", "bind", "buses", copied+"-missing").refused(t, 1, "no such file")
	write(copied, "%PDF-1.7")
	cli(t, data, "pack", "bind", "buses", copied).refused(t, 1, "is a PDF")
	cli(t, data, "pack", "bind", "buses").refused(t, 2, "see discern --help")
	t.Run("column", func(t *testing.T) {
		columns, err := filepath.Glob("../../shared/article/*.txt")
		if err != nil || len(columns) == 0 {
			t.Skip("the column is not at hand: ../shared/article holds no text")
		}
		column, err := filepath.Abs(columns[0])
		if err != nil {
			t.Fatal(err)
		}
		cli(t, data, "pack", "bind", "macron-leaks", column).printed(t, `macron-leaks version 1: 40 of 40 passages found`)
	})
}

// boundPack is a pack of two passages of a text: its first and its last sentence.
func boundPack(t *testing.T, text string) *questions.Pack {
	t.Helper()
	a := article.Parse(text)
	p := &questions.Pack{Format: questions.Format, ID: "2f0f7a3e-6d1c-4b52-9b43-0f6a5a1f6d12", Slug: "buses", Version: 1, Language: "en", Title: "Buses",
		Guide: questions.Guide{Fact: "Can be checked.", Inference: "Goes beyond what was seen.", Opinion: "Judges.", Mixed: "The main point decides."},
		Source: &questions.Source{Author: "The caretaker", Publication: "Notice board", Published: "2026-01", Kind: "notice", Normalization: "NFC",
			Paragraphs: len(a.Paragraphs), Length: a.Length(), SHA256: a.SHA256()}}
	for i, place := range []struct{ paragraph, sentence int }{{0, 0}, {1, 1}} {
		paragraph := a.Paragraphs[place.paragraph]
		span := paragraph.Sentences[place.sentence]
		words := paragraph.Words()[place.sentence]
		p.Items = append(p.Items, questions.Item{
			Passage: questions.Passage{ID: "5d3f7c5e-07a4-4dd9-8a4b-61c52e7f5f0" + string(rune('1'+i)), Number: i + 1, Text: "In other words.",
				Source: &questions.Span{Paragraph: place.paragraph, Start: span.Start, End: span.End, Length: span.End - span.Start, SHA256: hexSum(words)}},
			Key: questions.Key{Label: questions.Fact, Status: questions.Adjudicated, Rationale: "One could look.", Cues: []questions.Cue{{Start: 0, End: 2}}},
		})
	}
	if err := p.Check(); err != nil {
		t.Fatal(err)
	}
	return p
}

func hexSum(words string) string {
	sum := sha256.Sum256([]byte(words))
	return hex.EncodeToString(sum[:])
}
