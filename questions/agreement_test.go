package questions_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"discern/questions"
)

// columns makes ratings of one text for each reader, a letter a passage; a
// point is a missing reading.
func columns(readers ...string) questions.Ratings {
	ratings := make(questions.Ratings, len(readers[0]))
	for i := range ratings {
		for _, r := range readers {
			label := questions.Label(r[i : i+1])
			if label == "." {
				label = ""
			}
			ratings[i] = append(ratings[i], label)
		}
	}
	return ratings
}

// counts makes ratings of a table that says how many readers gave each label.
func counts(table [][]int) questions.Ratings {
	ratings := make(questions.Ratings, len(table))
	for i, row := range table {
		for label, n := range row {
			for range n {
				ratings[i] = append(ratings[i], questions.Label(fmt.Sprint(label)))
			}
		}
	}
	return ratings
}

// pairs makes the ratings of two readers of a table of how often the first gave
// the label of the row and the second that of the column.
func pairs(table [][]int) questions.Ratings {
	var ratings questions.Ratings
	for a, row := range table {
		for b, n := range row {
			for range n {
				ratings = append(ratings, []questions.Label{
					questions.Label(fmt.Sprint(a)), questions.Label(fmt.Sprint(b))})
			}
		}
	}
	return ratings
}

var (
	// Ten subjects, fourteen raters, five categories: the worked example for
	// Fleiss' kappa in Wikipedia, "Fleiss' kappa".
	fleissTable = [][]int{
		{0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1},
		{7, 7, 0, 0, 0}, {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7},
	}
	// Four observers, twelve units, with gaps: K. Krippendorff, "Computing
	// Krippendorff's Alpha-Reliability", 2011, part C.
	krippendorff = columns("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
	three        = columns("FFFFIIIIOOOO", "FFFIIIIOOOOO", "FFIIIIFIOOIO")
	gaps         = columns("FFFFIIIIOOOO", "FFFIIIIOOOOO", "FFI.IIFIOO.O")
)

func TestCoefficients(t *testing.T) {
	for _, tc := range []struct {
		name string
		got  questions.Coefficient
		want float64
	}{
		{"Cohen, two by two", pairs([][]int{{20, 5}, {10, 15}}).Cohen(0, 1), .4},
		{"Fleiss, textbook", counts(fleissTable).Fleiss(), .209931},
		{"Krippendorff's data", krippendorff.Alpha(), .743421},
		{"three readers, Cohen 1 and 2", three.Cohen(0, 1), .75},
		{"three readers, Cohen 1 and 3", three.Cohen(0, 2), .5},
		{"three readers, Cohen 2 and 3", three.Cohen(1, 2), .5},
		{"three readers, Fleiss", three.Fleiss(), .579439},
		{"three readers, alpha", three.Alpha(), .591121},
		{"three readers with gaps, alpha", gaps.Alpha(), .656250},
		{"three readers, pairwise", three.Pairwise(), (7 + 5.0/3) / 12},
		{"no agreement at all", columns("FIFI", "IFIF").Cohen(0, 1), -1},
		{"full agreement", columns("FIO", "FIO").Alpha(), 1},
	} {
		if !tc.got.OK || tc.got.Reason != "" || math.Abs(tc.got.Value-tc.want) > 1e-6 {
			t.Errorf("%s = %+v, want %.6f", tc.name, tc.got, tc.want)
		}
	}
}

func TestNotComputable(t *testing.T) {
	one := columns("FFF", "FFF")
	for _, tc := range []struct {
		name   string
		got    questions.Coefficient
		reason string
	}{
		{"one label, alpha", one.Alpha(), "only one kind was ever given"},
		{"one label, Cohen", one.Cohen(0, 1), "only one kind was ever given"},
		{"one label, Fleiss", one.Fleiss(), "only one kind was ever given"},
		{"one passage, alpha", columns("F", "I").Alpha(), "fewer than two passages have two readings"},
		{"one reader, alpha", columns("FIO").Alpha(), "fewer than two passages have two readings"},
		{"one common passage, Cohen", columns("FI.", ".IO").Cohen(0, 1), "fewer than two passages were read by both"},
		{"gaps, Fleiss", gaps.Fleiss(), "not every passage has the same number of readings"},
		{"one reader, Fleiss", columns("FIO").Fleiss(), "fewer than two readings"},
		{"one passage, Fleiss", columns("F", "I").Fleiss(), "fewer than two passages"},
		{"nothing, pairwise", questions.Ratings{}.Pairwise(), "no passage has two readings"},
		{"nothing, alpha", questions.Ratings{}.Alpha(), "fewer than two passages"},
		{"nothing, unanimous", questions.Agreement{}.UnanimousPercent(), "no passage has two readings"},
	} {
		if tc.got.OK || tc.got.Value != 0 || !strings.Contains(tc.got.Reason, tc.reason) {
			t.Errorf("%s = %+v, want not computable: %s", tc.name, tc.got, tc.reason)
		}
	}
}

func TestUnanimous(t *testing.T) {
	for _, tc := range []struct {
		name          string
		ratings       questions.Ratings
		unanimous, of int
	}{
		{"three readers", three, 7, 12},
		{"gaps, still two readings", gaps, 8, 12},
		{"single readings do not count", columns("FI.", "F.."), 1, 1},
		{"nothing", nil, 0, 0},
	} {
		if unanimous, of := tc.ratings.Unanimous(); unanimous != tc.unanimous || of != tc.of {
			t.Errorf("%s: Unanimous = %d of %d, want %d of %d",
				tc.name, unanimous, of, tc.unanimous, tc.of)
		}
	}
}

func TestAlphaInterval(t *testing.T) {
	first := three.AlphaInterval(1, 500)
	if again := three.AlphaInterval(1, 500); again != first {
		t.Errorf("the same seed gave %+v and %+v", first, again)
	}
	if other := three.AlphaInterval(2, 500); other == first {
		t.Errorf("another seed gave the same interval %+v", other)
	}
	alpha := three.Alpha().Value
	if !first.OK || first.Low >= alpha || first.High <= alpha || first.Low < -1 || first.High > 1 {
		t.Errorf("AlphaInterval = %+v round %.3f", first, alpha)
	}
	same := columns("FFFFIIIIOOOO", "FFFFIIIIOOOO").AlphaInterval(1, 200)
	if !same.OK || same.Low != 1 || same.High != 1 {
		t.Errorf("AlphaInterval of full agreement = %+v, want 1 to 1", same)
	}
	for name, r := range map[string]questions.Ratings{
		"few passages": columns("FIOFIOFIO", "FIOFIOFIO"),
		"one kind":     columns("FFFFFFFFFF", "FFFFFFFFFF"),
		"nearly one":   columns("FFFFFFFFFI", "FFFFFFFFFI"),
	} {
		if got := r.AlphaInterval(1, 200); got.OK || got.Reason == "" {
			t.Errorf("%s: AlphaInterval = %+v, want a reason", name, got)
		}
	}
}

func TestPackAgreement(t *testing.T) {
	p := pack(t, "macron-leaks")
	a := p.Agreement()
	if got := fmt.Sprintf("%.3f", a.Alpha.Value); !a.Alpha.OK || got != "0.974" {
		t.Errorf("Alpha = %s (%+v), want 0.974", got, a.Alpha)
	}
	if got := a.UnanimousPercent(); !got.OK || got.Value != 97.5 {
		t.Errorf("UnanimousPercent = %+v, want 97.5", got)
	}
	if a.Passages != 40 || a.Comparable != 40 || a.Unanimous != 39 || a.Readings != 120 {
		t.Errorf("Agreement counts %d, %d, %d, %d", a.Passages, a.Comparable, a.Unanimous, a.Readings)
	}
	if !a.Interval.OK || a.Interval.Low > a.Alpha.Value || a.Interval.High < a.Alpha.Value {
		t.Errorf("Interval = %+v", a.Interval)
	}
	if !a.Fleiss.OK || len(a.Pairs) != 3 || len(a.Labels) != 3 || len(a.Reviewers) != 3 {
		t.Errorf("Agreement = %+v", a)
	}
	// Only passage 32 divides the readers: one fact, two inferences.
	pair := a.Pairs[0]
	if pair.First != "reading-1" || pair.Second != "reading-2" || pair.Both != 40 || pair.Same != 39 {
		t.Errorf("Pairs[0] = %+v", pair)
	}
	if opinion := a.Labels[2]; opinion.Specific.Value != 1 || opinion.Alpha.Value != 1 {
		t.Errorf("Labels[2] = %+v, want full agreement on opinion", opinion)
	}
	if first := a.Reviewers[0]; first.AlphaWithout.Value != 1 || first.WithOthers.Value != 78.0/80 {
		t.Errorf("Reviewers[0] = %+v", first)
	}
	if second := a.Reviewers[1]; second.WithOthers.Value != 79.0/80 || second.Readings != 40 {
		t.Errorf("Reviewers[1] = %+v", second)
	}
}

// The decision that follows the readings is not one of them.
func TestAgreementIgnoresKeys(t *testing.T) {
	p := pack(t, "macron-leaks")
	want := p.Agreement()
	for i := range p.Items {
		p.Items[i].Label, p.Items[i].Status = questions.Opinion, questions.Adjudicated
	}
	if diff := cmp.Diff(want, p.Agreement()); diff != "" {
		t.Errorf("Agreement follows the keys (-before +after):\n%s", diff)
	}
	p.Items[0].Readings[0].Label = questions.Opinion // the control
	if cmp.Equal(want, p.Agreement()) {
		t.Error("Agreement does not follow the readings")
	}
}

// A pack without readings has numbers nowhere, and a reason everywhere.
func TestAgreementWithoutReadings(t *testing.T) {
	p := pack(t, "macron-leaks")
	for i := range p.Items {
		p.Items[i].Readings = nil
	}
	a := p.Agreement()
	for name, c := range map[string]questions.Coefficient{
		"unanimous": a.UnanimousPercent(), "pairwise": a.Pairwise, "alpha": a.Alpha,
		"fleiss": a.Fleiss, "cohen": a.Pairs[0].Kappa, "label": a.Labels[0].Specific,
		"label alpha": a.Labels[0].Alpha, "others": a.Reviewers[0].WithOthers,
	} {
		if c.OK || c.Reason == "" {
			t.Errorf("%s = %+v, want a reason", name, c)
		}
	}
	if a.Interval.OK || a.Readings != 0 || a.Comparable != 0 {
		t.Errorf("Agreement = %+v", a)
	}
	p.Reviewers = nil
	if a := p.Agreement(); a.Alpha.OK || a.Pairs != nil {
		t.Errorf("Agreement without reviewers = %+v", a)
	}
}
