package host

import (
	"context"
	"fmt"
	"slices"
	"time"

	"frontdesk/domain"
)

// ourFigures is what the bot's side did while Django was saving.
type ourFigures struct {
	switches, reads int
	waits           []time.Duration // of each switch
	failures        []error
}

func (f ourFigures) String() string {
	slices.Sort(f.waits)
	at := func(part float64) time.Duration {
		if len(f.waits) == 0 {
			return 0
		}
		return f.waits[int(part*float64(len(f.waits)-1))].Round(100 * time.Microsecond)
	}
	return fmt.Sprintf("%d switches (median %v, 95%% %v, slowest %v), %d reads, %d failures", f.switches, at(0.5), at(0.95), at(1), f.reads, len(f.failures))
}

// beBusy switches shops 30 times a second and reads 100 times a second until ctx ends.
func beBusy(ctx context.Context, h *Host) ourFigures {
	var f ourFigures
	readsDone := make(chan ourFigures)
	go func() { readsDone <- readOften(ctx, h) }()
	tick := time.NewTicker(time.Second / 30)
	defer tick.Stop()
	for n := 0; ; n++ {
		select {
		case <-tick.C:
			began := time.Now()
			// The shops are switched one after another, all on, then all off: each switch changes something.
			_, err := h.SetShopFlag(context.WithoutCancel(ctx), int64(n%7+1), domain.FieldActive, n/7%2 == 0)
			f.waits = append(f.waits, time.Since(began))
			f.switches++
			if err != nil {
				f.failures = append(f.failures, err)
			}
		case <-ctx.Done():
			reads := <-readsDone
			f.reads, f.failures = reads.reads, append(f.failures, reads.failures...)
			return f
		}
	}
}

func readOften(ctx context.Context, h *Host) ourFigures {
	var f ourFigures
	tick := time.NewTicker(time.Second / 100)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			f.reads++
			if _, err := h.IsLinked(context.WithoutCancel(ctx), seller, 1); err != nil {
				f.failures = append(f.failures, err)
			}
			if _, err := h.FindShop(context.WithoutCancel(ctx), 1); err != nil {
				f.failures = append(f.failures, err)
			}
		case <-ctx.Done():
			return f
		}
	}
}
