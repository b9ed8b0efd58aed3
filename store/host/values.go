package host

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"frontdesk/domain"
	"frontdesk/store/engine"
)

// DjangoTime is how Django's SQLite backend writes a datetime with USE_TZ: naive, in UTC, with microseconds.
const DjangoTime = "2006-01-02 15:04:05.000000"

// stamp is a datetime as Django writes it: on PostgreSQL it is the driver's own type.
func (h *Host) stamp(t time.Time) any {
	if h.engine == engine.Postgres {
		return t.UTC()
	}
	return t.UTC().Format(DjangoTime)
}

// stamp reads Django's datetimes: as a time where the driver knows the column's type, and as text from RETURNING, where
// SQLite does not tell it. Django leaves the fraction away when it is zero.
type stamp struct{ time.Time }

func (s *stamp) Scan(value any) error {
	switch v := value.(type) {
	case time.Time:
		s.Time = v.UTC()
	case string:
		t, err := time.Parse("2006-01-02 15:04:05.999999999", v)
		if err != nil {
			return fmt.Errorf("a datetime that is not in Django's format: %w", err)
		}
		s.Time = t
	default:
		return fmt.Errorf("a datetime as %T", value)
	}
	return nil
}

// notFound gives a row that is not there its text for people; other errors are mapped by their code.
func notFound(err error, key string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return domain.Fail(domain.KindNotFound, key, nil)
	}
	return engine.MapError(err)
}

// conflict gives a broken uniqueness its text for people.
func conflict(err error, key string) error {
	if err = engine.MapError(err); domain.KindOf(err) == domain.KindConflict {
		return &domain.Error{Kind: domain.KindConflict, Key: key, Err: err}
	}
	return err
}

// fits refuses a text that is empty though it must not be, or longer than its column: SQLite would take it, PostgreSQL and
// Django's forms would not. what is the text's name for commands, which take several at once: Params["What"].
func fits(what, value string, most int, mayBeEmpty bool) error {
	if strings.TrimSpace(value) == "" && !mayBeEmpty {
		return domain.Fail(domain.KindInvalid, "error.empty", map[string]any{"What": what})
	}
	if utf8.RuneCountInString(value) > most {
		return domain.Fail(domain.KindInvalid, "error.too_long", map[string]any{"What": what, "Max": most})
	}
	return nil
}

// cut shortens a text to a column's length in characters.
func cut(value string, most int) string {
	value = strings.ToValidUTF8(strings.ReplaceAll(value, "\x00", ""), "")
	runes := 0
	for i := range value {
		if runes == most {
			return value[:i]
		}
		runes++
	}
	return value
}

// containing makes a LIKE pattern (ESCAPE '\') for texts that hold part, to be held against LOWER of a column.
func containing(part string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(strings.ToLower(strings.TrimSpace(part))) + "%"
}
