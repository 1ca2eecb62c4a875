package api

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Description is the document as a page shows it.
type Description struct {
	Title  string
	Server string   // where the paths begin
	About  []string // paragraphs
	Groups []Group
	Shapes []Shape
}

// Group is the calls of one kind of user.
type Group struct {
	Name  string
	About string
	Calls []Call
}

// Call is one thing that can be asked.
type Call struct {
	ID      string // operationId, for links to it
	Method  string
	Path    string
	Summary string
	About   string
	Headers []Header
	Body    string // its shape, "" if there is none
	Answers []Answer
}

// Header is a header that may be sent along.
type Header struct{ Name, About string }

// Answer is what a call answers when it was done, with the shape of its body.
type Answer struct{ Status, About, Shape string }

// Shape is an object in a body: {code: string, name?: string}, where ? marks
// what may be left out. An object within it is written by its name.
type Shape struct{ Name, About, Text string }

// Doc returns the description of this API, made from OpenAPI.
func Doc() Description { return described() }

var described = sync.OnceValue(func() Description {
	d, err := readDocument(OpenAPI())
	if err != nil {
		panic(fmt.Sprintf("openapi.json: %v", err)) // a test reads it
	}
	out := Description{Title: d.Info.Title, About: strings.Split(prose(d.Info.Description), "\n\n")}
	for _, server := range d.Servers {
		out.Server = server.URL
	}
	for _, tag := range d.Tags {
		group := Group{Name: tag.Name, About: tag.Description}
		for _, path := range d.Paths {
			group.Calls = append(group.Calls, d.calls(tag.Name, path)...)
		}
		out.Groups = append(out.Groups, group)
	}
	for _, s := range d.Components.Schemas {
		if len(s.Value.Properties) > 0 {
			out.Shapes = append(out.Shapes, Shape{s.Name, s.Value.Description, d.shape(s.Value)})
		}
	}
	return out
})

// prose is a description without its marks for code.
func prose(text string) string { return strings.TrimSpace(strings.ReplaceAll(text, "`", "")) }

// calls describes the operations of one path that have the tag.
func (d document) calls(tag string, path member[pathItem]) []Call {
	var calls []Call
	for _, m := range []struct {
		name string
		op   *operation
	}{{"GET", path.Value.Get}, {"POST", path.Value.Post}, {"PUT", path.Value.Put}, {"PATCH", path.Value.Patch}, {"DELETE", path.Value.Delete}} {
		if m.op == nil || !slices.Contains(m.op.Tags, tag) {
			continue
		}
		call := Call{ID: m.op.OperationID, Method: m.name, Path: path.Name, Summary: m.op.Summary, About: prose(m.op.Description),
			Body: d.body(m.op.RequestBody)}
		for _, p := range m.op.Parameters {
			if p = d.parameter(p); p.In == "header" {
				call.Headers = append(call.Headers, Header{p.Name, p.Description})
			}
		}
		for _, r := range m.op.Responses {
			if r.Name != "default" {
				call.Answers = append(call.Answers, Answer{r.Name, r.Value.Description, d.body(r.Value)})
			}
		}
		calls = append(calls, call)
	}
	return calls
}

func (d document) parameter(p parameter) parameter {
	if name, ok := strings.CutPrefix(p.Ref, "#/components/parameters/"); ok {
		return d.Components.Parameters[name]
	}
	return p
}

func (d document) body(b content) string {
	for _, media := range b.Content {
		_, s := d.named(media.Schema)
		return d.shape(s)
	}
	return ""
}

// named follows a reference; the name is "" for a schema that is none.
func (d document) named(s schema) (string, schema) {
	name, ok := strings.CutPrefix(s.Ref, "#/components/schemas/")
	if !ok {
		return "", s
	}
	for _, known := range d.Components.Schemas {
		if known.Name == name {
			return name, known.Value
		}
	}
	return name, schema{}
}

// within writes a schema as part of another: an object by its name.
func (d document) within(s schema) string {
	name, s := d.named(s)
	if name != "" && len(s.Properties) > 0 {
		return name
	}
	return d.shape(s)
}

// shape writes a schema as people write JSON.
func (d document) shape(s schema) string {
	switch {
	case len(s.OneOf) > 0:
		var kinds []string
		for _, one := range s.OneOf {
			kinds = append(kinds, d.within(one))
		}
		return strings.Join(kinds, " | ")
	case s.Items != nil:
		return "[" + d.within(*s.Items) + "]"
	case len(s.Enum) > 0:
		return strings.Join(s.Enum, " | ")
	case s.Const != "":
		return s.Const
	case s.Format != "":
		return map[string]string{"uuid": "id", "date-time": "time", "double": "number"}[s.Format]
	case string(s.Type) != `"object"`:
		return strings.Trim(string(s.Type), `"`)
	}
	var fields []string
	for _, p := range s.Properties {
		field := p.Name
		if !slices.Contains(s.Required, field) {
			field += "?"
		}
		fields = append(fields, field+": "+d.within(p.Value))
	}
	return "{" + strings.Join(fields, ", ") + "}"
}
