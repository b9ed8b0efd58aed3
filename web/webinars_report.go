package web

import (
	"bytes"
	"net/http"
	"time"

	"frontdesk/domain"
	"frontdesk/services/moderation"
	"frontdesk/texts"
)

type reportPage struct {
	Event       eventRow
	Report      moderation.Report
	Figures     []figure
	Median, P95 string
	Chart       *chart      // nil while there is nothing to draw
	People      []reportRow // who has decided; rules and the platform itself stand last
	Authors     []reportRow
}

// figure is one number of a report, with the share that it is of all.
type figure struct{ Label, Number, Share string }

// reportRow is somebody with two numbers.
type reportRow struct{ Name, First, Second string }

func (c *call) report() (reportPage, error) {
	e, err := c.event()
	if err != nil {
		return reportPage{}, err
	}
	r, err := c.h.Moderation.Report(c.r.Context(), c.me(), e.ID)
	if err != nil {
		return reportPage{}, err
	}
	p := reportPage{Event: c.eventRow(e), Report: r, Median: c.lasted(r.Median), P95: c.lasted(r.P95)}
	if len(r.Minutes) > 0 {
		drawn := c.chart(r.Minutes)
		p.Chart = &drawn
	}
	say := func(label texts.Key, n int, share string) {
		p.Figures = append(p.Figures, figure{c.print.Text(label, nil), c.amount(n), share})
	}
	say(texts.ConsoleFigureMessages, r.Messages, "")
	say(texts.ConsoleListApproved, r.Approved, c.share(r.Approved, r.Messages))
	say(texts.ConsoleListDeleted, r.Deleted, c.share(r.Deleted, r.Messages))
	say(texts.ConsoleListAwaiting, r.Awaiting, c.share(r.Awaiting, r.Messages))
	for _, who := range r.People {
		p.People = append(p.People, reportRow{c.nameOr(who.Name), c.amount(who.Approved), c.amount(who.Deleted)})
	}
	for _, other := range []struct {
		name  texts.Key
		share moderation.ReportShare
	}{{texts.ConsoleByRules, r.Rules}, {texts.ConsoleAtPlatform, r.Platform}} {
		if other.share != (moderation.ReportShare{}) {
			p.People = append(p.People, reportRow{c.print.Text(other.name, nil), c.amount(other.share.Approved), c.amount(other.share.Deleted)})
		}
	}
	for _, who := range r.Authors {
		p.Authors = append(p.Authors, reportRow{c.nameOr(who.Name), c.amount(who.Messages), c.amount(who.Approved)})
	}
	return p, nil
}

func (c *call) showReport() error {
	p, err := c.report()
	if err != nil {
		return err
	}
	return c.show("report", texts.ButtonReport, p)
}

// reportTable is every message of an event, for a spreadsheet.
func (c *call) reportTable() error {
	e, err := c.event()
	if err != nil {
		return err
	}
	say := func(k texts.Key) string { return c.print.Text(k, nil) }
	table, err := c.h.Moderation.CSV(c.r.Context(), c.me(), e.ID, moderation.TableLabels{
		Said: say(texts.ConsoleCsvSaid), Author: say(texts.ConsoleCsvAuthor), Text: say(texts.ConsoleCsvText), State: say(texts.ConsoleCsvState),
		Decided: say(texts.ConsoleCsvDecided), By: say(texts.ConsoleCsvBy), Wait: say(texts.ConsoleCsvWait), Rule: say(texts.ConsoleCsvRule),
		States: [3]string{say(texts.ConsoleStateAwaiting), say(texts.ConsoleStateApproved), say(texts.ConsoleStateDeleted)},
		Rules:  func(k domain.RuleKind) string { return c.named("console.rule_"+string(k), string(k)) }, Zone: c.zone,
	})
	if err != nil {
		return err
	}
	return c.file("text/csv; charset=utf-8", "webinar-"+number(e.ID)+".csv", table)
}

// reportChart is when messages came and were decided, as a picture.
func (c *call) reportChart() error {
	p, err := c.report()
	if err != nil {
		return err
	}
	chart, err := c.h.Moderation.Chart(p.Report, moderation.ChartLabels{
		Messages: c.print.Text(texts.ConsoleChartMessages, nil), Decided: c.print.Text(texts.ConsoleChartDecided, nil), Zone: c.zone,
	})
	if err != nil {
		return err
	}
	return c.file("image/png", "", chart)
}

// file answers with a file; one with a name is saved.
func (c *call) file(kind, name string, content []byte) error {
	c.w.Header().Set("Content-Type", kind)
	if name != "" {
		c.w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	}
	http.ServeContent(c.w, c.r, "", time.Time{}, bytes.NewReader(content))
	return nil
}
