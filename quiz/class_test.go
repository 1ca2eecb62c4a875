package quiz_test

import (
	"crypto/rand"
	"errors"
	"strings"
	"testing"

	"discern/quiz"
)

func TestReadCode(t *testing.T) {
	for typed, want := range map[string]string{
		"KMTR HD23":         "KMTRHD23",
		" kmtr-hd23 ":       "KMTRHD23",
		"k m t r – h d 2 3": "KMTRHD23",
		"KMTR\u00a0HD23":    "KMTRHD23",
		"ＫMTRHD23":          "KMTRHD23",
	} {
		if got, err := quiz.ReadCode(typed, quiz.JoinCodeLength, "code"); got != want || err != nil {
			t.Errorf("ReadCode(%q) = %q, %v, want %q", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "   ", "KMTRHD2", "KMTRHD234", "KMTRHD20", "KMTRHDIL", "KMTRHD2'", strings.Repeat("A", 5000), "KMTR\x00D23"} {
		_, err := quiz.ReadCode(typed, quiz.JoinCodeLength, "code")
		var field *quiz.FieldError
		if !errors.As(err, &field) || field.Field != "code" {
			t.Errorf("ReadCode(%.20q) = %v, want a FieldError for code", typed, err)
		}
	}
}

func TestNewCode(t *testing.T) {
	counts := map[rune]int{}
	random := make([]byte, 4*quiz.JoinCodeLength)
	for range 5000 {
		rand.Read(random)
		code := quiz.NewCode(quiz.JoinCodeLength, random)
		if read, err := quiz.ReadCode(quiz.ShowCode(code), quiz.JoinCodeLength, "code"); read != code || err != nil {
			t.Fatalf("ReadCode(ShowCode(%s)) = %q, %v", code, read, err)
		}
		for _, r := range code {
			counts[r]++
		}
	}
	if len(counts) != 31 {
		t.Errorf("codes use %d letters, want 31", len(counts))
	}
	for r, n := range counts {
		if n < 1000 || n > 1600 { // 1290 expected, 8 standard deviations
			t.Errorf("letter %c came %d times of 40000", r, n)
		}
	}
}

func TestReadName(t *testing.T) {
	for typed, want := range map[string]string{
		"  Amira   B. ": "Amira B.",
		"=1+1":          "=1+1",
		"@x":            "@x",
		"O\u2019Brien":  "O\u2019Brien",
		"Zoe\u0308":     "Zo\u00eb",
		"👩🏽‍🚀 Pupil":    "👩🏽‍🚀 Pupil",
		"أميرة":         "أميرة",
		"שָׁלוֹם":       "שָׁלוֹם",
		strings.Repeat("👨‍👩‍👧‍👦", 40): strings.Repeat("👨‍👩‍👧‍👦", 40),
	} {
		if got, err := quiz.ReadName(typed, quiz.NameLength, "name"); got != want || err != nil {
			t.Errorf("ReadName(%q) = %q, %v, want %q", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", " \t\n", "\u200b", "\u200d\u200c", "\u3164", "\u2800", "A\u202eB", "A\u0000B", "<script>alert(1)</script>",
		strings.Repeat("a", 41), "a" + strings.Repeat("\u0301", 2000), "\xff\xfe", "\u0301", "A\ufeffB", "\U000e0041",
		"Z" + strings.Repeat("\u0301", 6), "Z" + strings.Repeat("\u20dd", 5)} {
		_, err := quiz.ReadName(typed, quiz.NameLength, "name")
		var field *quiz.FieldError
		if !errors.As(err, &field) || field.Field != "name" || field.Message == "" {
			t.Errorf("ReadName(%.30q) = %v, want a FieldError for name", typed, err)
		}
	}
}

func FuzzReadName(f *testing.F) {
	for _, seed := range []string{"Amira B.", "<b>", "a\u200db", "\xff", "👩🏽‍🚀"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		name, err := quiz.ReadName(typed, quiz.NameLength, "name")
		if err != nil {
			return
		}
		again, err := quiz.ReadName(name, quiz.NameLength, "name")
		if again != name || err != nil {
			t.Errorf("ReadName(%q) = %q, and of that %q, %v", typed, name, again, err)
		}
		if strings.ContainsAny(name, "<>\n\r\t\x00") || strings.TrimSpace(name) == "" {
			t.Errorf("ReadName(%q) = %q", typed, name)
		}
	})
}

func FuzzReadCode(f *testing.F) {
	for _, seed := range []string{"KMTR HD23", "kmtr-hd23", "0O1IL", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		code, err := quiz.ReadCode(typed, quiz.JoinCodeLength, "code")
		if err == nil && (len(code) != quiz.JoinCodeLength || strings.Trim(code, quiz.CodeAlphabet) != "") {
			t.Errorf("ReadCode(%q) = %q", typed, code)
		}
	})
}
