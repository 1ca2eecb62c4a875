package api

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// document is as much of an OpenAPI document as is shown.
type document struct {
	Info       struct{ Title, Description string }
	Servers    []struct{ URL string }
	Tags       []struct{ Name, Description string }
	Paths      members[pathItem]
	Components struct {
		Parameters map[string]parameter
		Schemas    members[schema]
	}
}

type pathItem struct{ Get, Post, Put, Patch, Delete *operation }

type operation struct {
	OperationID string
	Tags        []string
	Summary     string
	Description string
	Parameters  []parameter
	RequestBody content
	Responses   members[content]
}

type parameter struct {
	Ref         string `json:"$ref"`
	Name        string
	In          string
	Description string
}

type content struct {
	Description string
	Content     map[string]struct{ Schema schema }
}

type schema struct {
	Ref         string `json:"$ref"`
	Type        jsontext.Value
	Format      string
	Description string
	Enum        []string
	Const       string
	OneOf       []schema
	Items       *schema
	Required    []string
	Properties  members[schema]
}

func readDocument(text []byte) (document, error) {
	var d document
	err := json.Unmarshal(text, &d, json.MatchCaseInsensitiveNames(true))
	return d, err
}

// members is an object whose members keep their order.
type members[V any] []member[V]

type member[V any] struct {
	Name  string
	Value V
}

// UnmarshalJSONFrom reads an object.
func (m *members[V]) UnmarshalJSONFrom(from *jsontext.Decoder) error {
	if _, err := from.ReadToken(); err != nil {
		return err
	}
	for from.PeekKind() != jsontext.KindEndObject {
		name, err := from.ReadToken()
		if err != nil {
			return err
		}
		one := member[V]{Name: name.String()}
		if err := json.UnmarshalDecode(from, &one.Value); err != nil {
			return err
		}
		*m = append(*m, one)
	}
	_, err := from.ReadToken()
	return err
}
