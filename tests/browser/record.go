package browser

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// navigation is what the tab's own frame is doing. A click that leads to a
// page is seen as requested before the click's command returns, and as loading
// from the moment the browser asks for the page.
type navigation struct {
	requested time.Time // zero when nothing was requested that has not begun
	loading   bool
}

// record takes down one event of the browser. It runs on the goroutine that
// reads the browser's messages, so it sends no command itself.
func (tab *Tab) record(event any) {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeAssert {
			tab.problem("console.%s: %s", e.Type, describe(e.Args))
		}
	case *runtime.EventExceptionThrown:
		tab.problem("uncaught exception: %s", exception(e.ExceptionDetails))
	case *log.EventEntryAdded:
		tab.recordLog(e.Entry)
	case *network.EventRequestWillBeSent:
		tab.recordRequest(e.Request.URL)
	case *network.EventLoadingFinished:
		tab.received += int(e.EncodedDataLength)
	case *network.EventWebSocketCreated:
		tab.recordRequest(e.URL)
	case *page.EventJavascriptDialogOpening:
		go tab.acceptDialog()
	case *page.EventFrameRequestedNavigation:
		if string(e.FrameID) == tab.frame && e.Disposition == page.ClientNavigationDispositionCurrentTab {
			tab.nav.requested = time.Now()
		}
	case *page.EventFrameStartedLoading:
		if string(e.FrameID) == tab.frame {
			tab.nav = navigation{loading: true}
		}
	case *page.EventFrameStoppedLoading:
		if string(e.FrameID) == tab.frame {
			tab.nav.loading = false
		}
	case *page.EventNavigatedWithinDocument:
		if string(e.FrameID) == tab.frame {
			tab.nav.requested = time.Time{}
		}
	}
}

func (tab *Tab) problem(format string, args ...any) {
	tab.problems = append(tab.problems, fmt.Sprintf(format, args...))
}

// recordLog takes down errors that the browser itself reports: refused
// resources, failed requests, breaches of the content security policy.
func (tab *Tab) recordLog(entry *log.Entry) {
	if tab.wasOffline && strings.Contains(entry.Text, "ERR_INTERNET_DISCONNECTED") {
		return // as the test wished; it may be reported late
	}
	if entry.Level != log.EntryLevelError && entry.Source != log.EntrySourceSecurity {
		return
	}
	tab.problem("%s: %s %s", entry.Source, entry.Text, entry.URL)
}

// recordRequest takes down the host of a request that leaves the browser.
func (tab *Tab) recordRequest(raw string) {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return // data:, blob: and about: ask nobody
	}
	tab.hosts[u.Host] = true
	if u.Host != tab.base {
		tab.problem("request to another host: %s", raw)
	}
}

// acceptDialog answers alert, confirm and "leave this page?" with yes.
func (tab *Tab) acceptDialog() {
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	// An error means that the dialog or the tab has gone.
	_, _ = chromedp.Call(ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
}

// Problems lists what went wrong since the tab was opened or Forget was
// called: console errors, uncaught exceptions, breaches of the content security
// policy, failed requests (an answer of 400 and above is one), and requests to
// any host other than that of the first page.
func (tab *Tab) Problems() []string {
	tab.t.Helper()
	tab.settle() // what the page has reported by now has arrived by then
	tab.mu.Lock()
	defer tab.mu.Unlock()
	return slices.Clone(tab.problems)
}

// Forget empties the list of problems, after a test has caused one on purpose.
func (tab *Tab) Forget() {
	tab.t.Helper()
	tab.settle()
	tab.mu.Lock()
	defer tab.mu.Unlock()
	tab.problems = nil
}

// Hosts lists every host and port that the tab has sent a request to, sorted.
func (tab *Tab) Hosts() []string {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	return slices.Sorted(maps.Keys(tab.hosts))
}

// describe writes the arguments of a console call in one line.
func describe(args []*runtime.RemoteObject) string {
	var words []string
	for _, a := range args {
		if a.Description != "" {
			words = append(words, a.Description)
		} else {
			words = append(words, strings.Trim(string(a.Value), `"`))
		}
	}
	return strings.Join(words, " ")
}

// exception writes an exception in one line, the stack left out.
func exception(d *runtime.ExceptionDetails) string {
	text := d.Text
	if d.Exception != nil && d.Exception.Description != "" {
		text, _, _ = strings.Cut(d.Exception.Description, "\n")
	}
	return fmt.Sprintf("%s (%s:%d)", text, d.URL, d.LineNumber+1)
}
