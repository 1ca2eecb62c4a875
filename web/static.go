package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"
)

//go:embed static/*
var static embed.FS

// file is one embedded file, ready to be sent.
type file struct {
	kind    string // media type
	version string // hash of its content
	plain   []byte
	packed  []byte // gzip
}

// files are the embedded files by name. They are all there is: no address leads
// to a folder of the machine.
type files map[string]file

// mediaTypes are the kinds of files there are; another one is a mistake.
var mediaTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

func readFiles() (files, error) {
	entries, err := static.ReadDir("static")
	if err != nil {
		return nil, err
	}
	all := files{}
	for _, entry := range entries {
		plain, err := static.ReadFile("static/" + entry.Name())
		if err != nil {
			return nil, err
		}
		kind, ok := mediaTypes[path.Ext(entry.Name())]
		if !ok {
			return nil, fmt.Errorf("%s: no media type for it", entry.Name())
		}
		var packed bytes.Buffer
		zip, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
		if _, err := zip.Write(plain); err != nil {
			return nil, err
		}
		if err := zip.Close(); err != nil {
			return nil, err
		}
		sum := sha256.Sum256(plain)
		all[entry.Name()] = file{kind, hex.EncodeToString(sum[:6]), plain, packed.Bytes()}
	}
	return all, nil
}

// funcs gives templates the address of a file: {{asset "design.css"}}.
func (f files) funcs() template.FuncMap {
	return template.FuncMap{"asset": func(name string) (string, error) {
		one, ok := f[name]
		if !ok {
			return "", fmt.Errorf("no static file %s", name)
		}
		return "/static/" + name + "?v=" + one.version, nil
	}}
}

// static sends a file. An address with the right version never changes its
// content; any other has to be asked for again each time.
func (s *Server) static(c echo.Context) error {
	one, ok := s.files[c.Param("name")]
	if !ok {
		return echo.ErrNotFound
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "no-cache")
	if c.QueryParam("v") == one.version {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	h.Set("Vary", "Accept-Encoding")
	tag, content := `"`+one.version+`"`, one.plain
	if strings.Contains(c.Request().Header.Get("Accept-Encoding"), "gzip") {
		tag, content = `"`+one.version+`-gz"`, one.packed
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("ETag", tag)
	if c.Request().Header.Get("If-None-Match") == tag {
		h.Del("Content-Encoding")
		return c.NoContent(http.StatusNotModified)
	}
	return c.Blob(http.StatusOK, one.kind, content)
}
