package itemstats

import "fmt"

// From how many students on something is shown (STATISTICS.md §10).
const (
	FacilityFrom       = 10
	DiscriminationFrom = 30
)

// Where flags begin (STATISTICS.md §10). Those of facility hold for the
// corrected one, as a third is had by guessing: facilities of .47 and .93.
const (
	weakBelow = 0.15
	hardBelow = 0.20
	easyAbove = 0.90
)

// Flag is a reason to look at a question.
type Flag string

// The flags. Those of facility stand from FacilityFrom students on, the others
// from DiscriminationFrom.
const (
	Negative Flag = "negative_discrimination" // r < 0: who did well elsewhere did worse here
	Weak     Flag = "weak_discrimination"     // the whole interval of r is below .15
	TopElse  Flag = "top_third_differs"       // most of the top third chose one and the same wrong kind
	TooEasy  Flag = "too_easy"                // nearly all were right
	TooHard  Flag = "too_hard"                // hardly more were right than by guessing
)

// Figure is a statistic that may be shown if OK, with its 95 % interval if
// Ranged.
type Figure struct {
	Value, Low, High float64
	OK, Ranged       bool
}

// Item is what may be shown of a question to the teacher of a class.
type Item struct {
	N              int // students asked
	Facility       Figure
	Corrected      Figure // facility without guessing
	Discrimination Figure // item-rest
	Efficiency     Figure // discriminative; this and those below have no interval
	PointBiserial  Figure
	D27            Figure // not OK where a tie would decide it
	Weight         Figure // effective
	AlphaDropped   Figure // of the quiz without this question
	Counts         Counts
	Thirds         [3]Counts // top, middle, bottom; zero below DiscriminationFrom
	Quintiles      [5]Counts // the best first; as Thirds
	Flags          []Flag
	Why            string // a sentence on what is left out, "" if nothing is
}

// Whole is what may be shown of the quiz as a whole. No figure has an interval.
type Whole struct {
	N          int    // students
	Alpha      Figure // Moodle's coefficient of internal consistency
	KR20       Figure
	KR21       Figure
	ErrorRatio Figure
	SEM        Figure // in marks
	Mean       Figure // in marks
	SD         Figure // in marks
	Skewness   Figure
	Kurtosis   Figure
	Why        string // as of Item
}

// figure is one without an interval.
func figure(x float64, ok bool) Figure { return Figure{Value: x, OK: ok} }

// Show applies the rules of STATISTICS.md §10 to question j. Key is the place of
// the right kind, and said as for Responses. Below FacilityFrom students there
// are counts only; below DiscriminationFrom facility with its interval; from
// there on discrimination with its interval, and what else is made of correlations.
func (m *Matrix) Show(j, key int, said func(row int) int) Item {
	item := Item{N: m.Asked(j)}
	all, thirds := m.Responses(j, said)
	item.Counts = all
	if item.N < FacilityFrom {
		item.Why = fmt.Sprintf("Facility is shown from %d students on, discrimination from %d.", FacilityFrom, DiscriminationFrom)
		return item
	}
	f := &item.Facility
	f.Value, f.OK = m.Facility(j)
	f.Low, f.High, f.Ranged = m.FacilityInterval(j)
	item.Corrected = Figure{Corrected(f.Value), Corrected(f.Low), Corrected(f.High), f.OK, f.Ranged}
	switch corrected := Corrected(f.Value); {
	case corrected < hardBelow:
		item.Flags = append(item.Flags, TooHard)
	case corrected > easyAbove:
		item.Flags = append(item.Flags, TooEasy)
	}
	if item.N < DiscriminationFrom {
		item.Why = fmt.Sprintf("Discrimination is shown from %d students on.", DiscriminationFrom)
		return item
	}
	item.Thirds, item.Quintiles = thirds, m.Quintiles(j, said)
	item.Efficiency, item.PointBiserial = figure(m.Efficiency(j)), figure(m.PointBiserial(j))
	item.Weight, item.AlphaDropped = figure(m.EffectiveWeight(j)), figure(m.AlphaDropped(j))
	d, clean, ok := m.D27(j)
	item.D27 = figure(d, ok && clean)
	r := &item.Discrimination
	r.Value, r.OK = m.Discrimination(j)
	r.Low, r.High, r.Ranged = m.DiscriminationInterval(j)
	switch {
	case !r.OK:
		item.Why = "There is no discrimination where all students did the same, here or on the other questions."
	case !r.Ranged:
		item.Why = "A discrimination of exactly 1 or -1 has no interval."
	}
	switch {
	case r.OK && r.Value < 0:
		item.Flags = append(item.Flags, Negative)
	case r.OK && r.Ranged && r.High < weakBelow:
		item.Flags = append(item.Flags, Weak)
	}
	if _, wrong := thirds[Top].mostly(key); wrong {
		item.Flags = append(item.Flags, TopElse)
	}
	return item
}

// mostly returns the kind that more than half of the counted gave; wrong if that
// is a kind other than the key.
func (c Counts) mostly(key int) (kind int, wrong bool) {
	for k, n := range c[:Kinds] {
		if 2*n > c.N() {
			return k, k != key
		}
	}
	return -1, false
}

// ShowWhole applies the rules to the quiz as a whole: reliability is made of
// correlations, and shape needs the tails, so that both are shown from
// DiscriminationFrom students on, reliability of a matrix without holes. An alpha
// below 0 means nothing and is left out, with all that is made of it.
func (m *Matrix) ShowWhole() Whole {
	w := Whole{N: m.Students()}
	if w.N < DiscriminationFrom {
		w.Why = fmt.Sprintf("Reliability and the shape of the scores are shown from %d students on.", DiscriminationFrom)
		return w
	}
	w.Mean, w.SD = figure(m.Mean()), figure(m.SD())
	w.Skewness, w.Kurtosis = figure(m.Skewness()), figure(m.Kurtosis())
	alpha, ok := m.Alpha()
	switch {
	case !m.Complete():
		w.Why = "Reliability is shown only where all students were asked the same questions."
	case !ok:
		w.Why = "There is no reliability of one question, or where all scores are the same."
	case alpha < 0:
		w.Why = "Reliability means nothing here: it comes out below 0."
	default:
		w.Alpha, w.KR20, w.KR21 = figure(alpha, true), figure(m.KR20()), figure(m.KR21())
		w.ErrorRatio, w.SEM = figure(m.ErrorRatio()), figure(m.SEM())
	}
	return w
}
