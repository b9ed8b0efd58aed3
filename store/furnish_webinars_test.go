package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/seal"
	"frontdesk/store"
)

// What the rows of webinars speak of. The tests of the whole program (app) know the same words.
const (
	oldModerator = 5_000_000_002
	oldSession   = "a-session-of-the-console-that-is-still-good"
	oldOverlay   = "AN-OVERLAY-THAT-IS-STILL-SHOWN"
)

// furnishWebinars puts a row into every table of the fifth version. Secrets are sealed under a key of zeroes.
func furnishWebinars(ctx context.Context, tx *store.Tx) error {
	box, err := seal.New(make([]byte, seal.KeySize))
	if err != nil {
		return err
	}
	account, err := tx.ReserveWebinarAccount(ctx, oldSeller, domain.WebinarCookie, "marina@school.example")
	if err != nil {
		return err
	}
	credentials, err := json.Marshal(map[string]string{"email": "marina@school.example", "password": "lecture-2026"})
	if err != nil {
		return err
	}
	err = tx.ConnectWebinarAccount(ctx, store.WebinarAccount{
		ID: account, OwnerID: oldSeller, Face: domain.WebinarCookie, Login: "marina@school.example", Name: "Марина Ветрова", UserID: 100500,
		Organizations: []domain.WebinarOrganization{{ID: 77, Name: "Школа"}},
		Credentials:   box.Seal(credentials, seal.Place("frontdesk_webinar_account.credentials", account)),
	})
	if err != nil {
		return err
	}
	e := store.WebinarEvent{
		AccountID: account, EventID: 7700, SessionID: 7701, Organization: 77, Name: "Лекция: как открыть магазин", Description: "С чего начать.",
		StartsAt: furnishedAt.Add(-time.Hour), EndsAt: furnishedAt.Add(48 * time.Hour), Status: domain.EventRunning, Premoderation: 1, Wanted: -1, SeenAt: furnishedAt,
	}
	_, err = tx.AddWebinarEvent(ctx, &e)
	return errors.Join(err, furnishModerators(ctx, tx, account, e.ID), furnishChat(ctx, tx, account, e.ID),
		furnishShowing(ctx, tx, box, e.ID), furnishConsole(ctx, tx))
}

func furnishModerators(ctx context.Context, tx *store.Tx, account, event int64) error {
	_, added := tx.AddModerator(ctx, store.Moderator{AccountID: account, PersonID: oldModerator, Name: "Пётр", AddedBy: oldSeller})
	invited := tx.AddModeratorInvite(ctx, store.ModeratorInvite{TokenHash: seal.TokenHash("m-open"), AccountID: account, MadeBy: oldSeller, ExpiresAt: oldEnd})
	_, listed := tx.SetListed(ctx, event, oldModerator, true)
	_, here := tx.SetHere(ctx, event, oldModerator, true)
	quiet := tx.SetQuietHours(ctx, oldModerator, store.QuietHours{From: 22 * 60, To: 8 * 60, Zone: "Europe/Moscow"})
	return errors.Join(added, invited, listed, here, quiet)
}

func furnishChat(ctx context.Context, tx *store.Tx, account, event int64) error {
	var errs []error
	for i, text := range []string{"Вопрос, который ждёт", "Одобренный ответ", "Удалённая реклама"} {
		m := domain.ModeratedMessage{
			EventID: event, MessageID: int64(9001 + i), Author: "Гость", AuthorID: "1", Text: text, SaidAt: furnishedAt, SeenAt: furnishedAt, Revision: 1,
		}
		m.State = []domain.MessageState{domain.MessageAwaiting, domain.MessageApproved, domain.MessageDeleted}[i]
		m.AtPlatform = m.State
		if m.State != domain.MessageAwaiting {
			m.DecidedAt, m.DecidedBy, m.DecidedName, m.SentAt = furnishedAt, oldModerator, "Пётр", furnishedAt
		}
		if m.State == domain.MessageApproved {
			m.ShownAt = furnishedAt
		}
		_, err := tx.AddChatMessage(ctx, &m)
		errs = append(errs, err)
	}
	return errors.Join(append(errs,
		tx.SetModerationRule(ctx, account, domain.Rule{Kind: domain.RuleWords, Enabled: true, Value: "реклама"}),
		tx.AddRuleHits(ctx, account, domain.RuleWords, 1),
		tx.SaveAuthor(ctx, account, store.Author{Key: "#1", Name: "Гость", Approvals: 1, Trusted: true, ByID: oldModerator}))...)
}

func furnishShowing(ctx context.Context, tx *store.Tx, box *seal.Box, event int64) error {
	target := domain.RelayTarget{EventID: event, Name: "общий", AddedBy: oldSeller}
	added := tx.AddRelayTarget(ctx, &target)
	sealed := box.Seal([]byte("https://discord.com/api/webhooks/100000000000000001/a-webhook-token-of-an-earlier-version-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"), seal.Place("frontdesk_relay_webhook.url", target.ID))
	_, wanted := tx.WantPost(ctx, target.ID, 2)
	page := domain.Overlay{EventID: event, MadeBy: oldSeller, Settings: domain.OverlaySettings{
		FontSize: 24, TextColor: "#ffffff", NameColor: "#7fd4ff", MaxLines: 8, Theme: "bubbles",
	}}
	shown := tx.AddOverlay(ctx, &page, seal.TokenHash(oldOverlay), func(id int64) []byte {
		return box.Seal([]byte(oldOverlay), seal.Place("frontdesk_overlay.token", id))
	})
	return errors.Join(added, tx.SetRelayURL(ctx, target.ID, sealed), wanted, tx.Posted(ctx, target.ID, 2, "900"), shown)
}

func furnishConsole(ctx context.Context, tx *store.Tx) error {
	user := store.ConsoleUser{Username: "django:1", FirstName: "olga", HostUser: 1, Zone: "Europe/Moscow", Language: "ru"}
	_, added := tx.AddConsoleUser(ctx, &user)
	return errors.Join(added,
		tx.AddConsoleSession(ctx, store.ConsoleSession{
			TokenHash: seal.TokenHash(oldSession), PersonID: -user.ID, UserID: user.ID, ExpiresAt: oldEnd, Address: "203.0.113.7", Agent: "Firefox",
		}),
		tx.AddConsoleLink(ctx, store.ConsoleLink{TokenHash: seal.TokenHash("signup-link"), Kind: store.LinkSignUp, PersonID: -user.ID, ExpiresAt: oldEnd}))
}
