//go:build packed

package api

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"sync"
)

// packed is made by make build.
//
//go:embed openapi.json.gz
var packed []byte

// OpenAPI returns the document that describes this API, OpenAPI 3.1 as JSON.
var OpenAPI = sync.OnceValue(func() []byte {
	from, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic(err) // the build is damaged
	}
	document, err := io.ReadAll(from)
	if err != nil {
		panic(err)
	}
	return document
})
