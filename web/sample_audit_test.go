package web

import (
	"bytes"
	"fmt"
	"maps"
	"net/http/httptest"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"discern/tests/browser"
)

// spokenIn lists the languages that a template is shown in. Pages of errors are also
// shown to grown-ups, in the English that nobody can change: "staff".
func spokenIn(name string) []string {
	switch {
	case grownUps(name):
		return []string{"staff"}
	case name == "error":
		return []string{"staff", "en", "fr", "es"}
	}
	return []string{"en", "fr", "es"}
}

// samplePaths lists the pages of the samples, as "/sample/fr/join/1", all but
// those that no visitor sees. All are those in every language, and the longest of
// each page of students also with everything that can be switched on,
// "/sample/en/join/1?comfort"; otherwise it is the longest of each page alone.
func samplePaths(t *testing.T, pages *pages, all bool) (paths []string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(samples)) {
		longest := longestSample(t, pages, name)
		for _, tag := range spokenIn(name) {
			for i, view := range samples[name] {
				if all && visible(view) || i == longest && (tag == "en" || tag == "staff") {
					paths = append(paths, fmt.Sprintf("/sample/%s/%s/%d", tag, name, i))
				}
			}
			if all && tag != "staff" {
				paths = append(paths, fmt.Sprintf("/sample/%s/%s/%d?comfort", tag, name, longest))
			}
		}
	}
	return paths
}

// longestSample is the place of the sample with the most on its page.
func longestSample(t *testing.T, pages *pages, name string) (longest int) {
	t.Helper()
	most := 0
	for i, view := range samples[name] {
		var out bytes.Buffer
		if _, err := pages.render(&out, "en", name, view); err != nil {
			t.Fatal(err)
		}
		if visible(view) && out.Len() > most {
			longest, most = i, out.Len()
		}
	}
	return longest
}

// unscripted is a page without a script of its own. With comfort, all of it is
// switched on.
func unscripted(view framed, with comfort) framed {
	copied := reflect.New(reflect.TypeOf(view)).Elem()
	copied.Set(reflect.ValueOf(view))
	copied.FieldByName("Script").SetString("")
	return comfortable(copied.Interface().(framed), with)
}

func mustPages(t *testing.T) *pages {
	t.Helper()
	pages, err := embeddedPages()
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// serveSamples serves the pages of samplePaths with the files and the policy of the
// service.
func serveSamples(t *testing.T, pages *pages) string {
	t.Helper()
	s := &Server{pages: pages, files: pages.files, voices: pages.voices}
	e := echo.New()
	e.Use(s.headers)
	e.GET("/static/:name", s.static)
	e.GET("/sample/:tag/:name/:i", func(c echo.Context) error {
		name := c.Param("name")
		i, err := strconv.Atoi(c.Param("i"))
		if err != nil || i >= len(samples[name]) {
			return echo.ErrNotFound
		}
		var with comfort
		if c.Request().URL.RawQuery == "comfort" {
			with = comforts
		}
		var out bytes.Buffer
		if _, err := pages.render(&out, c.Param("tag"), name, unscripted(samples[name][i], with)); err != nil {
			return err
		}
		return c.HTMLBlob(200, out.Bytes())
	})
	server := httptest.NewServer(e)
	t.Cleanup(server.Close)
	return server.URL
}

// byChoice is what axe-core finds of a board that reloads without a script, which
// it does only where the teacher has asked for it.
const byChoice = "axe: meta-refresh"

// auditSamples opens the pages one after the other and names their faults.
func auditSamples(t *testing.T, base string, look browser.Options, paths []string) {
	t.Helper()
	began := time.Now()
	tab := browser.New(t, look)
	for _, path := range paths {
		tab.Open(base + path)
		for _, fault := range append(tab.Faults(), tab.Problems()...) {
			if !strings.HasPrefix(fault, byChoice) || !strings.Contains(path, "/teach-assignment/") {
				t.Errorf("%s: %s", path, fault)
			}
		}
		tab.Forget()
	}
	t.Logf("%d pages audited in %v", len(paths), time.Since(began).Round(time.Second))
}

// TestSamplesLook audits a sample of every page on the smallest screen.
func TestSamplesLook(t *testing.T) {
	pages := mustPages(t)
	auditSamples(t, serveSamples(t, pages), browser.Options{Width: 320, Height: 640}, samplePaths(t, pages, false))
}

// TestEverySample audits every sample in every language, theme and width; one of
// 640 px is what 200 % of zoom leaves of 1280. It takes long: make test-pages.
func TestEverySample(t *testing.T) {
	if os.Getenv("DISCERN_TEST_PAGES") == "" {
		t.Skip("it takes long: make test-pages")
	}
	pages := mustPages(t)
	base, paths := serveSamples(t, pages), samplePaths(t, pages, true)
	looks := []browser.Options{{Width: 640}}
	for _, width := range []int{320, 1280} {
		looks = append(looks, browser.Options{Width: width}, browser.Options{Width: width, Dark: true}, browser.Options{Width: width, ForcedColors: true})
	}
	for _, look := range looks {
		t.Run(fmt.Sprintf("%d px, dark %v, forced colours %v", look.Width, look.Dark, look.ForcedColors), func(t *testing.T) {
			t.Parallel()
			auditSamples(t, base, look, paths)
		})
	}
}
