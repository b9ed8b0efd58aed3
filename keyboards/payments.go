package keyboards

import (
	"strings"

	"frontdesk/domain"
	"frontdesk/texts"
)

// Subs shows the state of the subscription, and what can be bought or who can change it.
func Subs(p texts.Printer, v SubsView) Screen {
	s := Screen{State: StateSubs, Text: paragraphs(subsState(p, v), subsOffer(p, v))}
	for _, plan := range v.Plans {
		label := label(p.Text(texts.PlanButton, texts.Params{"Title": tidy(PlanTitle(p, plan), maxPlanTitle), "Money": plan.Price}))
		s.Rows = append(s.Rows, []Button{{Label: label, Action: ActBuy, Args: Args{Query: plan.Key}}})
	}
	if v.Payments > 0 {
		s.Rows = append(s.Rows, []Button{button(p, texts.ButtonReceipts, ActReceipts, Args{})})
	}
	if len(v.Plans) > 0 || v.Payments > 0 {
		s.Rows = append(s.Rows, []Button{button(p, texts.ButtonTerms, ActTerms, Args{}), button(p, texts.ButtonPaySupport, ActSupport, Args{})})
	}
	s.Rows = append(s.Rows, back(p, Args{}))
	return s
}

// maxPlanTitle leaves room for the price in a button.
const maxPlanTitle = 24

// PlanTitle is what a plan is called.
func PlanTitle(p texts.Printer, plan domain.Plan) string {
	if plan.Title != "" {
		return plan.Title
	}
	return p.Text(texts.PlanDays, texts.Params{texts.Count: plan.Days})
}

// InvoiceTexts are the title and the description of an invoice.
func InvoiceTexts(p texts.Printer, in domain.Invoice) (title, description string) {
	plan := in.Plan
	title = plan.Title
	if title == "" {
		title = p.Text(texts.InvoiceTitle, texts.Params{"Title": PlanTitle(p, plan)})
	}
	return title, p.Text(texts.InvoiceText, texts.Params{texts.Count: plan.Days, "Until": in.Until})
}

func subsState(p texts.Printer, v SubsView) string {
	when := texts.Params{"Until": v.Until, "Off": v.Off}
	switch v.State {
	case SubsOpen:
		return p.HTML(texts.SubsOpen, nil)
	case SubsPaid:
		return p.HTML(texts.SubsPaid, when)
	case SubsGrace:
		return p.HTML(texts.SubsGrace, when)
	case SubsSuspended:
		return p.HTML(texts.SubsSuspended, when)
	default:
		return p.HTML(texts.SubsInactive, nil)
	}
}

// subsOffer says how to get or keep the subscription.
func subsOffer(p texts.Printer, v SubsView) string {
	if len(v.Plans) == 0 {
		switch {
		case v.State == SubsOpen || v.State == SubsPaid:
			return ""
		case v.Contact != "":
			return p.HTML(texts.SubsAskContact, texts.Params{"Contact": v.Contact})
		default:
			return p.HTML(texts.SubsAskAdmin, nil)
		}
	}
	hint := texts.SubsBuy
	switch {
	case v.State == SubsOpen:
		hint = texts.SubsOpenBuy
	case v.State == SubsPaid:
		hint = texts.SubsProlong
	}
	return p.HTML(hint, nil)
}

// Receipts is a page of a person's own payments.
func Receipts(p texts.Printer, v ReceiptsView) Screen {
	here := Args{Page: v.Args.Page}
	parts := []string{p.HTML(texts.ReceiptsNone, nil)}
	if v.Total > 0 {
		parts[0] = p.HTML(texts.ReceiptsTitle, texts.Params{texts.Count: v.Total})
	}
	for _, item := range v.Items {
		parts = append(parts, receipt(p, item))
	}
	return Screen{State: StateReceipts, Text: paragraphs(parts...), Rows: [][]Button{pager(p, here, v.Pages), back(p, Args{})}}
}

