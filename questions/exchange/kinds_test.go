package exchange

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"discern/questions"
)

func TestKindOf(t *testing.T) {
	for words, want := range map[string]questions.Label{
		"Fact": questions.Fact, "fact": questions.Fact, " FACT. ": questions.Fact,
		"A fact": questions.Fact, "a) fact": questions.Fact, "A. Fact": questions.Fact,
		"It is a fact!": questions.Fact, "Factual": questions.Fact,
		"Statement of fact": questions.Fact, "Fait": questions.Fact, "un fait": questions.Fact,
		"C’est un fait": questions.Fact, "Énoncé factuel": questions.Fact, "ÉNONCÉ  FACTUEL": questions.Fact,
		"Hecho": questions.Fact, "un hecho": questions.Fact, "Fact: can be checked": questions.Fact,
		"Fact (not an opinion)": questions.Fact, "1. Fact – it happened": questions.Fact,

		"Inference": questions.Inference, "Conclusion": questions.Inference,
		"une inférence": questions.Inference, "infe\u0301rence": questions.Inference,
		"déduction": questions.Inference, "la deducción": questions.Inference,
		"INFERENCIA": questions.Inference, "conclusión": questions.Inference,

		"Opinion": questions.Opinion, "an opinion": questions.Opinion, "opinión": questions.Opinion,
		"judgement": questions.Opinion, "Judgment": questions.Opinion, "avis": questions.Opinion,
		"l'avis": questions.Opinion, "l’opinion": questions.Opinion, "Value-judgement": questions.Opinion, "Jugement de valeur": questions.Opinion,
		"juicio de valor": questions.Opinion, "el juicio": questions.Opinion,

		"": "", "not a fact": "", "fact or opinion": "", "fact: opinion": "", "opinion (fact)": "",
		"Tatsache": "", "don't know": "", "none of these": "", "facts are opinions": "", "1": "",
		strings.Repeat("fact ", 100): "",
	} {
		if got, ok := kindOf(words); got != want || ok != (want != "") {
			t.Errorf("kindOf(%q) = %q, %v, want %q", words, got, ok, want)
		}
	}
}

// The words that a file is written with are words that are read.
func TestSpoken(t *testing.T) {
	for tag, p := range spoken {
		for i, l := range questions.Labels {
			if got, _ := kindOf(p.kinds[i]); got != l {
				t.Errorf("%s: kindOf(%q) = %q, want %s", tag, p.kinds[i], got, l)
			}
		}
		if !isPrompt(p.prompt) || !isPrompt(strings.ToUpper(p.prompt)) || isPrompt(p.prompt+" Really?") {
			t.Errorf("%s: isPrompt does not know %q", tag, p.prompt)
		}
	}
}

