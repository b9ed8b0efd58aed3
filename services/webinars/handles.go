package webinars

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"sync/atomic"
	"time"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

// noteWithin bounds the writing of what a call has brought: a session, a trouble.
const noteWithin = 5 * time.Second

// troubleCredentials is why an account cannot be used whose credentials the platform does not take any more.
const troubleCredentials = "trouble.webinar_credentials"

// Open gives the handle of a connected account, without a person: for the poller and the sender. One handle is shared by all
// while the credentials stay the same, so open it for each piece of work and do not keep it. New sessions are kept sealed, and
// the owner is told when the platform does not take the credentials any more. KindNotFound when the account was taken away.
func (s *Service) Open(ctx context.Context, accountID int64) (Handle, error) {
	row, err := s.findAccount(ctx, accountID)
	if err != nil {
		return nil, err
	}
	return s.open(row)
}

func (s *Service) open(row store.WebinarAccount) (*handle, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if h := s.handles[row.ID]; h != nil && bytes.Equal(h.credentials, row.Credentials) {
		return h, nil
	}
	creds, err := openCredentials(s.Box, row)
	if err != nil {
		return nil, err
	}
	h := &handle{service: s, account: row.ID, owner: row.OwnerID, login: row.Login, credentials: row.Credentials}
	h.troubled.Store(row.Trouble != "")
	h.platform = s.Platform.Open(creds, openSession(s.Box, row), h.keep)
	s.handles[row.ID] = h
	return h, nil
}

// forget lets go of an account's handle.
func (s *Service) forget(accountID int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.handles, accountID)
	delete(s.asked, accountID)
}

// handle is one account at the platform. It notices when the platform stops, and begins again, to take the credentials.
type handle struct {
	platform    Handle
	service     *Service
	account     int64
	owner       int64
	login       string
	credentials []byte // sealed: tells one set of credentials from the next
	troubled    atomic.Bool
}

// keep stores a session that the platform has just given. Without it the next start logs in once more, and no harm is done.
func (h *handle) keep(session domain.WebinarSession) {
	ctx, cancel := within(context.Background(), noteWithin)
	defer cancel()
	sealed, err := sealSession(h.service.Box, h.account, session)
	if err == nil {
		err = h.service.DB.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			return tx.SetWebinarSession(ctx, h.account, sealed, h.credentials)
		})
	}
	if err != nil {
		h.service.Log.Warn().Err(err).Int64("account", h.account).Msg("a webinar session could not be kept; the next start signs in once more")
	}
}

// seen looks at how a call ended.
func (h *handle) seen(ctx context.Context, err error) error {
	refused := err != nil && domain.KindOf(err) == domain.KindUnauthorized
	if (err != nil && !refused) || h.troubled.Load() == refused {
		return err
	}
	if problem := h.note(context.WithoutCancel(ctx), refused); problem != nil {
		h.service.Log.Warn().Err(problem).Int64("account", h.account).Msg("cannot note whether the platform takes a webinar account; trying again with the next call")
	} else {
		h.troubled.Store(refused)
	}
	return err
}

// note keeps whether the platform takes the credentials, and tells the owner when it has stopped to.
func (h *handle) note(ctx context.Context, refused bool) error {
	ctx, cancel := within(ctx, noteWithin)
	defer cancel()
	s, trouble := h.service, ""
	if refused {
		trouble = troubleCredentials
	}
	u := work.New(fmt.Sprintf("webinar:%d:trouble:%t", h.account, refused))
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		news, err := tx.SetWebinarTrouble(ctx, h.account, trouble, h.credentials)
		if err != nil || !news || !refused || h.owner <= 0 {
			return err
		}
		return s.Chat.Tell(ctx, tx, u, h.owner, Notice{Key: "notice.webinar_refused", Params: map[string]any{"Login": h.login}})
	})
	s.accountChanged(u, h.account)
	return u.Commit(ctx, s.DB)
}

// Format prints no secret, whatever the verb.
func (h *handle) Format(f fmt.State, _ rune) {
	_, _ = f.Write([]byte("webinar account " + strconv.FormatInt(h.account, 10)))
}

func (h *handle) Profile(ctx context.Context) (domain.WebinarProfile, error) {
	p, err := h.platform.Profile(ctx)
	return p, h.seen(ctx, err)
}

func (h *handle) Schedule(ctx context.Context, organization int64, from time.Time, page int) ([]domain.WebinarEvent, bool, error) {
	events, more, err := h.platform.Schedule(ctx, organization, from, page)
	return events, more, h.seen(ctx, err)
}

func (h *handle) Event(ctx context.Context, id int64) (domain.WebinarEvent, error) {
	e, err := h.platform.Event(ctx, id)
	return e, h.seen(ctx, err)
}

func (h *handle) Start(ctx context.Context, session int64) error {
	return h.seen(ctx, h.platform.Start(ctx, session))
}

func (h *handle) Stop(ctx context.Context, session int64) error {
	return h.seen(ctx, h.platform.Stop(ctx, session))
}

func (h *handle) Status(ctx context.Context, event, session int64) (domain.EventStatus, error) {
	status, err := h.platform.Status(ctx, event, session)
	return status, h.seen(ctx, err)
}

func (h *handle) Chat(ctx context.Context, session int64) ([]domain.ChatMessage, bool, error) {
	messages, capped, err := h.platform.Chat(ctx, session)
	return messages, capped, h.seen(ctx, err)
}

func (h *handle) Approve(ctx context.Context, session int64, ids ...int64) error {
	return h.seen(ctx, h.platform.Approve(ctx, session, ids...))
}

func (h *handle) Unapprove(ctx context.Context, session int64, ids ...int64) error {
	return h.seen(ctx, h.platform.Unapprove(ctx, session, ids...))
}

func (h *handle) Delete(ctx context.Context, session int64, ids ...int64) error {
	return h.seen(ctx, h.platform.Delete(ctx, session, ids...))
}

func (h *handle) Premoderation(ctx context.Context, session int64) (bool, error) {
	on, err := h.platform.Premoderation(ctx, session)
	return on, h.seen(ctx, err)
}

func (h *handle) SetPremoderation(ctx context.Context, session int64, on bool) error {
	return h.seen(ctx, h.platform.SetPremoderation(ctx, session, on))
}
