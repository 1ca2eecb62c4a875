package exchange

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"discern/questions"
)

func TestXMLTree(t *testing.T) {
	const text = `<?xml version="1.0" encoding="utf-8"?><!-- before --><a:list xmlns:a="urn:x" one="1" a:two="2">
		words<b>inner</b> more<![CDATA[ <cdata> ]]>&amp;&#233;<!-- discern-passage: {"x":1} --><b c="d"/><e><b/></e></a:list>`
	root, err := newXMLReader(text).document()
	if err != nil {
		t.Fatal(err)
	}
	if root.name != "list" || root.attr("one") != "1" || root.attr("two") != "2" || root.attr("three") != "" {
		t.Errorf("root = %+v", root)
	}
	if diff := cmp.Diff("\n\t\twords more <cdata> &é", root.value()); diff != "" {
		t.Errorf("value (-want +got):\n%s", diff)
	}
	if got := root.carried(passageMark); got != `{"x":1} ` && got != `{"x":1}` {
		t.Errorf("carried = %q", got)
	}
	if got := root.carried(packMark); got != "" {
		t.Errorf("carried = %q, want nothing", got)
	}
	if got := len(root.children("b")); got != 2 {
		t.Errorf("%d children b, want 2", got)
	}
	if got := len(root.all("b")); got != 3 {
		t.Errorf("%d elements b, want 3", got)
	}
	if got := root.child("b").value(); got != "inner" {
		t.Errorf("the first b is %q", got)
	}
	if missing := root.child("z").child("y"); missing.value() != "" || missing.attr("x") != "" {
		t.Errorf("a missing child is %+v", missing)
	}
}

func TestXMLNames(t *testing.T) {
	x := newXMLReader(`<qti-assessment-item time-dependent="false"><qti-item-body/></qti-assessment-item>`)
	x.names = camel
	root, err := x.document()
	if err != nil || root.name != "assessmentItem" || root.attr("timeDependent") != "false" ||
		root.child("itemBody").name == "" {
		t.Errorf("document = %+v, %v", root, err)
	}
}

// Broken XML and what is never read are different errors: the first ends one
// question, the second the file.
func TestXMLErrors(t *testing.T) {
	for text, refused := range map[string]bool{
		"": false, "<a>": false, "<a></b>": false, "<a>&nbsp;</a>": false, "<a b=c/>": false,
		"<a>\x01</a>": false, "<a>&#1;</a>": false, "no element": false, "<?xml version='2.0'?><a/>": false,
		"<!DOCTYPE a><a/>": true, "<a><!ELEMENT b></a>": true,
		"<?xml version='1.0' encoding='latin1'?><a/>":          true,
		strings.Repeat("<a>", 51) + strings.Repeat("</a>", 51): true,
	} {
		_, err := newXMLReader(text).document()
		if _, got := errors.AsType[*Refusal](err); err == nil || got != refused {
			t.Errorf("%.30q: %v, refused %v, want %v", text, err, got, refused)
		}
	}
	if _, err := newXMLReader("<!-- only a comment -->").document(); err != io.EOF {
		t.Errorf("no element: %v, want EOF", err)
	}
}

func TestXMLWriter(t *testing.T) {
	w := newXMLWriter()
	w.start("a", "b", `"<&>'`)
	w.empty("c", "d", "e")
	w.words("f", "<g> & \ufffe\n", "h", "i")
	w.html("j", "<p>]]&gt;</p>")
	w.comment(`{"k":"--"}`)
	w.end()
	want := `<?xml version="1.0" encoding="UTF-8"?>
<a b="&#34;&lt;&amp;&gt;&#39;">
 <c d="e"/>
 <f h="i">&lt;g&gt; &amp; ` + "\ufffd" + `&#xA;</f>
 <j><![CDATA[<p>]]&gt;</p>]]></j>
 <!-- {"k":"-\u002d"} -->
</a>
`
	if diff := cmp.Diff(want, w.b.String()); diff != "" {
		t.Errorf("written (-want +got):\n%s", diff)
	}
	if _, err := newXMLReader(w.b.String()).document(); err != nil {
		t.Errorf("it is not read back: %v", err)
	}
}

// A pack comes apart into lines of JSON, each of which is read by itself.
func TestPieces(t *testing.T) {
	p := &questions.Pack{Format: questions.Format, Title: "a\u2028b", Items: []questions.Item{
		{Passage: questions.Passage{ID: "x", Number: 1, Text: "one"}},
		{Passage: questions.Passage{ID: "y", Number: 2, Text: "two"}, Key: questions.Key{Label: "fact"}},
	}}
	parts, err := piecesOf(p)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(parts.head+strings.Join(parts.passages, ""), "\n") || len(parts.passages) != 2 {
		t.Errorf("pieces = %+v", parts)
	}
	head, err := carriedHead(parts.head)
	if err != nil || head.Title != p.Title || head.Items != nil {
		t.Errorf("carriedHead = %+v, %v", head, err)
	}
	for i, raw := range parts.passages {
		it, err := carriedItem(raw)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(p.Items[i], *it); diff != "" {
			t.Errorf("carriedItem (-want +got):\n%s", diff)
		}
	}
	for _, raw := range []string{"", "{", "null", "[]", "{}, {}", `{"id":1}`, `{}],"title":["`} {
		if it, err := carriedItem(raw); err == nil {
			t.Errorf("carriedItem(%q) = %+v", raw, it)
		}
		if raw != "{}" {
			if head, err := carriedHead(raw); err == nil {
				t.Errorf("carriedHead(%q) = %+v", raw, head)
			}
		}
	}
}

func TestCategoryName(t *testing.T) {
	for path, want := range map[string]string{
		"": "", "a": "a", "$course$/top/a": "a", "$course$/top/a // b": "a / b", "a//": "a/", "x/ y ": " y",
	} {
		if got := categoryName(path); got != want {
			t.Errorf("categoryName(%q) = %q, want %q", path, got, want)
		}
	}
}

func TestSoundPath(t *testing.T) {
	for name, want := range map[string]bool{
		"a": true, "a/b.xml": true, "a..b": true, "..a": true, "": false, ".": true, "..": false,
		"../a": false, "a/../../b": false, "/a": false, `a\b`: false, "C:a": false, "a/": false, "./a": false, "a\x00": false,
	} {
		if got := soundPath(name); got != want {
			t.Errorf("soundPath(%q) = %v, want %v", name, got, want)
		}
	}
}
