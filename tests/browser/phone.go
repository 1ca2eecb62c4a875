package browser

import (
	"context"
	"errors"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// What the browser's own developer tools call slow 3G: 500 kbit/s of which four
// fifths arrive, and 400 ms of latency five times over.
const (
	slowBytes   = 500 * 1000 / 8 * .8 // a second, each way
	slowLatency = 400 * 5             // ms
)

// SlowDown makes the tab an old phone on slow 3G: its processor takes six times
// as long.
func (tab *Tab) SlowDown() {
	tab.t.Helper()
	err := tab.within(func(ctx context.Context) error {
		_, cpu := chromedp.Call(ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 6})
		_, net := chromedp.Call(ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
			MatchedNetworkConditions: []*network.Conditions{
				{Latency: slowLatency, DownloadThroughput: slowBytes, UploadThroughput: slowBytes}},
		})
		return errors.Join(cpu, net)
	})
	if err != nil {
		tab.t.Fatalf("slow the tab down: %v", err)
	}
}

// Received returns how many bytes the tab has been sent since it was opened or
// this was last asked, heads of answers included and compressed as they came.
func (tab *Tab) Received() int {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	n := tab.received
	tab.received = 0
	return n
}

// Shift returns the cumulative layout shift of the page, 0 if nothing that was
// shown has moved by itself, and what has moved.
func (tab *Tab) Shift() (sum float64, what []string) {
	tab.t.Helper()
	var shift struct {
		Sum  float64
		What []string
	}
	tab.Eval(`new Promise(done => {
		const shift = {Sum: 0, What: []}
		const name = ({node, previousRect: a, currentRect: b}) => [node?.nodeName, node?.id, node?.className?.baseVal ?? node?.className,
			JSON.stringify(a), JSON.stringify(b)].join(" ")
		new PerformanceObserver(list => list.getEntries().filter(e => !e.hadRecentInput).forEach(e => {
			shift.Sum += e.value
			shift.What.push(...e.sources.map(name))
		})).observe({type: "layout-shift", buffered: true})
		setTimeout(() => done(shift), 100)
	})`, &shift)
	return shift.Sum, shift.What
}
