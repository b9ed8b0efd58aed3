package sim_test

import (
	"strings"
	"testing"

	"frontdesk/platforms/telegram/sim"
)

func TestTheCommandMenuIsTheNearestOne(t *testing.T) {
	t.Parallel()
	srv, b := started(t, sim.Options{})
	srv.AddPerson(sim.Profile{ID: 102, FirstName: "Bob", Language: "en-GB"})
	menu := func(person int64) string {
		chat, _ := srv.Chat(person)
		if len(chat.Commands) == 0 {
			return ""
		}
		return chat.Commands[0].Command
	}
	// From the widest to the nearest: each step must win for Olga, who speaks Russian.
	for _, c := range []struct {
		name, language string
		scope          M
		olga, bob      string
	}{
		{"default", "", nil, "default", "default"},
		{"default_ru", "ru", M{"type": "default"}, "default_ru", "default"},
		{"private", "", M{"type": "all_private_chats"}, "private", "private"},
		{"private_ru", "ru", M{"type": "all_private_chats"}, "private_ru", "private"},
		{"groups", "", M{"type": "all_group_chats"}, "private_ru", "private"},
		{"olga", "", M{"type": "chat", "chat_id": 101}, "olga", "private"},
		{"olga_ru", "ru", M{"type": "chat", "chat_id": 101}, "olga_ru", "private"},
	} {
		key := M{}
		if c.language != "" {
			key["language_code"] = c.language
		}
		if c.scope != nil {
			key["scope"] = c.scope
		}
		p := M{"commands": []M{{"command": "/" + c.name, "description": "d"}}}
		for k, v := range key {
			p[k] = v
		}
		b.ok("setMyCommands", p)
		if menu(101) != c.olga || menu(102) != c.bob {
			t.Errorf("after %s: Olga sees %q, Bob sees %q", c.name, menu(101), menu(102))
		}
		if list := decode[[]sim.Command](t, b.ok("getMyCommands", key)); len(list) != 1 || list[0].Command != c.name {
			t.Errorf("getMyCommands %v: %v", key, list)
		}
	}
	b.ok("deleteMyCommands", M{"scope": M{"type": "chat", "chat_id": 101}, "language_code": "ru"})
	if menu(101) != "olga" {
		t.Errorf("after deleting: %q", menu(101))
	}
	if list := b.ok("getMyCommands", M{"language_code": "de"}); string(list) != "[]" {
		t.Errorf("no fallback in getMyCommands: %s", list)
	}
}

func TestWrongCommandsAreRefused(t *testing.T) {
	t.Parallel()
	_, b := started(t, sim.Options{})
	one := func(name, description string) M {
		return M{"commands": []M{{"command": name, "description": description}}}
	}
	for _, c := range []struct {
		p    M
		text string
	}{
		{one("Start", "d"), "BOT_COMMAND_INVALID"},
		{one("", "d"), "BOT_COMMAND_INVALID"},
		{one(strings.Repeat("a", 33), "d"), "BOT_COMMAND_INVALID"},
		{one("a-b", "d"), "BOT_COMMAND_INVALID"},
		{one("a", ""), "BOT_COMMAND_DESCRIPTION_INVALID"},
		{one("a", strings.Repeat("я", 257)), "BOT_COMMAND_DESCRIPTION_INVALID"},
		{M{"commands": []M{}, "language_code": "rus"}, "invalid language code specified"},
		{M{"commands": []M{}, "scope": M{"type": "chat", "chat_id": 5}}, "chat not found"},
		{M{"commands": []M{}, "scope": M{"type": "everyone"}}, "can't parse BotCommandScope: Unsupported type specified"},
	} {
		b.refused("setMyCommands", c.p, 400, "Bad Request: "+c.text)
	}
	b.ok("setMyCommands", one(strings.Repeat("a", 32), strings.Repeat("я", 256)))
}

func TestNamesAndDescriptionsHaveLanguages(t *testing.T) {
	t.Parallel()
	srv, b := started(t, sim.Options{})
	for _, c := range []struct {
		method, field string
		limit         int
	}{{"Description", "description", 512}, {"ShortDescription", "short_description", 120}, {"Name", "name", 64}} {
		b.ok("setMy"+c.method, M{c.field: "plain"})
		b.ok("setMy"+c.method, M{c.field: "по-русски", "language_code": "ru"})
		for language, want := range map[string]string{"": "plain", "ru": "по-русски", "de": ""} {
			got := decode[map[string]string](t, b.ok("getMy"+c.method, M{"language_code": language}))
			if got[c.field] != want {
				t.Errorf("%s in %q: %q", c.method, language, got[c.field])
			}
		}
		if r := b.call("setMy"+c.method, M{c.field: strings.Repeat("x", c.limit+1)}); r.status != 400 {
			t.Errorf("%s: %d characters passed", c.method, c.limit+1)
		}
	}
	if srv.Bot().Name != "plain" {
		t.Errorf("the bot is called %q", srv.Bot().Name)
	}
}
