package article_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"discern/questions/article"
)

// newspaper is a page as newspapers make them; {} stands for its head.
const newspaper = `<!DOCTYPE html>
<html lang="en"><head>{}<title>Market moves to the car park | The Valley Post</title>
<meta property="og:title" content="Market moves to the car park">
<style>p { color: red }</style><script>var x = "<p>Not this.</p>";</script></head>
<body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<div class="advert"><p>Buy one, get one free, only this week, only here!</p></div>
<article>
<h1>Market moves to the car park</h1>
<p>The town’s <b>market</b> moved on Monday, two weeks late,
and the traders were told of it only on the evening before, by a note on a <em>door</em>.</p>
<p>“It was chaos,” said Ines Val&eacute;, who sells cheese.&nbsp;She lost a day’s trade and half her stock, and
she is not sure, she says, whether her customers will find the way.</p>
<h2>Nobody asked</h2>
<div>The council did not explain why it chose the car park.<br><br>It did not say, either, what becomes of the
old square, of its fountain, or of the two large trees.</div>
<ul><li>The roof would cost money.</li><li>The lights would cost more.</li></ul>
<p hidden>Nobody sees this.</p>
</article>
<aside class="comments"><p>First! Great piece, I think, and so does my dog, who is a cat.</p></aside>
<footer><p>All rights reserved, by all of us, for all of it.</p></footer>
</body></html>`

var newspaperText = []string{
	"The town's market moved on Monday, two weeks late, and the traders were told of it only on the evening before, by a note on a door.",
	`"It was chaos," said Ines Valé, who sells cheese. She lost a day's trade and half her stock, and she is not sure, she says, whether her customers will find the way.`,
	"Nobody asked",
	"The council did not explain why it chose the car park.",
	"It did not say, either, what becomes of the old square, of its fountain, or of the two large trees.",
	"The roof would cost money.",
	"The lights would cost more.",
}

func TestReadHTML(t *testing.T) {
	for _, tc := range []struct {
		name string
		in   []byte
	}{
		{"as it is", []byte(newspaper)},
		{"in UTF-16", utf16Bytes(newspaper, true)},
		{"in the encoding it names", []byte(strings.NewReplacer("’", "\xb4", "“", `"`, "”", `"`, "{}", `<meta charset="iso-8859-2">`).Replace(newspaper))},
	} {
		d, err := article.ReadHTML(tc.in)
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		want := newspaperText
		if strings.HasPrefix(tc.name, "in the encoding") {
			want = nil
			for _, p := range newspaperText {
				want = append(want, strings.ReplaceAll(p, "'", "\u00b4"))
			}
		}
		if diff := cmp.Diff(want, texts(d)); diff != "" {
			t.Errorf("%s: paragraphs (-want +got):\n%s", tc.name, diff)
		}
		if want := "Market moves to the car park"; d.Title != want {
			t.Errorf("%s: title %q, want %q", tc.name, d.Title, want)
		}
	}
}

// Of a page with no article in it, all the text counts.
func TestReadHTMLWithoutArticle(t *testing.T) {
	for in, want := range map[string][]string{
		"<p>It rains.":                           {"It rains."},
		"<p>It <b>ra<i>in</i>s</b>.<p>It pours.": {"It rains.", "It pours."},
		"a<br>b<br><br>c":                        {"a b", "c"},
		"<pre>a\n\nb</pre>":                      {"a b"},
		"<table><tr><td>a<td>b<tr><td>c</table>": {"a b", "c"},
		"&lt;b&gt; &#8217; &nbsp;x&amp;y":        {"<b> ' x&y"},
		"a<script>b</script><svg><text>c</text></svg><!-- d --><style>e</style>f": {"af"},
		"<svg><svg></svg>a</svg>b": {"b"},
		"<title>T</title><select><option>a</select><textarea><p>b</textarea><button>c</button><p>d": {"d"},
	} {
		d, err := article.ReadHTML([]byte(in))
		if err != nil {
			t.Errorf("ReadHTML(%q): %v", in, err)
			continue
		}
		if diff := cmp.Diff(want, texts(d)); diff != "" {
			t.Errorf("ReadHTML(%q): paragraphs (-want +got):\n%s", in, diff)
		}
	}
}

func TestReadHTMLTitle(t *testing.T) {
	long := strings.Repeat("word ", 100)
	for in, want := range map[string]string{
		"<p>x":                            "",
		"<title>A &amp; b</title><p>x":    "A & b",
		"<title> A\n b\x01</title><p>x":   "A b",
		"<title>" + long + "</title><p>x": strings.TrimSpace(long[:300]),
	} {
		d, err := article.ReadHTML([]byte(in + strings.Repeat("y", 200)))
		if err != nil {
			t.Errorf("ReadHTML(%q): %v", in, err)
			continue
		}
		if d.Title != want {
			t.Errorf("ReadHTML(%q): title %q, want %q", in, d.Title, want)
		}
	}
}

func FuzzReadHTML(f *testing.F) {
	f.Add([]byte(newspaper))
	f.Add([]byte("<table><a><td><a><select><svg><title><b></title>"))
	f.Add([]byte("<meta charset=utf-16><base href=':'><a href='%zz'>x</a><img src='//['>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := article.ReadHTML(b)
		checkRead(t, d, err)
	})
}
