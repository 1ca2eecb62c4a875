package browser

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// walked is one check of Walk with a page that it has to catch and a page,
// nearly the same, that it has to let pass. Both have an h1.
var walked = []struct{ check, name, bad, good string }{
	{"focus-visible", "no ring",
		`<style>a:focus{outline:none}</style><p><a href="/">One link</a> in text</p>`,
		`<style>a:focus{outline:none;box-shadow:0 0 0 3px #000}</style><p><a href="/">One link</a> in text</p>`},
	{"focus-visible", "a thin ring",
		`<style>a:focus{outline:1px solid #000}</style><p><a href="/">One link</a> in text</p>`,
		`<style>a:focus{outline:2px solid #000}</style><p><a href="/">One link</a> in text</p>`},
	{"focus-visible", "a radio button behind its label",
		radioStyle + `<fieldset><legend>Q</legend><input type="radio" id="r" name="r"><label for="r">The option</label></fieldset>`,
		radioStyle + `<style>input:focus+label{outline:2px solid}</style><fieldset><legend>Q</legend><input type="radio" id="r" name="r"><label for="r">The option</label></fieldset>`},
	{"focus-visible", "a ring that fades in",
		`<style>a{transition:outline-color 1s;outline:0 solid transparent}</style><p><a href="/">One link</a> in text</p>`,
		`<style>a{transition:box-shadow 1s}a:focus{box-shadow:0 0 0 3px #000}</style><p><a href="/">One link</a> in text</p>`},
	{"focus-covered", "a bar over the last link",
		`<div style="position:fixed;inset:0;background:#eee"></div>` + bigLink,
		`<div style="position:fixed;inset:auto 0 0 0;height:40px;background:#eee"></div>` + bigLink},
	{"focus-covered", "a skip link that never comes",
		`<a href="#m" style="position:absolute;left:-9999px">Skip to content</a>` + bigLink,
		`<style>a.s{position:absolute;left:-9999px;padding:9px}a.s:focus{left:0;top:0}</style><a class="s" href="#m">Skip to content</a>` + bigLink},
	{"focus-lost", "a field that gives the focus away",
		`<button onfocus="this.blur();this.remove()" class="b">One</button><button class="b">Two</button>`,
		`<button class="b">One</button><button class="b">Two</button>`},
	{"focus-trap", "a field that holds the focus",
		`<textarea aria-label="A" style="max-width:100%" onkeydown="event.preventDefault()"></textarea>` + bigLink,
		`<input type="datetime-local" aria-label="A" style="min-height:30px;max-width:100%">` + bigLink},
	{"keyboard", "a control that Tab jumps over",
		`<button class="b" id="x">One</button><button class="b">Two</button><script>x.addEventListener("focus",()=>x.nextElementSibling.focus())</script>`,
		`<button class="b" id="x">One</button><button class="b">Two</button>`},
	{"focus-moves", "a link that follows itself",
		`<a class="b" href="/other" onfocus="location='/other'">One</a>`,
		`<a class="b" href="/other">One</a>`},
	{"radio-group", "in no group",
		`<label class="b"><input type="radio" name="r">one</label><label class="b"><input type="radio" name="r">two</label>`,
		`<fieldset><legend>Which?</legend><label class="b"><input type="radio" name="r">one</label><label class="b"><input type="radio" name="r">two</label></fieldset>`},
	{"radio-group", "an empty legend",
		`<fieldset><legend> </legend><label class="b"><input type="radio" name="r">one</label></fieldset>`,
		`<h2 id="q">Which?</h2><div role="radiogroup" aria-labelledby="q"><label class="b"><input type="radio" name="r">one</label></div>`},
	{"save-state", "a saying",
		`<p>Saved at 10:15</p>`,
		`<p role="status">Saved at 10:15</p><h2>Saved</h2><p>Saved answers are kept until June.</p><a class="b" href="/">Saved</a>`},
	{"save-state", "a mark",
		`<p class="saved">Your answer is with the teacher</p>`,
		`<div aria-live="polite"><p class="saved">Your answer is with the teacher</p></div>`},
	{"target-size", "a small button",
		`<button style="font-size:8px;padding:0">x</button>`,
		`<button class="b">x</button><p>Read <a href="/">the rules</a> first.</p>`},
	{"target-size", "a small radio button",
		`<fieldset><legend>Q</legend><input type="radio" id="r" name="r" aria-label="one"></fieldset>`,
		`<fieldset><legend>Q</legend><label class="b"><input type="radio" name="r">one</label></fieldset>`},
	{"reflow", "a wide table",
		`<div style="width:700px">wide</div>`,
		`<div style="overflow-x:auto" tabindex="0" role="region" aria-label="t"><div style="width:700px">wide</div></div>`},
	{"text-spacing", "a box of fixed height",
		`<div style="height:20px;width:200px;overflow:hidden">These words fill this line to its end</div>`,
		`<div style="min-height:20px;width:200px;overflow:hidden">These words fill this line to its end</div>`},
	{"text-spacing", "one line that may not break",
		`<div style="white-space:nowrap;display:inline-block;font:16px monospace">` + strings.Repeat("x", 29) + `</div>`,
		`<div style="overflow-wrap:anywhere;font:16px monospace">` + strings.Repeat("x", 29) + `</div>`},
	{"text-size", "a line that may not break",
		`<p style="white-space:nowrap">Question 10 of 12, flagged</p>`, `<p>Question 10 of 12, flagged</p>`},
	{"text-size", "a word wider than its box",
		`<div style="width:80px;border:1px solid">Inference</div>`, `<div style="min-width:80px;border:1px solid">Inference</div>`},
	{"text-size", "a box lower than its line",
		`<div style="height:22px;overflow:hidden">Words</div>`, `<div style="min-height:22px;overflow:hidden">Words</div>`},
	{"text-size", "a mark on a word",
		`<div style="position:relative;width:130px">Opinion` + mark + `style="position:absolute;right:0;top:0"></svg></div>`,
		`<div style="display:flex;flex-wrap:wrap;width:130px">Opinion` + mark + `></svg></div>`},
	{"text-size", "a line on a line",
		`<div style="position:relative;height:90px"><div style="position:absolute">One line</div><div style="position:absolute;top:14px">Another</div></div>`,
		`<div>One line</div><div>Another</div>`},
	{"text-size", "a table that only a mouse can scroll",
		`<div style="overflow-x:auto">` + table + `</div>`, `<div style="overflow-x:auto" tabindex="0" role="region" aria-label="t">` + table + `</div>`},
	{"h1", "two", `<h1>Another</h1>`, `<h2>Another</h2>`},
}

