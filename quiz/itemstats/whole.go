package itemstats

import "math"

// whole returns the students S and the questions p of a matrix without holes, as
// Moodle needs them for reliability: S > 2 and p > 1.
func (m *Matrix) whole() (students, items float64, ok bool) {
	p := 0
	for _, n := range m.taken {
		if n > 0 {
			p++
		}
	}
	return float64(len(m.marks)), float64(p), m.Complete() && len(m.marks) > 2 && p > 1
}

// Mean is the mean of the students' totals, in marks. Not ok unless all were
// asked equally many questions, and at least one.
func (m *Matrix) Mean() (marks float64, ok bool) {
	if len(m.marks) == 0 || !m.even() || m.asked[0] == 0 {
		return 0, false
	}
	return mean(m.totals()), true
}

// SD is the standard deviation of the totals with n-1, in marks; ok as for Mean,
// of at least two students.
func (m *Matrix) SD() (marks float64, ok bool) {
	if _, ok := m.Mean(); !ok || len(m.marks) < 2 {
		return 0, false
	}
	totals := m.totals()
	return math.Sqrt(covariance(totals, totals)), true
}

// Alpha is Cronbach's, Moodle's coefficient of internal consistency, at most 1
// (STATISTICS.md §4). Not ok for a matrix with holes, fewer than 3 students or 2
// questions, or totals that do not vary.
func (m *Matrix) Alpha() (alpha float64, ok bool) { return m.alpha(-1) }

// AlphaDropped is Alpha of the quiz without question j, which must have been
// asked; it needs 3 questions.
func (m *Matrix) AlphaDropped(j int) (alpha float64, ok bool) {
	if m.taken[j] == 0 {
		return 0, false
	}
	return m.alpha(j)
}

func (m *Matrix) alpha(without int) (float64, bool) {
	_, p, ok := m.whole()
	if without >= 0 {
		p--
	}
	if !ok || p < 2 {
		return 0, false
	}
	totals, sum := m.totals(), 0.0
	for j, variance := range m.variance {
		if j != without {
			sum += variance
		}
	}
	if without >= 0 {
		for i, mark := range m.columns[without].mark {
			totals[i] -= mark
		}
	}
	spread := covariance(totals, totals)
	if spread < tiny {
		return 0, false
	}
	return p / (p - 1) * (1 - sum/spread), true
}

// KR20 is Kuder and Richardson's formula 20, with the population variance of the
// totals throughout (STATISTICS.md §4): then it equals Alpha, and is ok as that.
func (m *Matrix) KR20() (r float64, ok bool) {
	n, p, ok := m.whole()
	totals := m.totals()
	if !ok || central(totals, 2) < tiny {
		return 0, false
	}
	sum := 0.0
	for j := range m.items {
		right, _ := m.counts(j)
		f := float64(right) / n
		sum += f * (1 - f)
	}
	return p / (p - 1) * (1 - sum/central(totals, 2)), true
}

// KR21 is Kuder and Richardson's formula 21, which takes all questions for
// equally hard: a lower bound of KR20 (STATISTICS.md §4). Ok as Alpha.
func (m *Matrix) KR21() (r float64, ok bool) {
	_, p, ok := m.whole()
	totals := m.totals()
	if !ok || central(totals, 2) < tiny {
		return 0, false
	}
	average := mean(totals)
	return p / (p - 1) * (1 - average*(p-average)/(p*central(totals, 2))), true
}

// ErrorRatio is Moodle's, the part of the totals' standard deviation that is
// chance, from 0 to 1 (Moodle shows 100 times it; STATISTICS.md §5). Not ok
// where Alpha is not, or is negative, which means nothing.
func (m *Matrix) ErrorRatio() (share float64, ok bool) {
	alpha, ok := m.Alpha()
	if !ok || alpha < 0 {
		return 0, false
	}
	return math.Sqrt(1 - alpha), true
}

// SEM is the standard error of measurement of a total, in marks (STATISTICS.md
// §5). Ok as ErrorRatio, so that it is never above SD.
func (m *Matrix) SEM() (marks float64, ok bool) {
	ratio, ok := m.ErrorRatio()
	sd, known := m.SD()
	return ratio * sd, ok && known
}

// Skewness is that of the totals, by k statistics (Moodle; STATISTICS.md §6). It
// needs 3 students who were asked equally many questions, and whose totals vary.
func (m *Matrix) Skewness() (g float64, ok bool) {
	totals, s := m.totals(), float64(len(m.marks))
	if _, even := m.Mean(); !even || s < 3 || central(totals, 2) < tiny {
		return 0, false
	}
	k2 := s * central(totals, 2) / (s - 1)
	k3 := s * s * central(totals, 3) / ((s - 1) * (s - 2))
	return k3 / math.Pow(k2, 1.5), true
}

// Kurtosis is the excess over the normal distribution, by k statistics (Moodle;
// STATISTICS.md §6). It needs 4 students, else as Skewness.
func (m *Matrix) Kurtosis() (g float64, ok bool) {
	totals, s := m.totals(), float64(len(m.marks))
	if _, even := m.Mean(); !even || s < 4 || central(totals, 2) < tiny {
		return 0, false
	}
	m2, m4 := central(totals, 2), central(totals, 4)
	k2 := s * m2 / (s - 1)
	k4 := s * s * ((s+1)*m4 - 3*(s-1)*m2*m2) / ((s - 1) * (s - 2) * (s - 3))
	return k4 / (k2 * k2), true
}
