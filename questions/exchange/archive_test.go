package exchange_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"discern/questions/exchange"
)

// file is one file of a package.
type file struct{ name, content string }

func unzip(t testing.TB, data []byte) []file {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var files []file
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file{f.Name, string(b)})
	}
	return files
}

func zipped(t testing.TB, files ...file) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.Create(f.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, f.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// resource is an entry of a manifest.
type resource struct{ kind, href, content string }

// qtiPackage makes a package as another tool would.
func qtiPackage(t testing.TB, resources ...resource) []byte {
	t.Helper()
	var m strings.Builder
	m.WriteString(`<?xml version="1.0"?><manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m"><resources>`)
	var files []file
	for i, r := range resources {
		fmt.Fprintf(&m, `<resource identifier="r%d" type="%s" href="%s"><file href="%s"/></resource>`, i, r.kind, r.href, r.href)
		if r.content != "" {
			files = append(files, file{r.href, r.content})
		}
	}
	m.WriteString(`</resources></manifest>`)
	return zipped(t, append(files, file{"imsmanifest.xml", m.String()})...)
}

// item21 is an item of QTI 2.1 with the choices in another order, and its
// places to change.
const item21 = `<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="q1" title="A" adaptive="false" timeDependent="false" xml:lang="es">
<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse><value>A</value></correctResponse></responseDeclaration>
<itemBody><div class="x"><p>La sopa <em>est&#225;</em> fr&#xED;a.</p><!-- hm --></div>
<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="1">
<prompt>¿Qué tipo de enunciado es este?</prompt>
<simpleChoice identifier="C"><p>juicio de valor</p></simpleChoice>
<simpleChoice identifier="A">Hecho<feedbackInline outcomeIdentifier="F" identifier="A">Se mide.</feedbackInline></simpleChoice>
<simpleChoice identifier="B">inferencia</simpleChoice>
</choiceInteraction></itemBody>
<modalFeedback outcomeIdentifier="F" identifier="general" showHide="show">General.</modalFeedback>
</assessmentItem>`

func TestQTIForeign(t *testing.T) {
	const kind = "imsqti_item_xmlv2p1"
	change := func(old, new string) resource {
		if !strings.Contains(item21, old) {
			t.Fatalf("%q is not in the item", old)
		}
		return resource{kind, "changed.xml", strings.Replace(item21, old, new, 1)}
	}
	for _, tc := range []struct {
		name string
		res  resource
		want []string
	}{
		{"as it is", resource{kind, "a/q1.xml", item21},
			[]string{"1 adjudicated fact: La sopa está fría. | Se mide."}},
		{"general feedback", change("Se mide.", ""),
			[]string{"1 adjudicated fact: La sopa está fría. | General."}},
		{"passage in the prompt", change("¿Qué tipo de enunciado es este?", "El cielo es bonito."),
			[]string{"1 adjudicated fact: La sopa está fría. El cielo es bonito. | Se mide."}},
		{"a picture", change("<!-- hm -->", `<img src="x.png" alt=""/>`),
			[]string{"1 adjudicated fact: La sopa está fría. | Se mide.",
				"note question 1 (“changed.xml”): an image or other medium was left out; see whether the passage stands without it"}},
		{"several answers", change(`maxChoices="1"`, `maxChoices="0"`),
			[]string{"skipped question 1 (“changed.xml”): it lets one give several answers"}},
		{"no choice right", change("<value>A</value>", "<value>Z</value>"),
			[]string{"skipped question 1 (“changed.xml”): no choice is marked as right"}},
		{"other choices", change("juicio de valor", "no sé"),
			[]string{"skipped question 1 (“changed.xml”): its choice “no sé” is not fact, inference or opinion"}},
		{"another question too", change("<!-- hm -->", `<p><textEntryInteraction responseIdentifier="X"/></p>`),
			[]string{"skipped question 1 (“changed.xml”): it asks more than one question"}},
		{"another type", resource{kind, "t.xml", `<assessmentItem><itemBody><extendedTextInteraction/></itemBody></assessmentItem>`},
			[]string{"skipped question 1 (“t.xml”): it is of the type “extendedTextInteraction”; only choice questions can be used"}},
		{"many choices", change("<prompt>", strings.Repeat(`<simpleChoice identifier="x"/>`, 18)+"<prompt>"),
			[]string{"skipped question 1 (“changed.xml”): it has more than 20 choices"}},
		{"nothing asked", resource{kind, "t.xml", `<assessmentItem><itemBody><p>Hm</p></itemBody></assessmentItem>`},
			[]string{"skipped question 1 (“t.xml”): it asks nothing"}},
		{"no item", resource{kind, "t.xml", `<html/>`},
			[]string{"skipped question 1 (“t.xml”): its file is not an item with a body"}},
		{"broken", resource{kind, "t.xml", item21[:600]},
			[]string{"skipped question 1 (“t.xml”): its file is broken or missing"}},
		{"missing", resource{kind, "t.xml", ""},
			[]string{"skipped question 1 (“t.xml”): its file is broken or missing"}},
		{"outside", resource{kind, "../../etc/passwd", ""},
			[]string{"skipped question 1 (“passwd”): its file is broken or missing"}},
		{"a test", resource{"imsqti_test_xmlv2p1", "t.xml", "<assessmentTest/>"},
			[]string{"skipped question 1 (“t.xml”): it is of the type “imsqti_test_xmlv2p1”; only items of QTI 2 and 3 can be used"}},
		{"QTI 1.2", resource{"imsqti_xmlv1p2", "t.xml", "<questestinterop/>"},
			[]string{"skipped question 1 (“t.xml”): it is of the type “imsqti_xmlv1p2”; only items of QTI 2 and 3 can be used"}},
		{"a style sheet", resource{"webcontent", "t.css", "p{}"}, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			data := qtiPackage(t, tc.res)
			if diff := cmp.Diff(tc.want, summary(read(t, data, exchange.QTI22))); diff != "" {
				t.Errorf("report (-want +got):\n%s", diff)
			}
		})
	}
}

