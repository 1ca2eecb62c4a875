// Command gen writes an OpenAPI document as the JSON that is served: the same
// members in the same order, without the notes to the code generator (x-go-…).
//
//	go run ./gen openapi.yaml openapi.json
//
// With - as the second argument it prints the document. It checks nothing; the
// tests of package api do.
package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"go.yaml.in/yaml/v3"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("want two files, the YAML and the JSON")
	}
	source, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	var document yaml.Node
	if err := yaml.Unmarshal(source, &document); err != nil {
		return fmt.Errorf("read %s: %w", args[0], err)
	}
	var out bytes.Buffer
	if err := write(jsontext.NewEncoder(&out, jsontext.WithIndent(" ")), &document); err != nil {
		return fmt.Errorf("write %s: %w", args[1], err)
	}
	if args[1] == "-" {
		_, err = out.WriteTo(os.Stdout)
		return err
	}
	return os.WriteFile(args[1], out.Bytes(), 0o644)
}

// write writes a node and all below it.
func write(to *jsontext.Encoder, node *yaml.Node) error {
	switch node.Kind {
	case yaml.DocumentNode:
		return write(to, node.Content[0])
	case yaml.AliasNode:
		return write(to, node.Alias)
	case yaml.SequenceNode:
		return list(to, jsontext.BeginArray, node.Content, jsontext.EndArray)
	case yaml.MappingNode:
		var kept []*yaml.Node
		for i := 0; i < len(node.Content); i += 2 {
			if !strings.HasPrefix(node.Content[i].Value, "x-go-") {
				kept = append(kept, node.Content[i], node.Content[i+1])
			}
		}
		return list(to, jsontext.BeginObject, kept, jsontext.EndObject)
	}
	var value any
	if err := node.Decode(&value); err != nil {
		return err
	}
	return json.MarshalEncode(to, value)
}

func list(to *jsontext.Encoder, begin jsontext.Token, nodes []*yaml.Node, end jsontext.Token) error {
	if err := to.WriteToken(begin); err != nil {
		return err
	}
	for _, node := range nodes {
		if err := write(to, node); err != nil {
			return err
		}
	}
	return to.WriteToken(end)
}
