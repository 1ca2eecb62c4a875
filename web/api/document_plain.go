//go:build !packed

package api

import _ "embed"

//go:embed openapi.json
var plainDocument []byte

// OpenAPI returns the document that describes this API, OpenAPI 3.1 as JSON.
func OpenAPI() []byte { return plainDocument }
