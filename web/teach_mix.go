package web

import (
	"fmt"
	"math"
	"strconv"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/itemstats"
)

// mixView is the part of a page that tells what was taken for what: by a class,
// by one student, in one quiz or in several.
type mixView struct {
	Matrix  matrix
	Says    []string // one sentence a mix-up, the commonest first
	Links   []int    // of each sentence the passage that it names, 0 for none
	Kinds   []kindRecall
	Figures []measure // balanced accuracy, fact bias and kappa, with what they say
	Why     string    // they are left out
	Luck    string    // how easily guessing gets as many right, of one attempt
}

// kindRecall is how well one kind was told, or all of them.
type kindRecall struct {
	Kind      questions.Label // "" for all
	Recall    share
	Precision share
	Corrected string // recall without what guessing gives
	Width     string // of the bar, in percent
}

// newMixView writes what who took for what: "The class", or a name. Found are the
// findings of c, with or without passages; attempts are how many c is of.
func newMixView(who string, c quiz.Confusion, found []quiz.Finding, attempts int) mixView {
	view := mixView{Matrix: newMatrix(c)}
	for _, f := range found {
		says, at := saysFinding(who, f)
		view.Says, view.Links = append(view.Says, says), append(view.Links, at)
	}
	for _, row := range view.Matrix.Rows {
		view.Kinds = append(view.Kinds, newKindRecall(row.Kind, row.Recall, row.Precision))
	}
	all := share{c.Right(), c.N()}
	view.Kinds = append(view.Kinds, newKindRecall("", all, share{}))
	if attempts == 1 && all.Of > 0 {
		luck := share{max(1, int(math.Round(1000*itemstats.ByGuessing(all.N, all.Of)))), 1000}
		view.Luck = fmt.Sprintf("Guessing gets %d or more of %d right %s of the time.", all.N, all.Of, luck.Percent())
	}
	if view.Why = quiz.WithoutAgreement(attempts); view.Why == "" {
		view.Figures = mixFigures(c)
	}
	return view
}

// saysFinding is a mix-up in a sentence, and the passage that it names.
func saysFinding(who string, f quiz.Finding) (says string, passage int) {
	part := share{f.N, f.Of}
	says = fmt.Sprintf("%s took %s of the %ss for %ss", who, part.Percent(), f.Key, f.Taken)
	if f.Of < 10 {
		says = fmt.Sprintf("%s took %d of %s for %s", who, f.N, plural(f.Of, string(f.Key), string(f.Key)+"s"), kindsNamed(f.Taken, f.N))
	}
	if f.Passage == nil {
		return says + ".", 0
	}
	often := ", most often passage"
	switch {
	case f.N == 1:
		often = ", in passage"
	case f.Passage.Counts[f.Taken.Index()] == 1:
		often = ", such as in passage"
	}
	return fmt.Sprintf("%s%s %d.", says, often, f.Passage.Number), f.Passage.Number
}

// kindsNamed is a kind as so many are taken for it: a fact, facts.
func kindsNamed(l questions.Label, n int) string {
	if n == 1 {
		return withArticle(l)
	}
	return string(l) + "s"
}

func newKindRecall(kind questions.Label, recall, precision share) kindRecall {
	row := kindRecall{Kind: kind, Recall: recall, Precision: precision, Corrected: "-"}
	if recall.Of > 0 {
		part := float64(recall.N) / float64(recall.Of)
		row.Corrected, row.Width = wholePercent(itemstats.Corrected(part)), strconv.FormatFloat(100*part, 'f', 1, 64)
	}
	return row
}

// wholePercent writes a share that may be below 0.
func wholePercent(x float64) string { return fixed(math.Round(100*x)+0, 0) + "%" }

// mixFigures are the figures that take the mix of kinds or guessing into account.
func mixFigures(c quiz.Confusion) []measure {
	balanced := measure{Name: "balanced accuracy", Why: "One kind was not answered."}
	if x, ok := c.Balanced(); ok {
		balanced.Value, balanced.Why = wholePercent(x), ""
		balanced.Range = wholePercent(itemstats.Corrected(x)) + " without guessing"
	}
	bias := measure{Name: "fact bias", Why: "There are no answers."}
	if x, ok := c.FactBias(); ok {
		bias.Value, bias.Why = signed(x), ""
		keyed, said := c.Margins()
		bias.Range = share{said[0], c.N()}.Percent() + " said fact, the key says " + share{keyed[0], c.N()}.Percent()
	}
	kappa := measure{Name: "kappa with the key", Why: "All answers and all keys are one kind."}
	if x, ok := c.Kappa(); ok {
		kappa.Value, kappa.Why, kappa.Range = fixed(x, 2), "", "0 is chance, 1 is the key"
	}
	return []measure{balanced, bias, kappa}
}

// signed writes a difference of shares with its sign.
func signed(x float64) string {
	if math.Round(100*x) > 0 {
		return "+" + fixed(x, 2)
	}
	return fixed(math.Round(100*x)/100+0, 2)
}
