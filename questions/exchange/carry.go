package exchange

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"discern/questions"
)

// What a format has no field for travels as the JSON of package questions, on
// one line: the pack without its passages, and each passage beside the question
// that shows it. These words stand in front of it.
const (
	packMark    = "discern-pack: "
	passageMark = "discern-passage: "
)

// pieces is a pack as JSON: all but its passages, and each of these.
type pieces struct {
	head     string
	passages []string
}

func piecesOf(p *questions.Pack) (pieces, error) {
	var out pieces
	bare := *p
	bare.Items = nil
	head, err := oneLine(&bare)
	if err != nil {
		return out, err
	}
	whole, err := oneLine(p)
	if err != nil {
		return out, err
	}
	var file struct {
		Passages []jsontext.Value `json:"passages"`
	}
	if err := json.Unmarshal(whole, &file); err != nil {
		return out, fmt.Errorf("take pack %s apart: %w", p.Slug, err)
	}
	out.head = string(head)
	for _, passage := range file.Passages {
		out.passages = append(out.passages, string(passage))
	}
	return out, nil
}

func oneLine(p *questions.Pack) (jsontext.Value, error) {
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		return nil, err
	}
	v := jsontext.Value(b.Bytes())
	if err := v.Compact(); err != nil {
		return nil, fmt.Errorf("write pack %s on one line: %w", p.Slug, err)
	}
	return v, nil
}

// forComment writes JSON so that it may stand in an XML comment: without two
// hyphens in a row, and without characters that XML does not know. Both occur
// only inside texts.
func forComment(s string) string {
	var b strings.Builder
	var last rune
	for _, r := range s {
		if r == '-' && last == '-' || !inXML(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
			last = 0
			continue
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// inXML reports whether r may stand in an XML document.
func inXML(r rune) bool {
	switch {
	case r == '\t', r == '\n', r == '\r':
		return true
	case r < 0x20, r == 0xFFFE, r == 0xFFFF:
		return false
	}
	return true
}

// xmlText replaces what may not stand in an XML document.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		if inXML(r) {
			return r
		}
		return utf8.RuneError
	}, s)
}

// carriedHead reads the pack without its passages. A pack that is not wholly as
// Check wants it is taken: the report lists what is missing.
func carriedHead(raw string) (*questions.Pack, error) {
	p, err := questions.Decode(strings.NewReader(raw))
	if err != nil {
		return nil, err
	}
	if p.Format != questions.Format {
		return nil, fmt.Errorf("it is not in the format %s", questions.Format)
	}
	p.Items = nil
	return p, nil
}

// carriedItem reads one passage.
func carriedItem(raw string) (*questions.Item, error) {
	p, err := questions.Decode(strings.NewReader(`{"passages":[` + raw + `]}`))
	if err != nil {
		return nil, err
	}
	if len(p.Items) != 1 {
		return nil, fmt.Errorf("it is not one passage")
	}
	return &p.Items[0], nil
}

// wordingHash names the wording that cues and readings belong to.
func wordingHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// problem says what is wrong with carried JSON, without the place in a file
// that the reader never saw.
func problem(err error) string {
	if fault, ok := errors.AsType[*questions.PackError](err); ok {
		return fault.Problem
	}
	return err.Error()
}
