package bot_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/texts"
)

const roleOpen = "1.role.open"

func TestAPressIsAnsweredInTheHandlersWords(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := build(t, func(_ context.Context, t *bot.Turn) error {
			t.Toast(texts.ToastSaved, nil)
			return nil
		})
		defer h.close(t)
		h.work(t, press(1, 5001, roleOpen))
		synctest.Wait()
		if got := h.telegram.answered(); len(got) != 1 || got[0].text != "Сохранено" || got[0].alert {
			t.Errorf("answered %+v", got)
		}
	})
}

func TestAPressThatTakesLongIsAnsweredEmptyAfterTwoSeconds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		h := build(t, func(_ context.Context, t *bot.Turn) error {
			time.Sleep(5 * time.Second) // in the bubble
			t.Toast(texts.ToastSaved, nil)
			return nil
		})
		defer h.close(t)
		h.work(t, press(1, 5001, roleOpen))
		synctest.Wait()
		got := h.telegram.answered()
		if len(got) != 1 || got[0].text != "" || got[0].at.Sub(began) != 2*time.Second {
			t.Errorf("answered %+v", got)
		}
	})
}

func TestAPressIsAnsweredAfterTheCommitAlone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tries := 0
		h := build(t, func(_ context.Context, t *bot.Turn) error {
			t.Toast(texts.ToastSaved, nil)
			if tries++; tries == 1 {
				return errors.New("not yet")
			}
			return nil
		})
		defer h.close(t)
		item := h.accept(t, press(1, 5001, roleOpen))[0]
		if h.desk.Handle(t.Context(), &item) == 0 {
			t.Fatal("the first try was not to succeed")
		}
		synctest.Wait()
		if got := h.telegram.answered(); len(got) != 0 {
			t.Fatalf("answered %+v before anything was committed", got)
		}
		h.desk.Handle(t.Context(), &item)
		synctest.Wait()
		if got := h.telegram.answered(); len(got) != 1 || got[0].text != "Сохранено" {
			t.Errorf("answered %+v", got)
		}
	})
}

func TestARefusalIsAnAlert(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := build(t, func(context.Context, *bot.Turn) error {
			return domain.Fail(domain.KindConflict, string(texts.ErrorConflict), nil)
		})
		defer h.close(t)
		h.work(t, press(1, 5001, roleOpen))
		synctest.Wait()
		if got := h.telegram.answered(); len(got) != 1 || !got[0].alert || got[0].text == "" {
			t.Errorf("answered %+v", got)
		}
		if c := h.counts(t); c.Parked != 0 || c.Waiting != 0 {
			t.Errorf("the inbox counts %+v", c)
		}
	})
}
