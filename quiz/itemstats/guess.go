package itemstats

import "math"

// ByGuessing is the probability that at least right of n answers are right if
// all are guessed among three labels: the upper tail of a binomial distribution
// with Chance (STATISTICS.md §9).
func ByGuessing(right, n int) float64 {
	sum := 0.0
	for k := max(right, 0); k <= n; k++ {
		sum += math.Exp(choose(n, k) + float64(k)*math.Log(Chance) + float64(n-k)*math.Log(1-Chance))
	}
	return min(1, sum)
}

// choose is the logarithm of the binomial coefficient.
func choose(n, k int) float64 {
	all, _ := math.Lgamma(float64(n + 1))
	in, _ := math.Lgamma(float64(k + 1))
	out, _ := math.Lgamma(float64(n - k + 1))
	return all - in - out
}
