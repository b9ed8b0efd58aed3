package doctor

import (
	"context"
	"fmt"
	"strings"
	"time"

	"frontdesk/domain"
	"frontdesk/store"
	"frontdesk/store/engine"
	"frontdesk/store/host"
)

func (d *doctor) inspect(ctx context.Context, o store.InspectOptions) (store.Inspection, error) {
	return store.Inspect(ctx, d.cfg.DatabaseURL, o)
}

// walLarge is a write-ahead log that a checkpoint should long have emptied.
const walLarge = 64 << 20

// database looks at our own.
func (d *doctor) database(ctx context.Context) {
	in, err := d.inspect(ctx, store.InspectOptions{Check: d.o.CheckFor})
	switch {
	case in.Engine == engine.Postgres:
		d.postgres(in, err)
		return
	case err != nil:
		d.fail("database", "cannot be read: "+reason(err), "see that the file is a database of frontdesk and that this user may read and write it; else restore a backup")
		return
	case !in.Exists:
		d.ok("database", in.Path+" will be made at the first start")
		return
	}
	d.ok("database", fmt.Sprintf("%s, %s, journal %s", in.Path, megabytes(in.Bytes), in.Journal))
	if in.Mode&0o077 != 0 {
		d.warn("database", fmt.Sprintf("may be read by others (%04o)", in.Mode), "chmod 600 "+in.Path)
	}
	if in.WALBytes > walLarge {
		d.warn("database", "its log has grown to "+megabytes(in.WALBytes), "a program that reads for long keeps it from shrinking: look for one, such as a copy that hangs")
	}
	d.versions(in.Migrations)
	d.integrity(in)
}

func (d *doctor) versions(states []store.MigrationState) {
	if len(states) == 0 {
		d.warn("migrations", "the database holds no tables of frontdesk yet", "frontdesk serve or frontdesk migrate makes them")
	}
	for _, s := range states {
		found := fmt.Sprintf("%s tables: version %d of %d", s.Set, s.Version, s.Target)
		switch {
		case s.Version > s.Target:
			d.fail("migrations", found+": a newer program has used this database", "start the newer program, or restore the backup made before the upgrade")
		case s.Version < s.Target:
			d.warn("migrations", found, "the next start brings them up; make a backup before (frontdesk backup)")
		default:
			d.ok("migrations", found)
		}
	}
}

func (d *doctor) integrity(in store.Inspection) {
	switch {
	case in.Damage != nil:
		d.fail("integrity", "the database is damaged: "+strings.Join(in.Damage[:min(3, len(in.Damage))], "; "), "stop frontdesk, keep a copy of the file, restore the newest backup, and have the disk checked")
	case !in.Checked:
		d.warn("integrity", fmt.Sprintf("the check did not end within %v and found nothing so far", d.o.CheckFor), "give it longer: --check-for 10m")
	default:
		d.ok("integrity", "SQLite's quick check found nothing")
	}
}

// postgres looks at our own where it is a server's.
func (d *doctor) postgres(in store.Inspection, err error) {
	if err != nil {
		d.fail("database", "cannot be read: "+err.Error(), "see that PostgreSQL runs, that FRONTDESK_DATABASE_URL names it, and what its user may do")
		return
	}
	s := in.Server
	d.ok("database", fmt.Sprintf("PostgreSQL %s at %s, %s, answers in %v", s.Version, s.Place, megabytes(in.Bytes), s.Answers.Round(100*time.Microsecond)))
	d.versions(in.Migrations)
	if s.Text.Encoding != "UTF8" {
		d.fail("database", "its encoding is "+s.Text.Encoding+": most names and texts do not fit", "make a new one with --encoding UTF8 --template template0, and restore a backup into it")
	}
	if d.embedded() {
		d.collation("database", s.Text, "make a new one with `createdb --template template0 --locale ru_RU.UTF-8 NAME` and restore a backup into it")
	}
}

// collation looks at the letters of the database that has the names of people and shops. Other letters than Cyrillic ones
// fare alike under the same rules.
func (d *doctor) collation(about string, t engine.Text, do string) {
	switch {
	case !t.Lowers:
		d.warn(about+" collation", t.Collation+" does not know Cyrillic letters: a search finds them only as they are written, and lists put small ones after all capitals", do)
	case !t.Sorts:
		d.warn(about+" collation", t.Collation+" goes by the numbers of letters: in lists Ё stands after Я", do+"; it can wait")
	default:
		d.ok(about+" collation", t.Collation+" knows the alphabet")
	}
}

// host looks at Django's database, and at who may sign in as an admin.
func (d *doctor) host(ctx context.Context) {
	if d.embedded() {
		d.ok("host", "none: shops and people are Frontdesk's own")
		return
	}
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	in, err := host.Inspect(ctx, d.cfg.HostDatabaseURL)
	if err != nil {
		d.fail("host", "cannot be read: "+err.Error(), "correct FRONTDESK_HOST_DATABASE_URL")
		return
	}
	if in.Schema != nil {
		for line := range strings.Lines(in.Schema.Error()) {
			found, do, _ := strings.Cut(strings.TrimSpace(line), "; ")
			d.fail("host schema", strings.TrimPrefix(found, "host database: "), do)
		}
		return
	}
	d.ok("host", "every table and column that Frontdesk uses is there")
	if in.Text != nil {
		d.collation("host", *in.Text, "it cannot be changed in place: when Django's database is made anew, use `createdb --template template0 --locale ru_RU.UTF-8 NAME`")
	}
	if in.NarrowChat {
		d.fail("host chat_id", "the column tg_bot_telegramuser.chat_id takes 32 bits: newer Telegram accounts cannot sign in", host.WidenChatID+" (and BigIntegerField in the Django project)")
	}
	if strings.EqualFold(in.Journal, "wal") {
		d.warn("host journal", "Django's SQLite is in WAL mode: a save of Django that has read before we write fails at once with \"database is locked\"", "in Django 5.1 or later set OPTIONS={\"transaction_mode\": \"IMMEDIATE\"}; else PRAGMA journal_mode=DELETE")
	}
	d.admins(ctx)
}

func (d *doctor) admins(ctx context.Context) {
	h, err := host.Open(ctx, d.cfg.HostDatabaseURL)
	if err != nil {
		d.fail("host", "cannot be opened: "+err.Error(), "see that this user may write to Django's database")
		return
	}
	defer h.Close()
	has, err := h.HasAdminGroup(ctx)
	if err != nil {
		d.fail("host admins", "cannot be read: "+err.Error(), "try again when Django's database is not locked")
		return
	}
	if !has {
		d.fail("host admins", "there is no group "+domain.AdminGroup+": nobody can sign in as an admin", "make the group in Django's admin and put users into it")
		return
	}
	admins, err := h.SampleAdminHashes(ctx, 1)
	if err == nil && len(admins) == 0 {
		d.warn("host admins", "nobody active is in the group "+domain.AdminGroup, "put a user into the group in Django's admin")
		return
	}
	d.ok("host admins", "the group "+domain.AdminGroup+" has users")
}