const (
	radioStyle = `<style>input{opacity:0;position:absolute}label{display:inline-block;padding:9px}</style>`
	mark       = `<svg width="40" height="20" `
	table      = `<table><tr><td>Inference<td>Opinion<td>Facts<td>Readers</table>`
	bigLink    = `<p id="m"><a class="b" href="/">A link</a></p>`
	small      = `<style>.b{display:inline-block;padding:9px 12px}body{margin:8px}</style><h1>Page</h1>`
)

func TestWalk(t *testing.T) {
	pages := map[string]string{"/": head, "/other": head}
	for i, w := range walked {
		pages[fmt.Sprintf("/bad/%d", i)] = head + small + w.bad
		pages[fmt.Sprintf("/good/%d", i)] = head + small + w.good
	}
	home := serve(t, pages)
	tab := New(t, Options{Width: 320, JavaScript: true})
	for i, w := range walked {
		t.Run(w.check+"/"+w.name, func(t *testing.T) {
			tab.Open(fmt.Sprintf("%s/bad/%d", home, i))
			bad := tab.Walk()
			if !slices.ContainsFunc(bad, func(f Finding) bool { return f.Check == w.check }) {
				t.Errorf("the bad page passes %s: %v", w.check, bad)
			}
			if len(bad) > 1 {
				t.Logf("the bad page has several findings: %v", bad)
			}
			tab.Open(fmt.Sprintf("%s/good/%d", home, i))
			for _, f := range tab.Walk() {
				t.Errorf("on the good page: %s", f)
			}
		})
	}
}

func TestWalkLooksAtTheHead(t *testing.T) {
	home := serve(t, map[string]string{"/": "<!doctype html><p>text</p>"})
	tab := New(t, Options{}) // and works without JavaScript
	tab.Open(home)
	var got []string
	for _, f := range tab.Walk() {
		got = append(got, f.Check)
	}
	if want := []string{"h1", "title", "lang"}; !slices.Equal(got, want) {
		t.Errorf("a page without a head gives %q, want %q", got, want)
	}
}

func TestWalkWithoutJavaScriptLeavesThePageAsItWas(t *testing.T) {
	home := serve(t, map[string]string{"/": head + small + `<fieldset><legend>Which?</legend>` +
		`<label class="b"><input type="radio" name="r">one</label></fieldset><noscript><button class="b">Send</button></noscript>`})
	for _, dark := range []bool{false, true} {
		tab := New(t, Options{Dark: dark, ForcedColors: dark})
		tab.Open(home)
		before := tab.HTML()
		for _, f := range append(tab.Walk(), tab.Walk()...) {
			t.Errorf("dark %v: %s", dark, f)
		}
		if after := tab.HTML(); after != before {
			t.Errorf("the walk changed the page from\n%s\nto\n%s", before, after)
		}
	}
}
