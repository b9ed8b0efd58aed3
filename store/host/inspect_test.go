package host

import (
	"testing"

	"frontdesk/store/engine"
)

func TestOnlyPostgresHasANarrowChatID(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		engine engine.Name
		typ    string
		want   bool
	}{
		{engine.Postgres, "integer", true},
		{engine.Postgres, "int4", true},
		{engine.Postgres, "bigint", false},
		{engine.SQLite, "integer", false},
		{engine.SQLite, "bigint", false},
	} {
		if got := narrow(c.engine, []engine.Column{{Name: "id", Type: "integer"}, {Name: "chat_id", Type: c.typ}}); got != c.want {
			t.Errorf("%s %s: %t", c.engine, c.typ, got)
		}
	}
}
