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
	SendFile(ctx context.Context, chatID int64, f domain.File) (messageID int64, err error)
	Edit(ctx context.Context, chatID, messageID int64, m domain.Message) error
	Delete(ctx context.Context, chatID, messageID int64) error
	Answer(ctx context.Context, callbackID, text string, alert bool) error
	SendInvoice(ctx context.Context, chatID int64, m domain.InvoiceMessage) (messageID int64, err error)
	// AnswerCheckout answers the question before a payment; an empty refusal lets it happen.
	AnswerCheckout(ctx context.Context, checkoutID, refusal string) error
	RefundStars(ctx context.Context, userID int64, chargeID string) error
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

// Moderators tells who moderates somebody's webinars.
type Moderators interface {
	IsModerator(ctx context.Context, person int64) (bool, error)
}

// NoModerators is for a house without webinars.
type NoModerators struct{}

// IsModerator is false.
func (NoModerators) IsModerator(context.Context, int64) (bool, error) { return false, nil }

// Payments is what becomes of money.
type Payments interface {
	// Check tells whether a person may pay, else why not. It is asked beside everything else and must not wait for it.
	Check(ctx context.Context, person int64, c domain.Checkout) error
	// Paid and Refunded record what the platform has done; a second time is nothing. Paid tells whether it was news.
	Paid(ctx context.Context, u *work.Unit, person int64, r domain.Receipt) (news bool, err error)
	Refunded(ctx context.Context, u *work.Unit, r domain.Receipt) error
	// Invoice reads an invoice that is to be sent; KindNotFound when it cannot be paid any more.
	Invoice(ctx context.Context, payload string) (domain.Invoice, error)
	// Charge reads the payment that a refund is about; RefundDone and RefundRefused record how it went.
	Charge(ctx context.Context, paymentID int64) (domain.Payment, error)
	RefundDone(ctx context.Context, p domain.Payment) error
	RefundRefused(ctx context.Context, p domain.Payment) error
}
