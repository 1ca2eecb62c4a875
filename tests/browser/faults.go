package browser

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
)

// contrastScript measures what axe-core leaves undecided, as it does for every
// text on a gradient, such as the tint behind cue words.
//
//go:embed contrast.js
var contrastScript string

// Faults looks at the page with Axe and Walk and lists what is wrong with it, a
// line each that begins with who found it; none is good. Whatever axe-core cannot
// decide about contrast is measured, so that nothing stays open.
func (tab *Tab) Faults() []string {
	tab.t.Helper()
	found, undecided := tab.Axe()
	var faults, targets []string
	for _, v := range found {
		faults = append(faults, "axe: "+v.String())
	}
	for _, v := range undecided {
		targets = append(targets, v.Target)
	}
	faults = append(faults, tab.dim(targets)...)
	for _, f := range tab.Walk() {
		faults = append(faults, "walk: "+f.String())
	}
	return faults
}

// dim lists the texts, given as CSS selectors, whose contrast is less than WCAG
// 1.4.3 asks for.
func (tab *Tab) dim(targets []string) []string {
	tab.t.Helper()
	if len(targets) == 0 {
		return nil
	}
	list, err := json.Marshal(targets)
	if err != nil {
		panic(err) // strings cannot fail
	}
	var found []string
	tab.Eval(fmt.Sprintf("(%s)(%s)", strings.TrimSpace(contrastScript), list), &found)
	return found
}
