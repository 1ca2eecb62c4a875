package itemstats

import "math"

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// covariance is that of two lists of the same length, with n-1.
func covariance(x, y []float64) float64 {
	mx, my, sum := mean(x), mean(y), 0.0
	for i := range x {
		sum += (x[i] - mx) * (y[i] - my)
	}
	return sum / float64(len(x)-1)
}

// tiny is what rounding may leave of a sum that is 0: marks are whole numbers
// and their shares, so that real variances are far larger.
const tiny = 1e-12

// correlation is Pearson's; not ok if either list does not vary.
func correlation(x, y []float64) (r float64, ok bool) {
	if len(x) < 2 {
		return 0, false
	}
	vx, vy := covariance(x, x), covariance(y, y)
	if vx < tiny || vy < tiny {
		return 0, false
	}
	return max(-1, min(1, covariance(x, y)/math.Sqrt(vx*vy))), true
}

// central is the k-th central moment, over n.
func central(x []float64, k int) float64 {
	m, sum := mean(x), 0.0
	for _, v := range x {
		power := 1.0
		for range k {
			power *= v - m
		}
		sum += power
	}
	return sum / float64(len(x))
}
