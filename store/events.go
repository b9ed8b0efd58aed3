package store

import (
	"context"
	"time"

	"frontdesk/domain"
)

// WebinarEvent is one run of an event as the platform last described it, with what is ours about it.
type WebinarEvent struct {
	ID            int64
	AccountID     int64
	EventID       int64 // at the platform
	SessionID     int64 // at the platform; 0 while it has none
	Organization  int64
	Name          string
	Description   string
	PictureURL    string
	PublicURL     string
	StartsAt      time.Time
	EndsAt        time.Time
	Status        domain.EventStatus
	Premoderation int // -1 not known, 0 off, 1 on
	Wanted        int // -1 nothing, 0 off, 1 on
	WantedAt      time.Time
	WantedBy      int64
	Relay         bool
	Digest        bool
	StartedBy     string
	StoppedBy     string
	PingedAt      time.Time
	CalledAt      time.Time
	PolledAt      time.Time
	Trouble       string
	ReportedAt    time.Time
	SeenAt        time.Time // when the platform was asked for what stands here
}

type webinarEventRow struct {
	ID            int64  `db:"id"`
	AccountID     int64  `db:"account_id"`
	EventID       int64  `db:"event_id"`
	SessionID     int64  `db:"session_id"`
	Organization  int64  `db:"organization"`
	Name          string `db:"name"`
	Description   string `db:"description"`
	PictureURL    string `db:"picture_url"`
	PublicURL     string `db:"public_url"`
	StartsAt      int64  `db:"starts_at"`
	EndsAt        int64  `db:"ends_at"`
	Status        string `db:"status"`
	Premoderation int    `db:"premoderation"`
	Wanted        int    `db:"wanted"`
	WantedAt      int64  `db:"wanted_at"`
	WantedBy      int64  `db:"wanted_by"`
	Relay         bool   `db:"relay"`
	Digest        bool   `db:"digest"`
	StartedBy     string `db:"started_by"`
	StoppedBy     string `db:"stopped_by"`
	PingedAt      int64  `db:"pinged_at"`
	CalledAt      int64  `db:"called_at"`
	PolledAt      int64  `db:"polled_at"`
	Trouble       string `db:"trouble"`
	ReportedAt    int64  `db:"reported_at"`
	SeenAt        int64  `db:"seen_at"`
}

const webinarEventColumns = `id, account_id, event_id, session_id, organization, name, description, picture_url, public_url,
	starts_at, ends_at, status, premoderation, wanted, wanted_at, wanted_by, relay, digest, started_by, stopped_by, pinged_at,
	called_at, polled_at, trouble, reported_at, seen_at`

func (r webinarEventRow) event() WebinarEvent {
	return WebinarEvent{
		ID: r.ID, AccountID: r.AccountID, EventID: r.EventID, SessionID: r.SessionID, Organization: r.Organization, Name: r.Name,
		Description: r.Description, PictureURL: r.PictureURL, PublicURL: r.PublicURL, StartsAt: fromMS(r.StartsAt),
		EndsAt: fromMS(r.EndsAt), Status: domain.EventStatus(r.Status), Premoderation: r.Premoderation, Wanted: r.Wanted,
		WantedAt: fromMS(r.WantedAt), WantedBy: r.WantedBy, Relay: r.Relay, Digest: r.Digest, StartedBy: r.StartedBy,
		StoppedBy: r.StoppedBy, PingedAt: fromMS(r.PingedAt), CalledAt: fromMS(r.CalledAt), PolledAt: fromMS(r.PolledAt),
		Trouble: r.Trouble, ReportedAt: fromMS(r.ReportedAt), SeenAt: fromMS(r.SeenAt),
	}
}

func webinarEvents(rows []webinarEventRow, err error) ([]WebinarEvent, error) {
	list := make([]WebinarEvent, len(rows))
	for i, r := range rows {
		list[i] = r.event()
	}
	return list, err
}

// FindWebinarEvent reads an event by our id, also one whose account was removed.
func (db *DB) FindWebinarEvent(ctx context.Context, id int64) (WebinarEvent, error) {
	return findWebinarEvent(ctx, db, id)
}

// FindWebinarEvent reads an event by our id, also one whose account was removed.
func (tx *Tx) FindWebinarEvent(ctx context.Context, id int64) (WebinarEvent, error) {
	return findWebinarEvent(ctx, tx, id)
}

func findWebinarEvent(ctx context.Context, r runner, id int64) (WebinarEvent, error) {
	row, err := one[webinarEventRow](ctx, r, `SELECT `+webinarEventColumns+` FROM frontdesk_webinar_event WHERE id = ?`, id)
	return row.event(), err
}

// RunsOfEvent reads the runs of an event by the platform's id, in no order.
func (db *DB) RunsOfEvent(ctx context.Context, account, event int64) ([]WebinarEvent, error) {
	return runsOfEvent(ctx, db, account, event)
}

