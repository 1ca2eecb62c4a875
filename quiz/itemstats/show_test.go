package itemstats_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"discern/quiz/itemstats"
)

// class is n students on six questions of the vector's key. The first fourth of
// them is poor, the rest good.
func class(n int, change func(i int, answer []byte)) []string {
	random := rand.New(rand.NewPCG(7, 7))
	var all []string
	for i := range n {
		answer := []byte(vectorKey)
		for j := range answer {
			if chance := 0.15 + 0.5*float64(1-min(1, 4*i/n)); random.Float64() < chance {
				answer[j] = "FIO"[(strings.IndexByte("FIO", answer[j])+1)%3]
			}
		}
		if change != nil {
			change(i, answer)
		}
		all = append(all, string(answer))
	}
	return all
}

// shown is question j of a class under the rules.
func shown(t *testing.T, answers []string, j int) itemstats.Item {
	t.Helper()
	return marked(t, vectorKey, answers).Show(j, strings.IndexByte("FIO", vectorKey[j]), func(row int) int { return strings.IndexByte("FIO", answers[row][j]) })
}

func TestShowByClassSize(t *testing.T) {
	for _, c := range []struct {
		n                        int
		facility, discrimination bool
	}{{1, false, false}, {9, false, false}, {10, true, false}, {29, true, false}, {30, true, true}} {
		item := shown(t, class(c.n, nil), 2)
		if item.N != c.n || item.Counts.N() != c.n {
			t.Errorf("%d students: N = %d, counts %v", c.n, item.N, item.Counts)
		}
		if f := item.Facility; f.OK != c.facility || f.Ranged != c.facility {
			t.Errorf("%d students: facility %+v", c.n, f)
		}
		if r := item.Discrimination; r.OK != c.discrimination || r.Ranged != c.discrimination || (item.Thirds[0].N() > 0) != c.discrimination {
			t.Errorf("%d students: discrimination %+v, thirds %v", c.n, r, item.Thirds)
		}
		for name, f := range map[string]itemstats.Figure{"efficiency": item.Efficiency, "point-biserial": item.PointBiserial, "weight": item.Weight, "alpha dropped": item.AlphaDropped} {
			if f.OK != c.discrimination || f.Ranged {
				t.Errorf("%d students: %s %+v", c.n, name, f)
			}
		}
		if k := item.Corrected; k.OK != c.facility || c.facility && math.Abs(k.Value-itemstats.Corrected(item.Facility.Value)) > 1e-12 {
			t.Errorf("%d students: corrected %+v", c.n, k)
		}
		if item.D27.OK && !c.discrimination || (item.Quintiles[0].N() > 0) != c.discrimination {
			t.Errorf("%d students: D27 %+v, quintiles %v", c.n, item.D27, item.Quintiles)
		}
		if (item.Why == "") != c.discrimination {
			t.Errorf("%d students: why = %q", c.n, item.Why)
		}
	}
}

func TestFlags(t *testing.T) {
	upside := func(i int, answer []byte) { answer[2] = "IF"[min(1, 4*i/40)] }
	for name, c := range map[string]struct {
		n, item int
		change  func(i int, answer []byte)
		want    []itemstats.Flag
	}{
		"nothing":              {40, 0, nil, nil},
		"all right":            {10, 0, func(_ int, a []byte) { a[0] = 'F' }, []itemstats.Flag{itemstats.TooEasy}},
		"all right, nine":      {9, 0, func(_ int, a []byte) { a[0] = 'F' }, nil},
		"all blank":            {10, 0, func(_ int, a []byte) { a[0] = '-' }, []itemstats.Flag{itemstats.TooHard}},
		"the poor know better": {40, 2, upside, []itemstats.Flag{itemstats.TooHard, itemstats.Negative, itemstats.TopElse}},
		"too few for that":     {29, 2, upside, []itemstats.Flag{itemstats.TooHard}},
	} {
		if got := shown(t, class(c.n, c.change), c.item).Flags; !slices.Equal(got, c.want) {
			t.Errorf("%s: flags %v, want %v", name, got, c.want)
		}
	}
	// Of 400, a question that tells nobody apart is weak without being negative.
	weak := shown(t, class(400, func(i int, a []byte) { a[4] = "OI"[(i*7+i/13)%2] }), 4)
	if r := weak.Discrimination; r.Value >= 0 && r.High < .15 != slices.Contains(weak.Flags, itemstats.Weak) {
		t.Errorf("discrimination %+v has the flags %v", r, weak.Flags)
	}
	if all := shown(t, class(40, func(_ int, a []byte) { a[0] = 'F' }), 0); all.Discrimination.OK || all.Why == "" {
		t.Errorf("where all are right: %+v", all)
	}
}

