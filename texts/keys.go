// Code generated from ru.yaml by go generate ./texts; DO NOT EDIT.

package texts

// The keys of all texts.
const (
	BotAbout                Key = "bot.about"
	BotAboutShort           Key = "bot.about_short"
	ButtonActivate          Key = "button.activate"
	ButtonActivation        Key = "button.activation"
	ButtonAddShop           Key = "button.add_shop"
	ButtonAddStock          Key = "button.add_stock"
	ButtonAdmin             Key = "button.admin"
	ButtonAll               Key = "button.all"
	ButtonBack              Key = "button.back"
	ButtonBan               Key = "button.ban"
	ButtonDeactivate        Key = "button.deactivate"
	ButtonEdit              Key = "button.edit"
	ButtonFind              Key = "button.find"
	ButtonHelp              Key = "button.help"
	ButtonInfo              Key = "button.info"
	ButtonKey               Key = "button.key"
	ButtonLanguage          Key = "button.language"
	ButtonMenu              Key = "button.menu"
	ButtonName              Key = "button.name"
	ButtonNewShop           Key = "button.new_shop"
	ButtonNext              Key = "button.next"
	ButtonNo                Key = "button.no"
	ButtonPaySupport        Key = "button.pay_support"
	ButtonPayments          Key = "button.payments"
	ButtonPeople            Key = "button.people"
	ButtonPersonActivate    Key = "button.person_activate"
	ButtonPersonDeactivate  Key = "button.person_deactivate"
	ButtonPersonShops       Key = "button.person_shops"
	ButtonPosition          Key = "button.position"
	ButtonPrevious          Key = "button.previous"
	ButtonPrice             Key = "button.price"
	ButtonReceipts          Key = "button.receipts"
	ButtonRefund            Key = "button.refund"
	ButtonSeller            Key = "button.seller"
	ButtonShops             Key = "button.shops"
	ButtonSignIn            Key = "button.sign_in"
	ButtonSkip              Key = "button.skip"
	ButtonSlug              Key = "button.slug"
	ButtonStocks            Key = "button.stocks"
	ButtonSubs              Key = "button.subs"
	ButtonTerms             Key = "button.terms"
	ButtonTurnOff           Key = "button.turn_off"
	ButtonTurnOn            Key = "button.turn_on"
	ButtonUnban             Key = "button.unban"
	ButtonUndo              Key = "button.undo"
	ButtonUnlink            Key = "button.unlink"
	ButtonWebinars          Key = "button.webinars"
	ButtonYes               Key = "button.yes"
	CommandCancel           Key = "command.cancel"
	CommandHelp             Key = "command.help"
	CommandLanguage         Key = "command.language"
	CommandMenuAdmin        Key = "command.menu_admin"
	CommandMenuSeller       Key = "command.menu_seller"
	CommandPaySupport       Key = "command.pay_support"
	CommandSignOut          Key = "command.sign_out"
	CommandStartStranger    Key = "command.start_stranger"
	CommandSubscription     Key = "command.subscription"
	CommandTerms            Key = "command.terms"
	CommonCancelHint        Key = "common.cancel_hint"
	CommonChanged           Key = "common.changed"
	CommonContact           Key = "common.contact"
	CommonMore              Key = "common.more"
	CommonNameless          Key = "common.nameless"
	CommonPlain             Key = "common.plain"
	CommonQuoted            Key = "common.quoted"
	CommonTitle             Key = "common.title"
	CommonUndoHint          Key = "common.undo_hint"
	EditKeyMissing          Key = "edit.key_missing"
	EditKeySet              Key = "edit.key_set"
	EditSlug                Key = "edit.slug"
	EditSlugMissing         Key = "edit.slug_missing"
	EditStocks              Key = "edit.stocks"
	EditTitle               Key = "edit.title"
	ErrorChatIDTooBig       Key = "error.chat_id_too_big"
	ErrorConflict           Key = "error.conflict"
	ErrorDecidedApproved    Key = "error.decided_approved"
	ErrorDecidedDeleted     Key = "error.decided_deleted"
	ErrorDecidedElsewhere   Key = "error.decided_elsewhere"
	ErrorDiscordAddress     Key = "error.discord_address"
	ErrorDiscordAway        Key = "error.discord_away"
	ErrorDiscordGone        Key = "error.discord_gone"
	ErrorEmpty              Key = "error.empty"
	ErrorForbidden          Key = "error.forbidden"
	ErrorInternal           Key = "error.internal"
	ErrorInvalid            Key = "error.invalid"
	ErrorInvoiceAmount      Key = "error.invoice_amount"
	ErrorInvoiceBanned      Key = "error.invoice_banned"
	ErrorInvoiceOld         Key = "error.invoice_old"
	ErrorInvoiceOther       Key = "error.invoice_other"
	ErrorInvoicePaid        Key = "error.invoice_paid"
	ErrorInvoiceStranger    Key = "error.invoice_stranger"
	ErrorInvoiceTerms       Key = "error.invoice_terms"
	ErrorInvoiceUnavailable Key = "error.invoice_unavailable"
	ErrorInvoiceUnknown     Key = "error.invoice_unknown"
	ErrorLocked             Key = "error.locked"
	ErrorNotFound           Key = "error.not_found"
	ErrorOverlaySettings    Key = "error.overlay_settings"
	ErrorOverlaysFull       Key = "error.overlays_full"
	ErrorOwnAccess          Key = "error.own_access"
	ErrorPlanGone           Key = "error.plan_gone"
	ErrorPrivateOnly        Key = "error.private_only"
	ErrorQuietHours         Key = "error.quiet_hours"
	ErrorRateLimited        Key = "error.rate_limited"
	ErrorRefundAsked        Key = "error.refund_asked"
	ErrorRefundStarsOnly    Key = "error.refund_stars_only"
	ErrorRelayFull          Key = "error.relay_full"
	ErrorRuleValue          Key = "error.rule_value"
	ErrorRuleWords          Key = "error.rule_words"
	ErrorShopsInDjango      Key = "error.shops_in_django"
	ErrorSlugCharacters     Key = "error.slug_characters"
	ErrorSlugTaken          Key = "error.slug_taken"
	ErrorTooLong            Key = "error.too_long"
	ErrorUnavailable        Key = "error.unavailable"
	ErrorUnreachable        Key = "error.unreachable"
	ErrorUsernameCharacters Key = "error.username_characters"
	ErrorUsernameTaken      Key = "error.username_taken"
	ErrorUsersInDjango      Key = "error.users_in_django"
	ErrorWarehouseNumber    Key = "error.warehouse_number"
	ErrorWarehouseTaken     Key = "error.warehouse_taken"
	ErrorWebinarAway        Key = "error.webinar_away"
	ErrorWebinarCredentials Key = "error.webinar_credentials"
	ErrorWebinarFace        Key = "error.webinar_face"
	ErrorWebinarForbidden   Key = "error.webinar_forbidden"
	ErrorWebinarIncomplete  Key = "error.webinar_incomplete"
	ErrorWebinarLimited     Key = "error.webinar_limited"
	ErrorWebinarMessageGone Key = "error.webinar_message_gone"
	ErrorWebinarNotFound    Key = "error.webinar_not_found"
	ErrorWebinarOver        Key = "error.webinar_over"
	ErrorWebinarRefused     Key = "error.webinar_refused"
	FindPeople              Key = "find.people"
	FindShops               Key = "find.shops"
	GoneSignedIn            Key = "gone.signed_in"
	GoneStranger            Key = "gone.stranger"
	HelpAdmin               Key = "help.admin"
	HelpIdle                Key = "help.idle"
	HelpSeller              Key = "help.seller"
	HelpStranger            Key = "help.stranger"
	IdleTitle               Key = "idle.title"
	InfoLinked              Key = "info.linked"
	InfoNoStocks            Key = "info.no_stocks"
	InfoNotLinked           Key = "info.not_linked"
	InfoStock               Key = "info.stock"
	InfoStocks              Key = "info.stocks"
	InfoVendor              Key = "info.vendor"
	InvoiceText             Key = "invoice.text"
	InvoiceTitle            Key = "invoice.title"
	KeyAdd                  Key = "key.add"
	KeyDeleted              Key = "key.deleted"
	KeySignIn               Key = "key.sign_in"
	LanguageTitle           Key = "language.title"
	LanguageNameEn          Key = "language_name.en"
	LanguageNameRu          Key = "language_name.ru"
	MenuTitle               Key = "menu.title"
	NamePrompt              Key = "name.prompt"
	NewPrompt               Key = "new.prompt"
	NoticeActivated         Key = "notice.activated"
	NoticeAlreadyLinked     Key = "notice.already_linked"
	NoticeBanned            Key = "notice.banned"
	NoticeBannedReason      Key = "notice.banned_reason"
	NoticeDeactivated       Key = "notice.deactivated"
	NoticeKeyShared         Key = "notice.key_shared"
	NoticeKeyStays          Key = "notice.key_stays"
	NoticeLinked            Key = "notice.linked"
	NoticePaid              Key = "notice.paid"
	NoticePaidUnclaimed     Key = "notice.paid_unclaimed"
	NoticePasswordStays     Key = "notice.password_stays"
	NoticeRefundDone        Key = "notice.refund_done"
	NoticeRefundRefused     Key = "notice.refund_refused"
	NoticeRefunded          Key = "notice.refunded"
	NoticeRefundedUntil     Key = "notice.refunded_until"
	NoticeRelayGone         Key = "notice.relay_gone"
	NoticeSubsEnded         Key = "notice.subs_ended"
	NoticeSubsEnds          Key = "notice.subs_ends"
	NoticeSubsOff           Key = "notice.subs_off"
	NoticeUnbanned          Key = "notice.unbanned"
	OffQuestion             Key = "off.question"
	OutTitle                Key = "out.title"
	PasswordPrompt          Key = "password.prompt"
	PaySupportAdmin         Key = "pay_support.admin"
	PaySupportText          Key = "pay_support.text"
	PaymentsNone            Key = "payments.none"
	PaymentsTitle           Key = "payments.title"
	PeopleAll               Key = "people.all"
	PeopleFound             Key = "people.found"
	PeopleLegend            Key = "people.legend"
	PeopleNone              Key = "people.none"
	PeopleNoneFound         Key = "people.none_found"
	PeopleRow               Key = "people.row"
	PersonActive            Key = "person.active"
	PersonBanned            Key = "person.banned"
	PersonBannedReason      Key = "person.banned_reason"
	PersonHandle            Key = "person.handle"
	PersonInactive          Key = "person.inactive"
	PersonNameless          Key = "person.nameless"
	PersonNoShops           Key = "person.no_shops"
	PersonOut               Key = "person.out"
	PersonRole              Key = "person.role"
	PersonSelf              Key = "person.self"
	PersonShops             Key = "person.shops"
	PersonSince             Key = "person.since"
	PersonShopsNone         Key = "person_shops.none"
	PersonShopsTitle        Key = "person_shops.title"
	PlanButton              Key = "plan.button"
	PlanDays                Key = "plan.days"
	ReasonPrompt            Key = "reason.prompt"
	ReceiptsCharge          Key = "receipts.charge"
	ReceiptsNone            Key = "receipts.none"
	ReceiptsRefunded        Key = "receipts.refunded"
	ReceiptsRefunding       Key = "receipts.refunding"
	ReceiptsRow             Key = "receipts.row"
	ReceiptsShort           Key = "receipts.short"
	ReceiptsShortRefunded   Key = "receipts.short_refunded"
	ReceiptsTitle           Key = "receipts.title"
	ReceiptsUnclaimed       Key = "receipts.unclaimed"
	ReceiptsUntil           Key = "receipts.until"
	RefundQuestion          Key = "refund.question"
	RenamePrompt            Key = "rename.prompt"
	ReportError             Key = "report.error"
	ReportRepeated          Key = "report.repeated"
	RoleAdmin               Key = "role.admin"
	RoleHint                Key = "role.hint"
	RoleModerator           Key = "role.moderator"
	RoleSeller              Key = "role.seller"
	RoleTitle               Key = "role.title"
	ShopActive              Key = "shop.active"
	ShopInactive            Key = "shop.inactive"
	ShopPriceOff            Key = "shop.price_off"
	ShopPriceOn             Key = "shop.price_on"
	ShopKeyFirst            Key = "shop_key.first"
	ShopKeyPrompt           Key = "shop_key.prompt"
	ShopsAll                Key = "shops.all"
	ShopsFound              Key = "shops.found"
	ShopsLegend             Key = "shops.legend"
	ShopsNoneAdmin          Key = "shops.none_admin"
	ShopsNoneFound          Key = "shops.none_found"
	ShopsNoneSeller         Key = "shops.none_seller"
	ShopsRow                Key = "shops.row"
	SlugPrompt              Key = "slug.prompt"
	StockPrompt             Key = "stock.prompt"
	StocksHint              Key = "stocks.hint"
	StocksNone              Key = "stocks.none"
	StocksRow               Key = "stocks.row"
	StocksShown             Key = "stocks.shown"
	StocksTitle             Key = "stocks.title"
	SubsAskAdmin            Key = "subs.ask_admin"
	SubsAskContact          Key = "subs.ask_contact"
	SubsBuy                 Key = "subs.buy"
	SubsGrace               Key = "subs.grace"
	SubsInactive            Key = "subs.inactive"
	SubsOpen                Key = "subs.open"
	SubsOpenBuy             Key = "subs.open_buy"
	SubsPaid                Key = "subs.paid"
	SubsProlong             Key = "subs.prolong"
	SubsSuspended           Key = "subs.suspended"
	TermsLink               Key = "terms.link"
	TermsNone               Key = "terms.none"
	TermsTitle              Key = "terms.title"
	ToastActivated          Key = "toast.activated"
	ToastAlready            Key = "toast.already"
	ToastDeactivated        Key = "toast.deactivated"
	ToastInvoice            Key = "toast.invoice"
	ToastLanguage           Key = "toast.language"
	ToastNotYours           Key = "toast.not_yours"
	ToastOldButton          Key = "toast.old_button"
	ToastPage               Key = "toast.page"
	ToastPersonActivated    Key = "toast.person_activated"
	ToastPersonBanned       Key = "toast.person_banned"
	ToastPersonDeactivated  Key = "toast.person_deactivated"
	ToastPersonUnbanned     Key = "toast.person_unbanned"
	ToastPriceOff           Key = "toast.price_off"
	ToastPriceOn            Key = "toast.price_on"
	ToastRefund             Key = "toast.refund"
	ToastSaved              Key = "toast.saved"
	ToastShopCreated        Key = "toast.shop_created"
	ToastStockDeleted       Key = "toast.stock_deleted"
	ToastUndoLate           Key = "toast.undo_late"
	ToastUndoOvertaken      Key = "toast.undo_overtaken"
	ToastUndone             Key = "toast.undone"
	ToastUnlinked           Key = "toast.unlinked"
	UnknownSignedIn         Key = "unknown.signed_in"
	UnknownStranger         Key = "unknown.stranger"
	UnlinkQuestion          Key = "unlink.question"
	WhyBadNumber            Key = "why.bad_number"
	WhyBadSlug              Key = "why.bad_slug"
	WhyCancelled            Key = "why.cancelled"
	WhyEmpty                Key = "why.empty"
	WhyExpired              Key = "why.expired"
	WhyForbidden            Key = "why.forbidden"
	WhyLocked               Key = "why.locked"
	WhyNoCommand            Key = "why.no_command"
	WhyNothingFound         Key = "why.nothing_found"
	WhyNothingToCancel      Key = "why.nothing_to_cancel"
	WhyNumberTaken          Key = "why.number_taken"
	WhyOldButton            Key = "why.old_button"
	WhyTaken                Key = "why.taken"
	WhyTooLong              Key = "why.too_long"
	WhyUnknownCommand       Key = "why.unknown_command"
	WhyUnknownText          Key = "why.unknown_text"
	WhyVanished             Key = "why.vanished"
	WhyWrongKey             Key = "why.wrong_key"
	WhyWrongLogin           Key = "why.wrong_login"
)

