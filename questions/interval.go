package questions

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// The seed and number of draws with which Pack.Agreement finds the interval of
// alpha. They are fixed, so that a pack shows the same interval everywhere.
const (
	AgreementSeed       = 20170506
	AgreementReplicates = 2000
)

// minInterval is the least number of passages for which a bootstrap interval
// is not plainly too narrow.
const minInterval = 10

// Interval is a 95 % interval of a Coefficient, which the readings may not
// allow: then OK is false, and Reason says why.
type Interval struct {
	Low, High float64
	OK        bool
	Reason    string
}

// AlphaInterval is the 95 % percentile interval of Alpha by bootstrap: whole
// passages are drawn again, with replacement, as often as replicates says, with
// a PCG of the given seed (B. Efron, R. Tibshirani, An Introduction to the
// Bootstrap, 1993, ch. 13). Where all readings agree the interval is 1 to 1: it
// knows only of the passages that it has seen.
func (r Ratings) AlphaInterval(seed uint64, replicates int) Interval {
	units := r.units()
	if len(units) < minInterval {
		return Interval{Reason: fmt.Sprintf("fewer than %d passages have two readings", minInterval)}
	}
	all := alphaOf(units, places(len(units)))
	if !all.OK {
		return Interval{Reason: all.Reason}
	}
	source := rand.New(rand.NewPCG(seed, seed))
	drawn := make([]int, len(units))
	var values []float64
	for range replicates {
		for i := range drawn {
			drawn[i] = source.IntN(len(units))
		}
		if alpha := alphaOf(units, drawn); alpha.OK {
			values = append(values, alpha.Value)
		}
	}
	// A draw may hold one kind only. A few such draws may be passed over; when
	// they are many, what is left is no picture of the readings.
	if len(values) == 0 || 10*len(values) < 9*replicates {
		return Interval{Reason: "nearly all readings give one kind, so its interval cannot be told"}
	}
	slices.Sort(values)
	return Interval{Low: quantile(values, 0.025), High: quantile(values, 0.975), OK: true}
}

// places returns 0 to n-1.
func places(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// quantile interpolates between the two nearest of the sorted values, as R does
// by default (R. Hyndman, Y. Fan, The American Statistician 50, 1996, type 7).
func quantile(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	low := int(at)
	high := min(low+1, len(sorted)-1)
	return sorted[low] + (at-float64(low))*(sorted[high]-sorted[low])
}
