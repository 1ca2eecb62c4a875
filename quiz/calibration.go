package quiz

import "math"

// Levels is how many levels of confidence are asked: not sure, fairly, sure.
const Levels = 3

// What an answer earns at each level in Moodle's certainty-based marking
// (STATISTICS.md §8). It is never part of a score.
var (
	cbmRight = [Levels]float64{1, 2, 3}
	cbmWrong = [Levels]float64{0, -2, -6}
	// windows are the shares of right answers for which each level is the best
	// choice: these are where the expected earnings cross.
	windows = [Levels][2]float64{{0, 2.0 / 3}, {2.0 / 3, 0.8}, {0.8, 1}}
)

// Verdict is how a level fits how often the answers at it are right.
type Verdict string

// The verdicts; "" for a level without answers.
const (
	Fits          Verdict = "fits"
	SlightlyOver  Verdict = "slightly_over"  // a little surer than right
	SlightlyUnder Verdict = "slightly_under" // a little less sure than right
	Over          Verdict = "over"
	Under         Verdict = "under"
)

// Sureness is what was right among the answers given at one level.
type Sureness struct{ Right, N int }

// Calibration is how well answers tell how sure one may be of them, by level
// from 0. Only answers with a kind and a level are in it.
type Calibration [Levels]Sureness

// Expected is what an answer earns on average at a level, from 0, if it is right
// with probability p (STATISTICS.md §8).
func Expected(level int, p float64) float64 {
	return p*cbmRight[level] + (1-p)*cbmWrong[level]
}

// Window is from which to which share right a level, from 0, is the best choice.
func Window(level int) (low, high float64) { return windows[level][0], windows[level][1] }

// Calibrate counts the answers to the passages in picks. Right is what has the
// mark by the rule; passages that it drops do not count.
func Calibrate(picks []int, answers []Answer, rule Rule) Calibration {
	var c Calibration
	for _, a := range answers {
		if a.N < 1 || a.N > len(picks) || !a.Label.Valid() || a.Confidence < 1 || a.Confidence > Levels || !rule.Counts(picks[a.N-1]) {
			continue
		}
		level := &c[a.Confidence-1]
		level.N++
		if rule.Right(picks[a.N-1], a.Label) {
			level.Right++
		}
	}
	return c
}

// Add adds the counts of other.
func (c *Calibration) Add(other Calibration) {
	for level := range c {
		c[level].Right += other[level].Right
		c[level].N += other[level].N
	}
}

// All is the sum of the levels.
func (c Calibration) All() Sureness {
	var all Sureness
	for _, level := range c {
		all.Right += level.Right
		all.N += level.N
	}
	return all
}

// Share is the part that was right; not ok without answers.
func (s Sureness) Share() (share float64, ok bool) {
	return float64(s.Right) / float64(max(s.N, 1)), s.N > 0
}

// Verdict compares a level, from 0, with its window: outside it, and by more
// than chance is likely to do, is over or under (STATISTICS.md §8).
func (c Calibration) Verdict(level int) Verdict {
	share, ok := c[level].Share()
	low, high := Window(level)
	switch {
	case !ok:
		return ""
	case share < low && (share-low)*(share-low)*float64(c[level].N) > 0.5:
		return Over
	case share < low:
		return SlightlyOver
	case share > high && (share-high)*(share-high)*float64(c[level].N) > 0.5:
		return Under
	case share > high:
		return SlightlyUnder
	}
	return Fits
}

// Mean is what the answers earn on average, from -6 to 3; not ok without any.
func (c Calibration) Mean() (marks float64, ok bool) {
	n := c.All().N
	for level, s := range c {
		marks += float64(s.Right)*cbmRight[level] + float64(s.N-s.Right)*cbmWrong[level]
	}
	return marks / float64(max(n, 1)), n > 0
}

// Bonus is what telling sure from unsure answers adds to the share right, by
// Moodle: a tenth of what the answers earn beyond the best single level for the
// same share right. It is below 0 where one level throughout would have been
// better; not ok without answers.
func (c Calibration) Bonus() (share float64, ok bool) {
	mean, ok := c.Mean()
	right, _ := c.All().Share()
	best := math.Inf(-1)
	for level := range c {
		best = max(best, Expected(level, right))
	}
	if !ok {
		return 0, false
	}
	return 0.1 * (mean - best), true
}
