package web

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"text/template/parse"

	"discern/quiz"
)

// used are the sentences that the program says to students, with where.
type used map[string]string

// usedSentences finds every sentence that is said by t or rich in a template or a
// script, by say, rich or key in Go, named for a cue, or told of an error.
func usedSentences(t *testing.T) used {
	t.Helper()
	all := used{}
	all.addTemplates(t)
	all.addScripts(t)
	for name, file := range sources(t, ".") {
		ast.Inspect(file, func(n ast.Node) bool { all.addCall(name, n); return true })
	}
	all.addRefusals(t)
	for _, of := range doings {
		for _, one := range of {
			all[one.Does] = "words/cues.json"
		}
	}
	for _, known := range reasons {
		all[known.title], all[known.text] = "reasons", "reasons: if no student can meet it, it belongs into staffReasons"
	}
	for _, known := range statuses {
		all[known.title], all[known.text] = "statuses", "statuses"
	}
	for _, err := range []error{&quiz.FieldError{Message: "Type a name."}, &quiz.StaleError{}, os.ErrInvalid} {
		why := explain(err)
		all[why.title], all[why.text] = "explain", "explain"
	}
	return all
}

func (u used) addTemplates(t *testing.T) {
	t.Helper()
	files, err := readFiles()
	if err != nil {
		t.Fatal(err)
	}
	p, err := readPages(files, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, page := range p.parsed {
		for _, part := range page.Templates() {
			if part.Tree != nil && part.Tree.Root != nil {
				u.addNode(name, part.Tree.Root)
			}
		}
	}
}

// addNode walks a template. The parts of html/template's own are left alone.
func (u used) addNode(name string, node parse.Node) {
	switch n := node.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, one := range n.Nodes {
			u.addNode(name, one)
		}
	case *parse.ActionNode:
		u.addNode(name, n.Pipe)
	case *parse.IfNode:
		u.addBranch(name, n.BranchNode)
	case *parse.RangeNode:
		u.addBranch(name, n.BranchNode)
	case *parse.WithNode:
		u.addBranch(name, n.BranchNode)
	case *parse.TemplateNode:
		u.addNode(name, n.Pipe)
	case *parse.PipeNode:
		if n == nil {
			return
		}
		for _, command := range n.Cmds {
			u.addNode(name, command)
		}
	case *parse.CommandNode:
		if first, ok := n.Args[0].(*parse.IdentifierNode); ok && (first.Ident == "t" || first.Ident == "rich") {
			if text, ok := n.Args[1].(*parse.StringNode); ok {
				u[text.Text] = name + ".html"
			} else {
				u[n.String()] = name + ".html: not a plain sentence"
			}
		}
		for _, arg := range n.Args {
			u.addNode(name, arg)
		}
	}
}

func (u used) addBranch(name string, n parse.BranchNode) {
	u.addNode(name, n.Pipe)
	u.addNode(name, n.List)
	u.addNode(name, n.ElseList)
}

func (u used) addScripts(t *testing.T) {
	t.Helper()
	names, _ := fs.Glob(embedded, "static/*.js")
	for _, name := range names {
		text, err := fs.ReadFile(embedded, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range scriptKeys.FindAllSubmatch(text, -1) {
			u[string(found[1])] = name
		}
	}
}

// sources parses the Go files of a folder that are no tests.
func sources(t *testing.T, folder string) map[string]*ast.File {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no sources in %s: %v", folder, err)
	}
	files := map[string]*ast.File{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		if files[name], err = parser.ParseFile(token.NewFileSet(), name, nil, 0); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// addCall takes the sentence of say(...), rich(...) and key(...).
func (u used) addCall(name string, n ast.Node) {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return
	}
	called := ""
	switch fun := call.Fun.(type) {
	case *ast.SelectorExpr:
		called = fun.Sel.Name
	case *ast.Ident:
		called = fun.Name
	}
	if called != "say" && called != "rich" && called != "key" {
		return
	}
	if text, ok := literal(call.Args[0]); ok {
		u[text] = name
	}
}

// literal returns the string that an expression writes out.
func literal(x ast.Expr) (string, bool) {
	lit, ok := x.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}

// reaching are the rules of quiz whose refusals students read: what they type is
// a class code, a return code, a name, an answer, and why they read a statement
// differently.
var reaching = []string{"ReadCode", "codeHelp", "ReadName", "Check", "ReadProse", "readMaybe", "tooLong", "PickName", "DrawName"}

// addRefusals takes the messages of these rules.
func (u used) addRefusals(t *testing.T) {
	t.Helper()
	for _, of := range reaching {
		found := false
		for name, file := range sources(t, "../quiz") {
			for _, d := range file.Decls {
				f, ok := d.(*ast.FuncDecl)
				if !ok || f.Name.Name != of || of == "Check" && name != "../quiz/attempt.go" {
					continue
				}
				ast.Inspect(f, func(n ast.Node) bool {
					var x ast.Expr
					switch n := n.(type) {
					case *ast.KeyValueExpr:
						if field, ok := n.Key.(*ast.Ident); ok && field.Name == "Message" {
							x = n.Value
						}
					case *ast.ReturnStmt:
						if of == "codeHelp" {
							x = n.Results[0]
						}
					}
					if text, ok := literal(x); ok {
						u[text], found = name, true
					}
					return true
				})
			}
		}
		if !found {
			t.Errorf("no sentence found in %s of quiz", of)
		}
	}
}
