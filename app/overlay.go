package app

import (
	"context"
	"encoding/hex"
	"strconv"

	"frontdesk/services/overlays"
	"frontdesk/web/overlay"
)

// overlayPort gives the overlay's page what stands on it.
type overlayPort struct{ service *overlays.Service }

func (p overlayPort) Overlay(ctx context.Context, token overlay.Hash) (overlay.View, error) {
	shown, err := p.service.Show(ctx, hex.EncodeToString(token[:]), overlay.MaxKept)
	if err != nil {
		return overlay.View{}, err
	}
	s := shown.Settings
	view := overlay.View{Settings: overlay.Settings{
		FontSize: s.FontSize, TextColor: s.TextColor, NameColor: s.NameColor, Background: s.Background,
		MaxLines: s.MaxLines, LifeSeconds: s.LifeSeconds, Theme: overlay.Theme(s.Theme),
	}}
	for _, l := range shown.Lines {
		view.Lines = append(view.Lines, overlay.Line{ID: strconv.FormatInt(l.ID, 10), Author: l.Author, Text: l.Text, At: l.At()})
	}
	return view, nil
}

func (p overlayPort) Subscribe(ctx context.Context, token overlay.Hash) (<-chan overlay.Event, func()) {
	ctx, stop := context.WithCancel(ctx)
	events := make(chan overlay.Event, 1)
	go func() {
		defer close(events)
		// An error shows itself again when the view is read.
		_ = p.service.Follow(ctx, hex.EncodeToString(token[:]), func() {
			select {
			case events <- overlay.Event{}: // read it anew
			default: // that is asked for already
			}
		})
	}()
	return events, func() {
		stop()
		for range events { // closed when the goroutine has ended
		}
	}
}