// RunsOfEvent reads the runs of an event by the platform's id, in no order.
func (tx *Tx) RunsOfEvent(ctx context.Context, account, event int64) ([]WebinarEvent, error) {
	return runsOfEvent(ctx, tx, account, event)
}

func runsOfEvent(ctx context.Context, r runner, account, event int64) ([]WebinarEvent, error) {
	return webinarEvents(all[webinarEventRow](ctx, r, `SELECT `+webinarEventColumns+` FROM frontdesk_webinar_event
		WHERE account_id = ? AND event_id = ?`, account, event))
}

// ScheduledEvents reads an account's events that are not over: those that begin at since or later and those whose beginning is
// not known, in no order.
func (db *DB) ScheduledEvents(ctx context.Context, account int64, since time.Time) ([]WebinarEvent, error) {
	list, err := webinarEvents(all[webinarEventRow](ctx, db, `SELECT `+webinarEventColumns+` FROM frontdesk_webinar_event
		WHERE account_id = ? AND status <> 'STOP' AND starts_at >= ?`, account, ms(since)))
	if err != nil {
		return nil, err
	}
	undated, err := webinarEvents(all[webinarEventRow](ctx, db, `SELECT `+webinarEventColumns+` FROM frontdesk_webinar_event
		WHERE account_id = ? AND status <> 'STOP' AND starts_at = 0`, account))
	return append(list, undated...), err
}

// RunningWebinarEvents reads the events on air of all connected accounts, by our id.
func (db *DB) RunningWebinarEvents(ctx context.Context) ([]WebinarEvent, error) {
	return webinarEvents(all[webinarEventRow](ctx, db, `SELECT `+webinarEventColumns+` FROM frontdesk_webinar_event
		WHERE status = 'START' AND EXISTS (SELECT 1 FROM frontdesk_webinar_account a WHERE a.id = account_id AND a.removed_at = 0) ORDER BY id`))
}

// NearWebinarEvents reads the events of all connected accounts that begin between two moments and are neither on air nor over,
// by their beginning.
func (db *DB) NearWebinarEvents(ctx context.Context, from, to time.Time) ([]WebinarEvent, error) {
	return webinarEvents(all[webinarEventRow](ctx, db, `SELECT `+webinarEventColumns+` FROM frontdesk_webinar_event
		WHERE starts_at >= ? AND starts_at <= ? AND status <> 'STOP' AND status <> 'START'
		AND EXISTS (SELECT 1 FROM frontdesk_webinar_account a WHERE a.id = account_id AND a.removed_at = 0) ORDER BY starts_at`, ms(from), ms(to)))
}

// EventsWithWish reads the events of all connected accounts whose premoderation somebody wants changed, by our id.
func (db *DB) EventsWithWish(ctx context.Context) ([]WebinarEvent, error) {
	return webinarEvents(all[webinarEventRow](ctx, db, `SELECT `+webinarEventColumns+` FROM frontdesk_webinar_event
		WHERE wanted <> -1 AND EXISTS (SELECT 1 FROM frontdesk_webinar_account a WHERE a.id = account_id AND a.removed_at = 0) ORDER BY id`))
}

// AddWebinarEvent adds an event and fills in its id. False means that the account has this run already.
func (tx *Tx) AddWebinarEvent(ctx context.Context, e *WebinarEvent) (bool, error) {
	ids, err := all[int64](ctx, tx, `INSERT INTO frontdesk_webinar_event (account_id, event_id, session_id, organization, name,
		description, picture_url, public_url, starts_at, ends_at, status, seen_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account_id, event_id, session_id) DO NOTHING RETURNING id`,
		e.AccountID, e.EventID, e.SessionID, e.Organization, e.Name, e.Description, e.PictureURL, e.PublicURL, ms(e.StartsAt),
		ms(e.EndsAt), e.Status, ms(e.SeenAt))
	if err != nil || len(ids) == 0 {
		return false, err
	}
	e.ID, e.Premoderation, e.Wanted = ids[0], -1, -1
	return true, nil
}

// DescribeWebinarEvent keeps what the platform says of the event e.ID: session, organization, names, addresses, times and
// status. What was asked for before the row's SeenAt is old and changes nothing: false.
func (tx *Tx) DescribeWebinarEvent(ctx context.Context, e WebinarEvent) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_webinar_event SET session_id = ?, organization = ?, name = ?, description = ?,
		picture_url = ?, public_url = ?, starts_at = ?, ends_at = ?, status = ?, seen_at = ? WHERE id = ? AND seen_at <= ?`,
		e.SessionID, e.Organization, e.Name, e.Description, e.PictureURL, e.PublicURL, ms(e.StartsAt), ms(e.EndsAt), e.Status,
		ms(e.SeenAt), e.ID, ms(e.SeenAt))
	return n == 1, err
}

// SetEventStatus keeps a status that the platform was asked for at asked. False means that the row has it, or a newer one.
func (tx *Tx) SetEventStatus(ctx context.Context, id int64, status domain.EventStatus, asked time.Time) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_webinar_event SET status = ?, seen_at = ? WHERE id = ? AND status <> ? AND seen_at <= ?`,
		status, ms(asked), id, status, ms(asked))
	return n == 1, err
}