// Keys gives the keys of all texts, sorted.
func Keys() []Key {
	return []Key{
		BotAbout,
		BotAboutShort,
		ButtonActivate,
		ButtonActivation,
		ButtonAddShop,
		ButtonAddStock,
		ButtonAdmin,
		ButtonAll,
		ButtonBack,
		ButtonBan,
		ButtonDeactivate,
		ButtonEdit,
		ButtonFind,
		ButtonHelp,
		ButtonInfo,
		ButtonKey,
		ButtonLanguage,
		ButtonMenu,
		ButtonName,
		ButtonNewShop,
		ButtonNext,
		ButtonNo,
		ButtonPaySupport,
		ButtonPayments,
		ButtonPeople,
		ButtonPersonActivate,
		ButtonPersonDeactivate,
		ButtonPersonShops,
		ButtonPosition,
		ButtonPrevious,
		ButtonPrice,
		ButtonReceipts,
		ButtonRefund,
		ButtonSeller,
		ButtonShops,
		ButtonSignIn,
		ButtonSkip,
		ButtonSlug,
		ButtonStocks,
		ButtonSubs,
		ButtonTerms,
		ButtonTurnOff,
		ButtonTurnOn,
		ButtonUnban,
		ButtonUndo,
		ButtonUnlink,
		ButtonWebinars,
		ButtonYes,
		CommandCancel,
		CommandHelp,
		CommandLanguage,
		CommandMenuAdmin,
		CommandMenuSeller,
		CommandPaySupport,
		CommandSignOut,
		CommandStartStranger,
		CommandSubscription,
		CommandTerms,
		CommonCancelHint,
		CommonChanged,
		CommonContact,
		CommonMore,
		CommonNameless,
		CommonPlain,
		CommonQuoted,
		CommonTitle,
		CommonUndoHint,
		EditKeyMissing,
		EditKeySet,
		EditSlug,
		EditSlugMissing,
		EditStocks,
		EditTitle,
		ErrorChatIDTooBig,
		ErrorConflict,
		ErrorDecidedApproved,
		ErrorDecidedDeleted,
		ErrorDecidedElsewhere,
		ErrorDiscordAddress,
		ErrorDiscordAway,
		ErrorDiscordGone,
		ErrorEmpty,
		ErrorForbidden,
		ErrorInternal,
		ErrorInvalid,
		ErrorInvoiceAmount,
		ErrorInvoiceBanned,
		ErrorInvoiceOld,
		ErrorInvoiceOther,
		ErrorInvoicePaid,
		ErrorInvoiceStranger,
		ErrorInvoiceTerms,
		ErrorInvoiceUnavailable,
		ErrorInvoiceUnknown,
		ErrorLocked,
		ErrorNotFound,
		ErrorOverlaySettings,
		ErrorOverlaysFull,
		ErrorOwnAccess,
		ErrorPlanGone,
		ErrorPrivateOnly,
		ErrorQuietHours,
		ErrorRateLimited,
		ErrorRefundAsked,
		ErrorRefundStarsOnly,
		ErrorRelayFull,
		ErrorRuleValue,
		ErrorRuleWords,
		ErrorShopsInDjango,
		ErrorSlugCharacters,
		ErrorSlugTaken,
		ErrorTooLong,
		ErrorUnavailable,
		ErrorUnreachable,
		ErrorUsernameCharacters,
		ErrorUsernameTaken,
		ErrorUsersInDjango,
		ErrorWarehouseNumber,
		ErrorWarehouseTaken,
		ErrorWebinarAway,
		ErrorWebinarCredentials,
		ErrorWebinarFace,
		ErrorWebinarForbidden,
		ErrorWebinarIncomplete,
		ErrorWebinarLimited,
		ErrorWebinarMessageGone,
		ErrorWebinarNotFound,
		ErrorWebinarOver,
		ErrorWebinarRefused,
		FindPeople,
		FindShops,
		GoneSignedIn,
		GoneStranger,
		HelpAdmin,
		HelpIdle,
		HelpSeller,
		HelpStranger,
		IdleTitle,
		InfoLinked,
		InfoNoStocks,
		InfoNotLinked,
		InfoStock,
		InfoStocks,
		InfoVendor,
		InvoiceText,
		InvoiceTitle,
		KeyAdd,
		KeyDeleted,
		KeySignIn,
		LanguageTitle,
		LanguageNameEn,
		LanguageNameRu,
		MenuTitle,
		NamePrompt,
		NewPrompt,
		NoticeActivated,
		NoticeAlreadyLinked,
		NoticeBanned,
		NoticeBannedReason,
		NoticeDeactivated,
		NoticeKeyShared,
		NoticeKeyStays,
		NoticeLinked,
		NoticePaid,
		NoticePaidUnclaimed,
		NoticePasswordStays,
		NoticeRefundDone,
		NoticeRefundRefused,
		NoticeRefunded,
		NoticeRefundedUntil,
		NoticeRelayGone,
		NoticeSubsEnded,
		NoticeSubsEnds,
		NoticeSubsOff,
		NoticeUnbanned,
		OffQuestion,
		OutTitle,
		PasswordPrompt,
		PaySupportAdmin,
		PaySupportText,
		PaymentsNone,
		PaymentsTitle,
		PeopleAll,
		PeopleFound,
		PeopleLegend,
		PeopleNone,
		PeopleNoneFound,
		PeopleRow,
		PersonActive,
		PersonBanned,
		PersonBannedReason,
		PersonHandle,
		PersonInactive,
		PersonNameless,
		PersonNoShops,
		PersonOut,
		PersonRole,
		PersonSelf,
		PersonShops,
		PersonSince,
		PersonShopsNone,
		PersonShopsTitle,
		PlanButton,
		PlanDays,
		ReasonPrompt,
		ReceiptsCharge,
		ReceiptsNone,
		ReceiptsRefunded,
		ReceiptsRefunding,
		ReceiptsRow,
		ReceiptsShort,
		ReceiptsShortRefunded,
		ReceiptsTitle,
		ReceiptsUnclaimed,
		ReceiptsUntil,
		RefundQuestion,
		RenamePrompt,
		ReportError,
		ReportRepeated,
		RoleAdmin,
		RoleHint,
		RoleModerator,
		RoleSeller,
		RoleTitle,
		ShopActive,
		ShopInactive,
		ShopPriceOff,
		ShopPriceOn,
		ShopKeyFirst,
		ShopKeyPrompt,
		ShopsAll,
		ShopsFound,
		ShopsLegend,
		ShopsNoneAdmin,
		ShopsNoneFound,
		ShopsNoneSeller,
		ShopsRow,
		SlugPrompt,
		StockPrompt,
		StocksHint,
		StocksNone,
		StocksRow,
		StocksShown,
		StocksTitle,
		SubsAskAdmin,
		SubsAskContact,
		SubsBuy,
		SubsGrace,
		SubsInactive,
		SubsOpen,
		SubsOpenBuy,
		SubsPaid,
		SubsProlong,
		SubsSuspended,
		TermsLink,
		TermsNone,
		TermsTitle,
		ToastActivated,
		ToastAlready,
		ToastDeactivated,
		ToastInvoice,
		ToastLanguage,
		ToastNotYours,
		ToastOldButton,
		ToastPage,
		ToastPersonActivated,
		ToastPersonBanned,
		ToastPersonDeactivated,
		ToastPersonUnbanned,
		ToastPriceOff,
		ToastPriceOn,
		ToastRefund,
		ToastSaved,
		ToastShopCreated,
		ToastStockDeleted,
		ToastUndoLate,
		ToastUndoOvertaken,
		ToastUndone,
		ToastUnlinked,
		UnknownSignedIn,
		UnknownStranger,
		UnlinkQuestion,
		WhyBadNumber,
		WhyBadSlug,
		WhyCancelled,
		WhyEmpty,
		WhyExpired,
		WhyForbidden,
		WhyLocked,
		WhyNoCommand,
		WhyNothingFound,
		WhyNothingToCancel,
		WhyNumberTaken,
		WhyOldButton,
		WhyTaken,
		WhyTooLong,
		WhyUnknownCommand,
		WhyUnknownText,
		WhyVanished,
		WhyWrongKey,
		WhyWrongLogin,
	}
}
