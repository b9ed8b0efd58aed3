package webinar

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"frontdesk/domain"
)

// batch is how many messages one call approves or deletes at most: a form with more is a risk for no gain.
const batch = 50

// face is one of the two ways to the platform. Ids have been checked when it is called.
type face interface {
	profile(ctx context.Context) (domain.WebinarProfile, error)
	schedule(ctx context.Context, organization int64, from time.Time, page int) ([]domain.WebinarEvent, bool, error)
	event(ctx context.Context, id int64) (domain.WebinarEvent, error)
	start(ctx context.Context, session int64) error
	stop(ctx context.Context, session int64) error
	status(ctx context.Context, event, session int64) (domain.EventStatus, error)
	chat(ctx context.Context, session int64) ([]domain.ChatMessage, bool, error)
	moderate(ctx context.Context, session int64, approved bool, ids []int64) error
	remove(ctx context.Context, session int64, ids []int64) error
	premoderation(ctx context.Context, session int64) (bool, error)
	setPremoderation(ctx context.Context, session int64, on bool) error
}

// Account is one webinar account. It may be used from many goroutines. It prints without its secrets.
//
// Every error is a *domain.Error with Params["Code"], the platform's own word ("ERROR_WRONG_CREDENTIALS", "HTTP 502") or one
// of ours (TIMEOUT, NETWORK, CANCELLED, HTML, FORMAT). Kinds of all methods: KindUnavailable (the platform is away, or what it
// answers is not its API: try later), KindRateLimited (RetryAfter), KindUnauthorized (the credentials are not taken any more),
// KindForbidden (this account may not do this), KindNotFound (no such event, session or message), KindConflict and
// KindRejected (it will not do this, now or ever), KindInvalid (an id that cannot be one, incomplete credentials; nothing was
// sent).
type Account struct {
	face face
}

// Format prints no field, whatever the verb.
func (a *Account) Format(s fmt.State, _ rune) {
	name := "userapi"
	if _, is := a.face.(*cookieFace); is {
		name = "cookie"
	}
	_, _ = io.WriteString(s, "webinar account ("+name+")")
}

// Profile tells whose account it is.
func (a *Account) Profile(ctx context.Context) (domain.WebinarProfile, error) {
	return a.face.profile(ctx)
}

// Schedule gives a page (from 1) of an organization's events that are planned or on air and not over before from, and whether
// there may be another page. A page may be shorter than the platform's, or empty, with more to come. With a token there is
// one organization only, whatever is asked for. Events that the account may not read are left out.
func (a *Account) Schedule(ctx context.Context, organization int64, from time.Time, page int) (events []domain.WebinarEvent, more bool, err error) {
	return a.face.schedule(ctx, organization, from, max(page, 1))
}

// Event reads one event with its sessions.
func (a *Account) Event(ctx context.Context, id int64) (domain.WebinarEvent, error) {
	if id <= 0 {
		return domain.WebinarEvent{}, badID()
	}
	return a.face.event(ctx, id)
}

// Start puts a session on air, which cannot be undone. One that is on air already is no error: the status is read again
// after every failure, since a call whose answer was lost has done its work. KindConflict: it is over.
func (a *Account) Start(ctx context.Context, session int64) error {
	return a.bring(ctx, session, domain.EventRunning, a.face.start)
}

// Stop ends a session, which cannot be undone; otherwise as Start.
func (a *Account) Stop(ctx context.Context, session int64) error {
	return a.bring(ctx, session, domain.EventOver, a.face.stop)
}

func (a *Account) bring(ctx context.Context, session int64, want domain.EventStatus, act func(context.Context, int64) error) error {
	if session <= 0 {
		return badID()
	}
	err := act(ctx, session)
	if err == nil || ctx.Err() != nil {
		return err
	}
	switch domain.KindOf(err) {
	case domain.KindUnavailable, domain.KindNotFound, domain.KindConflict, domain.KindRejected:
	default:
		return err
	}
	now, problem := a.face.status(ctx, 0, session)
	switch {
	case problem != nil:
		return err
	case now == want:
		return nil
	case now == domain.EventOver:
		return &domain.Error{Kind: domain.KindConflict, Key: "error.webinar_over", Params: paramsOf(err), Err: err}
	case domain.KindOf(err) == domain.KindNotFound: // UserAPI's way to say "not now": the session is there
		return &domain.Error{Kind: domain.KindConflict, Key: "error.webinar_refused", Params: paramsOf(err), Err: err}
	}
	return err
}

