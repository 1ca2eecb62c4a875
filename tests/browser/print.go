package browser

import (
	"context"
	"regexp"
	"strconv"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Paper is a sheet in millimetres.
type Paper struct {
	Name          string
	Width, Height float64
}

// The papers of most of the world, and of North America.
var (
	A4     = Paper{"A4", 210, 297}
	Letter = Paper{"US Letter", 215.9, 279.4}
)

const millimetres = 25.4 // an inch

// PDF prints the page as a person would, with the margins that it asks for.
func (tab *Tab) PDF(paper Paper) []byte {
	tab.t.Helper()
	var printed []byte
	err := tab.within(func(ctx context.Context) error {
		result, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{
			PaperWidth: paper.Width / millimetres, PaperHeight: paper.Height / millimetres,
		})
		if err == nil {
			printed = result.Data
		}
		return err
	})
	if err != nil {
		tab.t.Fatalf("print %s: %v", tab.address(), err)
	}
	return printed
}

// pageCount finds the number in the root of a PDF's tree of pages: the largest,
// as branches count their own.
var pageCount = regexp.MustCompile(`/Count (\d+)`)

// Pages returns how many sheets a PDF that PDF made has, 0 if it is none.
func Pages(pdf []byte) int {
	most := 0
	for _, found := range pageCount.FindAllSubmatch(pdf, -1) {
		if n, err := strconv.Atoi(string(found[1])); err == nil {
			most = max(most, n)
		}
	}
	return most
}

// AsPrinted lays the page out as it is printed, on paper as wide as between the
// margins in millimetres, but without an end.
func (tab *Tab) AsPrinted(width float64) {
	tab.t.Helper()
	err := tab.within(func(ctx context.Context) error {
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
			return err
		}
		_, err := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
			Width: int64(width * 96 / millimetres), Height: 1000, DeviceScaleFactor: 1,
		})
		return err
	})
	if err != nil {
		tab.t.Fatalf("lay %s out for print: %v", tab.address(), err)
	}
}
