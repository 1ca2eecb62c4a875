package questions

// Ratings is what independent readers took passages for: one row for each
// passage, one column for each reader, "" where a reader gave no reading. All
// rows are equally long. A decision made after the readings is not one of them
// and has no column.
type Ratings [][]Label

// Agreement says how far the readers of a pack agreed before anybody decided.
type Agreement struct {
	Passages   int         // of the pack
	Comparable int         // passages with two readings or more
	Unanimous  int         // comparable passages whose readings all agree
	Readings   int         // of all passages together
	Pairwise   Coefficient // see Ratings.Pairwise
	Alpha      Coefficient // Krippendorff's, the one to show first
	Interval   Interval    // of Alpha, at 95 %
	Fleiss     Coefficient // only where every reader read every passage
	Pairs      []PairAgreement
	Labels     []LabelAgreement    // in the order of Labels
	Reviewers  []ReviewerAgreement // in the order of the pack
}

// PairAgreement compares two reviewers on the passages that both have read.
type PairAgreement struct {
	First, Second string // ids, in the order of the pack
	Both          int    // passages that both have read
	Same          int    // and took for the same kind
	Kappa         Coefficient
}

// LabelAgreement looks at one kind alone.
type LabelAgreement struct {
	Label    Label
	Readings int // that give it, on comparable passages
	// Specific is the chance that, where one reader gave this kind, another
	// reader of the same passage gave it too.
	Specific Coefficient
	// Alpha is Krippendorff's for this kind against all others.
	Alpha Coefficient
}

// ReviewerAgreement looks at one reviewer against the others.
type ReviewerAgreement struct {
	Reviewer string // id
	Readings int
	// WithOthers is the share of agreeing pairs among all pairs of a reading of
	// this reviewer and a reading of somebody else's of the same passage.
	WithOthers Coefficient
	// AlphaWithout is the alpha of the others: well above that of all, it says
	// that this reviewer reads differently.
	AlphaWithout Coefficient
}

// UnanimousPercent is the share of comparable passages on which all readings
// agree, from 0 to 100.
func (a Agreement) UnanimousPercent() Coefficient {
	if a.Comparable == 0 {
		return notComputable("no passage has two readings")
	}
	return computed(100 * float64(a.Unanimous) / float64(a.Comparable))
}

// Ratings returns the readings of the pack's passages, disputed ones included,
// with a column for each entry of Reviewers. The keys play no part.
func (p *Pack) Ratings() Ratings {
	column := map[string]int{}
	for i, r := range p.Reviewers {
		column[r.ID] = i
	}
	ratings := make(Ratings, len(p.Items))
	for i, it := range p.Items {
		ratings[i] = make([]Label, len(p.Reviewers))
		for _, r := range it.Readings {
			if c, ok := column[r.Reviewer]; ok && r.Label.Valid() {
				ratings[i][c] = r.Label
			}
		}
	}
	return ratings
}

// Agreement measures the readings of the pack. It is a function of the pack:
// the interval is drawn with AgreementSeed.
func (p *Pack) Agreement() Agreement {
	r := p.Ratings()
	a := Agreement{
		Passages: len(p.Items),
		Pairwise: r.Pairwise(),
		Alpha:    r.Alpha(),
		Interval: r.AlphaInterval(AgreementSeed, AgreementReplicates),
		Fleiss:   r.Fleiss(),
	}
	a.Unanimous, a.Comparable = r.Unanimous()
	for _, row := range r {
		a.Readings += given(row)
	}
	for _, l := range Labels {
		a.Labels = append(a.Labels, r.label(l))
	}
	for i, reviewer := range p.Reviewers {
		a.Reviewers = append(a.Reviewers, r.reviewer(i, reviewer.ID))
		for j := i + 1; j < len(p.Reviewers); j++ {
			pair := PairAgreement{First: reviewer.ID, Second: p.Reviewers[j].ID, Kappa: r.Cohen(i, j)}
			pair.Same, pair.Both = r.Same(i, j)
			a.Pairs = append(a.Pairs, pair)
		}
	}
	return a
}

// Unanimous counts the passages with two readings or more, and those of them
// whose readings all agree.
func (r Ratings) Unanimous() (unanimous, of int) {
	for _, row := range r {
		if n := given(row); n >= 2 {
			of++
			if count(row)[0].n == n {
				unanimous++
			}
		}
	}
	return unanimous, of
}

// Pairwise is the mean, over the passages with two readings or more, of the
// share of the pairs of readings that agree: from 0 to 1.
func (r Ratings) Pairwise() Coefficient {
	sum, passages := 0.0, 0
	for _, row := range r {
		if given(row) >= 2 {
			sum += pairShare(row)
			passages++
		}
	}
	if passages == 0 {
		return notComputable("no passage has two readings")
	}
	return computed(sum / float64(passages))
}

// Same counts the passages that the readers in columns a and b have both read,
// and those that they took for the same kind.
func (r Ratings) Same(a, b int) (same, both int) {
	for _, row := range r {
		if row[a] != "" && row[b] != "" {
			both++
			if row[a] == row[b] {
				same++
			}
		}
	}
	return same, both
}

func (r Ratings) label(l Label) LabelAgreement {
	against := make(Ratings, len(r)) // l, and another word for all that is not l
	a := LabelAgreement{Label: l}
	pairs, others := 0.0, 0.0 // readings of l, and how many of the rest are l
	for i, row := range r {
		against[i] = make([]Label, len(row))
		n, all := 0, given(row)
		for j, given := range row {
			switch given {
			case "":
			case l:
				against[i][j] = l
				n++
			default:
				against[i][j] = "not " + l
			}
		}
		if all >= 2 {
			a.Readings += n
			pairs += float64(n)
			others += float64(n) * float64(n-1) / float64(all-1)
		}
	}
	a.Alpha = against.Alpha()
	if pairs == 0 {
		a.Specific = notComputable("nobody gave this kind")
	} else {
		a.Specific = computed(others / pairs)
	}
	return a
}

func (r Ratings) reviewer(c int, id string) ReviewerAgreement {
	without := make(Ratings, len(r))
	a := ReviewerAgreement{Reviewer: id}
	same, pairs := 0, 0
	for i, row := range r {
		without[i] = append(append([]Label{}, row[:c]...), row[c+1:]...)
		if row[c] == "" {
			continue
		}
		a.Readings++
		for _, other := range without[i] {
			if other == row[c] {
				same++
			}
		}
		pairs += given(without[i])
	}
	a.AlphaWithout = without.Alpha()
	if pairs == 0 {
		a.WithOthers = notComputable("nobody else has read the same passages")
	} else {
		a.WithOthers = computed(float64(same) / float64(pairs))
	}
	return a
}
