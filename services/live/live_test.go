package live_test

import (
	"testing"

	"frontdesk/services/live"
)

func TestWatchersHearOfTheirTopicsAlone(t *testing.T) {
	t.Parallel()
	hub := live.NewHub()
	five, both := hub.Subscribe(live.OfEvent(5)), hub.Subscribe(live.OfEvent(5), live.OfEvent(6))
	hub.Publish(live.Event{Topic: live.OfEvent(6), Kind: live.MessageChanged, ID: 1})
	hub.Publish(live.Event{Topic: live.OfEvent(5), Kind: live.MessageChanged, ID: 2})
	if e := <-five.C; e.ID != 2 {
		t.Errorf("who follows 5 heard of %v", e)
	}
	if a, b := <-both.C, <-both.C; a.ID != 1 || b.ID != 2 {
		t.Errorf("who follows both heard of %v and %v", a, b)
	}
	five.Close()
	five.Close()
	both.Close()
	if hub.Watched(live.OfEvent(5)) || hub.Subscribers() != 0 {
		t.Error("somebody still watches")
	}
}

func TestASlowWatcherIsCutOffAndDelaysNobody(t *testing.T) {
	t.Parallel()
	hub := live.NewHub()
	slow, quick := hub.Subscribe(live.OfEvent(5)), hub.Subscribe(live.OfEvent(5))
	heard := 0
	for id := range int64(1000) {
		hub.Publish(live.Event{Topic: live.OfEvent(5), ID: id})
		for len(quick.C) > 0 {
			<-quick.C
			heard++
		}
	}
	for range slow.C { // ends: it was closed
	}
	if heard != 1000 {
		t.Errorf("who kept up heard of %d of 1000", heard)
	}
	slow.Close()
}
