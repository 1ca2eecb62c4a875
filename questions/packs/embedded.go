//go:build !packed

package packs

import "embed"

// FS holds one file for each pack, named after the pack's slug.
//
//go:embed *.json
var FS embed.FS