// The language comes from the items, the order from the manifest.
func TestQTIForeignPack(t *testing.T) {
	second := strings.NewReplacer("La sopa", "La ensalada", `"q1"`, `"q2"`).Replace(item21)
	r := read(t, qtiPackage(t, resource{"imsqti_item_xmlv2p2", "b.xml", second},
		resource{"imsqti_item_xmlv2p2", "a.xml", item21}), exchange.QTI3)
	p := r.Pack
	if p.Language != "es" || len(p.Items) != 2 || !strings.HasPrefix(p.Items[0].Text, "La ensalada") {
		t.Errorf("pack = %+v", p)
	}
	if p.Title != "Imported questions" || p.Slug != "imported-questions" {
		t.Errorf("title %q, slug %q", p.Title, p.Slug)
	}
}

// Without discern.json the items and their tags still say most of it.
func TestQTIWithoutPack(t *testing.T) {
	p := pack(t, "macron-leaks")
	for _, f := range []exchange.Format{exchange.QTI22, exchange.QTI3} {
		var files []file
		for _, one := range unzip(t, write(t, p, f)) {
			if one.name != "discern.json" {
				files = append(files, one)
			}
		}
		r := read(t, zipped(t, files...), f)
		if r.Skipped != nil || r.Notes != nil || len(r.Pack.Items) != 40 {
			t.Fatalf("%s: %d passages, %v, %v", f, len(r.Pack.Items), r.Skipped, r.Notes)
		}
		if r.Pack.Slug != p.Slug || r.Pack.Title != p.Title || r.Pack.Version != p.Version {
			t.Errorf("%s: %q, %q, %d", f, r.Pack.Slug, r.Pack.Title, r.Pack.Version)
		}
		for i, want := range p.Items {
			got := r.Pack.Items[i]
			if got.ID != want.ID || got.Text != want.Text || got.Label != want.Label ||
				got.Second != want.Second || got.Rationale != want.Rationale {
				t.Errorf("%s: passage %d = %+v", f, want.Number, got)
			}
		}
	}
}

// An item taken out of a package is taken out of the pack.
func TestQTIItemRemoved(t *testing.T) {
	p := pack(t, "everyday")
	files := unzip(t, write(t, p, exchange.QTI3))
	manifest := files[0].content
	from := strings.Index(manifest, "  <resource ")
	to := from + strings.Index(manifest[from:], "</resource>") + len("</resource>\n")
	files[0].content = manifest[:from] + manifest[to:]
	r := read(t, zipped(t, files...), exchange.QTI3)
	if len(r.Pack.Items) != len(p.Items)-1 || len(r.Notes) != 1 ||
		!strings.HasSuffix(r.Notes[0].Reason, "were left out: 1") {
		t.Errorf("%d passages, %v", len(r.Pack.Items), r.Notes)
	}
}

func TestQTISpoiltPack(t *testing.T) {
	files := unzip(t, write(t, pack(t, "everyday"), exchange.QTI22))
	for i := range files {
		if files[i].name == "discern.json" {
			files[i].content = "{"
		}
	}
	r := read(t, zipped(t, files...), exchange.QTI22)
	if len(r.Pack.Items) != 12 || len(r.Notes) != 1 || r.Notes[0].Place != "discern.json" {
		t.Errorf("%d passages, %v", len(r.Pack.Items), r.Notes)
	}
}

func TestArchiveRefusals(t *testing.T) {
	manifest := file{"imsmanifest.xml", "<manifest/>"}
	var many []file
	for i := range 600 {
		many = append(many, file{fmt.Sprintf("f%d", i), ""})
	}
	whole := zipped(t, manifest)
	for _, tc := range []struct {
		name string
		data []byte
		want string // "" where it is not refused
	}{
		{"sound", whole, ""},
		{"in a folder", zipped(t, file{"pack/imsmanifest.xml", "<manifest/>"}), ""},
		{"as many files as can be", zipped(t, append(many[1:], manifest)...), ""},
		{"one more", zipped(t, append(many, manifest)...), "more than 600 files"},
		{"no manifest", zipped(t, file{"a.xml", "<a/>"}), "has no imsmanifest.xml"},
		{"manifest broken", zipped(t, file{"imsmanifest.xml", "<manifest>"}), "the manifest of the package cannot be read"},
		{"manifest empty", zipped(t, file{"imsmanifest.xml", ""}), "the manifest of the package cannot be read"},
		{"path upwards", zipped(t, manifest, file{"../x", "a"}), "leads out of it"},
		{"path from the root", zipped(t, manifest, file{"/x", "a"}), "leads out of it"},
		{"path of Windows", zipped(t, manifest, file{`a\..\..\x`, "a"}), "leads out of it"},
		{"drive", zipped(t, manifest, file{"C:x", "a"}), "leads out of it"},
		{"path not in one form", zipped(t, manifest, file{"a//b", "a"}), "leads out of it"},
		{"two of one name", zipped(t, manifest, manifest), "two files of one name"},
		{"cut off", whole[:len(whole)-10], "not a zip package, or is cut off"},
		{"no zip", []byte("<quiz/>"), "not a zip package"},
		{"empty", nil, "not a zip package"},
	} {
		_, err := exchange.Read(tc.data, exchange.QTI22)
		got := ""
		if err != nil {
			got = err.Error()
		}
		if (tc.want == "") != (err == nil) || !strings.Contains(got, tc.want) {
			t.Errorf("%s: Read = %v, want %q", tc.name, err, tc.want)
		}
	}
}
