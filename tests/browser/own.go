package browser

import (
	"context"
	"testing"

	"github.com/chromedp/chromedp"
)

// Own is a browser of its own on a profile that outlives it.
type Own struct {
	*Tab
	process context.Context
}

// OpenOwn starts a browser on the profile in folder dir, new or left by an
// earlier one, and opens a tab. It ends with the test, unless Kill was faster.
func OpenOwn(t testing.TB, dir string, opts Options) *Own {
	t.Helper()
	one := &pool{profile: dir}
	process := one.join(t)
	return &Own{open(t, process, opts), process}
}

// Kill ends the browser as a dead battery does: it can write nothing down.
func (o *Own) Kill() {
	o.t.Helper()
	process := chromedp.FromContext(o.process).Browser.Process()
	if err := process.Kill(); err != nil {
		o.t.Fatalf("kill the browser: %v", err)
	}
	<-o.process.Done()
}
