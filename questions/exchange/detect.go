package exchange

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Detect tells the format of a file by its content. It looks only at what tells
// the formats apart: Read may still refuse the file.
func Detect(data []byte) (Format, bool) {
	if len(data) > MaxBytes {
		return "", false
	}
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return detectPackage(data)
	}
	text, err := decodeText(data)
	if err != nil {
		return "", false
	}
	start := strings.TrimSpace(text)
	switch {
	case strings.HasPrefix(start, "<"):
		return MoodleXML, strings.Contains(start, "<quiz")
	case strings.HasPrefix(start, "{") && strings.Contains(start, `"format"`):
		return Discern, true
	case headerOf(text) != nil:
		return CSV, true
	case strings.Contains(start, "{") && strings.Contains(start, "}"),
		strings.HasPrefix(start, "::"), strings.HasPrefix(start, "$CATEGORY:"):
		return GIFT, true
	}
	return "", false
}

func detectPackage(data []byte) (Format, bool) {
	a, err := openArchive(data)
	if err != nil {
		return "", false
	}
	manifest, err := a.read(a.manifest)
	if err != nil {
		return "", false
	}
	if bytes.Contains(manifest, []byte("v3p0")) {
		return QTI3, true
	}
	return QTI22, bytes.Contains(manifest, []byte("imsqti_item"))
}

// decodeText returns the text of a file in UTF-8, or in UTF-16 with a byte
// order mark. Other encodings cannot be told apart and are refused.
func decodeText(data []byte) (string, error) {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		order = binary.LittleEndian
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		order = binary.BigEndian
	default:
		data = bytes.TrimPrefix(data, []byte("\ufeff"))
		if !utf8.Valid(data) {
			return "", refuse("the file is not in UTF-8; save it as UTF-8 and try again")
		}
		return string(data), nil
	}
	data = data[2:]
	if len(data)%2 != 0 {
		return "", refuse("the file begins like UTF-16, but ends in half a character")
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units)), nil
}
