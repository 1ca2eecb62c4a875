//go:build !packed

package web

import "embed"

// embedded are the templates, the static files and the catalogues.
//
//go:embed templates/*.html static/* words/*.json
var embedded embed.FS
