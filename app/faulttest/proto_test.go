package faulttest

import (
	"testing"
	"testing/synctest"
	"time"

	"frontdesk/app/apptest"
)

func TestProto(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := apptest.Open(t, apptest.Options{Bubble: true})
		anna := d.Stranger(t, 5001, "Анна", "ru")
		anna.Sends("/start")
		anna.Sees("Кем вы входите")
		time.Sleep(10 * time.Minute)
		d.Settle()
		t.Log(d.Log(), anna.Screen(), time.Now())
	})
}
