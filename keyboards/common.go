package keyboards

import (
	"strings"
	"unicode"

	"frontdesk/domain"
	"frontdesk/texts"
)

// MaxLabel is how many characters of a label fit on a phone's screen.
const MaxLabel = 40

// maxName is how many characters of somebody's or something's own name a text shows.
const maxName = 60

// maxReason is how many characters of a ban's reason a text shows.
const maxReason = 500

func button(p texts.Printer, label texts.Key, action Action, args Args) Button {
	return Button{Label: p.Text(label, nil), Action: action, Args: args}
}

func back(p texts.Printer, args Args) []Button {
	return []Button{button(p, texts.ButtonBack, ActBack, args)}
}

// turn is an arrow to another page of the same list.
func turn(p texts.Printer, label texts.Key, args Args, page int) Button {
	args.Page = page
	return button(p, label, ActPage, args)
}

// pager is the row << n / m >>; an arrow that would lead nowhere is left out, and so is the row of a single page.
func pager(p texts.Printer, args Args, pages int) []Button {
	if pages <= 1 {
		return nil
	}
	var row []Button
	if args.Page > 0 {
		row = append(row, turn(p, texts.ButtonPrevious, args, args.Page-1))
	}
	row = append(row, Button{
		Label:  p.Text(texts.ButtonPosition, texts.Params{"Page": args.Page + 1, "Pages": pages}),
		Action: ActCount,
		Args:   Args{Page: args.Page, Item: int64(pages)},
	})
	if args.Page < pages-1 {
		row = append(row, turn(p, texts.ButtonNext, args, args.Page+1))
	}
	return row
}

// paragraphs joins what is not empty with a blank line between.
func paragraphs(parts ...string) string { return join("\n\n", parts) }

// lines joins what is not empty, each in a line of its own.
func lines(parts ...string) string { return join("\n", parts) }

func join(by string, parts []string) string {
	kept := make([]string, 0, len(parts))
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, by)
}

// tidy makes one line of what people have called themselves or their shops: no line breaks, no marks that turn the
// direction of the text around them, at most n characters.
func tidy(s string, n int) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, s)
	return texts.CutRunes(strings.Join(strings.Fields(s), " "), n)
}

func label(s string) string { return tidy(s, MaxLabel) }

// called is a name as texts show it, or a word in its place.
func called(p texts.Printer, name string) string {
	if name = tidy(name, maxName); name != "" {
		return name
	}
	return p.Text(texts.CommonNameless, nil)
}

func roleName(p texts.Printer, role domain.Role) string {
	switch role {
	case domain.RoleAdmin:
		return p.Text(texts.RoleAdmin, nil)
	case domain.RoleSeller:
		return p.Text(texts.RoleSeller, nil)
	default:
		return p.Text(texts.RoleModerator, nil)
	}
}

func contactLine(p texts.Printer, contact string) string {
	if contact == "" {
		return ""
	}
	return p.HTML(texts.CommonContact, texts.Params{"Contact": contact})
}

// because is the line that a prompt or an answer begins with; empty for WhyNone and for a code that we do not know.
func because(p texts.Printer, args Args) string {
	count := texts.Params{texts.Count: max(1, int(args.Item))}
	switch Why(args.Value) {
	case WhyWrongKey:
		return p.HTML(texts.WhyWrongKey, nil)
	case WhyWrongLogin:
		return p.HTML(texts.WhyWrongLogin, nil)
	case WhyLocked:
		return p.HTML(texts.WhyLocked, count)
	case WhyEmpty:
		return p.HTML(texts.WhyEmpty, nil)
	case WhyTooLong:
		return p.HTML(texts.WhyTooLong, count)
	case WhyTooShort:
		return p.HTML(texts.WhyTooShort, count)
	case WhyTaken:
		return p.HTML(texts.WhyTaken, nil)
	case WhyBadNumber:
		return p.HTML(texts.WhyBadNumber, nil)
	case WhyBadSlug:
		return p.HTML(texts.WhyBadSlug, nil)
	case WhyUnknownText:
		return p.HTML(texts.WhyUnknownText, nil)
	case WhyUnknownCommand:
		return p.HTML(texts.WhyUnknownCommand, texts.Params{"Command": tidy(args.Query, MaxQuery)})
	case WhyExpired:
		return p.HTML(texts.WhyExpired, nil)
	case WhyForbidden:
		return p.HTML(texts.WhyForbidden, nil)
	case WhyVanished:
		return p.HTML(texts.WhyVanished, nil)
	case WhyOldButton:
		return p.HTML(texts.WhyOldButton, nil)
	case WhyCancelled:
		return p.HTML(texts.WhyCancelled, nil)
	case WhyNothingToCancel:
		return p.HTML(texts.WhyNothingToCancel, nil)
	case WhyNumberTaken:
		return p.HTML(texts.WhyNumberTaken, nil)
	case WhyNothingFound:
		return p.HTML(texts.WhyNothingFound, texts.Params{"Query": tidy(args.Query, maxName)})
	case WhyNoCommand:
		return p.HTML(texts.WhyNoCommand, nil)
	case WhyBadEmail:
		return p.HTML(texts.WhyBadEmail, nil)
	case WhyNone:
	}
	return ""
}

// closed is a prompt of signing in while the door is locked: how long, and nothing that asks for a text.
func closed(p texts.Printer, state State, args Args) Screen {
	return Screen{State: state, Text: because(p, args), Rows: [][]Button{back(p, Args{})}}
}

// search is a prompt for what to look for. When nothing was found, the way back leads to everything: the list of nothing
// is no place to be.
func search(p texts.Printer, state State, v PromptView, key texts.Key) Screen {
	s := prompt(p, state, v, key)
	if Why(v.Args.Value) == WhyNothingFound {
		s.Rows = [][]Button{back(p, Args{})}
	}
	return s
}

// prompt is a screen that waits for a line of text: why it asks (again), what to send, and the ways out.
func prompt(p texts.Printer, state State, v PromptView, key texts.Key) Screen {
	return Screen{
		State: state,
		Text: paragraphs(because(p, v.Args), p.HTML(key, texts.Params{"Name": called(p, v.Name)}),
			p.HTML(texts.CommonCancelHint, nil)),
		Rows: [][]Button{back(p, v.Args.Place())},
	}
}