func TestShowWhole(t *testing.T) {
	negative := class(30, func(i int, a []byte) {
		copy(a, []string{"FIFFFF", "IFFFFF"}[i%2])
		if i == 0 {
			a[2] = 'I'
		}
	})
	for name, c := range map[string]struct {
		answers []string
		shown   bool
	}{
		"29": {class(29, nil), false}, "30": {class(30, nil), true}, "nobody": {nil, false},
		"different questions": {class(30, func(i int, a []byte) { a[i%6] = '.' }), false},
		"same questions":      {class(30, func(_ int, a []byte) { a[3] = '.' }), true},
		"equal scores":        {class(30, func(_ int, a []byte) { copy(a, vectorKey) }), false},
		"below 0":             {negative, false},
	} {
		w := marked(t, vectorKey, c.answers).ShowWhole()
		for what, f := range map[string]itemstats.Figure{"KR-20": w.KR20, "KR-21": w.KR21, "error ratio": w.ErrorRatio} {
			if f.OK != c.shown {
				t.Errorf("%s: %s %+v", name, what, f)
			}
		}
		// Holes that are as many for all leave the shape of the totals.
		if shape := len(c.answers) >= 30 && name != "equal scores"; w.Skewness.OK != shape || w.Kurtosis.OK != shape || w.Mean.OK != (len(c.answers) >= 30) {
			t.Errorf("%s: skewness %+v, kurtosis %+v, mean %+v", name, w.Skewness, w.Kurtosis, w.Mean)
		}
		if w.N != len(c.answers) || w.Alpha.OK != c.shown || w.SEM.OK != c.shown || (w.Why == "") != c.shown {
			t.Errorf("%s: %+v", name, w)
		}
	}
}

// Thirds: nine students in order, and then all equal.
func TestThirds(t *testing.T) {
	m := marked(t, "FFF", []string{"FFF", "FFF", "IFF", "FFI", "FFI", "IFI", "FII", "FII", "III"})
	all, thirds := m.Responses(0, func(row int) int { return row / 3 })
	if all != (itemstats.Counts{3, 3, 3, 0}) || thirds != [3]itemstats.Counts{{3}, {0, 3}, {0, 0, 3}} {
		t.Errorf("all %v, thirds %v", all, thirds)
	}
	equal := marked(t, "FF", []string{"FF", "IF", "FF"})
	if all, thirds := equal.Responses(0, func(row int) int { return -1 }); thirds[itemstats.Middle] != all || all[itemstats.Kinds] != 3 {
		t.Errorf("equals: all %v, thirds %v", all, thirds)
	}
}

// Quintiles: ten students in order, two in each fifth; equals stay together.
func TestQuintiles(t *testing.T) {
	var answers []string
	for right := 9; right >= 0; right-- {
		answers = append(answers, strings.Repeat("F", right)+strings.Repeat("I", 9-right))
	}
	m := marked(t, strings.Repeat("F", 9), answers)
	if got := m.Quintiles(0, func(row int) int { return min(row/2, 3) }); got != [5]itemstats.Counts{{2}, {0, 2}, {0, 0, 2}, {0, 0, 0, 2}, {0, 0, 0, 2}} {
		t.Errorf("fifths %v", got)
	}
	equal := marked(t, "FF", []string{"FI", "IF", "FI"})
	if got := equal.Quintiles(0, func(int) int { return 0 }); got != [5]itemstats.Counts{{}, {}, {3}} {
		t.Errorf("equals %v, want all in the middle", got)
	}
}
