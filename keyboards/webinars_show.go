package keyboards

import (
	"strconv"

	"frontdesk/domain"
	"frontdesk/texts"
)

// The font sizes of an overlay in pixels, and how much a tap changes.
const (
	minFont  = 8
	maxFont  = 48
	fontStep = 2
)

// fontPresets are the sizes that have buttons of their own.
func fontPresets() []int { return []int{16, 24, 32, 40} }

// Font is the font size of a webinar's overlays.
func Font(p texts.Printer, v FontView) Screen {
	here := v.Args.Place()
	title := p.HTML(texts.FontTitle, texts.Params{"Name": called(p, v.Name)})
	if v.Overlays == 0 {
		return Screen{State: StateFont, Text: paragraphs(title, p.HTML(texts.FontNone, nil)), Rows: [][]Button{
			{button(p, texts.ButtonWidget, ActWidget, here)}, back(p, here),
		}}
	}
	set := func(label string, size int) Button {
		to := here
		to.Value = min(max(size, minFont), maxFont)
		return Button{Label: label, Action: ActSet, Args: to}
	}
	var sizes, presets []Button
	if v.Size > minFont {
		sizes = append(sizes, set(p.Text(texts.ButtonSmaller, nil), v.Size-fontStep))
	}
	sizes = append(sizes, set(strconv.Itoa(v.Size), v.Size))
	if v.Size < maxFont {
		sizes = append(sizes, set(p.Text(texts.ButtonBigger, nil), v.Size+fontStep))
	}
	for _, size := range fontPresets() {
		presets = append(presets, set(strconv.Itoa(size), size))
	}
	return Screen{
		State: StateFont,
		Text:  paragraphs(title, p.HTML(texts.FontText, texts.Params{"Size": v.Size})),
		Rows:  [][]Button{sizes, presets, back(p, here)},
	}
}

// Relay is where a webinar's approved messages go on to.
func Relay(p texts.Printer, v RelayView) Screen {
	here := v.Args.Place()
	s := Screen{State: StateRelay}
	state, press := p.HTML(texts.RelayOff, nil), setButton(p, texts.ButtonRelayOn, here, On)
	if v.On {
		state, press = p.HTML(texts.RelayOn, nil), setButton(p, texts.ButtonRelayOff, here, Off)
	}
	list := []string{p.HTML(texts.RelayNone, nil)}
	if len(v.Targets) > 0 {
		list = []string{p.HTML(texts.RelayTargets, nil)}
	}
	s.Rows = [][]Button{{press}}
	for _, target := range v.Targets {
		list = append(list, targetLine(p, target))
		if v.CanEdit {
			to := here
			to.Item = target.ID
			s.Rows = append(s.Rows, []Button{{Label: label(p.Text(texts.RelayRemove, texts.Params{"Name": called(p, target.Name)})), Action: ActDelete, Args: to}})
		}
	}
	if v.CanEdit {
		s.Rows = append(s.Rows, []Button{button(p, texts.ButtonAddTarget, ActAdd, here)})
	}
	s.Text = paragraphs(p.HTML(texts.RelayTitle, texts.Params{"Name": called(p, v.Name)}), state, lines(list...))
	s.Rows = append(s.Rows, back(p, here))
	return s
}

func targetLine(p texts.Printer, t domain.RelayTarget) string {
	if t.Gone {
		return p.HTML(texts.RelayGone, texts.Params{"Name": called(p, t.Name)})
	}
	return p.HTML(texts.RelayTarget, texts.Params{"Name": called(p, t.Name)})
}

// Webhook asks for the address of a Discord webhook.
func Webhook(p texts.Printer, v PromptView) Screen {
	return editPrompt(p, StateWebhook, v, texts.RelayPrompt)
}

// AskUnhook asks whether to forget a webhook.
func AskUnhook(p texts.Printer, v NamedView) Screen {
	return ask(p, StateUnhook, v, texts.RelayQuestion, texts.ButtonRemove)
}

// Widget is a webinar's overlays with their addresses.
func Widget(p texts.Printer, v WidgetView) Screen {
	here := v.Args.Place()
	s := Screen{State: StateWidget}
	list := make([]string, 0, len(v.Links))
	for i, link := range v.Links {
		number := texts.Params{"Number": i + 1}
		to := here
		to.Item = link.ID
		list = append(list, p.HTML(texts.WidgetLink, texts.Params{"Number": i + 1, "Link": link.URL}))
		s.Rows = append(s.Rows, []Button{{Label: p.Text(texts.WidgetRevoke, number), Action: ActDelete, Args: to}})
	}
	text := p.HTML(texts.WidgetNone, nil)
	if len(v.Links) > 0 {
		text = paragraphs(p.HTML(texts.WidgetText, nil), lines(list...))
	}
	if v.NoAddress {
		text = p.HTML(texts.WidgetNoAddress, nil)
		s.Rows = nil
	} else {
		s.Rows = append(s.Rows, []Button{button(p, texts.ButtonNewWidget, ActAdd, here)})
	}
	if len(v.Links) > 0 {
		s.Rows = append(s.Rows, []Button{button(p, texts.ButtonFont, ActFont, here)})
	}
	s.Text = paragraphs(p.HTML(texts.WidgetTitle, texts.Params{"Name": called(p, v.Name)}), text)
	s.Rows = append(s.Rows, back(p, here))
	return s
}

// AskRevoke asks whether to make an overlay's address worthless. v.Name is its number.
func AskRevoke(p texts.Printer, v NamedView) Screen {
	return ask(p, StateRevoke, v, texts.WidgetQuestion, texts.ButtonRevoke)
}
