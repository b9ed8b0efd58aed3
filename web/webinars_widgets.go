package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"frontdesk/domain"
	"frontdesk/services/overlays"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/texts"
)

type widgetRow struct {
	ID     int64
	Number int
	Path   string
	Link   string
	Size   int
}

func (c *call) widgets(e webinars.Event) ([]widgetRow, error) {
	pages, err := c.h.Overlays.List(c.r.Context(), c.me(), e.ID)
	if err != nil {
		return nil, err
	}
	rows := make([]widgetRow, 0, len(pages))
	for i, p := range pages {
		rows = append(rows, c.widgetRow(p, i))
	}
	return rows, nil
}

func (c *call) widgetRow(p overlays.Page, i int) widgetRow {
	return widgetRow{
		ID: p.ID, Number: i + 1, Path: eventPath(p.EventID) + "/widgets/" + number(p.ID), Link: c.h.base(c.r) + "/overlay/" + p.Token,
		Size: p.Settings.FontSize,
	}
}

func (c *call) setFont() error {
	e, err := c.event()
	if err != nil {
		return err
	}
	size, err := strconv.Atoi(c.r.PostFormValue("size"))
	if err != nil {
		return domain.Fail(domain.KindInvalid, "error.overlay_settings", nil)
	}
	if err := c.change(func(u *work.Unit) error { return c.h.Overlays.SetFontSize(c.r.Context(), u, c.me(), e.ID, size) }); err != nil {
		return err
	}
	if c.htmx() {
		c.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	return c.goTo(eventPath(e.ID) + "/panel#widgets")
}

func (c *call) makeWidget() error {
	e, err := c.event()
	if err != nil {
		return err
	}
	if err := c.change(func(u *work.Unit) error {
		_, err := c.h.Overlays.Make(c.r.Context(), u, c.me(), e.ID)
		return err
	}); err != nil {
		return err
	}
	return c.done(eventPath(e.ID)+"/panel#widgets", texts.ConsoleWidgetMade, nil)
}

// widgetPage is how one widget looks, with a picture of it.
type widgetPage struct {
	widgetRow
	Event    eventRow
	Settings domain.OverlaySettings
	Fill     string // the background without its density
	Density  int    // of the background, in percent; 0 is the theme's own
	Themes   []option
	Preview  preview
	Problem  string
}

type option struct {
	Value, Label string
	Chosen       bool
}

// widget finds the widget of the path among those of the event.
func (c *call) widget() (webinars.Event, overlays.Page, int, error) {
	e, err := c.event()
	if err != nil {
		return e, overlays.Page{}, 0, err
	}
	id, err := c.number("widget")
	if err != nil {
		return e, overlays.Page{}, 0, err
	}
	pages, err := c.h.Overlays.List(c.r.Context(), c.me(), e.ID)
	if err != nil {
		return e, overlays.Page{}, 0, err
	}
	i := slices.IndexFunc(pages, func(p overlays.Page) bool { return p.ID == id })
	if i < 0 {
		return e, overlays.Page{}, 0, domain.Fail(domain.KindNotFound, "error.not_found", nil)
	}
	return e, pages[i], i, nil
}

func (c *call) widgetPage(e webinars.Event, w overlays.Page, i int) widgetPage {
	p := widgetPage{widgetRow: c.widgetRow(w, i), Event: c.eventRow(e), Settings: w.Settings, Preview: c.preview(w.Settings)}
	p.Settings.TextColor, _ = splitColor(w.Settings.TextColor)
	p.Settings.NameColor, _ = splitColor(w.Settings.NameColor)
	p.Fill = "#000000"
	if w.Settings.Background != "" {
		p.Fill, p.Density = splitColor(w.Settings.Background)
	}
	for _, theme := range overlays.Themes() {
		p.Themes = append(p.Themes, option{theme, c.named("console.theme_"+theme, theme), theme == w.Settings.Theme})
	}
	return p
}

func (c *call) showWidget() error {
	e, w, i, err := c.widget()
	if err != nil {
		return err
	}
	return c.show("widget", texts.ConsoleWidget, c.widgetPage(e, w, i))
}

// setWidget keeps how a widget looks; its open pages follow at once, and so does the picture.
func (c *call) setWidget() error {
	e, w, i, err := c.widget()
	if err != nil {
		return err
	}
	s := w.Settings
	s.TextColor, s.NameColor, s.Theme = c.r.PostFormValue("text"), c.r.PostFormValue("name"), c.r.PostFormValue("theme")
	s.Background = joinColor(c.r.PostFormValue("fill"), c.r.PostFormValue("density"))
	for name, value := range map[string]*int{"size": &s.FontSize, "lines": &s.MaxLines, "life": &s.LifeSeconds} {
		if *value, err = strconv.Atoi(c.r.PostFormValue(name)); err != nil {
			*value = -1 // the service says what is wrong with that
		}
	}
	err = c.change(func(u *work.Unit) error { return c.h.Overlays.Set(c.r.Context(), u, c.me(), e.ID, w.ID, s) })
	words := ""
	if err != nil {
		var ours bool
		if words, ours = c.words(err); !ours {
			return err
		}
	} else {
		w.Settings = s
	}
	p := c.widgetPage(e, w, i)
	p.Problem = words
	switch {
	case c.htmx():
		return c.part("widget", "preview", p)
	case words != "":
		return c.showAs(statusOf(domain.KindInvalid), "widget", texts.ConsoleWidget, p)
	}
	return c.done(p.Path, texts.ConsoleSaved, nil)
}

func (c *call) askRevoke() error {
	e, w, i, err := c.widget()
	if err != nil {
		return err
	}
	return c.ask(question{
		Back: eventPath(e.ID) + "/panel#widgets", BackLabel: e.Name, Title: c.print.Text(texts.ConsoleRevokeAsk, texts.Params{"Number": i + 1}),
		Text: c.print.Text(texts.ConsoleRevokeText, nil), Yes: c.print.Text(texts.ButtonRevoke, nil), Danger: true,
		Action: eventPath(e.ID) + "/widgets/" + number(w.ID) + "/revoke",
	})
}

func (c *call) revokeWidget() error {
	e, w, _, err := c.widget()
	if err != nil {
		return err
	}
	if err := c.change(func(u *work.Unit) error { return c.h.Overlays.Revoke(c.r.Context(), u, c.me(), e.ID, w.ID) }); err != nil {
		return err
	}
	return c.done(eventPath(e.ID)+"/panel#widgets", texts.ConsoleWidgetRevoked, nil)
}

// splitColor takes a color of ours apart: what <input type="color"> knows, and how dense it is, in percent.
func splitColor(s string) (color string, density int) {
	digits := strings.TrimPrefix(s, "#")
	if len(digits) == 3 || len(digits) == 4 {
		long := ""
		for _, d := range digits {
			long += string(d) + string(d)
		}
		digits = long
	}
	if len(digits) != 6 && len(digits) != 8 {
		return "#000000", 0
	}
	density = 100
	if alpha, err := strconv.ParseUint(digits[6:], 16, 8); err == nil {
		density = int((alpha*100 + 127) / 255)
	}
	return "#" + digits[:6], density
}

// joinColor is splitColor backwards. What is no density is left to the service to refuse.
func joinColor(color, percent string) string {
	density, err := strconv.Atoi(percent)
	switch {
	case err != nil || density < 0 || density > 100:
		return "?"
	case density == 0:
		return ""
	case density == 100:
		return color
	}
	return color + fmt.Sprintf("%02x", (density*255+50)/100)
}

// preview is a drawing of a widget, in the units of its own SVG.
type preview struct {
	Width, Height int
	Lines         []previewLine
	Size, Small   int
	Text, Name    string
	Shadow        bool
}

type previewLine struct {
	X, Y, Width, Height int // of the box behind it
	Round               int
	Fill                string
	Opacity             string
	Name, Said          string
	NameX, NameY        int
	TextX, TextY        int
}

const (
	previewWidth  = 640
	previewHeight = 300
)

// preview draws what the widget's own page would show, near enough to choose by: the newest lines at the bottom.
func (c *call) preview(s domain.OverlaySettings) preview {
	p := preview{Width: previewWidth, Height: previewHeight, Size: s.FontSize, Small: s.FontSize, Shadow: s.Theme != "bubbles"}
	p.Text, _ = splitColor(s.TextColor)
	p.Name, _ = splitColor(s.NameColor)
	fill, opacity := "#000000", map[string]string{"bubbles": "0.82", "compact": "0.45"}[s.Theme]
	if s.Background != "" {
		var density int
		fill, density = splitColor(s.Background)
		opacity = fmt.Sprintf("%.2f", float64(density)/100)
	}
	if opacity == "" {
		opacity = "0"
	}
	samples := []struct{ name, said texts.Key }{
		{texts.ConsoleSampleNameA, texts.ConsoleSampleA}, {texts.ConsoleSampleNameB, texts.ConsoleSampleB}, {texts.ConsoleSampleNameC, texts.ConsoleSampleC},
	}
	pad, bottom := s.FontSize/2, previewHeight-10
	for i := len(samples) - 1; i >= 0 && len(p.Lines) < s.MaxLines; i-- {
		l := previewLine{Name: c.print.Text(samples[i].name, nil), Said: c.print.Text(samples[i].said, nil), X: 12, Fill: fill, Opacity: opacity}
		l.Height, l.Width = s.FontSize*135/100, previewWidth-24
		switch s.Theme {
		case "bubbles":
			p.Small = s.FontSize * 8 / 10
			l.Height, l.Round = s.FontSize*325/100, s.FontSize*9/10
			l.Width = min(previewWidth-24, max(len([]rune(l.Said)), len([]rune(l.Name)))*s.FontSize*62/100+2*pad)
			l.Y = bottom - l.Height
			l.NameX, l.NameY, l.TextX, l.TextY = l.X+pad, l.Y+s.FontSize*125/100, l.X+pad, l.Y+s.FontSize*255/100
		default:
			l.Y = bottom - l.Height
			l.NameX, l.NameY = l.X+s.FontSize/4, l.Y+s.FontSize
			l.TextX, l.TextY = l.NameX+(len([]rune(l.Name))+2)*s.FontSize*58/100, l.NameY
		}
		p.Lines = append(p.Lines, l)
		if bottom = l.Y - s.FontSize*35/100; s.Theme == "compact" {
			bottom = l.Y
		}
		if bottom < 0 {
			break
		}
	}
	return p
}
