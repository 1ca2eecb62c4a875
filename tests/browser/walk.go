package browser

import (
	"context"
	_ "embed"
	"errors"
	"fmt"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

//go:embed walk.js
var walkScript string

//go:embed enlarged.js
var enlargedScript string

// A Finding is one thing that Walk found wrong.
type Finding struct {
	Check  string // one of the names that Walk lists
	Target string // the element, or "the page"
	Detail string // what is wrong with it
}

// String writes the finding in one line, for a test's message.
func (f Finding) String() string {
	return fmt.Sprintf("%s at %s: %s", f.Check, f.Target, f.Detail)
}

// Walk goes through the page with the Tab key from its top, looks at it as a
// whole, and returns what axe-core does not find. The checks, with the success
// criteria of WCAG 2.2 that they serve:
//
//	focus-visible  outline, shadow or border shows the focus, rings by 2 px (2.4.7)
//	focus-covered  what has the focus is on the screen and not under a bar (2.4.11)
//	focus-lost     Tab does not end at nothing half way (2.4.3)
//	focus-trap     Tab leads out of everything (2.1.2)
//	keyboard       Tab reaches every control (2.1.1)
//	focus-moves    reaching a control does not leave the page (3.2.1)
//	radio-group    radio buttons are in a group with a name (1.3.1)
//	save-state     "Saved" and its like are in a role=status (4.1.3)
//	target-size    targets have 24 × 24 px, label included, links in text apart (2.5.8)
//	reflow         the page does not scroll sideways (1.4.10)
//	text-spacing   wider text spacing cuts nothing off (1.4.12)
//	text-size      text of twice the size fits, whole and not on other things (1.4.4)
//	h1, title, lang  each is there, and there is one h1 (2.4.2, 2.4.6, 3.1.1)
//
// A save state is what has the class "saved" or an attribute data-save or
// data-save-state, or says "Saved", "Saving…", "Not saved". The walk leaves the
// focus on nothing, the page scrolled to its top and each part to its beginning.
func (tab *Tab) Walk() []Finding {
	tab.t.Helper()
	start := tab.address()
	var findings []Finding
	err := tab.withinTime(4*patience, func(ctx context.Context) error {
		if err := tab.eval(ctx, "{\n"+enlargedScript+walkScript+"\n0\n}", nil); err != nil {
			return err
		}
		if err := tab.eval(ctx, "discernWalk.begin()", nil); err != nil {
			return err
		}
		for over := false; !over; {
			if err := chromedp.Do(ctx, chromedp.KeyEvent(kb.Tab)); err != nil {
				return err
			}
			if err := tab.eval(ctx, "discernWalk.step()", &over); err != nil {
				return err
			}
		}
		if err := tab.eval(ctx, "discernWalk.end()", &findings); err != nil {
			return err
		}
		large, err := tab.enlarged(ctx)
		findings = append(findings, large...)
		return err
	})
	if now := tab.address(); err != nil && now != start {
		return []Finding{{Check: "focus-moves", Target: "the page", Detail: "Tab led to " + now}}
	}
	if err != nil {
		tab.t.Fatalf("walk through %s: %v", start, err)
	}
	return findings
}

// The size of text that a browser begins with, in CSS pixels.
const (
	usualText = 16
	usualMono = 13
)

// enlarged looks at the page with text at twice its size, as somebody has it who
// asks the browser for that, and puts the size back.
func (tab *Tab) enlarged(ctx context.Context) (found []Finding, err error) {
	size := func(times int64) error {
		_, err := chromedp.Call(ctx, page.SetFontSizes, page.SetFontSizesParams{
			FontSizes: &page.FontSizes{Standard: times * usualText, Fixed: times * usualMono}})
		return err
	}
	defer func() { err = errors.Join(err, size(1)) }()
	if err := size(2); err != nil {
		return nil, err
	}
	return found, tab.eval(ctx, "discernWalk.enlarged()", &found)
}
