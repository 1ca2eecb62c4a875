package exchange_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"discern/questions/exchange"
)

const threeKinds = "{=Fact ~Inference ~Opinion}"

func TestGIFTForeign(t *testing.T) {
	for _, tc := range []struct {
		name, file string
		want       []string
	}{
		{"plain", "It rains." + threeKinds, []string{"1 adjudicated fact: It rains."}},
		{"title and feedback", "::Rain:: It rains.{\n~opinion#No. =inference#You conclude it. ~fact\n}",
			[]string{"1 adjudicated inference: It rains. | You conclude it."}},
		{"general feedback", "It rains.{=avis ~un fait ~déduction ####Un jugement.}",
			[]string{"1 adjudicated opinion: It rains. | Un jugement."}},
		{"weights", "It rains.{~%100%Hecho#Se ve. ~%-50%juicio ~%0%inferencia}",
			[]string{"1 adjudicated fact: It rains. | Se ve."}},
		{"formats", "[html]<p>A &amp; <b>B</b></p>{=[plain]Fact#[plain]a < b ~[html]<i>Opinion</i> ~Inference}",
			[]string{"1 adjudicated fact: A & B | a < b"}},
		{"plain keeps markup", "[plain]A &amp; <b>" + threeKinds, []string{"1 adjudicated fact: A &amp; <b>"}},
		{"bracket that is no format", "[sic] It rains." + threeKinds, []string{"1 adjudicated fact: [sic] It rains."}},
		{"escapes", `1 \= 1 \{so\} \~ \# \: a\\b` + threeKinds, []string{`1 adjudicated fact: 1 = 1 {so} ~ # : a\b`}},
		{"missing word", "It is a {=Fact ~Inference ~Opinion} that it rains.",
			[]string{"1 adjudicated fact: It is a _____ that it rains."}},
		{"an image", `[html]See <img src\="x.png"> this.` + threeKinds, []string{"1 adjudicated fact: See this.",
			"note question 1: an image or other medium was left out; see whether the passage stands without it"}},
		{"id and tags", "// [id:3c0d7cc0-3f3b-4b4e-8c1b-0c5d7d3f2a11] [tag:status:disputed] [tag:second:opinion]\nIt rains." + threeKinds,
			[]string{"1 disputed fact: It rains. / opinion"}},
		{"two, with comments", "// one\nIt rains." + threeKinds + "\n\n\n// two\n// three\n\nIt pours." + threeKinds,
			[]string{"1 adjudicated fact: It rains.", "2 adjudicated fact: It pours."}},
		{"line ends of Windows", "It rains.{\r\n=Fact\r\n~Inference\r\n~Opinion\r\n}\r\n\r\nIt pours." + threeKinds,
			[]string{"1 adjudicated fact: It rains.", "2 adjudicated fact: It pours."}},
		{"description", "::Read::Just read.", []string{"skipped question 1 (“Read”): it has no answers; it is a description"}},
		{"essay", "Write!{}", []string{"skipped question 1: it is an essay question; only choice questions can be used"}},
		{"number", "How many?{#3:1}", []string{"skipped question 1: it asks for a number; only choice questions can be used"}},
		{"true or false", "It rains.{TRUE#no#yes}", []string{"skipped question 1: it is a true/false question; only choice questions can be used"}},
		{"short answer", "Who?{=me =you}", []string{"skipped question 1: it asks for a short answer; only choice questions can be used"}},
		{"matching", "Match.{=a -> b =c -> d}", []string{"skipped question 1: it is a matching question; only choice questions can be used"}},
		{"no closing brace", "It rains.{=Fact ~Inference\n\n~Opinion}", []string{
			"skipped question 1: its answers have no closing brace; an empty line inside them ends a question",
			"skipped question 2: it has no answers; it is a description"}},
		{"two kinds", "It rains.{=Fact ~Opinion}", []string{"skipped question 1: none of its choices means inference"}},
		{"four choices", "It rains.{=Fact ~Opinion ~Inference ~no idea}",
			[]string{"skipped question 1: its choice “no idea” is not fact, inference or opinion"}},
		{"none right", "It rains.{~Fact ~Opinion ~Inference}", []string{"skipped question 1: no choice is marked as right"}},
		{"two right", "It rains.{=Fact =Opinion ~Inference}", []string{"skipped question 1: more than one choice is marked as right"}},
		{"huge weight", "It rains.{~%1e400%Fact ~Opinion ~Inference}",
			[]string{"skipped question 1: the mark “1e400” of a choice is not a percentage"}},
		{"many choices", "It rains.{=Fact" + strings.Repeat("~Opinion", 20) + "}",
			[]string{"skipped question 1: it has more than 20 choices"}},
		{"no text", threeKinds, []string{"skipped question 1: it has no text"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := read(t, []byte(tc.file), exchange.GIFT)
			if diff := cmp.Diff(tc.want, summary(r)); diff != "" {
				t.Errorf("report (-want +got):\n%s", diff)
			}
		})
	}
}

func TestGIFTCategory(t *testing.T) {
	r := read(t, []byte("\ufeff$CATEGORY: $course$/top/News // Views\n\nIt rains."+threeKinds+
		"\n\n$CATEGORY: other\n\nIt pours."+threeKinds), exchange.GIFT)
	if r.Pack.Title != "News / Views" || len(r.Pack.Items) != 2 {
		t.Errorf("pack = %+v", r.Pack)
	}
}
