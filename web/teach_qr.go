package web

import (
	"strconv"
	"strings"

	"rsc.io/qr"
)

// qrCode is a QR code as a page draws it: one SVG path of strokes as wide as a
// module, in a box with a quiet zone of four modules round it.
type qrCode struct {
	Address string // what it says, or leads to, for the accessible name
	Box     string // viewBox
	Path    string
}

// newQR draws the code of an address. An address that is too long for a code
// gives the zero qrCode, which the page leaves out: the address stands beside it.
func newQR(address string) qrCode {
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		return qrCode{}
	}
	var path strings.Builder
	path.WriteString("M0 .5")
	penX, penY := 0, 0
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			from := x
			for code.Black(x, y) {
				x++
			}
			if x > from {
				path.WriteString("m" + strconv.Itoa(from-penX) + " " + strconv.Itoa(y-penY) + "h" + strconv.Itoa(x-from))
				penX, penY = x, y
			}
		}
	}
	size := strconv.Itoa(code.Size + 8)
	return qrCode{Address: address, Box: "-4 -4 " + size + " " + size, Path: path.String()}
}
