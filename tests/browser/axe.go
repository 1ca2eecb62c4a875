package browser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// A Violation is one element that breaks one of axe-core's rules.
type Violation struct {
	ID         string // the rule, as in "label"
	Impact     string // minor, moderate, serious or critical
	Target     string // a CSS selector of the element
	Help       string // the rule in a sentence
	Incomplete bool   // axe-core could not decide it; a person has to
}

// String writes the violation in one line, for a test's message.
func (v Violation) String() string {
	if v.Incomplete {
		return fmt.Sprintf("%s (%s, undecided) at %s: %s", v.ID, v.Impact, v.Target, v.Help)
	}
	return fmt.Sprintf("%s (%s) at %s: %s", v.ID, v.Impact, v.Target, v.Help)
}

// axeRun runs the rules of WCAG 2.2, levels A and AA, and axe-core's own best
// practice, and returns one line for each element that breaks one.
const axeRun = `axe.run(document, {
	runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']},
	resultTypes: ['violations', 'incomplete'],
}).then(r => ['violations', 'incomplete'].flatMap(kind => r[kind].flatMap(rule => rule.nodes.map(node => ({
	ID: rule.id, Impact: node.impact || rule.impact || '', Help: rule.help,
	Target: node.target.flat().join(' '), Incomplete: kind === 'incomplete',
})))))`

// unwrap takes noscript elements out of the way and leaves what they hold, for
// while scripts are on the browser shows nothing inside them. rewrap undoes it.
const (
	unwrap = `globalThis.discernUnwrapped = [...document.body.querySelectorAll('noscript')]
		.map(box => ({box, held: [...box.childNodes]})).filter(({held}) => held.length > 0)
		.map(kept => (kept.box.replaceWith(...kept.held), kept)), 0`
	rewrap = `for (const {box, held} of globalThis.discernUnwrapped) {
		held[0].before(box);
		box.append(...held);
	}
	delete globalThis.discernUnwrapped`
)

// Axe runs axe-core on the page. It returns what breaks a rule or is undecided,
// and apart from it the elements whose contrast axe-core could not measure.
// In a tab without JavaScript it looks at the page as it is without: it needs
// scripts to be on while it runs, but the page's own stay unread, and what
// noscript elements hold is looked at with the rest.
func (tab *Tab) Axe() (found, contrast []Violation) {
	tab.t.Helper()
	script, err := os.ReadFile(axePath(tab.t.Fatalf))
	if err != nil {
		tab.t.Fatal("axe-core is not installed: run make test, which installs it")
	}
	var all []Violation
	run := func(ctx context.Context) error {
		var there bool // left by an earlier look at the same page
		if err := tab.eval(ctx, "!!globalThis.axe", &there); err != nil {
			return err
		}
		if !there {
			if err := tab.eval(ctx, string(script)+"\n;0", nil); err != nil {
				return err
			}
		}
		return tab.eval(ctx, axeRun, &all)
	}
	err = tab.withinTime(4*patience, func(ctx context.Context) error {
		if tab.opts.JavaScript {
			return run(ctx)
		}
		return errors.Join(tab.eval(ctx, unwrap, nil), tab.allowScripts(ctx, true), run(ctx),
			tab.allowScripts(ctx, false), tab.eval(ctx, rewrap, nil))
	})
	if err != nil {
		tab.t.Fatalf("run axe-core on %s: %v", tab.address(), err)
	}
	for _, v := range all {
		if v.Incomplete && v.ID == "color-contrast" {
			contrast = append(contrast, v)
		} else {
			found = append(found, v)
		}
	}
	return found, contrast
}

// axePath returns where axe-core is installed, in the folder of the module.
func axePath(fatal func(string, ...any)) string {
	dir, err := os.Getwd()
	if err != nil {
		fatal("find the module: %v", err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(dir, "tests", "axe", "node_modules", "axe-core", "axe.min.js")
		}
		if dir == filepath.Dir(dir) {
			fatal("find the module: no go.mod above the test's folder")
		}
		dir = filepath.Dir(dir)
	}
}
