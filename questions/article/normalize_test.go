package article_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"discern/questions/article"
)

func TestNormalize(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"only space", " \t\u00a0\n", ""},
		{"plain", "It rains.", "It rains."},
		{"composed", "cafe\u0301", "caf\u00e9"},
		{"double quotes", "\u201cYes\u201d, \u201eno\u201f", `"Yes", "no"`},
		{"single quotes", "\u2018it\u2019s\u2019 \u201ano\u201b", "'it's' 'no'"},
		{"dashes", "a\u2013b\u2014c-d", "a-b-c-d"},
		{"other dashes stay", "a\u2212b\u2011c", "a\u2212b\u2011c"},
		{"guillemets stay", "\u00ab\u00a0oui\u00a0\u00bb", "\u00ab oui \u00bb"},
		{"ellipsis", "so\u2026 well", "so... well"},
		{"white space", "  a \t b\r\nc\u00a0\u202fd\u3000", "a b c d"},
		{"not UTF-8", "a\xffb", "a\ufffdb"},
		{"zero byte stays", "a\x00b", "a\x00b"},
	} {
		if got := article.Normalize(tc.in); got != tc.want {
			t.Errorf("%s: Normalize(%q) = %q, want %q", tc.name, tc.in, got, tc.want)
		}
	}
}

func TestParagraphs(t *testing.T) {
	for _, tc := range []struct {
		name, in string
		want     []string
	}{
		{"nothing", "\n \n\t\n", nil},
		{"blank lines", "a\n\nb\n\n\n\nc", []string{"a", "b", "c"}},
		{"a line break is a space", "a\nb\n\nc", []string{"a b", "c"}},
		{"a line of spaces is blank", "a\n \u00a0\t\nb", []string{"a", "b"}},
		{"Windows", "a\r\nb\r\n\r\nc", []string{"a b", "c"}},
		{"old Macintosh", "a\rb\r\rc", []string{"a b", "c"}},
		{"separators of Unicode", "a\u2028b\u2029c\u0085d", []string{"a b", "c d"}},
		{"white space at the ends", "\n\n a \n\n", []string{"a"}},
	} {
		var got []string
		for _, p := range article.Parse(tc.in).Paragraphs {
			got = append(got, p.Text)
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s: paragraphs of %q (-want +got):\n%s", tc.name, tc.in, diff)
		}
	}
}

func TestArticleText(t *testing.T) {
	a := article.Parse("One\u2026\n\ntwo\nthree")
	want := "One...\ntwo three"
	if got := a.Text(); got != want {
		t.Errorf("Text() = %q, want %q", got, want)
	}
	if got, want := a.Length(), utf8.RuneCountInString(want); got != want {
		t.Errorf("Length() = %d, want %d", got, want)
	}
	if got, want := a.SHA256(), hash(want); got != want {
		t.Errorf("SHA256() = %s, want %s", got, want)
	}
	if got := (article.Article{}).Text(); got != "" {
		t.Errorf("Text() of no article = %q", got)
	}
}

func FuzzNormalize(f *testing.F) {
	f.Add("“It’s\u00a0— so…”")
	f.Add("e\u0301\u0327 \u1e9b\u0323\xff")
	f.Fuzz(func(t *testing.T, s string) {
		once := article.Normalize(s)
		if twice := article.Normalize(once); twice != once {
			t.Errorf("Normalize(%q) = %q, and of that %q", s, once, twice)
		}
		if !utf8.ValidString(once) || strings.Contains(once, "  ") || strings.TrimSpace(once) != once {
			t.Errorf("Normalize(%q) = %q", s, once)
		}
	})
}
