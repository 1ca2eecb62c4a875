package web

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"
)

// frame is what every page has; each page struct embeds it.
type frame struct {
	Title  string // of the page; the product's name is added
	Body   string // width of the page: read, notes or wide
	Who    string // whose page it is, at the top right
	Script string // module of ours in static that adds to the page, or ""

	Comfort comfort // set by page
}

// framed is any page struct.
type framed interface{ inFrame() frame }

func (f frame) inFrame() frame { return f }

// pages holds the templates, each page's parsed together with base.html and
// the parts that all share.
type pages struct {
	parsed map[string]*template.Template            // in English
	spoken map[string]map[string]*template.Template // by language, what is translated
	files  files
	voices voices
	dev    string // folder to read again for each page
}

// readPages parses every template. A file that defines "main" is the page of
// its name; what the others define is shared by all pages. A folder of one's own
// has to have every page that is embedded.
func readPages(f files, dev string, v voices) (*pages, error) {
	p := &pages{files: f, voices: v}
	if err := p.read(); err != nil || dev == "" {
		return p, err
	}
	own := &pages{files: f, voices: v, dev: dev}
	if err := own.read(); err != nil {
		return nil, err
	}
	for name := range p.parsed {
		if own.parsed[name] == nil {
			return nil, fmt.Errorf("%s.html is not in %s", name, dev)
		}
	}
	return own, nil
}

// embeddedPages are the embedded files and templates, read once for all servers.
var embeddedPages = sync.OnceValues(func() (*pages, error) {
	f, err := readFiles()
	if err != nil {
		return nil, fmt.Errorf("read static files: %w", err)
	}
	v, err := readVoices()
	if err != nil {
		return nil, fmt.Errorf("read catalogues: %w", err)
	}
	return readPages(f, "", v)
})

func (p *pages) read() error {
	from, err := fs.Sub(embedded, "templates")
	if err != nil {
		return err
	}
	if p.dev != "" {
		from = os.DirFS(p.dev)
	}
	names, err := fs.Glob(from, "*.html")
	if err != nil {
		return err
	}
	shared := template.New("base.html").Funcs(p.files.funcs()).Funcs(words).Funcs(english.funcs()).
		Funcs(template.FuncMap{"tongues": func() []tongue { return nil }})
	var own []string
	for _, name := range names {
		text, err := fs.ReadFile(from, name)
		switch {
		case err != nil:
			return err
		case bytes.Contains(text, []byte(`{{define "main"}}`)):
			own = append(own, name)
			continue
		}
		if err := addTo(shared, name, text); err != nil {
			return err
		}
	}
	p.parsed, p.spoken = map[string]*template.Template{}, map[string]map[string]*template.Template{}
	for _, file := range own {
		page, err := shared.Clone()
		if err != nil {
			return err
		}
		text, err := fs.ReadFile(from, file)
		if err != nil {
			return err
		}
		if err := addTo(page, file, text); err != nil {
			return err
		}
		if err := p.add(strings.TrimSuffix(file, path.Ext(file)), page); err != nil {
			return err
		}
	}
	return nil
}

// indents are what stands before the lines of a template. Pages go out without.
var indents = regexp.MustCompile(`\n[ \t]+`)

// addTo adds a file's templates to a set.
func addTo(set *template.Template, name string, text []byte) error {
	if name != set.Name() {
		set = set.New(name)
	}
	_, err := set.Parse(string(indents.ReplaceAll(text, []byte("\n"))))
	return err
}

// grownUps reports whether a page, by its template's name, is for teachers,
// reviewers or programmers, and therefore English.
func grownUps(name string) bool {
	switch name {
	case "sign-in", "setup", "link", "account", "api":
		return true
	}
	return strings.HasPrefix(name, "teach-") || strings.HasPrefix(name, "review-")
}

// add keeps a page, and if it is translated one for each language: the words of
// a template are functions, so it is parsed once.
func (p *pages) add(name string, page *template.Template) error {
	p.parsed[name] = page
	if grownUps(name) {
		return nil
	}
	for tag, v := range p.voices {
		own, err := page.Clone()
		if err != nil {
			return err
		}
		if p.spoken[tag] == nil {
			p.spoken[tag] = map[string]*template.Template{}
		}
		p.spoken[tag][name] = own.Funcs(v.funcs())
	}
	return nil
}

// in returns the page of a name in a language, or in English if it is not
// translated, and which of the two it is.
func (p *pages) in(tag, name string) (*template.Template, string) {
	if page := p.spoken[tag][name]; page != nil {
		return page, tag
	}
	return p.parsed[name], "en"
}

// render writes the page of a name into out, and returns the language it is in.
func (p *pages) render(out *bytes.Buffer, tag, name string, view framed) (string, error) {
	if p.dev != "" {
		fresh := &pages{files: p.files, voices: p.voices, dev: p.dev}
		if err := fresh.read(); err != nil {
			return "", err
		}
		p = fresh
	}
	page, tag := p.in(tag, name)
	if page == nil {
		return "", fmt.Errorf("render page %s: no such template", name)
	}
	if err := page.ExecuteTemplate(out, "base.html", view); err != nil {
		return "", fmt.Errorf("render page %s: %w", name, err)
	}
	return tag, nil
}

// buffers are used again, as most pages are about as long as the last one.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// longestKept is the largest buffer that is kept for the next page, in bytes.
const longestKept = 256 << 10

// page answers with the page of a name, filled from view. Nothing is sent
// before all of it could be rendered.
func (s *Server) page(c echo.Context, status int, name string, view framed) error {
	out := buffers.Get().(*bytes.Buffer)
	out.Reset()
	defer func() {
		if out.Cap() <= longestKept {
			buffers.Put(out)
		}
	}()
	if c := s.comfortOf(c); c != nil {
		view = comfortable(view, c)
	}
	tag := "" // English that nobody can change
	if !forStaff(c.Request().URL.Path) {
		tag = s.voice(c).tag
		c.Response().Header().Add("Vary", "Accept-Language, Cookie")
	}
	tag, err := s.pages.render(out, tag, name, view)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Content-Language", tag)
	if c.Response().Header().Get("Retry-After") == "" {
		askPatience(c, nil, status)
	}
	c.Response().Header().Set("Content-Length", strconv.Itoa(out.Len()))
	return c.HTMLBlob(status, out.Bytes())
}
