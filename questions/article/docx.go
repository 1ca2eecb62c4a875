package article

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// The bounds of a Word document, which is a ZIP archive of XML files.
const (
	maxEntries  = 100
	maxUnpacked = 10 << 20 // bytes, of all entries
	maxLevels   = 200      // elements, one in another
)

// The names by which a part knows its elements: as Word writes them, and as the
// strict form of the standard does.
const (
	word       = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	wordStrict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	dublinCore = "http://purl.org/dc/elements/1.1/"
	fallback   = "Fallback" // says once more, for older programs, what stands before it
)

// ReadDocx reads the paragraphs of a Word document: its text, tabs and line
// breaks, without notes, comments and what was struck out. Its title is that in
// the document's properties.
func ReadDocx(b []byte) (Document, error) {
	if err := tooLarge(len(b)); err != nil {
		return Document{}, err
	}
	archive, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return Document{}, refuse("is not a Word document that can be opened")
	}
	if err := inspectArchive(archive); err != nil {
		return Document{}, err
	}
	body, err := unpack(archive, "word/document.xml")
	if err != nil {
		return Document{}, err
	}
	if body == nil {
		return Document{}, refuse("is an archive, but not a Word document")
	}
	text, err := bodyText(body)
	if err != nil {
		return Document{}, err
	}
	properties, err := unpack(archive, "docProps/core.xml")
	if err != nil {
		return Document{}, err
	}
	title, err := coreTitle(properties)
	if err != nil {
		return Document{}, err
	}
	return fromText(title, text)
}

// inspectArchive refuses by what an archive says of itself.
func inspectArchive(archive *zip.Reader) error {
	if len(archive.File) > maxEntries {
		return refuse("holds more than %d parts, too many for a Word document", maxEntries)
	}
	var total uint64
	for _, f := range archive.File {
		if f.UncompressedSize64 > maxUnpacked || total > maxUnpacked {
			return refuse("is larger than %d MiB when unpacked", maxUnpacked>>20)
		}
		total += f.UncompressedSize64
	}
	if total > maxUnpacked {
		return refuse("is larger than %d MiB when unpacked", maxUnpacked>>20)
	}
	return nil
}

// unpack returns a part of an archive, or nil if it is missing.
func unpack(archive *zip.Reader, name string) ([]byte, error) {
	for _, f := range archive.File {
		if f.Name != name {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, refuse("is damaged, or locked with a password")
		}
		defer r.Close()
		// The sizes that an archive states have been added up; what is read is
		// held to them, as an archive may lie.
		b, err := io.ReadAll(io.LimitReader(r, int64(f.UncompressedSize64)+1))
		if err != nil || uint64(len(b)) != f.UncompressedSize64 {
			return nil, refuse("is damaged, or locked with a password")
		}
		return b, nil
	}
	return nil, nil
}

// bodyText returns the paragraphs of a document, with a blank line after each.
func bodyText(part []byte) (string, error) {
	// A text box stands in a paragraph and has paragraphs of its own, so there
	// can be several at a time; they follow each other as they end.
	var done strings.Builder
	var open []*strings.Builder
	var inText bool
	write := func(s string) {
		if len(open) > 0 {
			open[len(open)-1].WriteString(s)
		}
	}
	err := walk(part, func(at xml.Token) {
		switch t := at.(type) {
		case xml.StartElement:
			switch wordName(t.Name) {
			case "p":
				open = append(open, new(strings.Builder))
			case "t":
				inText = true
			case "tab":
				write("\t")
			case "br":
				write("\n")
			}
		case xml.EndElement:
			switch wordName(t.Name) {
			case "p":
				done.WriteString(open[len(open)-1].String() + "\n\n")
				open = open[:len(open)-1]
			case "t":
				inText = false
			}
		case xml.CharData:
			if inText {
				write(string(t))
			}
		}
	})
	return done.String(), err
}

// wordName returns the local name of an element of Word, or "".
func wordName(n xml.Name) string {
	if n.Space == word || n.Space == wordStrict {
		return n.Local
	}
	return ""
}

// coreTitle returns the title in the properties of a document, if any.
func coreTitle(part []byte) (string, error) {
	if part == nil {
		return "", nil
	}
	var title strings.Builder
	inTitle := false
	err := walk(part, func(at xml.Token) {
		switch t := at.(type) {
		case xml.StartElement:
			inTitle = t.Name == xml.Name{Space: dublinCore, Local: "title"}
		case xml.EndElement:
			inTitle = false
		case xml.CharData:
			if inTitle {
				title.Write(t)
			}
		}
	})
	return title.String(), err
}

// walk calls visit for every token of an XML file but those inside a fallback.
// It refuses what Word never writes: a document type, with its entities, and
// deep nesting.
func walk(part []byte, visit func(xml.Token)) error {
	d := xml.NewDecoder(bytes.NewReader(part))
	level, skip := 0, 0 // skip is the level of the fallback, or 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return refuse("is damaged: one of its parts is not well-formed")
		}
		switch t := token.(type) {
		case xml.Directive:
			return refuse("has a document type of its own, which Word never writes")
		case xml.StartElement:
			if level++; level > maxLevels {
				return refuse("is nested too deeply for a Word document")
			}
			if t.Name.Local == fallback && skip == 0 {
				skip = level
			}
		case xml.EndElement:
			level--
			if level < skip {
				skip = 0
				continue
			}
		}
		if skip == 0 {
			visit(token)
		}
	}
}
