package keyboards_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"frontdesk/keyboards"
)

func anyArgs(r *rand.Rand) keyboards.Args {
	id := func() int64 {
		switch r.IntN(4) {
		case 0:
			return 0
		case 1:
			return int64(r.Uint64())
		}
		return r.Int64N(1 << 32)
	}
	queries := []string{"", "чай", "a.b.c", ".", "q", "s5", "<&>", "😀", strings.Repeat("щ", 14)}
	return keyboards.Args{
		Shop: id(), Account: id(), Event: id(), Person: id(), Change: id(), Item: id(), Page: r.IntN(10000), Value: r.IntN(200) - 100,
		Query: queries[r.IntN(len(queries))],
	}
}

func TestWhatAButtonCarriesComesBack(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	fitted := 0
	for range 20_000 {
		args := anyArgs(r)
		data, err := keyboards.Encode(keyboards.StateActive, keyboards.ActSet, args)
		if err != nil {
			continue // too many long ids at once
		}
		fitted++
		if len(data) > keyboards.MaxData {
			t.Fatalf("%q takes %d bytes", data, len(data))
		}
		call, err := keyboards.Decode(data)
		if err != nil {
			t.Fatalf("%q: %v", data, err)
		}
		if !strings.HasPrefix(args.Query, call.Args.Query) {
			t.Fatalf("%q came back as %q", args.Query, call.Args.Query)
		}
		args.Query = call.Args.Query
		want := keyboards.Call{Version: keyboards.Version, State: keyboards.StateActive, Action: keyboards.ActSet, Args: args}
		if call != want {
			t.Fatalf("%q came back as %+v, not %+v", data, call, want)
		}
	}
	if fitted < 5_000 {
		t.Errorf("only %d of the tries fitted", fitted)
	}
}

func TestWhatTheDatabaseKeepsComesBackWhole(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	for range 5_000 {
		args := anyArgs(r)
		args.Query += strings.Repeat("long name ", r.IntN(20))
		if got, err := keyboards.Unpack(args.Pack()); err != nil || got != args {
			t.Fatalf("%+v came back as %+v, %v", args, got, err)
		}
	}
}

func TestASearchTakesTheRoomThatIdsLeave(t *testing.T) {
	t.Parallel()
	query := strings.Repeat("щ", 40)
	for _, args := range []keyboards.Args{
		{Query: query},
		{Shop: 5, Page: 3, Query: query},
		{Shop: math.MaxInt64, Change: math.MaxInt64, Page: 9999, Query: query},
	} {
		data, err := keyboards.Encode(keyboards.StateActive, keyboards.ActUndo, args)
		if err != nil || len(data) > keyboards.MaxData || !utf8.ValidString(data) {
			t.Fatalf("%q (%d bytes): %v", data, len(data), err)
		}
		call, err := keyboards.Decode(data)
		if err != nil || call.Args.Query == "" || len(call.Args.Query) > keyboards.MaxQuery {
			t.Errorf("the search came back as %q, %v", call.Args.Query, err)
		}
	}
	if data, err := keyboards.Encode(keyboards.StateShops, keyboards.ActPage, keyboards.Args{Page: 9999, Query: query}); err != nil ||
		!strings.HasSuffix(data, ".q"+query[:keyboards.MaxQuery]) {
		t.Errorf("the list's own buttons do not carry the whole search: %q, %v", data, err)
	}
}

func TestForgedDataIsRefused(t *testing.T) {
	t.Parallel()
	for _, data := range []string{
		"", ".", "..", "...", "1", "1.", "1.shop", "1.shop.", "1..open", "x.shop.open", "-1.shop.open", "+1.shop.open",
		"99999999999999999999.shop.open", "1.shop.open.z5", "1.shop.open.s", "1.shop.open.s.p1", "1.shop.open.s5.s6",
		"1.shop.open.s+5", "1.shop.open.s5!", "1.shop.open.p-1", "1.shop.open.p" + strings.Repeat("z", 12),
		"1.shop.open.v" + strings.Repeat("z", 12), "1.shop.open.s" + strings.Repeat("z", 14), "1.shop.open..s5",
		"1.shop.open.q\xff", "1.shop.open.q" + strings.Repeat("a", 64), "1.shop.open.ы5",
	} {
		if call, err := keyboards.Decode(data); !errors.Is(err, keyboards.ErrUnreadable) {
			t.Errorf("%q was read as %+v, %v", data, call, err)
		}
	}
}

func TestOldAndNewerVersionsAreToldApart(t *testing.T) {
	t.Parallel()
	for data, version := range map[string]int{"0.shop.open.s5": 0, "2.shop.open.whatever": 2, "999.a.b": 999} {
		call, err := keyboards.Decode(data)
		if !errors.Is(err, keyboards.ErrVersion) || call.Version != version {
			t.Errorf("%q: version %d, %v", data, call.Version, err)
		}
	}
}

func TestUnreadableNamesAreNotWritten(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "a.b", "\xff"} {
		if data, err := keyboards.Encode(keyboards.State(name), keyboards.ActOpen, keyboards.Args{}); err == nil {
			t.Errorf("the state %q was written: %q", name, data)
		}
		if data, err := keyboards.Encode(keyboards.StateShop, keyboards.Action(name), keyboards.Args{}); err == nil {
			t.Errorf("the action %q was written: %q", name, data)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		"1.shop.open.s5", "1.shops.page.p3.qчай", "1.active.undo.s5.c9", "0.a.b", "1.a.b.q.q.q", "1.a.b.s-5.v-1", "1.a.b.",
		"1.shop.open.sZZ", "1.\x00.\n.q\t", "1.a.b.p0.q", "1.panel.set.e5.v1", "1.wacc.mods.a7",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		call, err := keyboards.Decode(data)
		if err != nil {
			if !errors.Is(err, keyboards.ErrUnreadable) && !errors.Is(err, keyboards.ErrVersion) {
				t.Fatalf("%q: an error of no known kind: %v", data, err)
			}
			return
		}
		if call.Args.Page < 0 || call.State == "" || call.Action == "" {
			t.Fatalf("%q was read as %+v", data, call)
		}
		again, err := keyboards.Encode(call.State, call.Action, call.Args)
		if err != nil {
			t.Fatalf("%q was read, but cannot be written: %v", data, err)
		}
		second, err := keyboards.Decode(again)
		if err != nil || !strings.HasPrefix(call.Args.Query, second.Args.Query) {
			t.Fatalf("%q came back as %q: %+v, %v", data, again, second, err)
		}
		call.Args.Query = second.Args.Query
		if call != second {
			t.Fatalf("%q came back as %q: %+v, not %+v", data, again, second, call)
		}
	})
}
