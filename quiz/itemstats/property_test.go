package itemstats_test

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"

	"discern/quiz/itemstats"
)

// drawn is a matrix of the sizes of classes, with or without holes.
func drawn(t *rapid.T, holes bool) [][]itemstats.Mark {
	least := itemstats.Wrong
	if holes {
		least = itemstats.NotAsked
	}
	n, p := rapid.IntRange(1, 40).Draw(t, "students"), rapid.IntRange(1, 12).Draw(t, "items")
	rows := make([][]itemstats.Mark, n)
	for i := range rows {
		rows[i] = rapid.SliceOfN(rapid.Map(rapid.IntRange(int(least), 1), func(m int) itemstats.Mark { return itemstats.Mark(m) }), p, p).Draw(t, "row")
	}
	return rows
}

func matrix(t *rapid.T, rows [][]itemstats.Mark) *itemstats.Matrix {
	m, err := itemstats.New(rows)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// statistics of a question that are the same whatever the order of the rows.
func statistics(m *itemstats.Matrix) map[string]func(int) (float64, bool) {
	return map[string]func(int) (float64, bool){"facility": m.Facility, "discrimination": m.Discrimination, "efficiency": m.Efficiency,
		"point-biserial": m.PointBiserial, "weight": m.EffectiveWeight, "alpha dropped": m.AlphaDropped}
}

func same(x float64, okX bool, y float64, okY bool) bool {
	return okX == okY && (!okX || math.Abs(x-y) < 1e-9)
}

// Every statistic is a number within its bounds, or is none.
func TestBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := matrix(t, drawn(t, true))
		bounds := map[string][2]float64{"facility": {0, 1}, "weight": {0, 1}, "efficiency": {math.Inf(-1), 1}, "alpha dropped": {math.Inf(-1), 1}}
		for name, of := range statistics(m) {
			bound, known := bounds[name]
			if !known {
				bound = [2]float64{-1, 1}
			}
			for j := range m.Items() {
				if x, ok := of(j); ok && !(x >= bound[0]-1e-9 && x <= bound[1]+1e-9) {
					t.Fatalf("%s = %v", name, x)
				}
			}
		}
		for j := range m.Items() {
			f, _ := m.Facility(j)
			if low, high, ok := m.FacilityInterval(j); ok && !(0 <= low && low <= f+1e-9 && f <= high+1e-9 && high <= 1) {
				t.Fatalf("interval %v to %v of %v", low, high, f)
			}
			all, thirds := m.Responses(j, func(row int) int { return row % 4 })
			if sum := thirds[0].N() + thirds[1].N() + thirds[2].N(); all.N() != m.Asked(j) || sum > all.N() {
				t.Fatalf("%v in thirds %v", all, thirds)
			}
		}
		sem, ok := m.SEM()
		if sd, known := m.SD(); ok && (!known || sem > sd+1e-9) {
			t.Fatalf("SEM %v above SD %v", sem, sd)
		}
	})
}

// Neither the order of the students nor a question that nobody was asked changes
// anything.
func TestOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := drawn(t, rapid.Bool().Draw(t, "holes"))
		m := matrix(t, rows)
		other := make([][]itemstats.Mark, len(rows))
		for i, place := range rapid.Permutation(indexes(len(rows))).Draw(t, "order") {
			other[i] = append(slices.Clone(rows[place]), itemstats.NotAsked)
		}
		shuffled := matrix(t, other)
		again := statistics(shuffled)
		for name, of := range statistics(m) {
			for j := range m.Items() {
				x, okX := of(j)
				if y, okY := again[name](j); !same(x, okX, y, okY) {
					t.Fatalf("%s = %v %v, in another order %v %v", name, x, okX, y, okY)
				}
			}
		}
		x, okX := m.Alpha()
		if y, okY := shuffled.Alpha(); !same(x, okX, y, okY) {
			t.Fatalf("alpha = %v %v, in another order %v %v", x, okX, y, okY)
		}
	})
}

func indexes(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// Without holes the figures are the published ones, by sums instead of shares,
// and KR-20 is alpha.
func TestPublished(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := drawn(t, false)
		if len(rows) < 3 || len(rows[0]) < 2 {
			t.Skip("too small")
		}
		m := matrix(t, rows)
		for j := range m.Items() {
			if got, ok := m.Discrimination(j); ok {
				mark, rest, total := columns(rows, j)
				if want := stat.Correlation(mark, rest, nil); math.Abs(got-want) > 1e-9 {
					t.Fatalf("discrimination = %v, want %v", got, want)
				}
				// STATISTICS.md §2: from the point-biserial to item-rest.
				r, _ := m.PointBiserial(j)
				sT, sj := stat.StdDev(total, nil), stat.StdDev(mark, nil)
				if below := math.Sqrt(sT*sT + sj*sj - 2*r*sT*sj); below > 1e-6 && math.Abs((r*sT-sj)/below-got) > 1e-6 {
					t.Fatalf("converted = %v, want %v", (r*sT-sj)/below, got)
				}
			}
		}
		x, okX := m.Alpha()
		if y, okY := m.KR20(); !same(x, okX, y, okY) {
			t.Fatalf("alpha = %v %v, KR-20 = %v %v", x, okX, y, okY)
		}
		if y, ok := m.KR21(); ok && y > x+1e-9 {
			t.Fatalf("KR-21 = %v above KR-20 = %v", y, x)
		}
	})
}

// columns are the published lists: marks, sums of the rest and totals.
func columns(rows [][]itemstats.Mark, j int) (mark, rest, total []float64) {
	for _, row := range rows {
		sum := 0.0
		for _, m := range row {
			sum += float64(m)
		}
		own := float64(row[j])
		mark, rest, total = append(mark, own), append(rest, sum-own), append(total, sum)
	}
	return mark, rest, total
}
