package itemstats

import (
	"math"
	"slices"
)

// Chance is the facility of a question that is only guessed, with three labels.
const Chance = 1.0 / 3

// Facility is the share of those asked question j who had it right, from 0 to 1
// (Moodle's markaverage / maxmark; STATISTICS.md §1). A blank was asked and is
// not right. Not ok if nobody was asked.
func (m *Matrix) Facility(j int) (f float64, ok bool) {
	right, n := m.counts(j)
	return float64(right) / float64(max(n, 1)), n > 0
}

// FacilityInterval is the 95 % Wilson interval of Facility.
func (m *Matrix) FacilityInterval(j int) (low, high float64, ok bool) { return Wilson(m.counts(j)) }

func (m *Matrix) counts(j int) (right, n int) {
	for _, row := range m.marks {
		if row[j] == Right {
			right++
		}
	}
	return right, m.taken[j]
}

// Corrected is a facility without what guessing gives: 0 at Chance, 1 at 1, and
// below 0 where guessing would have done better (STATISTICS.md §1).
func Corrected(facility float64) float64 { return 1 - (1-facility)/(1-Chance) }

// Discrimination is Moodle's index, the correlation of question j with the rest,
// from -1 to 1 (Moodle shows 100 times it; STATISTICS.md §2). It is taken over
// those asked j and something else; their rest is the share right of the others
// that they were asked. Not ok if marks or rests do not vary.
func (m *Matrix) Discrimination(j int) (r float64, ok bool) {
	c := m.columns[j]
	return correlation(c.mark, c.rest)
}

// DiscriminationInterval is the 95 % Fisher interval of Discrimination.
func (m *Matrix) DiscriminationInterval(j int) (low, high float64, ok bool) {
	c := m.columns[j]
	r, ok := correlation(c.mark, c.rest)
	if !ok {
		return 0, 0, false
	}
	return Fisher(r, len(c.mark))
}

// Efficiency is Moodle's discriminative efficiency, at most 1: the covariance of
// question j with the rest, by the largest that the same marks allow
// (STATISTICS.md §2). Below .15 it is dubious. Over whom: as Discrimination.
func (m *Matrix) Efficiency(j int) (share float64, ok bool) {
	c := m.columns[j]
	if len(c.mark) < 2 {
		return 0, false
	}
	of := covariance(c.mark, c.rest)
	most := covariance(slices.Sorted(slices.Values(c.mark)), slices.Sorted(slices.Values(c.rest)))
	if most < tiny {
		return 0, false
	}
	return of / most, true
}

// PointBiserial is the correlation of question j with the total that contains
// it, from -1 to 1, which flatters (Canvas, PrairieLearn; STATISTICS.md §2). The
// total is the share right of all that a student was asked.
func (m *Matrix) PointBiserial(j int) (r float64, ok bool) {
	c := m.columns[j]
	return correlation(c.mark, c.total)
}

// EffectiveWeight is the part of question j in the spread of the totals, from 0
// to 1 (Moodle; STATISTICS.md §3). Not ok if its covariance with the total is
// negative, or if no question has a positive one.
func (m *Matrix) EffectiveWeight(j int) (share float64, ok bool) {
	own, sum := 0.0, 0.0
	for k, c := range m.columns {
		if len(c.mark) < 2 {
			continue
		}
		with := m.withAll[k]
		if math.Abs(with) < tiny {
			with = 0
		}
		if k == j {
			own, ok = with, with >= 0
		}
		sum += math.Sqrt(max(with, 0))
	}
	if !ok || sum == 0 {
		return 0, false
	}
	return math.Sqrt(own) / sum, true
}

// D27 is the facility of question j among the best 27 % less that among the
// last, from -1 to 1 (STATISTICS.md §2). Ties are broken by the order of the
// rows; clean is false where that matters, so that the figure is one of several
// that could be had: then it is not for showing. Not ok below 4 students.
func (m *Matrix) D27(j int) (d float64, clean, ok bool) {
	c := m.columns[j]
	n := len(c.mark)
	k := int(math.Round(0.27 * float64(n)))
	if n < 4 || k == 0 {
		return 0, false, false
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case c.total[a] > c.total[b]:
			return -1
		case c.total[a] < c.total[b]:
			return 1
		}
		return 0
	})
	for i := range k {
		d += c.mark[order[i]] - c.mark[order[n-1-i]]
	}
	clean = c.total[order[k-1]] != c.total[order[k]] && c.total[order[n-k]] != c.total[order[n-k-1]]
	return d / float64(k), clean, true
}
