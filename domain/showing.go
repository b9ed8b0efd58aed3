package domain

import "time"

// RelayTarget is a place that approved messages go on to: a Discord webhook. Its address is a secret and is not here.
type RelayTarget struct {
	ID      int64
	EventID int64 // ours
	Name    string
	Gone    bool // Discord does not know it any more: nothing is sent there
	AddedBy int64
	AddedAt time.Time
}

// OverlaySettings are how an overlay looks.
type OverlaySettings struct {
	FontSize    int    `json:"font_size"`    // 8 to 48
	TextColor   string `json:"text_color"`   // #rgb or #rrggbb, with or without alpha
	NameColor   string `json:"name_color"`   // the same
	Background  string `json:"background"`   // the same, or empty for none
	MaxLines    int    `json:"max_lines"`    // how many messages stand at once
	LifeSeconds int    `json:"life_seconds"` // how long one stands; 0: until others push it out
	Theme       string `json:"theme"`        // plain, bubbles, compact
}

// Overlay is a page for a stream program. Its token is a secret and is shown to those who may.
type Overlay struct {
	ID        int64
	EventID   int64 // ours
	Settings  OverlaySettings
	MadeBy    int64
	CreatedAt time.Time
}
