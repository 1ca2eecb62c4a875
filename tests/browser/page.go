package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Open goes to the address and waits until the page has loaded. The host of
// the first address is the only one that the tab may ask.
func (tab *Tab) Open(address string) {
	tab.t.Helper()
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		tab.t.Fatalf("open %q: not a full address", address)
	}
	tab.mu.Lock()
	if tab.base == "" {
		tab.base = u.Host
	}
	tab.mu.Unlock()
	err = tab.within(func(ctx context.Context) error {
		return chromedp.Do(ctx, chromedp.Navigate(address))
	})
	if err != nil && !tab.isOffline() {
		tab.t.Fatalf("open %s: %v", address, err)
	}
	tab.settle()
}

// Location returns the address of the page.
func (tab *Tab) Location() string {
	tab.t.Helper()
	var address string
	tab.Eval("location.href", &address)
	return address
}

// HTML returns the page as it stands now, scripts' changes included.
func (tab *Tab) HTML() string {
	tab.t.Helper()
	var html string
	tab.Eval("document.documentElement.outerHTML", &html)
	return html
}

// Text returns the visible text of the first element that css selects. It
// waits for the element.
func (tab *Tab) Text(css string) string {
	tab.t.Helper()
	var text string
	tab.await(fmt.Sprintf("find %q", css), call("text", css), &text)
	return text
}

// WaitFor waits until css selects an element that is visible.
func (tab *Tab) WaitFor(css string) {
	tab.t.Helper()
	var ok bool
	tab.await(fmt.Sprintf("see %q", css), call("visible", css), &ok)
}

// Focused names the element that has the keyboard focus, as in
// `input#nickname "Your name"`, or "body" when none has.
func (tab *Tab) Focused() string {
	tab.t.Helper()
	var name string
	tab.Eval(call("focused"), &name)
	return name
}

// Eval evaluates a JavaScript expression in the page, waits for its promise if
// it is one, and decodes the value into out, a pointer or nil. Where the tab's
// JavaScript is off this still works, but for promises.
func (tab *Tab) Eval(js string, out any) {
	tab.t.Helper()
	err := tab.within(func(ctx context.Context) error { return tab.eval(ctx, js, out) })
	if err != nil && strings.Contains(err.Error(), "target navigated") { // the page gave way to the next: that one is asked
		tab.settle()
		err = tab.within(func(ctx context.Context) error { return tab.eval(ctx, js, out) })
	}
	if err != nil {
		tab.t.Fatalf("evaluate %.80q: %v", js, err)
	}
}

func (tab *Tab) eval(ctx context.Context, js string, out any) error {
	res, err := chromedp.Call(ctx, runtime.Evaluate, runtime.EvaluateParams{
		Expression: js, ReturnByValue: new(true), AwaitPromise: new(true),
	})
	if err != nil {
		return err
	}
	if res.ExceptionDetails != nil {
		return fmt.Errorf("%s", exception(res.ExceptionDetails))
	}
	if out == nil || len(res.Result.Value) == 0 {
		return nil
	}
	return json.Unmarshal(res.Result.Value, out)
}

// await evaluates js, an outcome of page.js, until it has a value. A page that
// is just being replaced gives an error, which counts as "not yet".
func (tab *Tab) await(what, js string, out any) {
	tab.t.Helper()
	why := "the page gave no answer"
	err := tab.within(func(ctx context.Context) error {
		for {
			var outcome struct {
				Value json.RawMessage
				Why   string
			}
			if err := tab.eval(ctx, js, &outcome); err == nil && outcome.Value != nil {
				return json.Unmarshal(outcome.Value, out)
			} else if err == nil {
				why = outcome.Why
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(25 * time.Millisecond):
			}
		}
	})
	if err != nil {
		tab.t.Fatalf("%s on %s: %s", what, tab.address(), why)
	}
}

