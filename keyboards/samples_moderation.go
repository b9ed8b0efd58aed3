package keyboards

import (
	"time"

	"frontdesk/domain"
)

func chatNow() time.Time { return time.Date(2026, 3, 4, 18, 5, 30, 0, time.UTC) }

func sampleMessages() []domain.ModeratedMessage {
	at := chatNow().Add(-3 * time.Minute)
	said := []struct{ author, text string }{
		{"Иван Петров", "Здравствуйте! А запись вебинара будет?"},
		{"Guest <1>", "Смотрите example.ru\n\nтам дешевле & лучше"},
		{"Мария", "Слышно хорошо, спасибо!"},
	}
	list := make([]domain.ModeratedMessage, len(said))
	for i, s := range said {
		list[i] = domain.ModeratedMessage{
			ID: int64(4711 + i), EventID: 12, Author: s.author, Text: s.text, SaidAt: at.Add(time.Duration(i) * time.Minute), SeenAt: at,
		}
	}
	list[1].Rule = domain.RuleLinks
	return list
}

// sampleDecided is a message that was decided some time ago.
func sampleDecided(i int, state domain.MessageState, ago time.Duration) domain.ModeratedMessage {
	m := sampleMessages()[i]
	m.State, m.AtPlatform, m.DecidedBy, m.DecidedName, m.DecidedAt = state, state, 5001, "Анна", chatNow().Add(-ago)
	return m
}

func cardSamples() []Sample {
	const event = "Как читать договор"
	now := chatNow()
	waits := sampleMessages()
	approved, rejected := sampleDecided(0, domain.MessageApproved, 5*time.Second), sampleDecided(1, domain.MessageDeleted, time.Minute)
	failed, away := approved, approved
	failed.AtPlatform, failed.Trouble = domain.MessageUnsure, "error.webinar_message_gone 404"
	away.DecidedBy, away.DecidedName = 0, ""
	ruled := rejected
	ruled.DecidedBy, ruled.DecidedName, ruled.Rule = 0, "", domain.RuleRepeats
	card := func(name string, v CardView) Sample {
		v.Args, v.Event, v.Now = Args{Item: v.Message.ID}, event, now
		return sample(name, Card, v)
	}
	return []Sample{
		card("card", CardView{Message: waits[0]}),
		card("card-held", CardView{Message: waits[1]}),
		card("card-trusted", CardView{Message: waits[2], Trusted: true}),
		card("card-undo", CardView{Message: approved, MayUndo: true}),
		card("card-approved", CardView{Message: approved}),
		card("card-deleted", CardView{Message: rejected}),
		card("card-failed", CardView{Message: failed}),
		card("card-elsewhere", CardView{Message: away}),
		card("card-rule", CardView{Message: ruled}),
		sample("digest", Digest, DigestView{Args: Args{Event: 12}, Name: event, Count: 14, Oldest: now.Add(-3 * time.Minute), Now: now}),
		sample("digest-one", Digest, DigestView{Args: Args{Event: 12}, Name: event, Count: 1, Oldest: now.Add(-7 * time.Second), Now: now}),
		sample("digest-over", Digest, DigestView{Args: Args{Event: 12}, Name: event, Now: now, Over: true}),
	}
}

