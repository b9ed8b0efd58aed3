package keyboards

import "frontdesk/texts"

// ConsoleView is the way to the web pages.
type ConsoleView struct {
	URL string // a one-time link; empty while the pages have no public address
}

// Console offers a one-time link to the web pages.
func Console(p texts.Printer, v ConsoleView) Screen {
	s := Screen{State: StateConsole, Text: p.HTML(texts.WebNone, nil)}
	if v.URL != "" {
		s.Text = p.HTML(texts.WebLink, nil)
		s.Rows = append(s.Rows, []Button{{Label: p.Text(texts.WebOpen, nil), URL: v.URL}})
	}
	s.Rows = append(s.Rows, back(p, Args{}))
	return s
}

// ConsoleLinkView asks whether a Telegram account is to be linked.
type ConsoleLinkView struct {
	Args Args   // Query names the link
	Name string // of the console's user
}

// ConsoleLink asks before a Telegram account is linked: a link may be somebody else's.
func ConsoleLink(p texts.Printer, v ConsoleLinkView) Screen {
	return Screen{
		State: StateConsoleLink,
		Text:  p.HTML(texts.WebJoin, texts.Params{"Name": called(p, v.Name)}),
		Rows: [][]Button{{
			button(p, texts.ButtonYes, ActYes, Args{Query: v.Args.Query}), button(p, texts.ButtonNo, ActNo, Args{}),
		}},
	}
}

func consoleSamples() []Sample {
	return []Sample{
		sample("cons", Console, ConsoleView{URL: "https://desk.example.org/login/token"}),
		sample("cons-none", Console, ConsoleView{}),
		sample("clink", ConsoleLink, ConsoleLinkView{Args: Args{Query: "0123456789abcdef0123456789ab"}, Name: "Вера <3"}),
	}
}
