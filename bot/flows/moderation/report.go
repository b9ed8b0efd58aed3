package moderation

import (
	"context"
	"fmt"
	"time"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
	service "frontdesk/services/moderation"
	"frontdesk/texts"
)

// The files of a report.
const (
	fileChart = "moderation-chart"
	fileTable = "moderation-table"
)

func (f *flow) loadReport(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	r, err := f.Moderation.Report(ctx, v.Person, v.Args.Event)
	if err != nil {
		return keyboards.Screen{}, err
	}
	view := keyboards.ReportView{
		Args: v.Args, Name: r.Event, Messages: r.Messages, Approved: r.Approved, Deleted: r.Deleted, Awaiting: r.Awaiting,
		Median: r.Median, P95: r.P95,
		Rules:    keyboards.ReportPerson{Approved: r.Rules.Approved, Deleted: r.Rules.Deleted},
		Platform: keyboards.ReportPerson{Approved: r.Platform.Approved, Deleted: r.Platform.Deleted},
	}
	for _, p := range r.People {
		view.People = append(view.People, keyboards.ReportPerson{Name: p.Name, Approved: p.Approved, Deleted: p.Deleted})
	}
	for _, a := range r.Authors {
		view.Authors = append(view.Authors, keyboards.ReportAuthor{Name: a.Name, Messages: a.Messages})
	}
	return keyboards.Report(v.Printer, view), nil
}

// sendFile sends one of a report's files below everything else.
func sendFile(name string) bot.Handler {
	return func(_ context.Context, t *bot.Turn) error {
		t.SendFile(name, keyboards.Args{Event: t.Args.Event})
		t.Toast(texts.ToastFile, nil)
		return nil
	}
}

func (f *flow) files() []bot.FileDef {
	return []bot.FileDef{{Name: fileChart, Make: f.chart}, {Name: fileTable, Make: f.table}}
}

func (f *flow) chart(ctx context.Context, v bot.View) (domain.File, error) {
	at, err := f.zone(ctx, v.Person)
	if err != nil {
		return domain.File{}, err
	}
	r, err := f.Moderation.Report(ctx, v.Person, v.Args.Event)
	if err != nil {
		return domain.File{}, err
	}
	p := v.Printer
	png, err := f.Moderation.Chart(r, service.ChartLabels{
		Title: r.Event, Messages: p.Text(texts.FiguresChartMessages, nil), Decided: p.Text(texts.FiguresChartDecided, nil), Zone: at,
	})
	caption := p.HTML(texts.FiguresCaption, texts.Params{"Name": keyboards.Called(p, r.Event)})
	return domain.File{Name: fileName(p, r, at, "png"), Data: png, Photo: true, Caption: caption}, err
}

func (f *flow) table(ctx context.Context, v bot.View) (domain.File, error) {
	at, err := f.zone(ctx, v.Person)
	if err != nil {
		return domain.File{}, err
	}
	e, err := f.Webinars.EventFor(ctx, v.Person, v.Args.Event, domain.DeedEventView)
	if err != nil {
		return domain.File{}, err
	}
	p := v.Printer
	say := func(key texts.Key) string { return p.Text(key, nil) }
	csv, err := f.Moderation.CSV(ctx, v.Person, v.Args.Event, service.TableLabels{
		Said: say(texts.TableSaid), Author: say(texts.TableAuthor), Text: say(texts.TableText), State: say(texts.TableState),
		Decided: say(texts.TableDecided), By: say(texts.TableBy), Wait: say(texts.TableWait), Rule: say(texts.TableRule),
		States: [3]string{say(texts.TableAwaiting), say(texts.TableApproved), say(texts.TableDeleted)},
		Rules:  func(kind domain.RuleKind) string { return keyboards.RuleName(p, kind) }, Zone: at,
	})
	return domain.File{Name: fileName(p, service.Report{EventID: e.ID, StartsAt: e.StartsAt}, at, "csv"), Data: csv}, err
}

// fileName tells files of several webinars apart: chat-2026-06-02-17.csv.
func fileName(p texts.Printer, r service.Report, at *time.Location, ending string) string {
	day := ""
	if !r.StartsAt.IsZero() {
		day = r.StartsAt.In(at).Format("-2006-01-02")
	}
	return fmt.Sprintf("%s%s-%d.%s", p.Text(texts.FiguresFile, nil), day, r.EventID, ending)
}