func queueSamples() []Sample {
	const event = "Как читать договор"
	now := chatNow()
	waits := sampleMessages()
	last := CardView{Message: sampleDecided(0, domain.MessageApproved, 2*time.Second), MayUndo: true, Now: now}
	failed := last
	failed.MayUndo, failed.Message.Trouble = false, "error.webinar_away 502"
	here := Args{Event: 12, Page: 1}
	shown := sampleDecided(0, domain.MessageApproved, time.Minute)
	return []Sample{
		sample("queue", Queue, QueueView{
			Args: here, Name: event, Items: waits, Total: 14, Pages: 3, Oldest: now.Add(-time.Minute), Trusted: 2, Running: true, Cards: true, Now: now,
		}),
		sample("queue-flood", Queue, QueueView{
			Args: here, Name: event, Items: waits, Total: 14, Pages: 3, Oldest: now.Add(-time.Minute), Running: true, Cards: true, Flood: true, Now: now,
		}),
		sample("queue-part", Queue, QueueView{
			Args: Args{Event: 12, Change: 4711, Value: 1<<30 - 1}, Name: event, Total: 2, Pages: 1, Oldest: now, Running: true, Cards: true, Now: now,
			Items: []domain.ModeratedMessage{last.Message, waits[1], waits[2]}, Last: &last,
		}),
		sample("queue-together", Queue, QueueView{
			Args: Args{Event: 12, Value: 1<<30 - 1}, Name: event, Pages: 1, Running: true, Cards: true, Now: now,
			Together: []domain.ModeratedMessage{last.Message, sampleDecided(1, domain.MessageApproved, 2*time.Second)},
		}),
		sample("queue-undo", Queue, QueueView{
			Args: Args{Event: 12, Change: 4711}, Name: event, Items: waits[1:2], Total: 1, Pages: 1, Oldest: now, Running: true, Last: &last, Now: now,
		}),
		sample("queue-failed", Queue, QueueView{
			Args: Args{Event: 12, Change: 4711}, Name: event, Pages: 1, Running: true, Trouble: "trouble.webinar_away", Cards: true,
			Quiet: "22:00-08:00", Last: &failed, Now: now,
		}),
		sample("queue-over", Queue, QueueView{Args: Args{Event: 12}, Name: event, Pages: 1, Now: now}),
		sample("appr", Approved, ApprovedView{Args: here, Name: event, Items: []domain.ModeratedMessage{shown}, Total: 6, Pages: 2, Now: now}),
		sample("appr-undo", Approved, ApprovedView{
			Args: Args{Event: 12, Change: 4711}, Name: event, Pages: 1, Now: now,
			Last: &CardView{Message: sampleDecided(0, domain.MessageDeleted, time.Second), MayUndo: true, Now: now},
		}),
		sample("appr-failed", Approved, ApprovedView{
			Args: Args{Event: 12, Change: 4711}, Name: event, Items: []domain.ModeratedMessage{failed.Message}, Total: 1, Pages: 1, Last: &failed, Now: now,
		}),
		sample("quiet", Quiet, QuietView{Args: Args{Event: 12}, Now: now}),
		sample("quiet-on", Quiet, QuietView{Args: Args{Event: 12}, Hours: "22:00-08:00", Now: now}),
		sample("qask", QuietAsk, PromptView{Args: Args{Event: 12}}),
		sample("report", Report, ReportView{
			Args: Args{Event: 12}, Name: event, Messages: 126, Approved: 102, Deleted: 23, Awaiting: 1, Median: 7 * time.Second, P95: 95 * time.Second,
			People: []ReportPerson{{"Анна", 60, 11}, {"Пётр", 37, 12}}, Rules: ReportPerson{Approved: 5}, Authors: []ReportAuthor{{"Иван Петров", 14}, {"Guest <1>", 9}},
		}),
		sample("report-none", Report, ReportView{Args: Args{Event: 12}, Name: event}),
	}
}

func ruleSamples() []Sample {
	rules := []domain.Rule{
		{Kind: domain.RuleWords, Enabled: true, Value: "казино\n*спам\n\"бот\"", Hits: 12},
		{Kind: domain.RuleLinks, Enabled: true},
		{Kind: domain.RuleRepeats, Value: "5"},
		{Kind: domain.RuleLong, Value: "300", Enabled: true, Hits: 1},
		{Kind: domain.RuleTrust, Value: "3"},
		{Kind: domain.RuleAuto},
		{Kind: domain.RuleDelay, Value: "10"},
	}
	list := []Sample{
		sample("rules", Rules, RulesView{Args: Args{Account: 3}, Name: "Школа права", Rules: rules}),
		sample("rule-no-words", Rule, RuleView{Args: Args{Account: 3, Query: "words"}, Rule: domain.Rule{Kind: domain.RuleWords}}),
		sample("try", Try, TryView{Args: Args{Account: 3}}),
		sample("try-stopped", Try, TryView{
			Args: Args{Account: 3, Query: "к а з и н о на example.ru"}, Found: "казино", Stops: []domain.RuleKind{domain.RuleWords, domain.RuleLinks},
		}),
		sample("try-approved", Try, TryView{Args: Args{Account: 3, Query: "Спасибо!"}, State: domain.MessageApproved, By: domain.RuleAuto}),
		sample("try-deleted", Try, TryView{
			Args: Args{Account: 3, Query: "Спасибо!"}, Stops: []domain.RuleKind{domain.RuleRepeats}, State: domain.MessageDeleted, By: domain.RuleRepeats,
		}),
		sample("trust", Trusted, TrustedView{
			Args: Args{Account: 3, Page: 1}, Items: []TrustedRow{{Key: 77, Name: "Мария", By: "Анна"}, {Key: 78, Name: "Guest <1>", Approvals: 4}}, Total: 10, Pages: 2,
		}),
		sample("trust-lost", Trusted, TrustedView{Args: Args{Account: 3, Change: 77}, Pages: 1, Lost: "Мария <1>"}),
		sample("trust-none", Trusted, TrustedView{Args: Args{Account: 3}, Pages: 1}),
	}
	for _, r := range rules {
		at := Args{Account: 3, Query: string(r.Kind)}
		list = append(list, sample("rule-"+string(r.Kind), Rule, RuleView{Args: at, Rule: r}))
		if hasValue(r.Kind) {
			list = append(list, sample("rval-"+string(r.Kind), RuleValue, PromptView{Args: at}))
		}
	}
	return list
}
