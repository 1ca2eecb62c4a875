package tests

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"discern/quiz"
	"discern/quiz/store"
	"discern/tests/browser"
)

func TestZZLook(t *testing.T) {
	web := start(t, store.Options{})
	tab := browser.New(t, browser.Options{JavaScript: true})
	web.signIn(t, tab, "t@school.example")
	ctx, teacher := context.Background(), web.who(t, tab)
	class, _ := web.store.CreateClass(ctx, teacher, quiz.NewClass{Title: "8B English"}, quiz.Intent{})
	names := []string{strings.Repeat("W", quiz.NameLength)}
	for n := len(names); n < 11; n++ {
		names = append(names, fmt.Sprint("Pupil ", n+1))
	}
	web.store.AddSeats(ctx, teacher, class.ID, names, quiz.Intent{})
	tab.Open(web.base + "/teach/class/" + class.ID + "/cards")
	tab.Screenshot("/tmp/e-new.png")
	tab.Click("Make the cards")
	tab.WaitFor(".card")
	tab.Screenshot("/tmp/e-cards.png")
	os.WriteFile("/tmp/e-cards.pdf", tab.PDF(browser.Letter), 0o644)
	tab.AsPrinted(browser.Letter.Width - 18)
	tab.Screenshot("/tmp/e-print.png")
	ph := browser.New(t, browser.Options{Width: 390, Dark: true, JavaScript: true, SameCookies: tab})
	ph.Open(web.base + "/card")
	ph.Screenshot("/tmp/e-card.png")
	ph.Open(web.base + "/teach/class/" + class.ID)
	ph.Screenshot("/tmp/e-class.png")
}
