// Package api is the JSON API under /api/v1, for programs of teachers and for
// apps of students.
//
// openapi.yaml is its source: the routes, the decoding of requests and the types
// in server.gen.go are generated from it, and so is the document that is served.
// A handler decodes, calls the store once and encodes; shape.go is the one place
// where values of quiz become values of the API. What a student is sent is built
// from types without a field for the key.
//
// Bodies are read strictly: a misspelt, doubled or unknown field is refused, so
// that no client believes in a setting that was never read. The package does not
// authenticate and writes no errors: web does, before and after it.
package api

//go:generate go tool oapi-codegen --config codegen.yaml -o server.gen.go openapi.yaml
//go:generate go run ./gen openapi.yaml openapi.json
