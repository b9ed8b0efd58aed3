package overlay

import "regexp"

// Theme is how lines are drawn.
type Theme string

// The themes.
const (
	Plain   Theme = "plain"   // text with a shadow, nothing behind it
	Bubbles Theme = "bubbles" // each line in a rounded box, the name above the text
	Compact Theme = "compact" // tight lines on a strip
)

// Bounds of the settings.
const (
	MinFontSize = 8
	MaxFontSize = 48
	MaxLines    = 100
	// MaxLifeSeconds is a day.
	MaxLifeSeconds = 86400
)

// Settings are how an overlay looks.
type Settings struct {
	FontSize    int    `json:"font_size"`    // CSS pixels, MinFontSize to MaxFontSize
	TextColor   string `json:"text_color"`   // "#rgb", "#rrggbb", either with alpha, or "transparent"
	NameColor   string `json:"name_color"`   // the same
	Background  string `json:"background"`   // the same, behind each line; empty: the theme's own
	MaxLines    int    `json:"max_lines"`    // shown at once, 1 to MaxLines
	LifeSeconds int    `json:"life_seconds"` // a line fades out so long after it was approved; 0: never
	Theme       Theme  `json:"theme"`
}

// DefaultSettings are those of a new overlay.
func DefaultSettings() Settings {
	return Settings{FontSize: 24, TextColor: "#ffffff", NameColor: "#8fd3ff", MaxLines: 10, Theme: Plain}
}

var color = regexp.MustCompile(`^(?:#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})|transparent)$`)

// IsColor tells whether a text is a color that settings take.
func IsColor(s string) bool { return color.MatchString(s) }

// Within gives the settings with whatever is out of bounds put right, for the page takes what it is given.
func (s Settings) Within() Settings {
	usual := DefaultSettings()
	if s.FontSize == 0 {
		s.FontSize = usual.FontSize
	}
	if s.MaxLines == 0 {
		s.MaxLines = usual.MaxLines
	}
	s.FontSize = min(max(s.FontSize, MinFontSize), MaxFontSize)
	s.MaxLines = min(max(s.MaxLines, 1), MaxLines)
	s.LifeSeconds = min(max(s.LifeSeconds, 0), MaxLifeSeconds)
	if !IsColor(s.TextColor) {
		s.TextColor = usual.TextColor
	}
	if !IsColor(s.NameColor) {
		s.NameColor = usual.NameColor
	}
	if !IsColor(s.Background) {
		s.Background = ""
	}
	switch s.Theme {
	case Plain, Bubbles, Compact:
	default:
		s.Theme = usual.Theme
	}
	return s
}
