package quiz_test

import (
	"testing"

	"discern/quiz"
)

// STATISTICS.md §8: what the levels earn where the best choice changes.
func TestExpected(t *testing.T) {
	for _, c := range []struct {
		p    float64
		want [3]float64
	}{{2.0 / 3, [3]float64{.666667, .666667, 0}}, {.8, [3]float64{.8, 1.2, 1.2}}, {1, [3]float64{1, 2, 3}}, {0, [3]float64{0, -2, -6}}} {
		for level, want := range c.want {
			near(t, "expected", quiz.Expected(level, c.p), true, want)
		}
	}
	// Within its window each level earns at least what the others do.
	for level := range quiz.Levels {
		low, high := quiz.Window(level)
		for _, p := range []float64{low, (low + high) / 2, high} {
			for other := range quiz.Levels {
				if quiz.Expected(other, p) > quiz.Expected(level, p)+1e-9 {
					t.Errorf("at %v level %d earns more than %d", p, other, level)
				}
			}
		}
	}
}

func TestCalibrate(t *testing.T) {
	_, keys := vectorKeys()
	rule := quiz.Rule{Keys: keys, Except: map[int]quiz.Exception{50: {Policy: quiz.PolicyDrop}}}
	given := answers("FIFI-OOO")
	for i, level := range []int{3, 3, 2, 1, 3, 3, 3, 0} {
		given[i].Confidence = level
	}
	picks, _ := vectorKeys()
	// F right, I for F wrong, F for I wrong, I right, a blank, a dropped one, and two that were not asked.
	got := quiz.Calibrate(picks, given, rule)
	if want := (quiz.Calibration{{1, 1}, {0, 1}, {1, 2}}); got != want {
		t.Fatalf("Calibrate = %v, want %v", got, want)
	}
	mean, ok := got.Mean()
	near(t, "mean", mean, ok, (1-2+3-6)/4.0)
	// Half are right: not sure earns .5, fairly sure 0, very sure -1.5.
	bonus, ok := got.Bonus()
	near(t, "bonus", bonus, ok, 0.1*(-1-.5))
	got.Add(got)
	if all := got.All(); all != (quiz.Sureness{Right: 4, N: 8}) {
		t.Errorf("twice: %v", all)
	}
	if _, ok := (quiz.Calibration{}).Bonus(); ok {
		t.Error("a bonus of no answers")
	}
	if _, ok := (quiz.Calibration{}).Mean(); ok {
		t.Error("a mean of no answers")
	}
}

func TestVerdict(t *testing.T) {
	for _, c := range []struct {
		level, right, n int
		want            quiz.Verdict
	}{
		{0, 0, 0, ""}, {0, 0, 50, quiz.Fits}, {0, 2, 3, quiz.Fits}, {0, 8, 10, quiz.SlightlyUnder}, {0, 100, 100, quiz.Under},
		{1, 2, 3, quiz.Fits}, {1, 4, 5, quiz.Fits}, {1, 6, 10, quiz.SlightlyOver}, {1, 30, 100, quiz.Over}, {1, 100, 100, quiz.Under}, {1, 9, 10, quiz.SlightlyUnder},
		{2, 4, 5, quiz.Fits}, {2, 5, 5, quiz.Fits}, {2, 7, 10, quiz.SlightlyOver}, {2, 70, 100, quiz.Over},
		// (.7-.8)² · 50 is just .5, which is not above it; 51 at .686 is.
		{2, 35, 51, quiz.Over},
	} {
		var sure quiz.Calibration
		sure[c.level] = quiz.Sureness{Right: c.right, N: c.n}
		if got := sure.Verdict(c.level); got != c.want {
			t.Errorf("%d of %d right at level %d: %q, want %q", c.right, c.n, c.level, got, c.want)
		}
	}
}
