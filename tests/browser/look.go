package browser

import (
	"context"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Look changes the screen under the page that is open: its width, height and
// media settings become those of o, the page and its state stay. Whether scripts
// run and whose cookies they are was settled when the tab was opened.
func (tab *Tab) Look(o Options) {
	tab.t.Helper()
	o.JavaScript, o.SameCookies = tab.opts.JavaScript, tab.opts.SameCookies
	if o.Width == 0 {
		o.Width = tab.opts.Width
	}
	if o.Height == 0 {
		o.Height = tab.opts.Height
	}
	tab.opts = o
	tab.emulate()
	// Colours go over into one another; what is half way is of neither look.
	tab.Eval(`Promise.allSettled(document.getAnimations().map(one => one.finished)).then(() => 0)`, nil)
}

// Before has a script run in every page that the tab opens from now on, before
// any script of the page's own.
func (tab *Tab) Before(js string) {
	tab.t.Helper()
	err := tab.within(func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: js})
		return err
	})
	if err != nil {
		tab.t.Fatalf("have a script run before each page: %v", err)
	}
}
