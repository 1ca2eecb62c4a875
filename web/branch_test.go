package web

import (
	"bytes"
	"fmt"
	"html/template"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template/parse"
)

// branches counts, by place, how often each branch of the templates was taken.
// A place is "join.html:12:8 {{if .Here}} taken"; an {{if}} or {{with}} without
// {{else}} has one for that too, since a page without the part is a page of its
// own. A {{range}} without {{else}} has not, as many lists are never empty.
type branches map[string]int

// mark writes a counter into every branch of a page and of all it may include.
// It has to be done before the page is first rendered.
func (b branches) mark(page *template.Template) error {
	page.Funcs(template.FuncMap{"taken": func(place string) string { b[place]++; return "" }})
	for _, t := range page.Templates() {
		if t.Tree == nil {
			continue
		}
		if err := b.list(t.Tree, t.Tree.Root); err != nil {
			return err
		}
	}
	return nil
}

func (b branches) list(tree *parse.Tree, list *parse.ListNode) error {
	if list == nil {
		return nil
	}
	for _, node := range list.Nodes {
		var err error
		switch n := node.(type) {
		case *parse.IfNode:
			err = b.branch(tree, &n.BranchNode)
		case *parse.WithNode:
			err = b.branch(tree, &n.BranchNode)
		case *parse.RangeNode:
			err = b.branch(tree, &n.BranchNode)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// branch counts both ways of a node, and what is in them. The counter is a
// variable's value, since that is written nowhere and so fits into any part of a
// page, such as between the attributes of an element.
func (b branches) branch(tree *parse.Tree, n *parse.BranchNode) error {
	if err := b.list(tree, n.List); err != nil {
		return err
	}
	if err := b.list(tree, n.ElseList); err != nil {
		return err
	}
	ways := map[string]*parse.ListNode{"taken": n.List}
	if n.ElseList == nil && n.NodeType != parse.NodeRange {
		n.ElseList = &parse.ListNode{NodeType: parse.NodeList}
	}
	if n.ElseList != nil {
		ways["not taken"] = n.ElseList
	}
	where, _ := tree.ErrorContext(n)
	what, _, _ := strings.Cut(strings.Trim(n.String(), "{"), "}}")
	for way, list := range ways {
		place := fmt.Sprintf("%s {{%s}} %s", where, what, way)
		counter, err := template.New("").Funcs(template.FuncMap{"taken": func(string) string { return "" }}).Parse(fmt.Sprintf("{{$taken := taken %q}}", place))
		if err != nil {
			return err
		}
		list.Nodes = slices.Insert(list.Nodes, 0, counter.Tree.Root.Nodes[0])
		b[place] += 0
	}
	return nil
}

// untaken lists the branches that no sample has taken.
func (b branches) untaken() (all []string) {
	for _, place := range slices.Sorted(maps.Keys(b)) {
		if b[place] == 0 {
			all = append(all, place)
		}
	}
	return all
}

// renderSamples renders the samples that somebody may see, those of students with
// nothing and with everything switched on, and returns how many pages that makes.
func renderSamples(t *testing.T, pages *pages) (rendered int) {
	t.Helper()
	for name := range pages.parsed {
		for i, view := range samples[name] {
			for _, tag := range spokenIn(name) {
				for _, with := range []comfort{nil, comforts} {
					if !visible(view) || with != nil && tag == "staff" {
						continue
					}
					var out bytes.Buffer
					if _, err := pages.render(&out, tag, name, comfortable(view, with)); err != nil {
						t.Errorf("sample %d: %v", i, err)
					}
					rendered++
				}
			}
		}
	}
	return rendered
}

// markAll counts in every page, in each of its languages.
func (b branches) markAll(t *testing.T, pages *pages) {
	t.Helper()
	for name, page := range pages.parsed {
		all := []*template.Template{page}
		for tag := range pages.spoken {
			if spoken := pages.spoken[tag][name]; spoken != nil {
				all = append(all, spoken)
			}
		}
		for _, page := range all {
			if err := b.mark(page); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// never are the branches that cannot be taken: what {{with}} names in these is a
// struct, which is never empty, and stands there to be named shorter.
var never = []string{"pack.html {{with .Card.Guide}} not taken", "review-pack.html {{with .Next}} not taken",
	"review-passage.html {{with .Sheet.Draft.Guide}} not taken", "teach-rescore-preview.html {{with $p.Request}} not taken"}

// lineless is a place without line and column.
var lineless = regexp.MustCompile(`:\d+:\d+`)

// TestEveryBranchHasSample: every branch of every template is taken by a sample
// that somebody may see, so that whatever a template can show is looked at.
func TestEveryBranchHasSample(t *testing.T) {
	files, err := readFiles()
	if err != nil {
		t.Fatal(err)
	}
	voices, err := readVoices()
	if err != nil {
		t.Fatal(err)
	}
	pages, err := readPages(files, "", voices)
	if err != nil {
		t.Fatal(err)
	}
	b := branches{}
	b.markAll(t, pages)
	rendered := renderSamples(t, pages)
	for _, place := range b.untaken() {
		if !slices.Contains(never, lineless.ReplaceAllString(place, "")) {
			t.Errorf("no sample has %s", place)
		}
	}
	t.Logf("%d branches, %d pages", len(b), rendered)
}

// The control: a branch that nothing takes is named, also inside of another one
// and in a part.
func TestBranchesFindUntaken(t *testing.T) {
	page := template.Must(template.New("p.html").Parse(`{{define "part"}}{{range .}}{{.}}{{else}}none{{end}}{{end}}<p{{if .A}} lang="{{.A}}"{{end}}>
{{with .B}}{{template "part" .}}{{if eq (len .) 1}}one{{else if eq (len .) 2}}two{{end}}{{end}}`))
	b := branches{}
	if err := b.mark(page); err != nil {
		t.Fatal(err)
	}
	render := func(view map[string]any) string {
		var out bytes.Buffer
		if err := page.Execute(&out, view); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	if got, want := render(map[string]any{"A": "en", "B": []int{7}}), `<p lang="en">`+"\n7one"; got != want {
		t.Errorf("counting changes the page to %q, want %q", got, want)
	}
	want := []string{"p.html:1:25 {{range .}} not taken", "p.html:1:66 {{if .A}} not taken", "p.html:2:37 {{if eq (len .) 1}} not taken",
		"p.html:2:64 {{if eq (len .) 2}} not taken", "p.html:2:64 {{if eq (len .) 2}} taken", "p.html:2:7 {{with .B}} not taken"}
	if got := b.untaken(); !slices.Equal(got, want) {
		t.Errorf("untaken: %q, want %q", got, want)
	}
	render(map[string]any{"B": []int{1, 2, 3}})
	if got := b.untaken(); slices.Contains(got, want[1]) || !slices.Contains(got, want[4]) {
		t.Errorf("then untaken: %q", got)
	}
}
