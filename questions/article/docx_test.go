package article_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"discern/questions/article"
)

const wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

// docx returns a Word document with the given body, and title if there is one.
func docx(t testing.TB, body, title string) []byte {
	t.Helper()
	parts := []string{"word/document.xml",
		`<?xml version="1.0" encoding="UTF-8"?><w:document ` + wordSpace + `><w:body>` + body + `</w:body></w:document>`}
	if title != "" {
		parts = append(parts, "docProps/core.xml", `<cp:coreProperties xmlns:cp="urn:cp"
			xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>`+title+`</dc:title><dc:creator>x</dc:creator></cp:coreProperties>`)
	}
	return archive(t, parts...)
}

// archive returns a ZIP archive of names and contents in turn.
func archive(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func paragraphXML(text string) string {
	return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>"
}

func TestReadDocx(t *testing.T) {
	for _, tc := range []struct {
		name, body string
		want       []string
	}{
		{"paragraphs", paragraphXML("It rains.") + "<w:p/>" + paragraphXML("It “pours”."), []string{"It rains.", `It "pours".`}},
		{"runs", `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">It </w:t></w:r><w:r><w:t>ra</w:t></w:r><w:r><w:t>ins.</w:t></w:r></w:p>`,
			[]string{"It rains."}},
		{"tab and break", `<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>`, []string{"a b c"}},
		{"what was struck out", `<w:p><w:r><w:t>a</w:t></w:r><w:del><w:r><w:delText>b</w:delText></w:r></w:del><w:r><w:instrText>c</w:instrText></w:r></w:p>`,
			[]string{"a"}},
		{"entities", paragraphXML("&lt;a&gt; &amp; &#8217;"), []string{"<a> & '"}},
		{"a table", `<w:tbl><w:tr><w:tc>` + paragraphXML("a") + `</w:tc><w:tc>` + paragraphXML("b") + `</w:tc></w:tr></w:tbl>`, []string{"a", "b"}},
		{"a text box", `<w:p><w:r><w:t>out</w:t><w:txbxContent>` + paragraphXML("in") + `</w:txbxContent><w:t>side</w:t></w:r></w:p>`,
			[]string{"in", "outside"}},
		{"said twice", `<w:p><m:AlternateContent xmlns:m="urn:m"><m:Choice>` + paragraphXML("once") + `</m:Choice><m:Fallback>` +
			paragraphXML("twice") + `</m:Fallback></m:AlternateContent><w:r><w:t>end</w:t></w:r></w:p>`, []string{"once", "end"}},
		{"other names", `<x:p xmlns:x="urn:x"><x:t>no</x:t></x:p>` + paragraphXML("yes"), []string{"yes"}},
		{"the strict form", `<s:p xmlns:s="http://purl.oclc.org/ooxml/wordprocessingml/main"><s:t>yes</s:t></s:p>`, []string{"yes"}},
		{"text outside a paragraph", "<w:t>no</w:t>" + paragraphXML("yes"), []string{"yes"}},
	} {
		d, err := article.ReadDocx(docx(t, tc.body, " The\ntitle "))
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		if diff := cmp.Diff(tc.want, texts(d)); diff != "" {
			t.Errorf("%s: paragraphs (-want +got):\n%s", tc.name, diff)
		}
		if d.Title != "The title" {
			t.Errorf("%s: title %q", tc.name, d.Title)
		}
	}
}

func TestReadDocxRefuses(t *testing.T) {
	whole := docx(t, paragraphXML("It rains."), "")
	damaged := bytes.Clone(whole)
	damaged[70] ^= 0xff // inside the packed text
	var many []string
	for range 101 {
		many = append(many, "x", "")
	}
	for _, tc := range []struct {
		name string
		in   []byte
		want string
	}{
		{"no archive", []byte("It rains."), "is not a Word document that can be opened"},
		{"cut off", whole[:len(whole)-30], "is not a Word document that can be opened"},
		{"another archive", archive(t, "mimetype", "x"), "is an archive, but not a Word document"},
		{"101 parts", archive(t, many...), "holds more than 100 parts, too many for a Word document"},
		{"no text", docx(t, "<w:p/>", ""), "holds no text"},
		{"open end", archive(t, "word/document.xml", "<w:p>"), "is damaged: one of its parts is not well-formed"},
		{"broken properties", archive(t, "word/document.xml", "<x/>", "docProps/core.xml", "<"),
			"is damaged: one of its parts is not well-formed"},
		{"another encoding", archive(t, "word/document.xml", `<?xml version="1.0" encoding="utf-16"?><x/>`),
			"is damaged: one of its parts is not well-formed"},
		{"damaged bytes", damaged,
			"is damaged, or locked with a password"},
		{"too long a text", docx(t, strings.Repeat(paragraphXML(strings.Repeat("It rains. ", 1000)), 300), ""), "is larger than 2 MiB"},
	} {
		_, err := article.ReadDocx(tc.in)
		var fault *article.ReadError
		if !errors.As(err, &fault) || fault.Problem != tc.want {
			t.Errorf("%s: error %v, want %q", tc.name, err, tc.want)
		}
	}
}

func FuzzReadDocx(f *testing.F) {
	f.Add(docx(f, paragraphXML("It rains."), "x"))
	f.Add(archive(f, "a", "b", "word/document.xml", ""))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := article.ReadDocx(b)
		checkRead(t, d, err)
	})
}

// Hardly any archive that chance makes can be opened, so this gives its parts.
func FuzzReadDocxParts(f *testing.F) {
	f.Add("<w:document "+wordSpace+">"+paragraphXML("It rains.")+"</w:document>", "<x/>")
	f.Add("<!DOCTYPE x><x/>", "<dc:title xmlns:dc='http://purl.org/dc/elements/1.1/'>x</dc:title>")
	f.Add("<p xmlns='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><t>a<t/>b</t><Fallback/></p>", "")
	f.Fuzz(func(t *testing.T, body, properties string) {
		d, err := article.ReadDocx(archive(t, "word/document.xml", body, "docProps/core.xml", properties))
		checkRead(t, d, err)
	})
}