// settle waits until the page that an action led to, if any, has loaded.
func (tab *Tab) settle() {
	tab.t.Helper()
	start := time.Now()
	// The renderer answers in order: what the action made it announce comes
	// before the answer. A failed answer means that the page is changing.
	_ = tab.within(func(ctx context.Context) error { return tab.eval(ctx, "0", nil) })
	for {
		tab.mu.Lock()
		nav := tab.nav
		tab.mu.Unlock()
		// An announced page may be called off, which nothing announces.
		waiting := !nav.requested.IsZero() && time.Since(nav.requested) < time.Second
		if !nav.loading && !waiting && !tab.busy() {
			return
		}
		if time.Since(start) > patience {
			tab.t.Fatalf("%s has not finished loading after %v", tab.address(), patience)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// busy reports whether the page says that its main part is being replaced, as
// one does that asks for the next by itself. Without a network it may say so for
// long.
func (tab *Tab) busy() bool {
	var busy bool
	err := tab.within(func(ctx context.Context) error {
		return tab.eval(ctx, "document.querySelector('main[aria-busy=true]') !== null", &busy)
	})
	return err == nil && busy && !tab.isOffline()
}

// address is Location for messages: it cannot fail.
func (tab *Tab) address() string {
	address := "an unknown page"
	_ = tab.within(func(ctx context.Context) error { return tab.eval(ctx, "location.href", &address) })
	return address
}

// Screenshot writes a PNG of the whole page, as long as it is, to path.
func (tab *Tab) Screenshot(path string) {
	tab.t.Helper()
	err := tab.within(func(ctx context.Context) error {
		shot, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{
			Format: page.CaptureScreenshotFormatPng, CaptureBeyondViewport: new(true),
		})
		if err != nil {
			return err
		}
		return os.WriteFile(path, shot.Data, 0o644)
	})
	if err != nil {
		tab.t.Fatalf("screenshot of %s: %v", tab.address(), err)
	}
}

// Cookies returns the cookies that the page's address would be sent.
func (tab *Tab) Cookies() []*http.Cookie {
	tab.t.Helper()
	var found network.GetCookiesResult
	err := tab.within(func(ctx context.Context) (err error) {
		found, err = chromedp.Call(ctx, network.GetCookies, network.GetCookiesParams{})
		return err
	})
	if err != nil {
		tab.t.Fatalf("cookies of %s: %v", tab.address(), err)
	}
	sameSite := map[network.CookieSameSite]http.SameSite{
		network.CookieSameSiteStrict: http.SameSiteStrictMode,
		network.CookieSameSiteLax:    http.SameSiteLaxMode,
		network.CookieSameSiteNone:   http.SameSiteNoneMode,
	}
	var cookies []*http.Cookie
	for _, c := range found.Cookies {
		cookie := &http.Cookie{
			Name: c.Name, Value: c.Value, Path: c.Path, Domain: c.Domain,
			Secure: c.Secure, HttpOnly: c.HTTPOnly, SameSite: sameSite[c.SameSite],
		}
		if c.Expires > 0 { // else it goes with the browser
			cookie.Expires = time.Unix(int64(c.Expires), 0)
		}
		cookies = append(cookies, cookie)
	}
	return cookies
}

// SetOffline cuts the tab off from the network or joins it again. Requests
// that fail for it are no problems. A stream that is open already stays open.
func (tab *Tab) SetOffline(offline bool) {
	tab.t.Helper()
	tab.mu.Lock()
	tab.offline = offline
	tab.wasOffline = tab.wasOffline || offline
	tab.mu.Unlock()
	err := tab.within(func(ctx context.Context) error {
		conditions := []*network.Conditions{}
		if offline {
			conditions = append(conditions, &network.Conditions{Offline: true, DownloadThroughput: -1, UploadThroughput: -1})
		}
		_, err := chromedp.Call(ctx, network.EmulateNetworkConditionsByRule,
			network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: conditions})
		if err != nil {
			return err
		}
		_, err = chromedp.Call(ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{
			Offline: offline, DownloadThroughput: -1, UploadThroughput: -1,
		})
		return err
	})
	if err != nil {
		tab.t.Fatalf("set offline to %v: %v", offline, err)
	}
}

func (tab *Tab) isOffline() bool {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	return tab.offline
}

// Reload loads the page anew.
func (tab *Tab) Reload() {
	tab.t.Helper()
	err := tab.within(func(ctx context.Context) error { return chromedp.Do(ctx, chromedp.Reload()) })
	if err != nil && !tab.isOffline() {
		tab.t.Fatalf("reload %s: %v", tab.address(), err)
	}
	tab.settle()
}

// Back goes one page back in the tab's history, to the page as it was left.
func (tab *Tab) Back() {
	tab.t.Helper()
	err := tab.within(func(ctx context.Context) error {
		history, err := chromedp.Call(ctx, page.GetNavigationHistory, cdp.Empty{})
		if err != nil {
			return err
		}
		wanted := history.CurrentIndex - 1
		if wanted < 0 {
			return fmt.Errorf("there is no page before it")
		}
		_, err = chromedp.Call(ctx, page.NavigateToHistoryEntry,
			page.NavigateToHistoryEntryParams{EntryID: history.Entries[wanted].ID})
		// A page that was kept comes back without loading, so no event of
		// loading can be waited for.
		for err == nil && history.CurrentIndex != wanted {
			time.Sleep(5 * time.Millisecond)
			history, err = chromedp.Call(ctx, page.GetNavigationHistory, cdp.Empty{})
		}
		return err
	})
	if err != nil {
		tab.t.Fatalf("back from %s: %v", tab.address(), err)
	}
	tab.settle()
}
