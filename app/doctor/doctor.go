// Package doctor looks at an installation as an operator would, while it serves or not, changes nothing, and says of each
// finding what to do.
package doctor

import (
	"context"
	"time"

	"frontdesk/app"
	"frontdesk/configs"
)

// Status is how a finding is meant.
type Status string

// The statuses.
const (
	OK   Status = "ok"
	Warn Status = "warning" // works, but see to it
	Fail Status = "problem" // something does not work, or will not
)

// Finding is one line of the report.
type Finding struct {
	About  string `json:"about"` // what was looked at: "telegram", "database"
	Status Status `json:"status"`
	Found  string `json:"found"`
	Do     string `json:"do,omitempty"` // what to do about it
}

// Report is everything that was found.
type Report struct {
	Version  string    `json:"version"`
	At       time.Time `json:"at"`
	Healthy  bool      `json:"healthy"` // no finding is a problem
	Findings []Finding `json:"findings"`
}

// Options say how to look.
type Options struct {
	Version  string
	Now      func() time.Time
	PeekFor  time.Duration // how long to watch for another program that polls; 0 leaves it out
	CheckFor time.Duration // how long SQLite may check the database
}

// doctor is one examination.
type doctor struct {
	cfg      configs.Config
	o        Options
	serving  bool // a frontdesk works on the database now
	findings []Finding
}

// Examine looks at everything. A thing that cannot be looked at is a finding, not an error.
func Examine(ctx context.Context, cfg configs.Config, o Options) Report {
	d := &doctor{cfg: cfg, o: o}
	began := o.Now()
	d.program()
	d.process(ctx)
	d.database(ctx)
	d.secretKey(ctx)
	d.disk()
	d.host(ctx)
	d.telegram(ctx)
	r := Report{Version: o.Version, At: began.UTC(), Healthy: true, Findings: d.findings}
	for _, f := range d.findings {
		r.Healthy = r.Healthy && f.Status != Fail
	}
	return r
}

func (d *doctor) say(about string, s Status, found, do string) {
	d.findings = append(d.findings, Finding{About: about, Status: s, Found: found, Do: do})
}

func (d *doctor) ok(about, found string)       { d.say(about, OK, found, "") }
func (d *doctor) warn(about, found, do string) { d.say(about, Warn, found, do) }
func (d *doctor) fail(about, found, do string) { d.say(about, Fail, found, do) }
func (d *doctor) embedded() bool               { return d.cfg.HostDatabaseURL == "" }

// program is what this program is and what it was told.
func (d *doctor) program() {
	d.ok("version", "frontdesk "+d.o.Version)
	file := d.cfg.File
	if file == "" {
		d.ok("configuration", "from the environment alone")
	} else {
		d.configFile(file)
	}
	d.zone()
}

// zone tells in which zone times are shown.
func (d *doctor) zone() {
	now := d.o.Now().In(time.Local)
	name, offset := now.Zone()
	found := "times are shown in " + name + " (" + now.Format("-07:00") + "), now " + now.Format("15:04")
	if offset == 0 {
		d.warn("time zone", found, "when people live elsewhere, set TZ (such as TZ=Europe/Moscow) for the service")
		return
	}
	d.ok("time zone", found)
}

// keyFile is the path of the key file; empty when the key is the configuration's.
func (d *doctor) keyFile() (string, error) { return app.KeyFile(d.cfg) }
