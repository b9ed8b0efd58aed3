package bot

import (
	"context"
	"strings"
	"unicode/utf8"

	"frontdesk/keyboards"
	"frontdesk/texts"
)

// PagePosition answers the middle of a pager, which carries the page and how many there are.
func PagePosition(_ context.Context, t *Turn) error {
	t.Toast(texts.ToastPage, texts.Params{"Page": t.Args.Page + 1, "Pages": max(t.Args.Item, int64(t.Args.Page)+1)})
	return nil
}

// Search takes the part of a name that somebody has sent to a prompt, and shows what a list holds of it; count tells how
// many that are for this person. It has to fit into each button of the list. Where nothing has this name, the question
// stays open.
func Search(prompt, list keyboards.State, count func(ctx context.Context, person int64, query string) (int, error)) Handler {
	return func(ctx context.Context, t *Turn) error {
		query := strings.Join(strings.Fields(t.Text), " ")
		again := t.Args.Place()
		switch fits := keyboards.CutBytes(query, keyboards.MaxQuery); {
		case query == "":
			again.Value = int(keyboards.WhyEmpty)
			t.Ask(prompt, again, "")
		case fits != query:
			again.Value, again.Item = int(keyboards.WhyTooLong), int64(utf8.RuneCountInString(fits))
			t.Ask(prompt, again, "")
		default:
			n, err := count(ctx, t.Who.Sender.ID, query)
			if err != nil {
				return err
			}
			if n == 0 {
				t.Ask(prompt, keyboards.Args{Value: int(keyboards.WhyNothingFound), Query: query}, "")
				return nil
			}
			t.Show(list, keyboards.Args{Query: query})
		}
		return nil
	}
}
