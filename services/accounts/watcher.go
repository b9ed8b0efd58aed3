package accounts

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/services/work"
	"frontdesk/store"
	"frontdesk/store/host"
)

// How the watcher looks: often, but reads nothing while the host's database says that nothing has changed. Where it
// cannot say so, and now and then in any case, it reads all the same.
const (
	WatchEvery = 1500 * time.Millisecond
	lookBlind  = 3 * time.Second
	lookAnyway = time.Minute
	watchPage  = 500
)

// watchSetting is set once every ban that stood before us counts as told.
const watchSetting = "ban_watch_started"

// Watcher notices within seconds when Django has banned or unbanned somebody, and tells them. It belongs to one
// goroutine.
//
// A look costs one walk of the database's own over the people's rows by their key, the rows of those who are banned, and the
// ids of those who know of it: it grows with the number of people who have ever signed in (100,000 rows take about a
// hundredth of a second), never with the history of messages or changes. While nobody writes to the host it costs one PRAGMA.
type Watcher struct {
	s     *Service
	clock clock.Clock
	log   zerolog.Logger

	seen    int64 // the host's version at the last whole look
	lastAt  time.Time
	started bool
	works   int
}

// Watcher makes a watcher; Run it.
func (s *Service) Watcher(c clock.Clock, log zerolog.Logger) *Watcher {
	return &Watcher{s: s, clock: c, log: log}
}

// Run looks until ctx ends. A look that fails is logged and made again.
func (w *Watcher) Run(ctx context.Context) error {
	failing := false
	for {
		next := w.clock.Now().Add(WatchEvery)
		err := w.Look(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil && !failing {
			w.log.Error().Err(err).Msg("cannot see who was banned; trying again")
		}
		failing = err != nil
		if !clock.Until(ctx, w.clock, next, nil) {
			return nil
		}
	}
}

// Look compares the host's bans with what people know, if the host may have changed, and tells those for whom it is
// news. The first look ever on an installation tells nobody.
func (w *Watcher) Look(ctx context.Context) error {
	now := w.clock.Now()
	version, versionErr := w.s.host.DataVersion(ctx)
	if !w.lastAt.IsZero() && !w.due(version, versionErr == nil, now.Sub(w.lastAt)) {
		return nil
	}
	if err := w.start(ctx); err != nil {
		return fmt.Errorf("first look at the bans: %w", err)
	}
	whole, err := w.compare(ctx)
	if err != nil {
		return fmt.Errorf("looking at the bans: %w", err)
	}
	if whole {
		w.seen, w.lastAt = version, now
	} else {
		w.lastAt = time.Time{} // somebody was left to another unit: look again next time
	}
	return nil
}

func (w *Watcher) due(version int64, known bool, since time.Duration) bool {
	if since >= lookAnyway {
		return true
	}
	if !known {
		return since >= lookBlind
	}
	return version != w.seen
}

// start counts every ban that stands at the first look ever as told: people who were banned long before Frontdesk came
// must not hear of it now.
func (w *Watcher) start(ctx context.Context) error {
	if w.started {
		return nil
	}
	value, err := w.s.db.Setting(ctx, watchSetting)
	if err == nil && value == "" {
		err = w.countAsTold(ctx)
	}
	w.started = err == nil
	return err
}

func (w *Watcher) countAsTold(ctx context.Context) error {
	err := w.walk(ctx, func(page []host.Flags) error {
		return w.s.db.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			for _, f := range page {
				if err := tx.SetBanTold(ctx, f.ChatID, true, ""); err != nil {
					return err
				}
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	at := w.clock.Now().UTC().Format(time.RFC3339)
	return w.s.db.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return tx.SetSetting(ctx, watchSetting, at) })
}

// compare tells everybody for whom the host's row is news. whole is false when some were left to other units.
func (w *Watcher) compare(ctx context.Context) (whole bool, err error) {
	told, err := w.told(ctx)
	if err != nil {
		return false, err
	}
	whole = true
	news := func(id int64) error {
		err := w.tell(ctx, id)
		if domain.KindOf(err) == domain.KindConflict && err != nil {
			whole = false
			return nil
		}
		return err
	}
	err = w.walk(ctx, func(page []host.Flags) error {
		for _, f := range page {
			_, knows := told[f.ChatID]
			delete(told, f.ChatID)
			if knows {
				continue
			}
			if err := news(f.ChatID); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return false, err
	}
	// The others are banned no longer, or have no row any more.
	for id := range told {
		if err := news(id); err != nil {
			return false, err
		}
	}
	return whole, w.forget(ctx, told)
}

// told reads who knows of a ban.
func (w *Watcher) told(ctx context.Context) (map[int64]struct{}, error) {
	told := map[int64]struct{}{}
	// Groups have negative ids, people positive ones.
	for last := int64(0); ; {
		ids, err := w.s.db.BanTold(ctx, last, watchPage)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			told[id], last = struct{}{}, id
		}
		if len(ids) < watchPage {
			return told, nil
		}
	}
}

// walk visits everybody who is banned.
func (w *Watcher) walk(ctx context.Context, visit func(page []host.Flags) error) error {
	for last := int64(0); ; {
		page, err := w.s.host.BannedAfter(ctx, last, watchPage)
		if err != nil || len(page) == 0 {
			return err
		}
		if err := visit(page); err != nil {
			return err
		}
		if len(page) < watchPage {
			return nil
		}
		last = page[len(page)-1].ID
	}
}

// tell tells one person what the host's row says now, in a unit of its own. KindConflict when another unit is at it.
func (w *Watcher) tell(ctx context.Context, id int64) error {
	u := w.unit(id)
	if err := w.s.claims.take(u, id); err != nil {
		return err
	}
	defer w.s.claims.release(u, id)
	// What was read before the claim may be old: an admin can have changed and told it in the meantime.
	user, err := w.s.host.FindTelegramUser(ctx, id)
	if err != nil {
		return unlessGone(err)
	}
	known, err := w.s.knowledge(ctx, id)
	if err != nil || known.BanTold == user.Banned {
		return err
	}
	w.s.tellBan(u, id, ban{value: user.Banned})
	return u.Commit(ctx, w.s.db)
}

func unlessGone(err error) error {
	if domain.KindOf(err) == domain.KindNotFound {
		return nil
	}
	return err
}

// forget clears what we keep of people whose rows are no longer in the host: they are strangers again.
func (w *Watcher) forget(ctx context.Context, gone map[int64]struct{}) error {
	var errs []error
	for id := range gone {
		user, err := w.s.Find(ctx, id)
		if err != nil || user != nil {
			errs = append(errs, err)
			continue
		}
		u := w.unit(id)
		keepBan(u, id, ban{})
		errs = append(errs, u.Commit(ctx, w.s.db))
	}
	return errors.Join(errs...)
}

func (w *Watcher) unit(id int64) *work.Unit {
	w.works++
	return work.New(fmt.Sprintf("ban-watch:%d:%d:%d", id, w.clock.Now().UnixMilli(), w.works))
}
