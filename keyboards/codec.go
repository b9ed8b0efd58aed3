package keyboards

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Version is the callback format that this program writes. Older ones stay readable for as long as read says so;
// a button of a version that nobody reads any more is answered with a fresh screen.
const Version = 1

// MaxData is Telegram's limit on callback data, in bytes (Bot API, InlineKeyboardButton.callback_data).
const MaxData = 64

// MaxQuery is how many bytes of a search a button carries at most. A flow cuts a search to this before it keeps it, so
// that a list and its pages search by the same words.
const MaxQuery = 28

// maxPage is more pages than any list has, and safe to count with.
const maxPage = 1 << 30

// State names a screen, Action what a button on it does. Both are short: they travel in every button.
type (
	State  string
	Action string
)

// Args are what a screen or a button is about. Zero values are left out of callback data.
type Args struct {
	Shop    int64  // s: the shop's id in the host
	Account int64  // a: our id of a webinar account
	Event   int64  // e: our id of a webinar
	Person  int64  // u: a person's Telegram id
	Change  int64  // c: the change that Undo takes back
	Item    int64  // i: anything else with an id: a warehouse
	Page    int    // p: page of a list, from 0
	Value   int    // v: the wanted value of a switch, or a small code that a screen explains
	Query   string // q: what a list is searched by, or another short word; the last field
}

// Place is where a screen stands or a button leads: the arguments without what was asked of them just now.
func (a Args) Place() Args {
	a.Value, a.Change, a.Item = 0, 0, 0
	return a
}

// Call is the content of a pressed button.
type Call struct {
	Version int
	State   State
	Action  Action
	Args    Args
}

// The ways in which callback data can be of no use. Each is answered with a fresh screen.
var (
	ErrUnreadable = errors.New("callback data is unreadable")
	ErrVersion    = errors.New("callback data is of a version that is not read any more")
)

// Encode writes callback data: version.state.action.args. Of the query it keeps what there is room for, MaxQuery bytes at
// most: beside ids of many digits a search may lose its last letters, and then finds a little more than before. It
// fails when even the rest would not fit into a button, and for a state or action that Decode could not read.
func Encode(state State, action Action, args Args) (string, error) {
	if !readable(string(state)) || !readable(string(action)) {
		return "", fmt.Errorf("state %q or action %q cannot stand in callback data", state, action)
	}
	query := args.Query
	args.Query = ""
	data := strconv.Itoa(Version) + "." + string(state) + "." + string(action)
	if packed := args.Pack(); packed != "" {
		data += "." + packed
	}
	if len(data) > MaxData {
		return "", fmt.Errorf("callback data of %s.%s takes %d bytes, %d are allowed", state, action, len(data), MaxData)
	}
	room := MaxData - len(data) - len(".q")
	if query = CutBytes(strings.ToValidUTF8(query, ""), min(room, MaxQuery)); query != "" {
		data += ".q" + query
	}
	return data, nil
}

// readable tells whether a name survives the way into callback data and back.
func readable(name string) bool {
	return name != "" && utf8.ValidString(name) && !strings.Contains(name, ".")
}

// Decode reads callback data that anybody may have forged: it tells apart what is unreadable and what is too old.
func Decode(data string) (Call, error) {
	if len(data) > MaxData || !utf8.ValidString(data) {
		return Call{}, ErrUnreadable
	}
	parts := strings.SplitN(data, ".", 4)
	if len(parts) < 3 || parts[1] == "" || parts[2] == "" {
		return Call{}, ErrUnreadable
	}
	version, err := strconv.Atoi(parts[0])
	if err != nil || version < 0 || parts[0][0] == '+' {
		return Call{}, ErrUnreadable
	}
	if version != Version {
		return Call{Version: version}, ErrVersion
	}
	call := Call{Version: version, State: State(parts[1]), Action: Action(parts[2])}
	if len(parts) == 4 {
		if call.Args, err = Unpack(parts[3]); err != nil {
			return Call{}, err
		}
	}
	return call, nil
}

// Pack writes arguments as letter+base36 fields parted by dots; the query comes last and may hold dots itself. Nothing is
// cut, so that what a screen or a question keeps in the database comes back whole.
func (a Args) Pack() string {
	fields := make([]string, 0, 4)
	add := func(letter string, n int64) {
		if n != 0 {
			fields = append(fields, letter+strconv.FormatInt(n, 36))
		}
	}
	add("s", a.Shop)
	add("a", a.Account)
	add("e", a.Event)
	add("u", a.Person)
	add("c", a.Change)
	add("i", a.Item)
	add("p", int64(a.Page))
	add("v", int64(a.Value))
	if a.Query != "" {
		fields = append(fields, "q"+a.Query)
	}
	return strings.Join(fields, ".")
}

// Unpack reads what Pack wrote. Each field may stand once; an unknown letter makes the whole unreadable.
func Unpack(packed string) (Args, error) {
	var a Args
	seen := map[byte]bool{}
	for packed != "" {
		letter := packed[0]
		if seen[letter] {
			return Args{}, ErrUnreadable
		}
		seen[letter] = true
		if letter == 'q' {
			a.Query = packed[1:]
			return a, nil
		}
		field, rest, _ := strings.Cut(packed[1:], ".")
		n, err := strconv.ParseInt(field, 36, 64)
		if err != nil || field[0] == '+' {
			return Args{}, ErrUnreadable
		}
		if err := a.set(letter, n); err != nil {
			return Args{}, err
		}
		packed = rest
	}
	return a, nil
}

func (a *Args) set(letter byte, n int64) error {
	switch letter {
	case 's':
		a.Shop = n
	case 'a':
		a.Account = n
	case 'e':
		a.Event = n
	case 'u':
		a.Person = n
	case 'c':
		a.Change = n
	case 'i':
		a.Item = n
	case 'p':
		if n < 0 || n > maxPage {
			return ErrUnreadable
		}
		a.Page = int(n)
	case 'v':
		if n < -1<<30 || n > 1<<30 {
			return ErrUnreadable
		}
		a.Value = int(n)
	default:
		return ErrUnreadable
	}
	return nil
}

// CutBytes shortens s to at most n bytes without splitting a letter.
func CutBytes(s string, n int) string {
	n = max(n, 0)
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
