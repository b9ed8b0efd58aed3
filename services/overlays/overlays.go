// Package overlays keeps the pages for stream programs: who may see them, how they look, what stands on them.
package overlays

import (
	"context"
	"crypto/rand"
	"regexp"
	"slices"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/seal"
	"frontdesk/services/live"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/store"
)

// maxOverlays is how many an event may have at once.
const maxOverlays = 10

// Rights tells whether somebody may do something with an event.
type Rights interface {
	EventFor(ctx context.Context, actor, eventID int64, deed domain.Deed) (webinars.Event, error)
	// Name is how a person is called who has to do with an account.
	Name(ctx context.Context, person, accountID int64) (string, error)
}

// Service is the use cases of overlays.
type Service struct {
	db     *store.DB
	box    *seal.Box
	rights Rights
	live   *live.Hub
	now    func() time.Time
	// refresh draws the screens of a subject anew, whoever looks at them; may be nil.
	refresh func(u *work.Unit, subject string)
}

// New makes the service.
func New(db *store.DB, box *seal.Box, rights Rights, hub *live.Hub, now func() time.Time) *Service {
	return &Service{db: db, box: box, rights: rights, live: hub, now: now}
}

// OnChange sets what draws the screens of a subject anew, whoever looks at them. Before the first change.
func (s *Service) OnChange(refresh func(u *work.Unit, subject string)) { s.refresh = refresh }

// Standard is how a new overlay looks.
func Standard() domain.OverlaySettings {
	return domain.OverlaySettings{FontSize: 24, TextColor: "#ffffff", NameColor: "#7fd4ff", MaxLines: 8, Theme: "bubbles"}
}

// Page is an overlay with its token: the last part of its address.
type Page struct {
	domain.Overlay
	Token string
}

// place binds a sealed token to its row.
func place(id int64) string { return seal.Place("frontdesk_overlay.token", id) }

// List reads an event's overlays with their tokens.
func (s *Service) List(ctx context.Context, actor, eventID int64) ([]Page, error) {
	if _, err := s.rights.EventFor(ctx, actor, eventID, domain.DeedEventShow); err != nil {
		return nil, err
	}
	return s.pages(ctx, eventID)
}

func (s *Service) pages(ctx context.Context, eventID int64) ([]Page, error) {
	rows, err := s.db.Overlays(ctx, eventID)
	if err != nil {
		return nil, err
	}
	pages := make([]Page, 0, len(rows))
	for _, row := range rows {
		if token, err := s.box.Open(row.Token, place(row.ID)); err == nil {
			pages = append(pages, Page{Overlay: row.Overlay, Token: string(token)})
		}
	}
	return pages, nil
}

// Make makes an overlay with a new token. KindConflict ("error.overlays_full") when the event has as many as it may.
func (s *Service) Make(ctx context.Context, u *work.Unit, actor, eventID int64) (*Page, error) {
	e, err := s.rights.EventFor(ctx, actor, eventID, domain.DeedEventShow)
	if err != nil {
		return nil, err
	}
	have, err := s.pages(ctx, eventID)
	if err != nil {
		return nil, err
	}
	if len(have) >= maxOverlays {
		return nil, domain.Fail(domain.KindConflict, "error.overlays_full", map[string]any{"Max": maxOverlays})
	}
	page := &Page{Token: rand.Text(), Overlay: domain.Overlay{EventID: eventID, MadeBy: actor, Settings: Standard()}}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		return tx.AddOverlay(ctx, &page.Overlay, seal.TokenHash(page.Token), func(id int64) []byte { return s.box.Seal([]byte(page.Token), place(id)) })
	})
	s.changed(u, eventID, 0)
	return page, s.note(ctx, u, actor, "overlay.make", e)
}

// Revoke makes an overlay's token worthless: its open pages go blank.
func (s *Service) Revoke(ctx context.Context, u *work.Unit, actor, eventID, overlayID int64) error {
	e, err := s.own(ctx, actor, eventID, overlayID)
	if err != nil {
		return err
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.RevokeOverlay(ctx, overlayID)
		return err
	})
	s.changed(u, eventID, overlayID)
	return s.note(ctx, u, actor, "overlay.revoke", e)
}

// Set changes how an overlay looks; open pages follow without a reload. KindInvalid ("error.overlay_settings") for values
// outside their bounds.
func (s *Service) Set(ctx context.Context, u *work.Unit, actor, eventID, overlayID int64, settings domain.OverlaySettings) error {
	if _, err := s.own(ctx, actor, eventID, overlayID); err != nil {
		return err
	}
	if !good(settings) {
		return domain.Fail(domain.KindInvalid, "error.overlay_settings", nil)
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error { return tx.SetOverlay(ctx, overlayID, settings) })
	s.changed(u, eventID, overlayID)
	return nil
}

// SetFontSize is Set for the size alone, of all overlays of an event: one tap on a phone.
func (s *Service) SetFontSize(ctx context.Context, u *work.Unit, actor, eventID int64, size int) error {
	pages, err := s.List(ctx, actor, eventID)
	if err != nil {
		return err
	}
	for _, p := range pages {
		p.Settings.FontSize = size
		if err := s.Set(ctx, u, actor, eventID, p.ID, p.Settings); err != nil {
			return err
		}
	}
	return nil
}

// own gives the event whose overlay an actor may change.
func (s *Service) own(ctx context.Context, actor, eventID, overlayID int64) (webinars.Event, error) {
	e, err := s.rights.EventFor(ctx, actor, eventID, domain.DeedEventShow)
	if err != nil {
		return e, err
	}
	o, err := s.db.FindOverlay(ctx, overlayID)
	if err == nil && o.EventID != eventID {
		err = domain.Fail(domain.KindNotFound, "error.not_found", nil)
	}
	return e, err
}

var color = regexp.MustCompile(`^#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$`)

// good holds settings against their bounds.
func good(s domain.OverlaySettings) bool {
	return s.FontSize >= 8 && s.FontSize <= 48 && s.MaxLines >= 1 && s.MaxLines <= 50 && s.LifeSeconds >= 0 && s.LifeSeconds <= 3600 &&
		color.MatchString(s.TextColor) && color.MatchString(s.NameColor) && (s.Background == "" || color.MatchString(s.Background)) &&
		slices.Contains(Themes(), s.Theme)
}

// Themes are the looks that an overlay can have.
func Themes() []string { return []string{"plain", "bubbles", "compact"} }

// note adds a line to the log of who did what.
func (s *Service) note(ctx context.Context, u *work.Unit, actor int64, action string, e webinars.Event) error {
	name, err := s.rights.Name(ctx, actor, e.AccountID)
	u.Audit(store.Audit{Actor: actor, Name: name, Action: action, Subject: webinars.EventSubject(e.ID)})
	return err
}

// changed tells all who look at an overlay or at its settings: on pages, and on phones.
func (s *Service) changed(u *work.Unit, eventID, overlayID int64) {
	if s.refresh != nil {
		s.refresh(u, webinars.EventSubject(eventID))
	}
	u.After(func() {
		s.live.Publish(live.Event{Topic: live.OfEvent(eventID), Kind: live.OverlayChanged, ID: overlayID})
	})
}
