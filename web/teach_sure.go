package web

import (
	"fmt"
	"strconv"
	"strings"

	"discern/quiz"
)

// sureView is how well students knew which of their answers were right.
type sureView struct {
	Says   string
	Levels []sureRow
	Mean   string // earned by an answer in certainty-based marking
	Bonus  string
}

// sureRow is the answers of one level of confidence.
type sureRow struct {
	Name    string
	Right   share
	Window  string // shares right that fit the level
	Verdict string
	From    int // of the window, in percent
	Width   int
	Point   string
}

// verdictWords are the verdicts for a person.
var verdictWords = map[quiz.Verdict]string{"": "No answers", quiz.Fits: "Fits",
	quiz.SlightlyOver: "A little too sure", quiz.Over: "Too sure", quiz.SlightlyUnder: "A little too unsure", quiz.Under: "Too unsure"}

// newSureView writes the calibration of who, "the class" or a name; nil without
// answers that say how sure they are.
func newSureView(who string, c quiz.Calibration) *sureView {
	mean, ok := c.Mean()
	if !ok {
		return nil
	}
	bonus, _ := c.Bonus()
	view := &sureView{Says: saysSure(who, c), Mean: fixed(mean, 2), Bonus: signedPercent(bonus)}
	for level, s := range c {
		low, high := quiz.Window(level)
		row := sureRow{Name: sureness[level], Right: share{s.Right, s.N}, Verdict: verdictWords[c.Verdict(level)],
			From: int(100*low + .5), Window: fmt.Sprintf("%.0f%% to %.0f%%", 100*low, 100*high)}
		row.Width = int(100*high+.5) - row.From
		if part, ok := s.Share(); ok {
			row.Point = strconv.FormatFloat(max(0, 100*part-1), 'f', 1, 64)
		}
		view.Levels = append(view.Levels, row)
	}
	return view
}

// saysSure is the calibration in a sentence, the surest level first.
func saysSure(who string, c quiz.Calibration) string {
	var parts []string
	for level := quiz.Levels - 1; level >= 0; level-- {
		if c[level].N == 0 {
			continue
		}
		part := share{c[level].Right, c[level].N}
		says := "when " + strings.ToLower(sureness[level]) + ", " + part.Percent()
		if len(parts) == 0 {
			says = fmt.Sprintf("When %s, %s was right %s of the time", strings.ToLower(sureness[level]), who, part.Percent())
		}
		parts = append(parts, says)
	}
	return strings.Join(parts, "; ") + "."
}

// signedPercent writes a difference of shares in percent with its sign.
func signedPercent(x float64) string {
	says := fixed(100*x, 1) + "%"
	if 100*x >= .05 {
		return "+" + says
	}
	return says
}
