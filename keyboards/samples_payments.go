package keyboards

import (
	"time"

	"frontdesk/domain"
)

func samplePlans() []domain.Plan {
	return []domain.Plan{
		{Key: "month", Price: domain.Money{Amount: 300, Currency: domain.CurrencyStars}, Days: 30},
		{Key: "year", Title: "Год <3", Price: domain.Money{Amount: 299950, Currency: "RUB"}, Days: 365},
	}
}

func samplePayments() []domain.Payment {
	at := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	plans := samplePlans()
	return []domain.Payment{
		{ID: 14, PersonID: 5001, Receipt: domain.Receipt{ChargeID: "stx_14", Price: plans[0].Price}, At: at, Until: at.AddDate(0, 0, 30)},
		{ID: 9, PersonID: 5001, Receipt: domain.Receipt{ChargeID: "p_9", Price: plans[1].Price}, At: at.AddDate(0, -1, 0), Until: at, Status: domain.PaymentRefunding},
		{ID: 8, PersonID: 5001, Receipt: domain.Receipt{ChargeID: "stx_8", Price: plans[0].Price}, At: at.AddDate(0, -2, 0), RefundedAt: at, Status: domain.PaymentRefunded},
		{ID: 7, PersonID: 5001, Receipt: domain.Receipt{ChargeID: "stx_7", Price: plans[0].Price}, At: at.AddDate(0, -3, 0), Status: domain.PaymentUnclaimed},
	}
}

func paymentSamples() []Sample {
	const contact = "@shop_help"
	until := time.Date(2026, 4, 3, 12, 0, 0, 0, time.UTC)
	off := until.AddDate(0, 0, 3)
	plans, payments, ivan := samplePlans(), samplePayments(), samplePeople()[0]
	list := Args{Person: 5001, Page: 1, Item: 1, Query: "и"}
	one := Args{Person: 5001, Page: 1, Item: 14}
	return []Sample{
		sample("subs-open", Subs, SubsView{State: SubsOpen, Contact: contact}),
		sample("subs-open-plans", Subs, SubsView{State: SubsOpen, Plans: plans}),
		sample("subs-inactive", Subs, SubsView{Contact: contact}),
		sample("subs-inactive-no-contact", Subs, SubsView{}),
		sample("subs-inactive-plans", Subs, SubsView{Plans: plans}),
		sample("subs-paid", Subs, SubsView{State: SubsPaid, Until: until, Plans: plans, Payments: 1}),
		sample("subs-grace", Subs, SubsView{State: SubsGrace, Until: until, Off: off, Plans: plans, Payments: 1}),
		sample("subs-suspended", Subs, SubsView{State: SubsSuspended, Until: until, Plans: plans, Payments: 2}),
		sample("rcpts", Receipts, ReceiptsView{Args: Args{Page: 1}, Items: payments, Total: 9, Pages: 2}),
		sample("rcpts-none", Receipts, ReceiptsView{Pages: 1}),
		sample("terms", Terms, TermsView{Terms: "Деньги возвращаем в течение 14 дней & без вопросов."}),
		sample("terms-link", Terms, TermsView{Terms: "https://example.org/terms"}),
		sample("terms-none", Terms, TermsView{}),
		sample("psup", PaySupport, PaySupportView{Contact: contact}),
		sample("psup-no-contact", PaySupport, PaySupportView{}),
		sample("pays", Payments, PaymentsView{Args: list, Person: ivan, Items: payments, Total: 9, Pages: 3}),
		sample("pays-none", Payments, PaymentsView{Args: Args{Person: 5001}, Person: ivan}),
		sample("pay", Payment, PaymentView{Args: one, Payment: payments[0]}),
		sample("pay-refunded", Payment, PaymentView{Args: one, Payment: payments[2]}),
		sample("refund", Refund, PaymentView{Args: one, Payment: payments[0]}),
	}
}
