package questions

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// wireItem is an item as it stands in a file. Passage and Key carry no JSON
// tags, so this is the only way in which a key becomes JSON.
type wireItem struct {
	ID        string    `json:"id"`
	Number    int       `json:"number"`
	Text      string    `json:"text"`
	Key       Label     `json:"key"`
	Second    Label     `json:"second,omitempty"`
	Status    Status    `json:"status"`
	Rationale string    `json:"rationale"`
	Cues      []Cue     `json:"cues"`
	Source    *Span     `json:"source,omitempty"`
	Readings  []Reading `json:"readings"`
	Later     *Later    `json:"later,omitempty"`
}

func (w wireItem) item() Item {
	if w.Source != nil {
		w.Source.Cues = orNil(w.Source.Cues)
	}
	return Item{
		Passage: Passage{ID: w.ID, Number: w.Number, Text: w.Text, Source: w.Source},
		Key: Key{
			Label:     w.Key,
			Second:    w.Second,
			Status:    w.Status,
			Rationale: w.Rationale,
			Cues:      orNil(w.Cues),
			Readings:  orNil(w.Readings),
			Later:     w.Later,
		},
	}
}

func wireOf(it Item) wireItem {
	return wireItem{
		ID:        it.ID,
		Number:    it.Number,
		Text:      it.Text,
		Key:       it.Label,
		Second:    it.Second,
		Status:    it.Status,
		Rationale: it.Rationale,
		Cues:      it.Cues,
		Source:    it.Source,
		Readings:  it.Readings,
		Later:     it.Later,
	}
}

// orNil makes an empty list and a missing one the same value.
func orNil[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return list
}

// itemsOut and itemsIn put the flat form of an item in the place of Item, for
// the calls below and for nobody else's.
var (
	itemsOut = json.WithMarshalers(json.MarshalToFunc(
		func(enc *jsontext.Encoder, it Item) error {
			return json.MarshalEncode(enc, wireOf(it))
		}))
	itemsIn = json.WithUnmarshalers(json.UnmarshalFromFunc(
		func(dec *jsontext.Decoder, it *Item) error {
			var w wireItem
			if err := json.UnmarshalDecode(dec, &w); err != nil {
				return err
			}
			*it = w.item()
			return nil
		}))
)

// Write writes p in its canonical form: one space of indent, a newline at the
// end, no character escaped that need not be. What Read has read, Write writes
// so that Read gives the same value again; a canonical file comes back byte for
// byte. Write does not Check, but refuses what would exceed MaxBytes.
func (p *Pack) Write(w io.Writer) error {
	b, err := p.encode()
	if err != nil {
		return err
	}
	if _, err := w.Write(b); err != nil {
		return fmt.Errorf("write pack %s: %w", p.Slug, err)
	}
	return nil
}

func (p *Pack) encode() ([]byte, error) {
	b, err := json.Marshal(p, itemsOut, jsontext.WithIndent(" "))
	if err != nil {
		return nil, fmt.Errorf("write pack %s: %w", p.Slug, err)
	}
	if b = append(b, '\n'); len(b) > MaxBytes {
		return nil, tooLarge()
	}
	return b, nil
}

// Hash returns the SHA-256, in lower-case hexadecimal, of the pack in the JSON
// Canonicalization Scheme (RFC 8785): names sorted, no white space, one way to
// write each text and number. It does not depend on the white space or the
// order of fields of a file, and differs as soon as any content does, provided
// that the packs pass Check.
func (p *Pack) Hash() string {
	// Bad UTF-8, which Check refuses, is let through: then nothing can fail.
	v, err := json.Marshal(p, itemsOut, jsontext.AllowInvalidUTF8(true))
	if err == nil {
		err = (*jsontext.Value)(&v).Canonicalize()
	}
	if err != nil {
		panic(fmt.Sprintf("hash pack %s: %v", p.Slug, err))
	}
	sum := sha256.Sum256(v)
	return hex.EncodeToString(sum[:])
}