func TestPhrasesFor(t *testing.T) {
	for tag, want := range map[string]string{
		"en": "Fact", "en-GB": "Fact", "fr": "Fait", "fr-CA": "Fait", "es-419": "Hecho",
		"de": "Fact", "": "Fact", "???": "Fact",
	} {
		if got := phrasesFor(tag).kinds[0]; got != want {
			t.Errorf("phrasesFor(%q) says %q for fact, want %q", tag, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"": "", " A  b ": "a b", "Énoncé—factuel": "enonce factuel", "don’t": "don t",
		"ＦＡＣＴ": "fact", "1.) x": "1 x", "!!!": "",
	} {
		if got := fold(in); got != want {
			t.Errorf("fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"News & Views": "news-views", "Été 2024": "ete-2024", "": "", "日本": "", "--": "",
		strings.Repeat("ab ", 40): strings.TrimSuffix(strings.Repeat("ab-", 22), "-")[:64],
	} {
		if got := slug(in); got != strings.Trim(want, "-") {
			t.Errorf("slug(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestReadHTML(t *testing.T) {
	type result struct {
		Words  string
		Images int
	}
	for in, want := range map[string]result{
		"":                                    {"", 0},
		"plain":                               {"plain", 0},
		"<p>One</p><p>two.</p>":               {"One two.", 0},
		"<p>in<b>side</b></p>":                {"inside", 0},
		"a<br/>b<br>c":                        {"a b c", 0},
		"&lt;p&gt; &amp;amp; &eacute;&#233;":  {"<p> &amp; éé", 0},
		"a\u00a0b&nbsp;c":                     {"a\u00a0b\u00a0c", 0},
		"<script>alert(1)</script>x":          {"x", 0},
		"<style>p{}</style>x<!-- no -->y":     {"xy", 0},
		`<img src=x> and <svg><path/></svg>z`: {"and z", 2},
		"<table><tr><td>1<td>2</table>":       {"1 2", 0},
		"<p>un<closed":                        {"un", 0},
		"< 5 and > 3":                         {"< 5 and > 3", 0},
		"\ufeff a\x00b\x07 \t\n":              {"a b", 0},
		"<<<<<p>>>>":                          {"<<<< >>>", 0},
	} {
		r := readHTML(in)
		if diff := cmp.Diff(want, result{r.words(), r.images}); diff != "" {
			t.Errorf("readHTML(%q) (-want +got):\n%s", in, diff)
		}
	}
}

// The prompt under a passage is not part of it, unless it is all there is.
func TestPassage(t *testing.T) {
	for in, want := range map[string]string{
		"<p>It rains.</p><p>What kind of statement is this?</p>":   "It rains.",
		"<p>What kind of statement is this?</p>":                   "What kind of statement is this?",
		"<p>What kind of statement is this? It rains.</p>":         "What kind of statement is this? It rains.",
		"<p>Il pleut.</p><p>De quel type d’énoncé s’agit-il ?</p>": "Il pleut.",
	} {
		if got := readHTML(in).passage(); got != want {
			t.Errorf("passage of %q = %q, want %q", in, got, want)
		}
	}
}

func TestEscapeAndBack(t *testing.T) {
	for _, words := range []string{"a", "<b>&amp;</b>", "]]>", `"quoted" & 'single'`, "5 > 3", "é\u00a0« »"} {
		if got := readHTML(paragraphs(words)).words(); got != words {
			t.Errorf("readHTML(paragraphs(%q)) = %q", words, got)
		}
	}
	if got := paragraphs("a", "", "b"); got != "<p>a</p><p>b</p>" {
		t.Errorf("paragraphs = %q", got)
	}
}

func TestSameWords(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want bool
	}{
		{"a  b", " a b", true}, {"cafe\u0301", "café", true}, {"a\ufffeb", "a\ufffdb", true},
		{"a", "A", false}, {"a b", "ab", false}, {"", "", true}, {"a.", "a", false},
	} {
		if got := sameWords(tc.a, tc.b); got != tc.want {
			t.Errorf("sameWords(%q, %q) = %v", tc.a, tc.b, got)
		}
	}
}

func TestShorten(t *testing.T) {
	for _, tc := range []struct {
		in, want string
	}{{"", ""}, {"abcde", "abcde"}, {"abcdef", "abcde…"}, {"éééééé", "ééééé…"}, {"abcd ef", "abcd…"}} {
		if got := shorten(tc.in, 5); got != tc.want {
			t.Errorf("shorten(%q) = %q, want %q", tc.in, got, tc.want)
		}
	}
}

func TestForComment(t *testing.T) {
	for in, want := range map[string]string{
		`{"a":"b"}`: `{"a":"b"}`, `"--"`: `"-\u002d"`, `"---"`: `"-\u002d-"`, "\"\ufffe\"": `"\ufffe"`,
		`"-->"`: `"-\u002d>"`, `"-"`: `"-"`, "\"\U0001fffe\"": "\"\U0001fffe\"",
	} {
		got := forComment(in)
		if got != want || strings.Contains(got, "--") {
			t.Errorf("forComment(%s) = %s, want %s", in, got, want)
		}
	}
}

func TestGuard(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "a": "a", "=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\tx": "'\tx",
		"\rx": "'\rx", "\nx": "'\nx", "\x00x": "'\x00x", "＝x": "'＝x", "＋": "'＋", "－": "'－", "＠": "'＠",
		"'=x": "''=x", "''=x": "'''=x", "'a": "'a", "'": "'", "a=": "a=", " =": " =", "[1]": "[1]",
	} {
		got := guard(in)
		if got != want {
			t.Errorf("guard(%q) = %q, want %q", in, got, want)
		}
		if back := unguard(got); back != in {
			t.Errorf("unguard(guard(%q)) = %q", in, back)
		}
	}
}

func TestNamesOfQTI(t *testing.T) {
	for old, now := range map[string]string{
		"assessmentItem": "qti-assessment-item", "value": "qti-value", "simpleChoice": "qti-simple-choice",
	} {
		if got := qti3.element(old); got != now {
			t.Errorf("element(%s) = %s, want %s", old, got, now)
		}
		if got := camel(now); got != old {
			t.Errorf("camel(%s) = %s, want %s", now, got, old)
		}
		if got := qti22.element(old); got != old {
			t.Errorf("element(%s) of 2.2 = %s", old, got)
		}
	}
	if got := qti3.attribute("maxChoices"); got != "max-choices" || camel(got) != "maxChoices" {
		t.Errorf("attribute = %s", got)
	}
}

func TestGIFTEscape(t *testing.T) {
	for _, words := range []string{"", "plain", `a~b=c#d{e}f:g\h`, `\`, `\\n`, "x\ny", "::", "####", `\:`} {
		if got := giftPlain(giftEscape(words)); got != words {
			t.Errorf("giftPlain(giftEscape(%q)) = %q", words, got)
		}
		if _, _, found := cutGIFT(giftEscape(words), "#"); found {
			t.Errorf("giftEscape(%q) leaves a bare #", words)
		}
	}
	if got := giftPlain(`a\x\`); got != `a\x\` {
		t.Errorf("giftPlain = %q", got)
	}
}
