package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

//go:embed page.js
var pageScript string

// call writes the call of one of page.js's functions.
func call(function string, args ...string) string {
	list, err := json.Marshal(append([]string{}, args...))
	if err != nil {
		panic(fmt.Sprintf("arguments of %s: %v", function, err)) // strings cannot fail
	}
	return fmt.Sprintf("{\n%s\nask.%s(...%s)\n}", pageScript, function, list)
}

// Click clicks with the mouse on what the target names: the exact visible text
// or label of a link, button or other control, or else a CSS selector, or else
// a text that only one control contains. Of several it takes the first that is
// visible. A covered or disabled target fails the test.
func (tab *Tab) Click(target string) {
	tab.t.Helper()
	var at struct{ X, Y float64 }
	tab.await(fmt.Sprintf("click %q", target), call("point", target), &at)
	err := tab.within(func(ctx context.Context) error {
		return chromedp.Do(ctx, chromedp.MouseEvent(chromedp.MouseMoved, at.X, at.Y),
			chromedp.MouseClickXY(at.X, at.Y))
	})
	if err != nil {
		tab.t.Fatalf("click %q: %v", target, err)
	}
	tab.settle()
}

// Fill replaces what a field holds. The field is named by a CSS selector or by
// its label; of a select, the text is an option's value or text.
func (tab *Tab) Fill(target, text string) {
	tab.t.Helper()
	var how string
	tab.await(fmt.Sprintf("fill %q", target), call("edit", target, text), &how)
	if how == "done" {
		return
	}
	if text == "" {
		tab.Press("Delete")
		return
	}
	err := tab.within(func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, input.InsertText, input.InsertTextParams{Text: text})
		return err
	})
	if err != nil {
		tab.t.Fatalf("fill %q: %v", target, err)
	}
	tab.settle()
}

// keys are the names that Press knows beside single characters.
var keys = map[string]string{
	"Tab": kb.Tab, "Enter": kb.Enter, "Escape": kb.Escape, "Space": " ",
	"Backspace": kb.Backspace, "Delete": kb.Delete, "Home": kb.Home, "End": kb.End,
	"ArrowUp": kb.ArrowUp, "ArrowDown": kb.ArrowDown, "ArrowLeft": kb.ArrowLeft, "ArrowRight": kb.ArrowRight,
	"PageUp": kb.PageUp, "PageDown": kb.PageDown,
}

// Press presses and releases one key, as in "Tab", "Shift+Tab", "Enter",
// "Space", "ArrowDown", "Control+a" or "1".
func (tab *Tab) Press(key string) {
	tab.t.Helper()
	modifiers := map[string]chromedp.Modifier{
		"Shift": kb.ModifierShift, "Control": kb.ModifierCtrl, "Alt": kb.ModifierAlt,
	}
	var held chromedp.Modifier
	name := key
	for len(name) > 1 {
		first, rest, found := strings.Cut(name, "+")
		if !found || modifiers[first] == 0 {
			break
		}
		held, name = held|modifiers[first], rest
	}
	code, known := keys[name]
	if !known {
		code = name
	}
	if !known && len([]rune(name)) != 1 {
		tab.t.Fatalf("press %q: there is no such key", key)
	}
	err := tab.within(func(ctx context.Context) error {
		return chromedp.Do(ctx, chromedp.KeyEvent(code, chromedp.KeyModifiers(held)))
	})
	if err != nil {
		tab.t.Fatalf("press %q: %v", key, err)
	}
	tab.settle()
}

// Upload puts a file of this machine into the file field that css selects.
func (tab *Tab) Upload(css, path string) {
	tab.t.Helper()
	err := tab.within(func(ctx context.Context) error {
		field, err := chromedp.Call(ctx, runtime.Evaluate, runtime.EvaluateParams{
			Expression: fmt.Sprintf("document.querySelector(%q)", css),
		})
		if err != nil {
			return err
		}
		if field.Result.ObjectID == "" {
			return fmt.Errorf("there is no such field")
		}
		_, err = chromedp.Call(ctx, dom.SetFileInputFiles, dom.SetFileInputFilesParams{
			Files: []string{path}, ObjectID: field.Result.ObjectID,
		})
		return err
	})
	if err != nil {
		tab.t.Fatalf("upload %s into %q: %v", path, css, err)
	}
}
