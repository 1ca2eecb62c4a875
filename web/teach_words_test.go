package web

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"
	"unicode/utf8"

	"discern/questions"
	"discern/quiz"
)

// sourced is a pack of one passage, whose source says it in the given words.
func sourced(words string) *questions.Pack {
	hash := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return hex.EncodeToString(sum[:])
	}
	n := utf8.RuneCountInString(words)
	return &questions.Pack{Format: questions.Format, ID: "0b7c3a52-35c6-4d3e-9d5c-0d2b7f5d9a11", Slug: "hall", Version: 1, Language: "en",
		Title: "The hall", About: "A test.", Guide: questions.Guide{Fact: "f", Inference: "i", Opinion: "o", Mixed: "m"},
		Source: &questions.Source{Author: "A class", Publication: "The school paper", Published: "2026-09", Kind: "report",
			Normalization: quiz.Normalization, Paragraphs: 1, Length: n, SHA256: hash(words)},
		Items: []questions.Item{{
			Passage: questions.Passage{ID: "6b0a2f0e-5d34-4a3c-8a57-0c9a4f7f2f10", Number: 1, Text: "May was when the hall opened.",
				Source: &questions.Span{Start: 0, End: n, Length: n, SHA256: hash(words)}},
			Key: questions.Key{Label: questions.Fact, Status: questions.Agreed, Rationale: "It can be looked up."}}}}
}

func TestWordsOfTheSource(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	pack := sourced("The hall's doors opened in May.")
	if err := pack.Check(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.ImportPack(t.Context(), pack); err != nil {
		t.Fatal(err)
	}
	const path = "/teach/packs/hall/words"
	d.get(path).is(200).has("#text", 1)
	d.post(path, "text", "").is(422).has("#text-why", 1)
	d.post(path, "text", "The hall's doors opened in June.").to(path + "?found=0&moved=0")
	d.get(path+"?found=0&moved=0").is(200).says(".notice", "0 of 1 passage found in this copy.")

	// Another headline and curly marks: the words are found elsewhere.
	d.post(path, "text", "A headline\n\nThe hall’s doors\nopened in May.").to(path + "?found=1&moved=1")
	d.get(path+"?found=1&moved=1").is(200).says(".notice", "1 of 1 passage found in this copy, 1 of them in another place.")
	if b, err := s.Binding(t.Context(), d.who(), "hall", 1); err != nil || !b.Whole {
		t.Errorf("binding = %+v, %v, want it whole", b, err)
	}
	d.post(path + "/forget").to(path)
	if b, err := s.Binding(t.Context(), d.who(), "hall", 1); err != nil || len(b.Bound) != 0 {
		t.Errorf("after forgetting: %+v, %v, want nothing bound", b, err)
	}
	d.get("/teach/packs/everyday/words").is(200).has("#text", 0)
	d.get("/teach/packs/none/words").is(404)
	if got := found("9", "1", 2); got != "" {
		t.Errorf("made-up numbers in the address say %q", got)
	}
}
