package article

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decode returns the text of a file in UTF-8 or, with a byte order mark, UTF-16.
// Whatever else is taken for Windows-1252, in which every byte is a character.
// A zero byte stands in no text.
func decode(b []byte) (string, error) {
	return decodeAs(b, charmap.Windows1252)
}

// decodePage is decode for a web page, which may name its own encoding.
func decodePage(b []byte) (string, error) {
	named, _, _ := charset.DetermineEncoding(b, "")
	return decodeAs(b, named)
}

// decodeAs decodes b by its byte order mark, as UTF-8 if that is what it is, or
// else by the given encoding.
func decodeAs(b []byte, other encoding.Encoding) (string, error) {
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		from = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	case utf8.Valid(b):
		from = unicode.UTF8BOM
	case bytes.HasPrefix(b, []byte("\ufeff")):
		return "", refuse("is not UTF-8, though it begins as if it were; save it as UTF-8")
	default:
		from = other
	}
	out, err := from.NewDecoder().Bytes(b)
	if err != nil {
		return "", refuse("is in an encoding that cannot be read; save it as UTF-8")
	}
	text := string(out)
	if strings.ContainsRune(text, 0) {
		return "", refuse("is not a text; it holds zero bytes")
	}
	return text, nil
}
