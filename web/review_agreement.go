package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"discern/questions"
)

// agreementView is how far readers agreed, in words and figures.
type agreementView struct {
	Says      string
	Measures  []measure
	Labels    []labelMeasure
	Reviewers []readerMeasure
	Pairs     []pairMeasure
}

// measure is a figure, or in Why the reason why there is none.
type measure struct {
	Name  string
	Value string
	Range string // 95 % interval
	Why   string
}

type labelMeasure struct {
	Label    questions.Label
	Readings int
	Specific measure
	Alpha    measure
}

type readerMeasure struct {
	Name     string
	Readings int
	Others   measure
	Without  measure
}

type pairMeasure struct {
	Name       string
	Same, Both int
	Kappa      measure
}

// newAgreementView writes an agreement. Readers are named by their place: a
// pack knows no names.
func newAgreementView(a questions.Agreement) agreementView {
	view := agreementView{Says: saysAgreement(a)}
	alpha := coefficient("Krippendorff's alpha", a.Alpha, 3)
	if a.Alpha.OK && a.Interval.OK {
		alpha.Range = fixed(a.Interval.Low, 3) + " to " + fixed(a.Interval.High, 3)
	} else if a.Alpha.OK {
		alpha.Range = "no interval: " + a.Interval.Reason
	}
	view.Measures = []measure{percent("All readers agree", a.UnanimousPercent(), 1), percent("Two readers agree", a.Pairwise, 100),
		alpha, coefficient("Fleiss' kappa", a.Fleiss, 3)}
	for _, l := range a.Labels {
		view.Labels = append(view.Labels, labelMeasure{l.Label, l.Readings, percent("", l.Specific, 100), coefficient("", l.Alpha, 3)})
	}
	names := map[string]string{}
	for i, r := range a.Reviewers {
		names[r.Reviewer] = "Reading " + itoa(i+1)
		view.Reviewers = append(view.Reviewers, readerMeasure{names[r.Reviewer], r.Readings, percent("", r.WithOthers, 100), coefficient("", r.AlphaWithout, 3)})
	}
	for _, p := range a.Pairs {
		view.Pairs = append(view.Pairs, pairMeasure{names[p.First] + " and " + names[p.Second], p.Same, p.Both, coefficient("", p.Kappa, 3)})
	}
	return view
}

// saysAgreement is the sentence before the figures.
func saysAgreement(a questions.Agreement) string {
	share := a.UnanimousPercent()
	if !share.OK {
		return "Agreement cannot be told yet: " + share.Reason + "."
	}
	return fmt.Sprintf("All readers agree on %d of %s (%s %%).", a.Unanimous, plural(a.Comparable, "passage", "passages"), fixed(share.Value, 1))
}

func coefficient(name string, c questions.Coefficient, digits int) measure {
	if !c.OK {
		return measure{Name: name, Why: "not computable: " + c.Reason}
	}
	return measure{Name: name, Value: fixed(c.Value, digits)}
}

func percent(name string, c questions.Coefficient, times float64) measure {
	if !c.OK {
		return measure{Name: name, Why: "not computable: " + c.Reason}
	}
	return measure{Name: name, Value: fixed(c.Value*times, 1) + " %"}
}

// fixed writes a figure with a real minus sign.
func fixed(x float64, digits int) string {
	return strings.Replace(strconv.FormatFloat(x, 'f', digits, 64), "-", "−", 1)
}

// agreementPage is the whole agreement of a draft or a published version.
type agreementPage struct {
	desk
	Tabs      reviewTabs
	Heading   string
	Agreement agreementView
}

// agreement answers GET /review/pack/{slug}/agreement, with ?version= for a
// published version where a draft is open.
func (s *Server) agreement(c echo.Context) error {
	ctx, who := c.Request().Context(), s.staff(c)
	if err := who.MayReview(); err != nil {
		return err
	}
	view, slug := agreementPage{desk: s.desk(c, "texts", "Agreement", nil)}, c.Param("slug")
	draft, err := s.store.DraftOf(ctx, who, slug)
	if err == nil && c.QueryParam("version") == "" {
		found, err := s.store.DraftAgreement(ctx, who, draft.ID)
		if err != nil {
			return err
		}
		view.Tabs, view.Heading, view.Agreement = tabsOf(draft, "agreement"), draft.Title, newAgreementView(found.Agreement)
		return s.page(c, http.StatusOK, "review-agreement", view)
	}
	version, err := versionAsked(c)
	if err != nil {
		return err
	}
	pack, err := s.store.KeyedPack(ctx, who, slug, version)
	if err != nil {
		return err
	}
	found, err := s.store.Agreement(ctx, who, slug, pack.Version)
	if err != nil {
		return err
	}
	view.Tabs = reviewTabs{slug, "agreement", draft.ID != "", true}
	view.Heading, view.Agreement = pack.Title+", version "+itoa(pack.Version), newAgreementView(found.Agreement)
	return s.page(c, http.StatusOK, "review-agreement", view)
}
