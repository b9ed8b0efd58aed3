package bot

import (
	"context"
	"time"

	"frontdesk/domain"
	"frontdesk/services/work"
)

// Telegram is what the bot needs of the platform. Errors are *domain.Error by kind; nothing here retries.
type Telegram interface {
	BotID() int64
	Me(ctx context.Context) (domain.BotInfo, error)
	Updates(ctx context.Context, offset int64, limit int, timeout time.Duration, kinds []domain.UpdateKind) ([]domain.RawUpdate, error)
	Decode(raw []byte) (domain.Update, error)
	Send(ctx context.Context, chatID int64, m domain.Message) (messageID int64, err error)
	Edit(ctx context.Context, chatID, messageID int64, m domain.Message) error
	Delete(ctx context.Context, chatID, messageID int64) error
	Answer(ctx context.Context, callbackID, text string, alert bool) error
	SetCommands(ctx context.Context, scope domain.CommandScope, language string, commands []domain.Command) error
	SetDescription(ctx context.Context, language, description string) error
	SetShortDescription(ctx context.Context, language, description string) error
}

// Accounts tells who somebody is.
type Accounts interface {
	// Find reads the host's row of a person; nil when there is none.
	Find(ctx context.Context, id int64) (*domain.TelegramUser, error)
	// TellBan tells a banned person so, unless that was done.
	TellBan(ctx context.Context, u *work.Unit, id int64) error
}
