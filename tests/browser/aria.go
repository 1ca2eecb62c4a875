package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"
)

// What a screen reader says of an element beside its role and name; the rest of
// the browser's tree is for other programs.
var spoken = []string{"level", "checked", "pressed", "expanded", "selected", "required", "invalid", "disabled", "live"}

// silent roles are boxes and pieces of text that say nothing of their own.
var silent = []string{"none", "generic", "InlineTextBox", "LayoutTable", "LayoutTableRow", "LayoutTableCell", "LineBreak", "ListMarker"}

// Reader returns the page as a screen reader walks through it, a line an
// element: role, name, description and states, indented by what holds what.
func (tab *Tab) Reader() string {
	tab.t.Helper()
	var tree accessibility.GetFullAXTreeResult
	err := tab.within(func(ctx context.Context) (err error) {
		tree, err = chromedp.Call(ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
		return err
	})
	if err != nil || len(tree.Nodes) == 0 {
		tab.t.Fatalf("read the accessibility tree of %s: %v", tab.address(), err)
	}
	nodes := map[accessibility.NodeID]*accessibility.Node{}
	for _, node := range tree.Nodes {
		nodes[node.NodeID] = node
	}
	var b strings.Builder
	outline(&b, nodes, tree.Nodes[0], 0, "")
	return b.String()
}

// outline writes a node and what it holds; a text that only repeats the name of
// its holder is left out.
func outline(b *strings.Builder, nodes map[accessibility.NodeID]*accessibility.Node, node *accessibility.Node, depth int, holder string) {
	role, name := said(node.Role), said(node.Name)
	if !node.Ignored && !slices.Contains(silent, role) && !(role == "StaticText" && (name == holder || strings.TrimSpace(name) == "")) {
		fmt.Fprintf(b, "%s%s", strings.Repeat("  ", depth), role)
		if name != "" {
			fmt.Fprintf(b, " %q", name)
		}
		if about := said(node.Description); about != "" {
			fmt.Fprintf(b, " (%s)", about)
		}
		for _, property := range node.Properties {
			value := said(property.Value)
			if slices.Contains(spoken, string(property.Name)) && value != "false" && value != "" && (property.Name != "level" || role == "heading") {
				fmt.Fprintf(b, " %s=%s", property.Name, value)
			}
		}
		b.WriteByte('\n')
		depth, holder = depth+1, name
	}
	for _, id := range node.ChildIDs {
		if child := nodes[id]; child != nil {
			outline(b, nodes, child, depth, holder)
		}
	}
}

// said is a value of the tree as text.
func said(v *accessibility.Value) string {
	if v == nil || len(v.Value) == 0 {
		return ""
	}
	var text string
	if json.Unmarshal(v.Value, &text) == nil {
		return strings.Join(strings.Fields(text), " ")
	}
	return string(v.Value)
}
