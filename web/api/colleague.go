package api

import (
	"context"

	"discern/quiz"
)

// ListTeachers is GET /classes/{id}/teachers.
func (s server) ListTeachers(ctx context.Context, r ListTeachersRequestObject) (ListTeachersResponseObject, error) {
	teachers, invited, err := s.store.ClassTeachers(ctx, actor(ctx), r.ID)
	return ListTeachers200JSONResponse{Teachers: each(teachers, classTeacherOf), Invitations: each(invited, invitationOf)}, err
}

// InviteTeacher is POST /classes/{id}/teachers.
func (s server) InviteTeacher(ctx context.Context, r InviteTeacherRequestObject) (InviteTeacherResponseObject, error) {
	made, secret, err := s.store.Invite(ctx, actor(ctx), r.ID, r.Body.Email)
	return InviteTeacher201JSONResponse{ID: made.ID, Email: made.Email, ExpiresAt: moment(made.Expires), Link: "/link/" + secret}, err
}

// RemoveTeacher is DELETE /classes/{id}/teachers/{account}.
func (s server) RemoveTeacher(ctx context.Context, r RemoveTeacherRequestObject) (RemoveTeacherResponseObject, error) {
	return RemoveTeacher204Response{}, s.store.RemoveTeacher(ctx, actor(ctx), r.ID, r.Account)
}

// HandOver is PUT /classes/{id}/owner.
func (s server) HandOver(ctx context.Context, r HandOverRequestObject) (HandOverResponseObject, error) {
	if err := s.store.HandOver(ctx, actor(ctx), r.ID, r.Body.Account); err != nil {
		return nil, err
	}
	class, err := s.store.Class(ctx, actor(ctx), r.ID)
	return HandOver200JSONResponse(classOf(class)), err
}

// ListInvitations is GET /invitations.
func (s server) ListInvitations(ctx context.Context, _ ListInvitationsRequestObject) (ListInvitationsResponseObject, error) {
	invited, err := s.store.Invitations(ctx, actor(ctx))
	return ListInvitations200JSONResponse(each(invited, invitationOf)), err
}

// AcceptInvitation is POST /invitations/{id}.
func (s server) AcceptInvitation(ctx context.Context, r AcceptInvitationRequestObject) (AcceptInvitationResponseObject, error) {
	class, err := s.store.Accept(ctx, actor(ctx), r.ID)
	return AcceptInvitation200JSONResponse(classOf(class)), err
}

// DeclineInvitation is DELETE /invitations/{id}.
func (s server) DeclineInvitation(ctx context.Context, r DeclineInvitationRequestObject) (DeclineInvitationResponseObject, error) {
	return DeclineInvitation204Response{}, s.store.Decline(ctx, actor(ctx), r.ID)
}

func classTeacherOf(c quiz.Colleague) ClassTeacher {
	return ClassTeacher{Account: c.ID, Name: c.Name, Email: c.Email, Owner: c.Owner, Since: maybe(c.Since)}
}

func invitationOf(i quiz.Invitation) Invitation {
	return Invitation{ID: i.ID, Class: i.Class, Title: i.Title, Email: i.Email, From: i.From, CreatedAt: moment(i.Created), ExpiresAt: moment(i.Expires)}
}
