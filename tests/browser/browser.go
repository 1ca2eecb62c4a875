// Package browser drives Debian's Chromium for tests, as a person would: it
// opens pages, clicks what is seen, presses keys, and keeps a list of
// everything that went wrong meanwhile.
//
// Three ideas carry it. A Tab is one person at one screen: New gives each its
// own cookies, while all of them share one browser process, which ends with the
// last of them. Methods wait: a click waits for its target and then for the
// page that it leads to, and what does not come in time fails the test with a
// sentence. Checks bring their own script, past the page's content security
// policy and also where the tab's JavaScript is off: Axe runs the rules of
// axe-core, and Walk goes through the page by keyboard for what those miss.
//
// It never skips: a machine without Chromium fails the test. Frames, pop-up
// windows and shadow trees are not looked into.
package browser

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// patience is how long a method waits for the page before it fails the test.
const patience = 15 * time.Second

// Options say what kind of screen and settings the person has.
type Options struct {
	Width, Height int  // in CSS pixels; 1280 × 800 when zero
	JavaScript    bool // whether the page's scripts run: off unless asked for

	Dark          bool // prefers-color-scheme: dark, otherwise light
	ForcedColors  bool // the system's few colours replace the page's
	ReducedMotion bool // prefers-reduced-motion: reduce

	Zone string // the person's time zone, such as Asia/Kolkata; "" is this machine's

	// SameCookies opens a second tab of the same person. Close order is the
	// test's business: the new tab must not outlive the old.
	SameCookies *Tab
}

// A Tab is one page on one person's screen. Its methods fail the test when
// they cannot do what they say. Use it from the test's own goroutine.
type Tab struct {
	t    testing.TB
	ctx  context.Context
	opts Options

	mu         sync.Mutex // guards what the browser's events write
	frame      string     // the id of the tab's own frame
	base       string     // host:port of the first page opened
	nav        navigation
	hosts      map[string]bool
	problems   []string
	received   int  // bytes
	offline    bool // now
	wasOffline bool // at any time
}

// New opens a tab and closes it when the test ends.
func New(t testing.TB, opts Options) *Tab {
	t.Helper()
	if opts.Width == 0 {
		opts.Width = 1280
	}
	if opts.Height == 0 {
		opts.Height = 800
	}
	cookies := chromedp.WithNewBrowserContext()
	if opts.SameCookies != nil {
		id := chromedp.FromContext(opts.SameCookies.ctx).BrowserContextID
		cookies = chromedp.WithExistingBrowserContext(id)
	}
	return open(t, shared.join(t), opts, cookies)
}

// open opens a tab of a process that runs.
func open(t testing.TB, process context.Context, opts Options, with ...chromedp.ContextOption) *Tab {
	t.Helper()
	tab := &Tab{t: t, opts: opts, hosts: map[string]bool{}}
	ctx, closeTab := chromedp.NewContext(process, append(with, chromedp.WithListener(tab.record))...)
	t.Cleanup(closeTab)
	tab.ctx = ctx
	if err := chromedp.Do(ctx); err != nil { // opens the tab
		t.Fatalf("open a browser tab: %v", err)
	}
	tab.mu.Lock()
	tab.frame = string(chromedp.FromContext(ctx).Target.TargetID)
	tab.mu.Unlock()
	tab.emulate()
	return tab
}

// emulate makes the tab what its options say.
func (tab *Tab) emulate() {
	tab.t.Helper()
	feature := func(name, on, off string, set bool) *emulation.MediaFeature {
		if set {
			return &emulation.MediaFeature{Name: name, Value: on}
		}
		return &emulation.MediaFeature{Name: name, Value: off}
	}
	o := tab.opts
	err := tab.within(func(ctx context.Context) error {
		_, size := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
			Width: int64(o.Width), Height: int64(o.Height), DeviceScaleFactor: 1,
		})
		_, media := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{
				feature("prefers-color-scheme", "dark", "light", o.Dark),
				feature("forced-colors", "active", "none", o.ForcedColors),
				feature("prefers-reduced-motion", "reduce", "no-preference", o.ReducedMotion),
			},
		})
		_, zone := chromedp.Call(ctx, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: o.Zone})
		return errors.Join(size, media, zone, tab.allowScripts(ctx, o.JavaScript))
	})
	if err != nil {
		tab.t.Fatalf("set up the browser tab: %v", err)
	}
}

// allowScripts switches the page's scripts on or off.
func (tab *Tab) allowScripts(ctx context.Context, on bool) error {
	_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled,
		emulation.SetScriptExecutionDisabledParams{Value: !on})
	return err
}

// within runs f with a context that ends when patience does.
func (tab *Tab) within(f func(ctx context.Context) error) error {
	return tab.withinTime(patience, f)
}

func (tab *Tab) withinTime(limit time.Duration, f func(ctx context.Context) error) error {
	ctx, cancel := context.WithTimeout(tab.ctx, limit)
	defer cancel()
	return f(ctx)
}
