package browser

import (
	"context"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// A pool is a browser process that several tabs use. It starts for the first
// tab and ends with its last user, so that no test leaves one behind.
type pool struct {
	mu    sync.Mutex
	users int
	ctx   context.Context // nil while no process runs
	stop  context.CancelFunc

	profile string // folder, "" for one that goes with the process
}

// shared is the process of this test binary.
var shared pool

// Keep keeps the browser process, once a tab has started it, until release is
// called. A package with many browser tests calls it in TestMain and saves the
// second that each start takes.
func Keep() (release func()) {
	shared.mu.Lock()
	defer shared.mu.Unlock()
	shared.users++
	return shared.leave
}

// flags keep Chromium quiet: no window, no request of its own to anywhere. As
// root it has no sandbox, which chromedp sees to.
var flags = map[string]any{
	"headless":                               true,
	"hide-scrollbars":                        true,
	"mute-audio":                             true,
	"no-first-run":                           true,
	"no-default-browser-check":               true,
	"disable-gpu":                            true,
	"disable-quic":                           true,
	"disable-background-networking":          true,
	"disable-component-update":               true,
	"disable-default-apps":                   true,
	"disable-extensions":                     true,
	"disable-sync":                           true,
	"disable-breakpad":                       true,
	"disable-dev-shm-usage":                  true,
	"disable-renderer-backgrounding":         true,
	"disable-backgrounding-occluded-windows": true,
	"disable-background-timer-throttling":    true,
	"disable-features":                       "Translate",
	"force-color-profile":                    "srgb",
	"password-store":                         "basic",
}

// join returns the context of the process, started if need be, and leaves when
// the test ends.
func (p *pool) join(t testing.TB) context.Context {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ctx == nil {
		p.start(t)
	}
	p.users++
	t.Cleanup(p.leave)
	return p.ctx
}

// leave ends the process with its last user.
func (p *pool) leave() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.users--; p.users == 0 && p.ctx != nil {
		p.stop()
		p.ctx = nil
	}
}

// start starts Chromium on a new profile, a folder that chromedp removes after
// the process has gone. The caller holds the lock.
func (p *pool) start(t testing.TB) {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("Chromium is not installed: run make test, which installs it")
	}
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(path)}
	for name, value := range flags {
		options = append(options, chromedp.Flag(name, value))
	}
	if p.profile != "" {
		options = append(options, chromedp.UserDataDir(p.profile))
	}
	alloc, stopAlloc := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, stopBrowser := chromedp.NewContext(alloc)
	if err := chromedp.Do(ctx); err != nil {
		stopBrowser()
		stopAlloc()
		t.Fatalf("start %s: %v", path, err)
	}
	p.ctx = ctx
	p.stop = func() {
		// Asked to close, Chromium ends its own helpers; killed, it leaves
		// them behind. The limit is for one that no longer answers.
		limit, cancel := context.WithTimeout(ctx, 5*time.Second)
		defer cancel()
		_ = chromedp.Cancel(limit)
		stopBrowser()
		stopAlloc()
	}
}
