package web

import "slices"

func init() {
	signIn, narrow := frame{Title: "Sign in", Body: "read"}, longDesk("").narrow()
	in := signInPage{frame: signIn, Email: "the-teacher-of-humanities@international-school.example", Next: "/teach"}
	setUp := setUpPage{frame: signIn, Email: in.Email, Name: longFrame.Who}
	link := linkPage{frame: signIn, Email: in.Email, Name: longFrame.Who, HasPassword: true, Optional: true}
	account := accountPage{desk: narrow, Email: in.Email, Name: longFrame.Who, HasPassword: true}
	addSamples(map[string][]framed{
		"sign-in": append(troubled(in, "email", "password", ""), in),
		"setup":   slices.Concat(troubled(setUp, "email", "name", "password", ""), []framed{setUp, changed(setUp, func(v *setUpPage) { v.Invited = &sampleInvited[0].Invitation; v.Email = v.Invited.Email })}),
		"link":    append(troubled(link, "password", ""), link, changed(link, func(v *linkPage) { v.HasPassword = false })),
		"account": append(troubled(account, "current", "password", ""), account, changed(account, func(v *accountPage) { v.HasPassword, v.Changed = false, true }),
			changed(account, func(v *accountPage) { v.desk = longReviewDesk("").narrow() }),
			changed(account, func(v *accountPage) { v.Teacher, v.Office = false, true }),
			changed(account, func(v *accountPage) { v.Teacher, v.Who = false, "" })),
	})
}

// longDesk is a page of a teacher with a long name.
func longDesk(field string) desk {
	d := sampleDesk(field)
	d.Title, d.Who = longTitle, longFrame.Who
	return d
}
