package itemstats

import "math"

// z is the normal quantile of 95 % intervals, as STATISTICS.md §1 has it.
const z = 1.96

// Wilson is the 95 % interval of a share of right in n answers, from 0 to 1 (E.
// B. Wilson, Journal of the American Statistical Association 22, 1927); not ok
// if n is 0.
func Wilson(right, n int) (low, high float64, ok bool) {
	if n == 0 {
		return 0, 0, false
	}
	p, size := float64(right)/float64(n), float64(n)
	scale := 1 + z*z/size
	centre := (p + z*z/(2*size)) / scale
	half := z * math.Sqrt(p*(1-p)/size+z*z/(4*size*size)) / scale
	return max(0, centre-half), min(1, centre+half), true
}

// Fisher is the 95 % interval of a correlation r of n pairs by Fisher's
// transformation (R. A. Fisher, Metron 1, 1921); not ok if n < 4 or |r| = 1.
func Fisher(r float64, n int) (low, high float64, ok bool) {
	if n < 4 || math.Abs(r) >= 1 {
		return 0, 0, false
	}
	half := z / math.Sqrt(float64(n-3))
	return math.Tanh(math.Atanh(r) - half), math.Tanh(math.Atanh(r) + half), true
}