// IntendStart writes down who is about to put an event on air, before the platform is asked: should we die in between, it is
// still known who it was.
func (tx *Tx) IntendStart(ctx context.Context, id int64, name string) error {
	_, err := exec(ctx, tx, `UPDATE frontdesk_webinar_event SET started_by = ? WHERE id = ? AND status <> 'START' AND status <> 'STOP'`, name, id)
	return err
}

// IntendStop is IntendStart for the end.
func (tx *Tx) IntendStop(ctx context.Context, id int64, name string) error {
	_, err := exec(ctx, tx, `UPDATE frontdesk_webinar_event SET stopped_by = ? WHERE id = ? AND status <> 'STOP'`, name, id)
	return err
}

// DropStart forgets who was about to start, since it did not come to that.
func (tx *Tx) DropStart(ctx context.Context, id int64, name string) error {
	_, err := exec(ctx, tx, `UPDATE frontdesk_webinar_event SET started_by = '' WHERE id = ? AND started_by = ?
		AND status <> 'START' AND status <> 'STOP'`, id, name)
	return err
}

// DropStop is DropStart for the end.
func (tx *Tx) DropStop(ctx context.Context, id int64, name string) error {
	_, err := exec(ctx, tx, `UPDATE frontdesk_webinar_event SET stopped_by = '' WHERE id = ? AND stopped_by = ? AND status <> 'STOP'`, id, name)
	return err
}

// StartEvent keeps that somebody has put an event on air. False means that it was on air, or over, before.
func (tx *Tx) StartEvent(ctx context.Context, id int64, name string) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_webinar_event SET status = 'START', started_by = ?, seen_at = ?
		WHERE id = ? AND status <> 'START' AND status <> 'STOP'`, name, ms(tx.Now), id)
	return n == 1, err
}

// StopEvent keeps that somebody has ended an event; a wish about its premoderation ends with it. False means that it was over.
func (tx *Tx) StopEvent(ctx context.Context, id int64, name string) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_webinar_event SET status = 'STOP', stopped_by = ?, wanted = -1, wanted_at = 0, seen_at = ?
		WHERE id = ? AND status <> 'STOP'`, name, ms(tx.Now), id)
	return n == 1, err
}

// WishPremoderation notes that somebody wants premoderation on (1) or off (0), now.
func (tx *Tx) WishPremoderation(ctx context.Context, id int64, wanted int, by int64) error {
	_, err := exec(ctx, tx, `UPDATE frontdesk_webinar_event SET wanted = ?, wanted_at = ?, wanted_by = ?, trouble = '' WHERE id = ?`,
		wanted, ms(tx.Now), by, id)
	return err
}

// SetPremoderation keeps what the platform says of premoderation (0, 1). False means that the row has it.
func (tx *Tx) SetPremoderation(ctx context.Context, id int64, value int) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_webinar_event SET premoderation = ? WHERE id = ? AND premoderation <> ?`, value, id, value)
	return n == 1, err
}

// EndWish ends the wish that was read with e, fulfilled or given up (trouble: why, a text key). False means that there is
// another one by now, or none.
func (tx *Tx) EndWish(ctx context.Context, e WebinarEvent, trouble string) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_webinar_event SET wanted = -1, wanted_at = 0, wanted_by = 0, trouble = ?
		WHERE id = ? AND wanted = ? AND wanted_at = ?`, trouble, e.ID, e.Wanted, ms(e.WantedAt))
	return n == 1, err
}

// MarkPinged notes that the moderators of an event were told that it begins soon. False means that they were before.
func (tx *Tx) MarkPinged(ctx context.Context, id int64) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_webinar_event SET pinged_at = ? WHERE id = ? AND pinged_at = 0`, ms(tx.Now), id)
	return n == 1, err
}

// MarkCalled notes that the moderators of an event were told that it begins without them. False means that they were before.
func (tx *Tx) MarkCalled(ctx context.Context, id int64) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_webinar_event SET called_at = ? WHERE id = ? AND called_at = 0`, ms(tx.Now), id)
	return n == 1, err
}

// ForgetPings makes an event that was put off be told of anew.
func (tx *Tx) ForgetPings(ctx context.Context, id int64) error {
	_, err := exec(ctx, tx, `UPDATE frontdesk_webinar_event SET pinged_at = 0, called_at = 0 WHERE id = ?`, id)
	return err
}