// receipt is one payment in words.
func receipt(p texts.Printer, pay domain.Payment) string {
	became := p.HTML(texts.ReceiptsUntil, texts.Params{"Until": pay.Until})
	switch pay.Status {
	case domain.PaymentRefunded:
		became = p.HTML(texts.ReceiptsRefunded, texts.Params{"Until": pay.RefundedAt})
	case domain.PaymentRefunding:
		became = p.HTML(texts.ReceiptsRefunding, nil)
	case domain.PaymentUnclaimed:
		became = p.HTML(texts.ReceiptsUnclaimed, nil)
	case domain.PaymentDone:
	}
	return lines(p.HTML(texts.ReceiptsRow, numbered(pay)), became)
}

func numbered(pay domain.Payment) texts.Params {
	return texts.Params{"Number": pay.ID, "Date": pay.At, "Money": pay.Receipt.Price}
}

// Payments is a page of one person's payments for an admin.
func Payments(p texts.Printer, v PaymentsView) Screen {
	here := v.Args
	here.Value, here.Change = 0, 0
	name := called(p, v.Person.Name())
	s := Screen{State: StatePayments, Text: p.HTML(texts.PaymentsNone, texts.Params{"Name": name})}
	if v.Total > 0 {
		s.Text = p.HTML(texts.PaymentsTitle, texts.Params{"Name": name, texts.Count: v.Total})
	}
	for _, item := range v.Items {
		words := texts.ReceiptsShort
		if item.Status == domain.PaymentRefunded {
			words = texts.ReceiptsShortRefunded
		}
		// The place in the list of people stays behind, as with a person's shops.
		to := Args{Person: here.Person, Page: here.Page, Item: item.ID}
		s.Rows = append(s.Rows, []Button{{Label: label(p.Text(words, numbered(item))), Action: ActOpen, Args: to}})
	}
	s.Rows = append(s.Rows, pager(p, here, v.Pages), back(p, personOf(here)))
	return s
}

// Payment is one payment for an admin.
func Payment(p texts.Printer, v PaymentView) Screen {
	here := Args{Person: v.Args.Person, Page: v.Args.Page, Item: v.Payment.ID}
	s := Screen{State: StatePayment, Text: paragraphs(
		receipt(p, v.Payment), p.HTML(texts.ReceiptsCharge, texts.Params{"Charge": tidy(v.Payment.Receipt.ChargeID, 200)}))}
	if open := v.Payment.Status == domain.PaymentDone || v.Payment.Status == domain.PaymentUnclaimed; open {
		s.Rows = append(s.Rows, []Button{button(p, texts.ButtonRefund, ActRefund, here)})
	}
	s.Rows = append(s.Rows, back(p, Args{Person: here.Person, Page: here.Page}))
	return s
}

// Refund asks whether a payment is to be given back.
func Refund(p texts.Printer, v PaymentView) Screen {
	here := Args{Person: v.Args.Person, Page: v.Args.Page, Item: v.Payment.ID}
	return Screen{
		State: StateRefund, Text: p.HTML(texts.RefundQuestion, numbered(v.Payment)),
		Rows: [][]Button{{button(p, texts.ButtonYes, ActYes, here), button(p, texts.ButtonNo, ActNo, here)}},
	}
}

// Terms shows the terms of sale.
func Terms(p texts.Printer, v TermsView) Screen {
	text := p.HTML(texts.TermsNone, nil)
	switch {
	case strings.HasPrefix(v.Terms, "http"):
		text = p.HTML(texts.TermsLink, texts.Params{"Link": v.Terms})
	case v.Terms != "":
		text = paragraphs(p.HTML(texts.TermsTitle, nil), p.HTML(texts.CommonPlain, texts.Params{"Text": v.Terms}))
	}
	return Screen{State: StateTerms, Text: text, Rows: [][]Button{back(p, Args{})}}
}

// PaySupport says whom to ask about a payment.
func PaySupport(p texts.Printer, v PaySupportView) Screen {
	ask := p.HTML(texts.PaySupportAdmin, nil)
	if v.Contact != "" {
		ask = contactLine(p, v.Contact)
	}
	return Screen{State: StatePaySupport, Text: paragraphs(p.HTML(texts.PaySupportText, nil), ask), Rows: [][]Button{back(p, Args{})}}
}