func paramsOf(err error) map[string]any {
	var e *domain.Error
	errors.As(err, &e)
	return e.Params
}

// Status tells how far a session is. The event's id spares the cookie face an address that is known less well; 0 will do.
func (a *Account) Status(ctx context.Context, event, session int64) (domain.EventStatus, error) {
	if session <= 0 || event < 0 {
		return "", badID()
	}
	return a.face.status(ctx, event, session)
}

// Chat reads a session's newest messages, awaiting and approved, oldest first. capped says that the platform may hold more
// than it gave (or that some could not be read): of what is missing then, nothing may be concluded for messages older than
// the oldest of the same approval.
//
// UserAPI takes two calls, awaiting first: a message approved in between comes once, as approved; one whose approval is taken
// back in between is missing this once.
func (a *Account) Chat(ctx context.Context, session int64) (messages []domain.ChatMessage, capped bool, err error) {
	if session <= 0 {
		return nil, false, badID()
	}
	return a.face.chat(ctx, session)
}

// Approve shows messages to everybody; approved ones stay so. KindNotFound: some are gone (Params["Missing"], their ids as
// []int64); the others have been approved.
func (a *Account) Approve(ctx context.Context, session int64, ids ...int64) error {
	return a.moderate(ctx, session, true, ids)
}

// Unapprove hides messages again; otherwise as Approve.
func (a *Account) Unapprove(ctx context.Context, session int64, ids ...int64) error {
	return a.moderate(ctx, session, false, ids)
}

func (a *Account) moderate(ctx context.Context, session int64, approved bool, ids []int64) error {
	return inBatches(session, ids, func(part []int64) error { return a.face.moderate(ctx, session, approved, part) })
}

// Delete takes messages away for good, awaiting or approved. One that is gone already is no error.
func (a *Account) Delete(ctx context.Context, session int64, ids ...int64) error {
	err := inBatches(session, ids, func(part []int64) error { return a.face.remove(ctx, session, part) })
	if err != nil && domain.KindOf(err) == domain.KindNotFound {
		return nil
	}
	return err
}

// inBatches runs a call for all ids. No ids at all are refused before anything is sent: UserAPI would take a deletion without
// ids for one of the whole chat. When the platform refuses a batch because of a message that is gone, its messages are sent
// one by one.
func inBatches(session int64, ids []int64, call func([]int64) error) error {
	if session <= 0 || len(ids) == 0 || slices.ContainsFunc(ids, func(id int64) bool { return id <= 0 }) {
		return badID()
	}
	var missing []int64
	var gone error
	for part := range slices.Chunk(slices.Compact(slices.Sorted(slices.Values(ids))), batch) {
		err := call(part)
		if err != nil && domain.KindOf(err) == domain.KindNotFound && len(part) > 1 {
			for _, id := range part {
				switch err = call([]int64{id}); {
				case err == nil:
				case domain.KindOf(err) == domain.KindNotFound:
					missing, gone = append(missing, id), err
				default:
					return err
				}
			}
			continue
		}
		if err != nil && domain.KindOf(err) == domain.KindNotFound {
			missing, gone = append(missing, part...), err
			continue
		}
		if err != nil {
			return err
		}
	}
	if gone == nil {
		return nil
	}
	return &domain.Error{
		Kind: domain.KindNotFound, Key: "error.webinar_message_gone", Err: gone,
		Params: map[string]any{"Code": paramsOf(gone)["Code"], "Missing": missing},
	}
}

// Premoderation tells whether new messages wait for approval. After SetPremoderation the platform takes 5–10 s. With a token
// it is KindRejected: UserAPI has no such method.
func (a *Account) Premoderation(ctx context.Context, session int64) (bool, error) {
	if session <= 0 {
		return false, badID()
	}
	return a.face.premoderation(ctx, session)
}

// SetPremoderation switches it; otherwise as Premoderation.
func (a *Account) SetPremoderation(ctx context.Context, session int64, on bool) error {
	if session <= 0 {
		return badID()
	}
	return a.face.setPremoderation(ctx, session, on)
}

func badID() error {
	return &domain.Error{Kind: domain.KindInvalid, Err: errors.New("webinar: an id that cannot be one, or none")}
}
