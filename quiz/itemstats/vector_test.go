package itemstats_test

import (
	"math"
	"strings"
	"testing"

	"discern/quiz/itemstats"
)

// The vector of STATISTICS.md §9: key F F I I O O, ten pupils.
const vectorKey = "FFIIOO"

var vector = strings.Fields("FFIIOO FFIOOO FFIIOF FFFIOO FIIOOO FFFOOO FFFFOI IFFOOO FOFOIF OFFFIO")

// marked makes a matrix of answers, a letter each; a dot was not asked.
func marked(t testing.TB, key string, answers []string) *itemstats.Matrix {
	t.Helper()
	rows := make([][]itemstats.Mark, len(answers))
	for i, answer := range answers {
		for j := range key {
			mark := itemstats.Wrong
			switch answer[j] {
			case '.':
				mark = itemstats.NotAsked
			case key[j]:
				mark = itemstats.Right
			}
			rows[i] = append(rows[i], mark)
		}
	}
	return made(t, rows)
}

func made(t testing.TB, rows [][]itemstats.Mark) *itemstats.Matrix {
	t.Helper()
	m, err := itemstats.New(rows)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// near compares a statistic with a published figure.
func near(t *testing.T, name string, got float64, ok bool, want, within float64) {
	t.Helper()
	if !ok || math.Abs(got-want) > within {
		t.Errorf("%s = %.9f %v, want %.9f", name, got, ok, want)
	}
}

func TestItemVector(t *testing.T) {
	m := marked(t, vectorKey, vector)
	for j, want := range []struct{ f, di, de, rpb, d27, weight float64 }{
		{.80, .186339, .250000, .442269, .6667, 14.3272},
		{.80, .186339, .250000, .442269, .3333, 14.3272},
		{.40, .408248, .545455, .666667, 1.0000, 19.4668},
		{.30, .453050, .714286, .683001, .6667, 19.0569},
		{.80, .633866, 1.000000, .782476, .6667, 19.0569},
		{.70, .047619, .056604, .356348, .0000, 13.7651},
	} {
		for name, c := range map[string]struct {
			of     func(int) (float64, bool)
			want   float64
			within float64
		}{
			"facility": {m.Facility, want.f, 1e-9}, "discrimination": {m.Discrimination, want.di, 1e-6},
			"efficiency": {m.Efficiency, want.de, 1e-6}, "point-biserial": {m.PointBiserial, want.rpb, 1e-6},
			// Published to four places only, of percents.
			"effective weight": {m.EffectiveWeight, want.weight / 100, 0.51e-6},
		} {
			got, ok := c.of(j)
			near(t, name+" "+string(rune('1'+j)), got, ok, c.want, c.within)
		}
		d, clean, ok := m.D27(j)
		near(t, "D27", d, ok, want.d27, 0.51e-4)
		if clean {
			t.Error("D27 is clean, want the tie at the cut to be told")
		}
	}
}

func TestWholeVector(t *testing.T) {
	m := marked(t, vectorKey, vector)
	for name, c := range map[string]struct {
		of   func() (float64, bool)
		want float64
	}{
		"mean": {m.Mean, 3.8}, "sd": {m.SD, 1.549193}, "alpha": {m.Alpha, .566667}, "KR-20": {m.KR20, .566667}, "KR-21": {m.KR21, .425926},
		"error ratio": {m.ErrorRatio, .65828059}, "SEM": {m.SEM, 1.019804}, "skewness": {m.Skewness, -.484123}, "kurtosis": {m.Kurtosis, -.458003},
	} {
		got, ok := c.of()
		near(t, name, got, ok, c.want, 1e-6)
	}
	sem, _ := m.SEM()
	near(t, "SEM of the most", sem/6, true, .169967, 1e-6)
	// Alpha if item 6 is dropped is that of the other five by themselves.
	five := make([]string, len(vector))
	for i, answer := range vector {
		five[i] = answer[:5]
	}
	want, _ := marked(t, vectorKey[:5], five).Alpha()
	got, ok := m.AlphaDropped(5)
	near(t, "alpha dropped", got, ok, want, 1e-12)
}

func TestIntervals(t *testing.T) {
	for _, c := range []struct {
		right, n  int
		low, high float64
	}{{7, 10, .397, .892}, {20, 28, .529, .847}} {
		low, high, ok := itemstats.Wilson(c.right, c.n)
		near(t, "Wilson low", low, ok, c.low, .0005)
		near(t, "Wilson high", high, ok, c.high, .0005)
	}
	// STATISTICS.md §2 rounds the .5147 of 60 students up to .52.
	for n, want := range map[int][2]float64{10: {-.41, .78}, 20: {-.16, .66}, 30: {-.07, .60}, 60: {.05, .51}, 100: {.11, .47}} {
		low, high, ok := itemstats.Fisher(.30, n)
		near(t, "Fisher low", low, ok, want[0], .005)
		near(t, "Fisher high", high, ok, want[1], .005)
	}
	if _, _, ok := itemstats.Wilson(0, 0); ok {
		t.Error("an interval of nobody")
	}
	for _, c := range []struct {
		r float64
		n int
	}{{.3, 3}, {1, 30}, {-1, 30}} {
		if _, _, ok := itemstats.Fisher(c.r, c.n); ok {
			t.Errorf("Fisher(%v, %d) is ok", c.r, c.n)
		}
	}
	near(t, "corrected", itemstats.Corrected(2.0/3), true, .5, 1e-12)
	near(t, "corrected chance", itemstats.Corrected(1.0/3), true, 0, 1e-12)
}

// STATISTICS.md §9: scores of ten that guessing gets, at a third each.
func TestGuessing(t *testing.T) {
	for k, want := range map[int]float64{5: .2131, 6: .0766, 7: .0197, 8: .0034} {
		near(t, "by guessing", itemstats.ByGuessing(k, 10), true, want, .5e-4)
	}
	near(t, "anything", itemstats.ByGuessing(0, 10), true, 1, 1e-9)
	near(t, "all of three", itemstats.ByGuessing(3, 3), true, 1.0/27, 1e-12)
	near(t, "more than there are", itemstats.ByGuessing(4, 3), true, 0, 0)
}

// What the marks do not allow is told.
func TestNothingToTell(t *testing.T) {
	same := marked(t, "FF", []string{"FI", "FI", "FI"})
	empty, holes := made(t, nil), marked(t, "FFF", []string{"FI.", "F.F", ".FI", "FF."})
	lonely := marked(t, "FF", []string{"F.", ".I", "I.", "F."})
	for name, of := range map[string]func() (float64, bool){
		"alpha of no students": empty.Alpha, "mean of no students": empty.Mean, "sd of no students": empty.SD, "skewness of no students": empty.Skewness,
		"alpha of equal totals": same.Alpha, "KR-20 of equal totals": same.KR20, "KR-21 of equal totals": same.KR21, "SEM of equal totals": same.SEM,
		"skewness of equal totals": same.Skewness, "kurtosis of equal totals": same.Kurtosis, "alpha with holes": holes.Alpha, "KR-20 with holes": holes.KR20,
		"one question each": func() (float64, bool) { return lonely.Discrimination(0) },
		"weight of one":     func() (float64, bool) { return lonely.EffectiveWeight(0) },
		"no variance":       func() (float64, bool) { return same.Discrimination(0) },
		"no efficiency":     func() (float64, bool) { return same.Efficiency(0) },
		"two questions":     func() (float64, bool) { return same.AlphaDropped(0) },
	} {
		if got, ok := of(); ok {
			t.Errorf("%s = %v, want none", name, got)
		}
	}
	if f, ok := lonely.Facility(0); !ok || f != 2.0/3 {
		t.Errorf("facility of who was asked nothing else = %v %v", f, ok)
	}
	if _, err := itemstats.New([][]itemstats.Mark{{1}, {1, 0}}); err == nil {
		t.Error("rows of unequal length were taken")
	}
	if _, err := itemstats.New([][]itemstats.Mark{{2}}); err == nil {
		t.Error("an unknown mark was taken")
	}
}

// The definition with holes, by hand: four students, each asked two of three.
func TestHoles(t *testing.T) {
	m := marked(t, "FFF", []string{"FI.", "F.F", "I.I", ".FI", "IF."})
	f, ok := m.Facility(0)
	near(t, "facility", f, ok, .5, 1e-12)
	// Marks 1 1 0 0 on question 1, rests 0 1 0 1.
	r, ok := m.Discrimination(0)
	near(t, "discrimination", r, ok, 0, 1e-12)
	// Totals, as shares: .5 1 0 .5.
	r, ok = m.PointBiserial(0)
	near(t, "point-biserial", r, ok, math.Sqrt(.5), 1e-12)
	if m.Complete() || m.Asked(0) != 4 || m.Asked(1) != 3 || m.Students() != 5 || m.Items() != 3 {
		t.Error("the matrix is not what was put in")
	}
	if mean, ok := m.Mean(); !ok || mean != 1 {
		t.Errorf("mean of two questions each = %v %v, want 1", mean, ok)
	}
}
