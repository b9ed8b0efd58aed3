package accounts_test

import (
	"context"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/services/accounts"
	"frontdesk/services/work"
)

// claimEnds is more than a claim holds.
const claimEnds = time.Minute

func (h *house) watcher() *accounts.Watcher { return h.Watcher(h.clock, zerolog.Nop()) }

// look is the watcher's next look.
func (h *house) look(w *accounts.Watcher) {
	h.t.Helper()
	h.clock.Advance(accounts.WatchEvery)
	must(h.t, w.Look(h.t.Context()))
}

func TestWhoWasBannedBeforeTheFirstLookIsNotTold(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	h.staff()
	h.djangoBans(masha, true)
	w := h.watcher()
	h.look(w)
	h.wantTold()
	h.djangoBans(masha, false)
	h.look(w)
	h.wantTold("5000000001 unbanned")
}

func TestABanByDjangoReachesThePerson(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	h.staff()
	w := h.watcher()
	h.look(w)
	h.djangoBans(masha, true)
	h.look(w)
	h.look(w)
	h.wantTold("5000000001 banned")
	h.djangoBans(masha, false)
	h.look(w)
	h.look(w)
	h.wantTold("5000000001 unbanned")
}

func TestABanWhileWeWereDownIsToldAfterTheStart(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	h.staff()
	h.look(h.watcher())
	h.djangoBans(masha, true)
	h.look(h.watcher()) // another life
	h.wantTold("5000000001 banned")
}

func TestTheWatcherDoesNotRepeatWhatAnAdminsBanHasTold(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		h.staff()
		w := h.watcher()
		h.look(w)
		h.ban(olga, masha, "чужой ключ")
		h.look(w)
		h.unban(olga, masha)
		h.look(w)
		h.wantTold("5000000001 banned_reason: чужой ключ", "5000000001 unbanned")
	})
}

func TestTheWatcherLeavesABanUnderWayToItsUnit(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	h.staff()
	w := h.watcher()
	h.look(w)
	u := h.unit()
	_, err := h.Ban(t.Context(), u, olga, masha, "чужой ключ")
	must(t, err)
	h.look(w) // the host's row is set, and the unit not yet committed
	h.wantTold()
	h.commit(u)
	h.look(w)
	h.wantTold("5000000001 banned_reason: чужой ключ")

	lost := h.unit()
	_, err = h.Unban(t.Context(), lost, olga, masha)
	must(t, err)
	h.look(w)
	h.wantTold()
	h.clock.Advance(claimEnds) // its update was given up: the watcher tells after all
	h.look(w)
	h.wantTold("5000000001 unbanned")
}

func TestSomebodyWhomDjangoHasDeletedIsAStrangerAgain(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	h.staff()
	w := h.watcher()
	h.look(w)
	h.djangoBans(masha, true)
	h.look(w)
	h.djangoSets("DELETE FROM tg_bot_telegramuser_shops")
	h.djangoSets("DELETE FROM tg_bot_telegramuser WHERE chat_id = ?", masha)
	h.look(w)
	h.wantTold("5000000001 banned")
	h.sellerSends(masha, "sample-key-001")
	h.djangoBans(masha, true)
	h.look(w)
	h.wantTold("5000000001 banned")
}

func TestTheWatcherWalksAllPages(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	must(t, insertPeople(h, 1200))
	w := h.watcher()
	h.look(w)
	h.djangoSets("UPDATE tg_bot_telegramuser SET is_banned = 1 WHERE chat_id IN (1000001, 1000700, 1001200)")
	h.look(w)
	slices.Sort(h.told)
	h.wantTold("1000001 banned", "1000700 banned", "1001200 banned")
}

func insertPeople(h *house, n int) error {
	_, err := h.django.Exec(`WITH RECURSIVE people (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM people WHERE n < ?)
		INSERT INTO tg_bot_telegramuser (chat_id, first_name, last_name, username, role, created_at, is_banned, is_active, is_logged_out)
		SELECT 1000000 + n, 'Имя', '', '', 'SE', '2026-11-01 10:00:00', 0, 1, 0 FROM people`, n)
	return err
}

func TestWhileNothingChangesTheWatcherReadsNothing(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	h.staff()
	w := h.watcher()
	h.look(w)
	// Our own note is changed without the host: a look that compared would notice, and tell.
	u := work.New("somebody's")
	must(t, h.TellBan(t.Context(), u, masha))
	h.forgetTold(masha, true)
	h.look(w)
	h.wantTold()
	h.clock.Advance(time.Minute)
	h.look(w)
	h.wantTold("5000000001 unbanned")
}

func TestTheWatcherRunsUntilItIsStopped(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	h.staff()
	w := h.watcher()
	h.look(w)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx) }()
	h.djangoBans(masha, true)
	for h.toldCount() == 0 {
		h.clock.Advance(100 * time.Millisecond)
		runtime.Gosched()
	}
	stop()
	must(t, <-ended)
	h.wantTold("5000000001 banned")
}
