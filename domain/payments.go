package domain

import "time"

// CurrencyStars is Telegram Stars: digital goods are paid in them without a payment provider. One Star is the smallest unit.
const CurrencyStars = "XTR"

// Money is an amount in the smallest units of a currency: kopecks, cents, whole Stars.
type Money struct {
	Amount   int64
	Currency string // ISO 4217, or CurrencyStars
}

// Plan is a subscription that people can buy.
type Plan struct {
	Key   string // a-z, 0-9, - and _: it travels in buttons
	Title string // as the invoice names it; empty means a text of our own with the number of days
	Price Money
	Days  int
}

// InvoiceStatus tells what became of an invoice.
type InvoiceStatus int

// An invoice is open until it is paid, or until a newer one takes its place or its time is over.
const (
	InvoiceOpen      InvoiceStatus = 0
	InvoicePaid      InvoiceStatus = 1
	InvoiceWithdrawn InvoiceStatus = 2
)

// Invoice is one offer to one person: what it promises stays as it was when the configuration changes.
type Invoice struct {
	Payload   string // random; Telegram gives it back with the payment, at most 128 bytes
	PersonID  int64
	Plan      Plan
	CreatedAt time.Time
	ExpiresAt time.Time
	Status    InvoiceStatus
	Until     time.Time // when the subscription would end if it were paid now; for who shows it
}

// InvoiceMessage is an invoice as the platform shows it.
type InvoiceMessage struct {
	Title       string // 1–32 characters
	Description string // 1–255 characters
	Payload     string
	Price       Money
	Label       string // of the one line of the bill
}

// Checkout is the platform's last question before it takes the money: may this be paid? It wants an answer within 10 s.
type Checkout struct {
	ID      string // what the answer is addressed to
	Payload string
	Price   Money
}

// Receipt is the platform's word that money was taken, or given back.
type Receipt struct {
	ChargeID         string // Telegram's, unique: what makes a repeated message harmless and a refund possible
	ProviderChargeID string // the payment provider's; may be empty
	Payload          string
	Price            Money
}

// PaymentStatus tells what became of a payment.
type PaymentStatus int

// A payment counts for its person's subscription while it is PaymentDone or PaymentRefunding.
const (
	PaymentDone      PaymentStatus = 0
	PaymentRefunding PaymentStatus = 1 // an admin has asked to give it back, and Telegram has not done so yet
	PaymentRefunded  PaymentStatus = 2
	// PaymentUnclaimed is money that belongs to no invoice that we know: it is kept to be looked at, and bought nothing.
	PaymentUnclaimed PaymentStatus = 3
)

// Payment is money that was taken, once for each charge id.
type Payment struct {
	ID         int64 // our number of it: what people name and buttons carry
	PersonID   int64
	Receipt    Receipt
	Plan       string // its key
	Days       int    // what it bought
	At         time.Time
	Until      time.Time // the end of the subscription that it led to when it came
	Status     PaymentStatus
	RefundBy   int64     // the admin who asked to give it back; 0 when none did
	RefundedAt time.Time // zero until it was
}

// Stage is what is to be done next about a subscription, in the order of its life.
type Stage int

// The stages. Telling is skipped where its time had passed before the payment came.
const (
	StageActivate Stage = iota // paid: the host's row is to be made active
	StageWeek                  // tell that it ends in 7 days
	StageThreeDays
	StageDay
	StageEnd  // tell that it has ended, and until when the grace days run
	StageOff  // the grace days are over: the host's row is made not active, and the person is told
	StageTake // what was paid was given back: as StageOff, but the person has been told already
	StageOver // nothing is to be done any more
)

// Subscription is how long a person has paid for. Somebody without one who is active was made so by Django or an admin,
// without an end, and stays so.
type Subscription struct {
	PersonID int64
	EndsAt   time.Time
	Stage    Stage     // what comes next
	NextAt   time.Time // when; zero with StageOver
	// Free says that the person was active without an end before the first payment: giving the money back leaves that.
	Free bool
}

// Running tells whether there is an end date of ours that still counts: the grace days are not over.
func (s Subscription) Running() bool { return s.PersonID != 0 && s.Stage != StageOver }
