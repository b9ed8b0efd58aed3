package keyboards_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"frontdesk/keyboards"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/texts"
)

// FuzzScreens puts any name on every screen: Telegram must take the message, and read the name as a name.
func FuzzScreens(f *testing.F) {
	for _, seed := range []string{
		"Чай & кофе", "<b>жирный", "</b></a>", "&lt;&#x1F600;&amp", "\x00\xff\u202e", "😀👨‍👩‍👧", " \n\t\r", "", "`*_[]()~|#+-=.!{}",
		"tg://user?id=1", "@olga /start https://example.org", strings.Repeat("Щ", 5000), "{{.Name}}", "&#0;&#xD800;",
	} {
		for i := range screensWith("", "") {
			f.Add(uint(i), seed, seed)
		}
	}
	p := printers(f)["ru"]
	f.Fuzz(func(t *testing.T, which uint, name, query string) {
		name = texts.CutRunes(name, 250) // nothing that people name is longer
		all := screensWith(name, query)
		sample := all[which%uint(len(all))]
		m, err := sample.Build(p).Message()
		if err != nil {
			t.Fatalf("%s with %q: %v", sample.Name, name, err)
		}
		// The client replaces what is not UTF-8 on the way out.
		text, _, err := sim.ReadHTML(strings.ToValidUTF8(m.Text, "\uFFFD"))
		if err != nil {
			t.Fatalf("%s with %q: Telegram refuses: %v\n%s", sample.Name, name, err, m.Text)
		}
		if n := len(utf16.Encode([]rune(text))); n == 0 || n > 4096 {
			t.Fatalf("%s with %q: the text takes %d units", sample.Name, name, n)
		}
		checkButtons(t, sample.Name, m)
	})
}

// FuzzEncode writes any arguments on a button and reads them back.
func FuzzEncode(f *testing.F) {
	f.Add(int64(5), int64(7), 2, 1, int64(3), int64(9), "чай")
	f.Add(int64(-1<<63), int64(1<<63-1), 1<<30, -1<<30, int64(-1), int64(0), strings.Repeat("щ", 64))
	f.Add(int64(0), int64(0), 0, 0, int64(0), int64(0), "\x00.\xff.q")
	f.Fuzz(func(t *testing.T, shop, person int64, page, value int, change, item int64, query string) {
		const most = 1 << 30 // of pages and small codes
		if page < 0 || page > most || value < -most || value > most {
			t.Skip()
		}
		query = strings.ToValidUTF8(query, "")
		args := keyboards.Args{Shop: shop, Person: person, Page: page, Value: value, Change: change, Item: item, Query: query}
		data, err := keyboards.Encode(keyboards.StateShops, keyboards.ActOpen, args)
		if err != nil {
			return
		}
		if len(data) == 0 || len(data) > keyboards.MaxData {
			t.Fatalf("%+v takes %d bytes", args, len(data))
		}
		call, err := keyboards.Decode(data)
		if err != nil {
			t.Fatalf("%+v was written as %q, which cannot be read: %v", args, data, err)
		}
		if !strings.HasPrefix(args.Query, call.Args.Query) {
			t.Fatalf("%q has become %q", args.Query, call.Args.Query)
		}
		args.Query = call.Args.Query
		if call.Args != args {
			t.Fatalf("%+v came back as %+v", args, call.Args)
		}
	})
}

// FuzzUnpack reads what a database may hold after somebody's hand was in it.
func FuzzUnpack(f *testing.F) {
	for _, seed := range []string{"", "s5.p3.qчай", "s5.s5", "q", "q.q", "v-1", "zz", "\x00", "s9223372036854775808", "p-1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, packed string) {
		args, err := keyboards.Unpack(packed)
		if err != nil {
			if !errors.Is(err, keyboards.ErrUnreadable) {
				t.Fatalf("%q: an error of no known kind: %v", packed, err)
			}
			return
		}
		again, err := keyboards.Unpack(args.Pack())
		if err != nil || again != args {
			t.Fatalf("%q came back as %q: %+v, not %+v: %v", packed, args.Pack(), again, args, err)
		}
	})
}
