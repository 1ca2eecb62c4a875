package web

import (
	"strconv"

	"discern/questions"
	"discern/quiz/itemstats"
)

// itemFigures are the figures of a passage that may be shown, by their exact
// names, each with what it means.
func itemFigures(s itemstats.Item) []itemFigure {
	const none = "There is none where all did the same."
	all := []struct {
		name, means, why string
		figure           itemstats.Figure
		write            func(float64) string
	}{
		{"Facility", "The share of those asked whose answer is the key's. An open question counts as not the same. About a third would be the same by guessing.", "", s.Facility, tenthPercent},
		{"Facility without guessing", "The same with what guessing gives taken off: 0% is guessing, 100% is all.", "", s.Corrected, tenthPercent},
		{"Discrimination (item-rest correlation)", "Whether students who did well on their other questions did better on this one too. Near 0 it tells them apart badly, below 0 it works the wrong way round.", none, s.Discrimination, hundredth},
		{"Discriminative efficiency", "How much of the discrimination that so many right answers allow there is. Below 15% it is doubtful.", none, s.Efficiency, tenthPercent},
		{"Point-biserial correlation", "The correlation with the whole score, this passage included, which flatters.", none, s.PointBiserial, hundredth},
		{"D27", "Facility among the best 27% of the students less that among the last 27%.", "Left out: which of several equal students are among them would decide it.", s.D27, hundredth},
		{"Effective weight", "The part that this passage has in the spread of the scores.", "There is none where it goes against the scores.", s.Weight, tenthPercent},
		{"Alpha if dropped", "The reliability that the quiz would have without this passage.", "It needs three passages or more, and the same ones for all.", s.AlphaDropped, hundredth},
	}
	var shown []itemFigure
	for _, one := range all {
		row := itemFigure{measure{Name: one.name}, one.means}
		switch f := one.figure; {
		case f.OK:
			row.Value = one.write(f.Value)
			if f.Ranged {
				row.Range = one.write(f.Low) + " to " + one.write(f.High)
			}
		case s.N < itemstats.DiscriminationFrom || !s.Facility.OK:
			continue // left out with the reason of the whole list
		default:
			row.Why = one.why
		}
		shown = append(shown, row)
	}
	return shown
}

func hundredth(x float64) string { return fixed(x, 2) }

func tenthPercent(x float64) string { return fixed(100*x, 1) + "%" }

// wholeFigures are the figures of a quiz as a whole that may be shown.
func wholeFigures(w itemstats.Whole) []measure {
	var shown []measure
	for _, one := range []struct {
		name   string
		figure itemstats.Figure
		write  func(float64) string
	}{
		{"Cronbach's alpha (CIC)", w.Alpha, hundredth}, {"KR-20", w.KR20, hundredth}, {"KR-21", w.KR21, hundredth}, {"error ratio", w.ErrorRatio, tenthPercent},
		{"standard error (SEM)", w.SEM, hundredth}, {"mean score", w.Mean, hundredth}, {"standard deviation", w.SD, hundredth},
		{"skewness", w.Skewness, hundredth}, {"kurtosis", w.Kurtosis, hundredth},
	} {
		if one.figure.OK {
			shown = append(shown, measure{Name: one.name, Value: one.write(one.figure.Value)})
		}
	}
	return shown
}

// lines is the share of each kind by fifths of the students as a chart, the ones
// who did least well at its left, and as its table.
type lines struct {
	Scale  []scaleMark
	Kinds  []kindLine
	Fifths []partRow // as in the chart
}

// scaleMark is a height of the chart, in px, with the share that it stands for.
type scaleMark struct {
	Y    int
	Name string
}

// kindLine is the line of one kind.
type kindLine struct {
	Label  questions.Label
	Path   string // of a polyline
	Points []corner
}

// corner is the corner of a mark on a line, in px.
type corner struct{ X, Y string }

// The size of the chart within its axes, in px.
const (
	chartLeft, chartTop  = 40, 10
	chartStep, chartTall = 64, 150
)

func newLines(quintiles [5]itemstats.Counts) *lines {
	chart := &lines{Scale: []scaleMark{{chartTop, "100%"}, {chartTop + chartTall/2, "50%"}, {chartTop + chartTall, "0%"}}}
	names := []string{"Did least well", "Second fifth", "Middle fifth", "Fourth fifth", "Did best"}
	for i := range quintiles {
		chart.Fifths = append(chart.Fifths, partRow{names[i], quintiles[len(quintiles)-1-i]})
	}
	for k, label := range questions.Labels {
		l := kindLine{Label: label}
		for i, fifth := range chart.Fifths {
			if n := fifth.N(); n > 0 {
				x := chartLeft + chartStep/2 + i*chartStep
				y := chartTop + chartTall*(1-float64(fifth.Counts[k])/float64(n))
				at := strconv.FormatFloat(y, 'f', 1, 64)
				l.Path += strconv.Itoa(x) + "," + at + " "
				l.Points = append(l.Points, corner{strconv.Itoa(x - 7), strconv.FormatFloat(y-7, 'f', 1, 64)})
			}
		}
		chart.Kinds = append(chart.Kinds, l)
	}
	return chart
}

// Share is the part of a fifth that said a kind.
func (r partRow) Share(kind int) string { return share{r.Counts[kind], r.N()}.Percent() }
