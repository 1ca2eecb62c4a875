package questions

import (
	"slices"
	"sort"
)

// Coefficient is a measure that the readings may not allow. Where OK is false,
// Value means nothing and Reason says in plain words what is missing.
type Coefficient struct {
	Value  float64
	OK     bool
	Reason string
}

func computed(v float64) Coefficient { return Coefficient{Value: v, OK: true} }

func notComputable(reason string) Coefficient { return Coefficient{Reason: reason} }

// oneLabel is why agreement beyond chance says nothing: where everybody always
// gives one kind, chance alone would make them agree.
const oneLabel = "only one kind was ever given, so agreement beyond chance cannot be told"

// tally is how often a label stands in a row.
type tally struct {
	label Label
	n     int
}

// count tallies the readings of a row, the most frequent first, and otherwise
// in the order of the labels' names.
func count(row []Label) []tally {
	var tallies []tally
	for _, l := range row {
		if l == "" {
			continue
		}
		i := slices.IndexFunc(tallies, func(t tally) bool { return t.label == l })
		if i < 0 {
			tallies = append(tallies, tally{label: l})
			i = len(tallies) - 1
		}
		tallies[i].n++
	}
	sort.Slice(tallies, func(i, j int) bool {
		a, b := tallies[i], tallies[j]
		return a.n > b.n || a.n == b.n && a.label < b.label
	})
	return tallies
}

// given counts the readings of a row.
func given(row []Label) int {
	n := 0
	for _, l := range row {
		if l != "" {
			n++
		}
	}
	return n
}

// pairShare is the share of agreeing pairs in a row of two readings or more.
func pairShare(row []Label) float64 {
	n, same := given(row), 0
	for _, t := range count(row) {
		same += t.n * (t.n - 1)
	}
	return float64(same) / float64(n*(n-1))
}

// Alpha is Krippendorff's alpha for nominal data, with readings missing or not:
//
//	alpha = 1 - (n-1) · Σ(c≠k) o_ck / Σ(c≠k) n_c·n_k
//
// with the coincidences o_ck = Σ_u (ordered c–k pairs in u) / (m_u - 1) over the
// passages u that have m_u ≥ 2 readings, n_c = Σ_k o_ck and n = Σ_c n_c
// (K. Krippendorff, Content Analysis, 2004, ch. 11). He relies on .800 and more
// and takes .667 to .800 for tentative conclusions only.
func (r Ratings) Alpha() Coefficient {
	units := r.units()
	return alphaOf(units, places(len(units)))
}

// unit is a passage with two readings or more, as its readings by label.
type unit struct {
	n        []float64 // readings, by the index of their label
	disagree float64   // Σ(c≠k) of the unit's coincidences
}

// units returns the passages with two readings or more; labels are numbered
// over all of them.
func (r Ratings) units() []unit {
	var labels []Label
	for _, row := range r {
		for _, t := range count(row) {
			if !slices.Contains(labels, t.label) {
				labels = append(labels, t.label)
			}
		}
	}
	var units []unit
	for _, row := range r {
		m := float64(given(row))
		if m < 2 {
			continue
		}
		u := unit{n: make([]float64, len(labels))}
		for _, t := range count(row) {
			n := float64(t.n)
			u.n[slices.Index(labels, t.label)] = n
			u.disagree += n * (m - n) / (m - 1)
		}
		units = append(units, u)
	}
	return units
}

// alphaOf is alpha over the units at the given places, which may repeat.
func alphaOf(units []unit, places []int) Coefficient {
	if len(places) < 2 {
		return notComputable("fewer than two passages have two readings")
	}
	totals := make([]float64, len(units[0].n))
	disagree, n := 0.0, 0.0
	for _, at := range places {
		disagree += units[at].disagree
		for c, m := range units[at].n {
			totals[c] += m
			n += m
		}
	}
	expected := n * n
	for _, m := range totals {
		expected -= m * m
	}
	if expected == 0 {
		return notComputable(oneLabel)
	}
	return computed(1 - (n-1)*disagree/expected)
}

// Cohen is Cohen's kappa of the readers in columns a and b, on the passages
// that both have read: (Po - Pe)/(1 - Pe), Pe from the two readers' own shares
// (J. Cohen, Educational and Psychological Measurement 20, 1960).
func (r Ratings) Cohen(a, b int) Coefficient {
	same, both := r.Same(a, b)
	if both < 2 {
		return notComputable("fewer than two passages were read by both")
	}
	var firsts, seconds []Label
	for _, row := range r {
		if row[a] != "" && row[b] != "" {
			firsts, seconds = append(firsts, row[a]), append(seconds, row[b])
		}
	}
	chance := 0 // Pe·both²
	other := count(seconds)
	for _, t := range count(firsts) {
		for _, o := range other {
			if o.label == t.label {
				chance += t.n * o.n
			}
		}
	}
	if chance == both*both {
		return notComputable(oneLabel)
	}
	n := float64(both)
	expected := float64(chance) / (n * n)
	return computed((float64(same)/n - expected) / (1 - expected))
}

// Fleiss is Fleiss' kappa: (mean P_i - Pe)/(1 - Pe), with the share P_i of
// agreeing pairs in each passage and Pe from the pooled shares of the labels
// (J. L. Fleiss, Psychological Bulletin 76, 1971). It needs the same number of
// readings of every passage; leaving the others out would flatter.
func (r Ratings) Fleiss() Coefficient {
	if len(r) < 2 {
		return notComputable("there are fewer than two passages")
	}
	readers := given(r[0])
	if readers < 2 {
		return notComputable("a passage has fewer than two readings")
	}
	var pooled []Label
	mean := 0.0
	for _, row := range r {
		if given(row) != readers {
			return notComputable("not every passage has the same number of readings")
		}
		pooled = append(pooled, row...)
		mean += pairShare(row) / float64(len(r))
	}
	labels := count(pooled)
	if len(labels) == 1 {
		return notComputable(oneLabel)
	}
	expected := 0.0
	for _, t := range labels {
		share := float64(t.n) / float64(readers*len(r))
		expected += share * share
	}
	return computed((mean - expected) / (1 - expected))
}
