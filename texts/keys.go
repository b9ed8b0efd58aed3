// Code generated from ru.yaml by go generate ./texts; DO NOT EDIT.

package texts

// The keys of all texts.
const (
	BotAbout                           Key = "bot.about"
	BotAboutShort                      Key = "bot.about_short"
	ButtonActivate                     Key = "button.activate"
	ButtonActivation                   Key = "button.activation"
	ButtonAddShop                      Key = "button.add_shop"
	ButtonAddStock                     Key = "button.add_stock"
	ButtonAdmin                        Key = "button.admin"
	ButtonAll                          Key = "button.all"
	ButtonBack                         Key = "button.back"
	ButtonBan                          Key = "button.ban"
	ButtonDeactivate                   Key = "button.deactivate"
	ButtonEdit                         Key = "button.edit"
	ButtonFind                         Key = "button.find"
	ButtonHelp                         Key = "button.help"
	ButtonInfo                         Key = "button.info"
	ButtonKey                          Key = "button.key"
	ButtonLanguage                     Key = "button.language"
	ButtonMenu                         Key = "button.menu"
	ButtonName                         Key = "button.name"
	ButtonNewShop                      Key = "button.new_shop"
	ButtonNext                         Key = "button.next"
	ButtonNo                           Key = "button.no"
	ButtonPaySupport                   Key = "button.pay_support"
	ButtonPayments                     Key = "button.payments"
	ButtonPeople                       Key = "button.people"
	ButtonPersonActivate               Key = "button.person_activate"
	ButtonPersonDeactivate             Key = "button.person_deactivate"
	ButtonPersonShops                  Key = "button.person_shops"
	ButtonPosition                     Key = "button.position"
	ButtonPrevious                     Key = "button.previous"
	ButtonPrice                        Key = "button.price"
	ButtonReceipts                     Key = "button.receipts"
	ButtonRefund                       Key = "button.refund"
	ButtonSeller                       Key = "button.seller"
	ButtonShops                        Key = "button.shops"
	ButtonSignIn                       Key = "button.sign_in"
	ButtonSkip                         Key = "button.skip"
	ButtonSlug                         Key = "button.slug"
	ButtonStocks                       Key = "button.stocks"
	ButtonSubs                         Key = "button.subs"
	ButtonTerms                        Key = "button.terms"
	ButtonTurnOff                      Key = "button.turn_off"
	ButtonTurnOn                       Key = "button.turn_on"
	ButtonUnban                        Key = "button.unban"
	ButtonUndo                         Key = "button.undo"
	ButtonUnlink                       Key = "button.unlink"
	ButtonWebinars                     Key = "button.webinars"
	ButtonYes                          Key = "button.yes"
	CommandCancel                      Key = "command.cancel"
	CommandHelp                        Key = "command.help"
	CommandLanguage                    Key = "command.language"
	CommandMenuAdmin                   Key = "command.menu_admin"
	CommandMenuSeller                  Key = "command.menu_seller"
	CommandPaySupport                  Key = "command.pay_support"
	CommandSignOut                     Key = "command.sign_out"
	CommandStartStranger               Key = "command.start_stranger"
	CommandSubscription                Key = "command.subscription"
	CommandTerms                       Key = "command.terms"
	CommonCancelHint                   Key = "common.cancel_hint"
	CommonChanged                      Key = "common.changed"
	CommonContact                      Key = "common.contact"
	CommonMore                         Key = "common.more"
	CommonNameless                     Key = "common.nameless"
	CommonPlain                        Key = "common.plain"
	CommonQuoted                       Key = "common.quoted"
	CommonTitle                        Key = "common.title"
	CommonUndoHint                     Key = "common.undo_hint"
	ConsoleAbout                       Key = "console.about"
	ConsoleAboutMe                     Key = "console.about_me"
	ConsoleAccess                      Key = "console.access"
	ConsoleActive                      Key = "console.active"
	ConsoleAttempts                    Key = "console.attempts"
	ConsoleAudit                       Key = "console.audit"
	ConsoleBanDo                       Key = "console.ban_do"
	ConsoleBanned                      Key = "console.banned"
	ConsoleBrowser                     Key = "console.browser"
	ConsoleChannel                     Key = "console.channel"
	ConsoleChannelAll                  Key = "console.channel_all"
	ConsoleChannelDiscord              Key = "console.channel_discord"
	ConsoleChannelTelegram             Key = "console.channel_telegram"
	ConsoleChannelWebinar              Key = "console.channel_webinar"
	ConsoleClientID                    Key = "console.client_id"
	ConsoleCopied                      Key = "console.copied"
	ConsoleCopy                        Key = "console.copy"
	ConsoleDeliveries                  Key = "console.deliveries"
	ConsoleDidConsoleInvite            Key = "console.did_console_invite"
	ConsoleDidConsoleLocked            Key = "console.did_console_locked"
	ConsoleDidConsolePassword          Key = "console.did_console_password"
	ConsoleDidConsoleProfile           Key = "console.did_console_profile"
	ConsoleDidConsoleSignIn            Key = "console.did_console_sign_in"
	ConsoleDidConsoleSignInLink        Key = "console.did_console_sign_in_link"
	ConsoleDidConsoleSignOut           Key = "console.did_console_sign_out"
	ConsoleDidConsoleSignOutEverywhere Key = "console.did_console_sign_out_everywhere"
	ConsoleDidConsoleSignUp            Key = "console.did_console_sign_up"
	ConsoleDidConsoleTelegramLink      Key = "console.did_console_telegram_link"
	ConsoleDidConsoleTelegramUnlink    Key = "console.did_console_telegram_unlink"
	ConsoleDidDeliveryRetry            Key = "console.did_delivery_retry"
	ConsoleDidPersonActivate           Key = "console.did_person_activate"
	ConsoleDidPersonBan                Key = "console.did_person_ban"
	ConsoleDidPersonDeactivate         Key = "console.did_person_deactivate"
	ConsoleDidPersonUnban              Key = "console.did_person_unban"
	ConsoleDidShopCreate               Key = "console.did_shop_create"
	ConsoleDidShopIsActive             Key = "console.did_shop_is_active"
	ConsoleDidShopKey                  Key = "console.did_shop_key"
	ConsoleDidShopLink                 Key = "console.did_shop_link"
	ConsoleDidShopPriceUpdating        Key = "console.did_shop_price_updating"
	ConsoleDidShopRename               Key = "console.did_shop_rename"
	ConsoleDidShopSlug                 Key = "console.did_shop_slug"
	ConsoleDidShopUnlink               Key = "console.did_shop_unlink"
	ConsoleDidShopWarehouseAdd         Key = "console.did_shop_warehouse_add"
	ConsoleDidShopWarehouseRemove      Key = "console.did_shop_warehouse_remove"
	ConsoleDidSignInAdmin              Key = "console.did_sign_in_admin"
	ConsoleDidSignInLocked             Key = "console.did_sign_in_locked"
	ConsoleDidSignInSeller             Key = "console.did_sign_in_seller"
	ConsoleDidSignOut                  Key = "console.did_sign_out"
	ConsoleEmail                       Key = "console.email"
	ConsoleErrorNumber                 Key = "console.error_number"
	ConsoleErrorTitle                  Key = "console.error_title"
	ConsoleFailed                      Key = "console.failed"
	ConsoleFailedDeliveries            Key = "console.failed_deliveries"
	ConsoleFindPerson                  Key = "console.find_person"
	ConsoleFindShop                    Key = "console.find_shop"
	ConsoleFirstName                   Key = "console.first_name"
	ConsoleFrom                        Key = "console.from"
	ConsoleFromBot                     Key = "console.from_bot"
	ConsoleHaveAccount                 Key = "console.have_account"
	ConsoleHello                       Key = "console.hello"
	ConsoleHintCast                    Key = "console.hint_cast"
	ConsoleHintLog                     Key = "console.hint_log"
	ConsoleHintPeople                  Key = "console.hint_people"
	ConsoleHintPerson                  Key = "console.hint_person"
	ConsoleHintSend                    Key = "console.hint_send"
	ConsoleHintShop                    Key = "console.hint_shop"
	ConsoleHome                        Key = "console.home"
	ConsoleInactive                    Key = "console.inactive"
	ConsoleInvite                      Key = "console.invite"
	ConsoleInviteHint                  Key = "console.invite_hint"
	ConsoleInviteReady                 Key = "console.invite_ready"
	ConsoleKindCommands                Key = "console.kind_commands"
	ConsoleKindDelete                  Key = "console.kind_delete"
	ConsoleKindDocument                Key = "console.kind_document"
	ConsoleKindNotice                  Key = "console.kind_notice"
	ConsoleKindScreen                  Key = "console.kind_screen"
	ConsoleLanguageBrowser             Key = "console.language_browser"
	ConsoleLastName                    Key = "console.last_name"
	ConsoleLinkHint                    Key = "console.link_hint"
	ConsoleLinkOffer                   Key = "console.link_offer"
	ConsoleLogIn                       Key = "console.log_in"
	ConsoleLogOut                      Key = "console.log_out"
	ConsoleLogOutEverywhere            Key = "console.log_out_everywhere"
	ConsoleLoggedOut                   Key = "console.logged_out"
	ConsoleLoggedOutEverywhere         Key = "console.logged_out_everywhere"
	ConsoleLogin                       Key = "console.login"
	ConsoleLoginHint                   Key = "console.login_hint"
	ConsoleNextTry                     Key = "console.next_try"
	ConsoleNoAccount                   Key = "console.no_account"
	ConsoleNoPeople                    Key = "console.no_people"
	ConsoleNoShops                     Key = "console.no_shops"
	ConsoleNoWarehouses                Key = "console.no_warehouses"
	ConsoleNobody                      Key = "console.nobody"
	ConsoleNoneFailed                  Key = "console.none_failed"
	ConsoleNonePending                 Key = "console.none_pending"
	ConsoleNothingFound                Key = "console.nothing_found"
	ConsoleOff                         Key = "console.off"
	ConsoleOffline                     Key = "console.offline"
	ConsoleOlder                       Key = "console.older"
	ConsoleOn                          Key = "console.on"
	ConsolePageAfter                   Key = "console.page_after"
	ConsolePageBefore                  Key = "console.page_before"
	ConsolePages                       Key = "console.pages"
	ConsolePassword                    Key = "console.password"
	ConsolePasswordChange              Key = "console.password_change"
	ConsolePasswordChanged             Key = "console.password_changed"
	ConsolePasswordDjango              Key = "console.password_django"
	ConsolePasswordHint                Key = "console.password_hint"
	ConsolePasswordNew                 Key = "console.password_new"
	ConsolePasswordNone                Key = "console.password_none"
	ConsolePasswordOld                 Key = "console.password_old"
	ConsolePending                     Key = "console.pending"
	ConsolePeople                      Key = "console.people"
	ConsolePerson                      Key = "console.person"
	ConsolePersonDid                   Key = "console.person_did"
	ConsolePersonHistory               Key = "console.person_history"
	ConsolePersonNoShops               Key = "console.person_no_shops"
	ConsoleProfile                     Key = "console.profile"
	ConsoleReason                      Key = "console.reason"
	ConsoleReasonHint                  Key = "console.reason_hint"
	ConsoleRemoveNamed                 Key = "console.remove_named"
	ConsoleRetried                     Key = "console.retried"
	ConsoleRetry                       Key = "console.retry"
	ConsoleRole                        Key = "console.role"
	ConsoleSave                        Key = "console.save"
	ConsoleSaved                       Key = "console.saved"
	ConsoleSections                    Key = "console.sections"
	ConsoleSessionHere                 Key = "console.session_here"
	ConsoleSessions                    Key = "console.sessions"
	ConsoleShop                        Key = "console.shop"
	ConsoleShopFacts                   Key = "console.shop_facts"
	ConsoleShopHistory                 Key = "console.shop_history"
	ConsoleShopKey                     Key = "console.shop_key"
	ConsoleShopKeyHas                  Key = "console.shop_key_has"
	ConsoleShopKeyHint                 Key = "console.shop_key_hint"
	ConsoleShopKeyNone                 Key = "console.shop_key_none"
	ConsoleShopMade                    Key = "console.shop_made"
	ConsoleShopMake                    Key = "console.shop_make"
	ConsoleShopNew                     Key = "console.shop_new"
	ConsoleShopNewHint                 Key = "console.shop_new_hint"
	ConsoleShopOff                     Key = "console.shop_off"
	ConsoleShopOn                      Key = "console.shop_on"
	ConsoleShopPeople                  Key = "console.shop_people"
	ConsoleShopState                   Key = "console.shop_state"
	ConsoleShops                       Key = "console.shops"
	ConsoleShow                        Key = "console.show"
	ConsoleShowAll                     Key = "console.show_all"
	ConsoleSignUp                      Key = "console.sign_up"
	ConsoleSignUpDo                    Key = "console.sign_up_do"
	ConsoleSignedOut                   Key = "console.signed_out"
	ConsoleSince                       Key = "console.since"
	ConsoleSkip                        Key = "console.skip"
	ConsoleSubject                     Key = "console.subject"
	ConsoleTelegramFollow              Key = "console.telegram_follow"
	ConsoleTelegramHint                Key = "console.telegram_hint"
	ConsoleTelegramLink                Key = "console.telegram_link"
	ConsoleTelegramLinked              Key = "console.telegram_linked"
	ConsoleTelegramLinkedHint          Key = "console.telegram_linked_hint"
	ConsoleTelegramOpen                Key = "console.telegram_open"
	ConsoleTelegramUnlink              Key = "console.telegram_unlink"
	ConsoleTelegramUnlinked            Key = "console.telegram_unlinked"
	ConsoleToHome                      Key = "console.to_home"
	ConsoleUsername                    Key = "console.username"
	ConsoleValueOff                    Key = "console.value_off"
	ConsoleValueOn                     Key = "console.value_on"
	ConsoleVendor                      Key = "console.vendor"
	ConsoleWarehouseNumber             Key = "console.warehouse_number"
	ConsoleWarehouses                  Key = "console.warehouses"
	ConsoleWelcome                     Key = "console.welcome"
	ConsoleWhat                        Key = "console.what"
	ConsoleWhen                        Key = "console.when"
	ConsoleWho                         Key = "console.who"
	ConsoleWhoID                       Key = "console.who_id"
	ConsoleZone                        Key = "console.zone"
	ConsoleZoneHouse                   Key = "console.zone_house"
	EditKeyMissing                     Key = "edit.key_missing"
	EditKeySet                         Key = "edit.key_set"
	EditSlug                           Key = "edit.slug"
	EditSlugMissing                    Key = "edit.slug_missing"
	EditStocks                         Key = "edit.stocks"
	EditTitle                          Key = "edit.title"
	ErrorBanned                        Key = "error.banned"
	ErrorBotUnknown                    Key = "error.bot_unknown"
	ErrorChatIDTooBig                  Key = "error.chat_id_too_big"
	ErrorConflict                      Key = "error.conflict"
	ErrorDecidedApproved               Key = "error.decided_approved"
	ErrorDecidedDeleted                Key = "error.decided_deleted"
	ErrorDecidedElsewhere              Key = "error.decided_elsewhere"
	ErrorEmail                         Key = "error.email"
	ErrorEmpty                         Key = "error.empty"
	ErrorForbidden                     Key = "error.forbidden"
	ErrorInternal                      Key = "error.internal"
	ErrorInvalid                       Key = "error.invalid"
	ErrorInviteNotNow                  Key = "error.invite_not_now"
	ErrorInviteUsed                    Key = "error.invite_used"
	ErrorInvoiceAmount                 Key = "error.invoice_amount"
	ErrorInvoiceBanned                 Key = "error.invoice_banned"
	ErrorInvoiceOld                    Key = "error.invoice_old"
	ErrorInvoiceOther                  Key = "error.invoice_other"
	ErrorInvoicePaid                   Key = "error.invoice_paid"
	ErrorInvoiceStranger               Key = "error.invoice_stranger"
	ErrorInvoiceTerms                  Key = "error.invoice_terms"
	ErrorInvoiceUnavailable            Key = "error.invoice_unavailable"
	ErrorInvoiceUnknown                Key = "error.invoice_unknown"
	ErrorLinkUsed                      Key = "error.link_used"
	ErrorLocked                        Key = "error.locked"
	ErrorLoginWrong                    Key = "error.login_wrong"
	ErrorNoPage                        Key = "error.no_page"
	ErrorNotFailed                     Key = "error.not_failed"
	ErrorNotFound                      Key = "error.not_found"
	ErrorNotModerator                  Key = "error.not_moderator"
	ErrorOnlyWayIn                     Key = "error.only_way_in"
	ErrorOtherSite                     Key = "error.other_site"
	ErrorOwnAccess                     Key = "error.own_access"
	ErrorPasswordElsewhere             Key = "error.password_elsewhere"
	ErrorPasswordShort                 Key = "error.password_short"
	ErrorPasswordSimple                Key = "error.password_simple"
	ErrorPasswordWrong                 Key = "error.password_wrong"
	ErrorPlanGone                      Key = "error.plan_gone"
	ErrorPrivateOnly                   Key = "error.private_only"
	ErrorQuietHours                    Key = "error.quiet_hours"
	ErrorRateLimited                   Key = "error.rate_limited"
	ErrorRefundAsked                   Key = "error.refund_asked"
	ErrorRefundStarsOnly               Key = "error.refund_stars_only"
	ErrorRuleValue                     Key = "error.rule_value"
	ErrorRuleWords                     Key = "error.rule_words"
	ErrorSessionOver                   Key = "error.session_over"
	ErrorShopsInDjango                 Key = "error.shops_in_django"
	ErrorSignupInvite                  Key = "error.signup_invite"
	ErrorSignupOff                     Key = "error.signup_off"
	ErrorSlugCharacters                Key = "error.slug_characters"
	ErrorSlugTaken                     Key = "error.slug_taken"
	ErrorTelegramLinked                Key = "error.telegram_linked"
	ErrorTooLong                       Key = "error.too_long"
	ErrorTries                         Key = "error.tries"
	ErrorUnavailable                   Key = "error.unavailable"
	ErrorUnreachable                   Key = "error.unreachable"
	ErrorUsernameCharacters            Key = "error.username_characters"
	ErrorUsernameLength                Key = "error.username_length"
	ErrorUsernameTaken                 Key = "error.username_taken"
	ErrorUsersInDjango                 Key = "error.users_in_django"
	ErrorWarehouseNumber               Key = "error.warehouse_number"
	ErrorWarehouseTaken                Key = "error.warehouse_taken"
	ErrorWebinarAway                   Key = "error.webinar_away"
	ErrorWebinarCredentials            Key = "error.webinar_credentials"
	ErrorWebinarFace                   Key = "error.webinar_face"
	ErrorWebinarForbidden              Key = "error.webinar_forbidden"
	ErrorWebinarIncomplete             Key = "error.webinar_incomplete"
	ErrorWebinarLimited                Key = "error.webinar_limited"
	ErrorWebinarMessageGone            Key = "error.webinar_message_gone"
	ErrorWebinarNoSession              Key = "error.webinar_no_session"
	ErrorWebinarNotFound               Key = "error.webinar_not_found"
	ErrorWebinarOver                   Key = "error.webinar_over"
	ErrorWebinarRefused                Key = "error.webinar_refused"
	ErrorZone                          Key = "error.zone"
	FindPeople                         Key = "find.people"
	FindShops                          Key = "find.shops"
	GoneSignedIn                       Key = "gone.signed_in"
	GoneStranger                       Key = "gone.stranger"
	HelpAdmin                          Key = "help.admin"
	HelpIdle                           Key = "help.idle"
	HelpSeller                         Key = "help.seller"
	HelpStranger                       Key = "help.stranger"
	IdleTitle                          Key = "idle.title"
	InfoLinked                         Key = "info.linked"
	InfoNoStocks                       Key = "info.no_stocks"
	InfoNotLinked                      Key = "info.not_linked"
	InfoStock                          Key = "info.stock"
	InfoStocks                         Key = "info.stocks"
	InfoVendor                         Key = "info.vendor"
	InvoiceText                        Key = "invoice.text"
	InvoiceTitle                       Key = "invoice.title"
	KeyAdd                             Key = "key.add"
	KeyDeleted                         Key = "key.deleted"
	KeySignIn                          Key = "key.sign_in"
	LanguageTitle                      Key = "language.title"
	LanguageNameEn                     Key = "language_name.en"
	LanguageNameRu                     Key = "language_name.ru"
	MenuTitle                          Key = "menu.title"
	NamePrompt                         Key = "name.prompt"
	NewPrompt                          Key = "new.prompt"
	NoticeActivated                    Key = "notice.activated"
	NoticeAlreadyLinked                Key = "notice.already_linked"
	NoticeBanned                       Key = "notice.banned"
	NoticeBannedReason                 Key = "notice.banned_reason"
	NoticeDeactivated                  Key = "notice.deactivated"
	NoticeKeyShared                    Key = "notice.key_shared"
	NoticeKeyStays                     Key = "notice.key_stays"
	NoticeLinked                       Key = "notice.linked"
	NoticeModeratorJoined              Key = "notice.moderator_joined"
	NoticeModeratorRemoved             Key = "notice.moderator_removed"
	NoticePaid                         Key = "notice.paid"
	NoticePaidUnclaimed                Key = "notice.paid_unclaimed"
	NoticePasswordStays                Key = "notice.password_stays"
	NoticeRefundDone                   Key = "notice.refund_done"
	NoticeRefundRefused                Key = "notice.refund_refused"
	NoticeRefunded                     Key = "notice.refunded"
	NoticeRefundedUntil                Key = "notice.refunded_until"
	NoticeSubsEnded                    Key = "notice.subs_ended"
	NoticeSubsEnds                     Key = "notice.subs_ends"
	NoticeSubsOff                      Key = "notice.subs_off"
	NoticeUnbanned                     Key = "notice.unbanned"
	NoticeWebinarNobody                Key = "notice.webinar_nobody"
	NoticeWebinarPremoderation         Key = "notice.webinar_premoderation"
	NoticeWebinarRefused               Key = "notice.webinar_refused"
	NoticeWebinarSoon                  Key = "notice.webinar_soon"
	OffQuestion                        Key = "off.question"
	OutTitle                           Key = "out.title"
	PasswordPrompt                     Key = "password.prompt"
	PaySupportAdmin                    Key = "pay_support.admin"
	PaySupportText                     Key = "pay_support.text"
	PaymentsNone                       Key = "payments.none"
	PaymentsTitle                      Key = "payments.title"
	PeopleAll                          Key = "people.all"
	PeopleFound                        Key = "people.found"
	PeopleLegend                       Key = "people.legend"
	PeopleNone                         Key = "people.none"
	PeopleNoneFound                    Key = "people.none_found"
	PeopleRow                          Key = "people.row"
	PersonActive                       Key = "person.active"
	PersonBanned                       Key = "person.banned"
	PersonBannedReason                 Key = "person.banned_reason"
	PersonHandle                       Key = "person.handle"
	PersonInactive                     Key = "person.inactive"
	PersonNameless                     Key = "person.nameless"
	PersonNoShops                      Key = "person.no_shops"
	PersonOut                          Key = "person.out"
	PersonRole                         Key = "person.role"
	PersonSelf                         Key = "person.self"
	PersonShops                        Key = "person.shops"
	PersonSince                        Key = "person.since"
	PersonShopsNone                    Key = "person_shops.none"
	PersonShopsTitle                   Key = "person_shops.title"
	PlanButton                         Key = "plan.button"
	PlanDays                           Key = "plan.days"
	ReasonPrompt                       Key = "reason.prompt"
	ReceiptsCharge                     Key = "receipts.charge"
	ReceiptsNone                       Key = "receipts.none"
	ReceiptsRefunded                   Key = "receipts.refunded"
	ReceiptsRefunding                  Key = "receipts.refunding"
	ReceiptsRow                        Key = "receipts.row"
	ReceiptsShort                      Key = "receipts.short"
	ReceiptsShortRefunded              Key = "receipts.short_refunded"
	ReceiptsTitle                      Key = "receipts.title"
	ReceiptsUnclaimed                  Key = "receipts.unclaimed"
	ReceiptsUntil                      Key = "receipts.until"
	RefundQuestion                     Key = "refund.question"
	RenamePrompt                       Key = "rename.prompt"
	ReportError                        Key = "report.error"
	ReportRepeated                     Key = "report.repeated"
	RoleAdmin                          Key = "role.admin"
	RoleHint                           Key = "role.hint"
	RoleModerator                      Key = "role.moderator"
	RoleSeller                         Key = "role.seller"
	RoleTitle                          Key = "role.title"
	ShopActive                         Key = "shop.active"
	ShopInactive                       Key = "shop.inactive"
	ShopPriceOff                       Key = "shop.price_off"
	ShopPriceOn                        Key = "shop.price_on"
	ShopKeyFirst                       Key = "shop_key.first"
	ShopKeyPrompt                      Key = "shop_key.prompt"
	ShopsAll                           Key = "shops.all"
	ShopsFound                         Key = "shops.found"
	ShopsLegend                        Key = "shops.legend"
	ShopsNoneAdmin                     Key = "shops.none_admin"
	ShopsNoneFound                     Key = "shops.none_found"
	ShopsNoneSeller                    Key = "shops.none_seller"
	ShopsRow                           Key = "shops.row"
	SlugPrompt                         Key = "slug.prompt"
	StockPrompt                        Key = "stock.prompt"
	StocksHint                         Key = "stocks.hint"
	StocksNone                         Key = "stocks.none"
	StocksRow                          Key = "stocks.row"
	StocksShown                        Key = "stocks.shown"
	StocksTitle                        Key = "stocks.title"
	SubsAskAdmin                       Key = "subs.ask_admin"
	SubsAskContact                     Key = "subs.ask_contact"
	SubsBuy                            Key = "subs.buy"
	SubsGrace                          Key = "subs.grace"
	SubsInactive                       Key = "subs.inactive"
	SubsOpen                           Key = "subs.open"
	SubsOpenBuy                        Key = "subs.open_buy"
	SubsPaid                           Key = "subs.paid"
	SubsProlong                        Key = "subs.prolong"
	SubsSuspended                      Key = "subs.suspended"
	TermsLink                          Key = "terms.link"
	TermsNone                          Key = "terms.none"
	TermsTitle                         Key = "terms.title"
	ToastActivated                     Key = "toast.activated"
	ToastAlready                       Key = "toast.already"
	ToastDeactivated                   Key = "toast.deactivated"
	ToastInvoice                       Key = "toast.invoice"
	ToastLanguage                      Key = "toast.language"
	ToastNotYours                      Key = "toast.not_yours"
	ToastOldButton                     Key = "toast.old_button"
	ToastPage                          Key = "toast.page"
	ToastPersonActivated               Key = "toast.person_activated"
	ToastPersonBanned                  Key = "toast.person_banned"
	ToastPersonDeactivated             Key = "toast.person_deactivated"
	ToastPersonUnbanned                Key = "toast.person_unbanned"
	ToastPriceOff                      Key = "toast.price_off"
	ToastPriceOn                       Key = "toast.price_on"
	ToastRefund                        Key = "toast.refund"
	ToastSaved                         Key = "toast.saved"
	ToastShopCreated                   Key = "toast.shop_created"
	ToastStockDeleted                  Key = "toast.stock_deleted"
	ToastUndoLate                      Key = "toast.undo_late"
	ToastUndoOvertaken                 Key = "toast.undo_overtaken"
	ToastUndone                        Key = "toast.undone"
	ToastUnlinked                      Key = "toast.unlinked"
	TroubleWebinarAway                 Key = "trouble.webinar_away"
	TroubleWebinarCredentials          Key = "trouble.webinar_credentials"
	TroubleWebinarForbidden            Key = "trouble.webinar_forbidden"
	TroubleWebinarGone                 Key = "trouble.webinar_gone"
	TroubleWebinarLimited              Key = "trouble.webinar_limited"
	TroubleWebinarPremoderation        Key = "trouble.webinar_premoderation"
	UnknownSignedIn                    Key = "unknown.signed_in"
	UnknownStranger                    Key = "unknown.stranger"
	UnlinkQuestion                     Key = "unlink.question"
	WhyBadNumber                       Key = "why.bad_number"
	WhyBadSlug                         Key = "why.bad_slug"
	WhyCancelled                       Key = "why.cancelled"
	WhyEmpty                           Key = "why.empty"
	WhyExpired                         Key = "why.expired"
	WhyForbidden                       Key = "why.forbidden"
	WhyLocked                          Key = "why.locked"
	WhyNoCommand                       Key = "why.no_command"
	WhyNothingFound                    Key = "why.nothing_found"
	WhyNothingToCancel                 Key = "why.nothing_to_cancel"
	WhyNumberTaken                     Key = "why.number_taken"
	WhyOldButton                       Key = "why.old_button"
	WhyTaken                           Key = "why.taken"
	WhyTooLong                         Key = "why.too_long"
	WhyUnknownCommand                  Key = "why.unknown_command"
	WhyUnknownText                     Key = "why.unknown_text"
	WhyVanished                        Key = "why.vanished"
	WhyWrongKey                        Key = "why.wrong_key"
	WhyWrongLogin                      Key = "why.wrong_login"
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
		ConsoleAbout,
		ConsoleAboutMe,
		ConsoleAccess,
		ConsoleActive,
		ConsoleAttempts,
		ConsoleAudit,
		ConsoleBanDo,
		ConsoleBanned,
		ConsoleBrowser,
		ConsoleChannel,
		ConsoleChannelAll,
		ConsoleChannelDiscord,
		ConsoleChannelTelegram,
		ConsoleChannelWebinar,
		ConsoleClientID,
		ConsoleCopied,
		ConsoleCopy,
		ConsoleDeliveries,
		ConsoleDidConsoleInvite,
		ConsoleDidConsoleLocked,
		ConsoleDidConsolePassword,
		ConsoleDidConsoleProfile,
		ConsoleDidConsoleSignIn,
		ConsoleDidConsoleSignInLink,
		ConsoleDidConsoleSignOut,
		ConsoleDidConsoleSignOutEverywhere,
		ConsoleDidConsoleSignUp,
		ConsoleDidConsoleTelegramLink,
		ConsoleDidConsoleTelegramUnlink,
		ConsoleDidDeliveryRetry,
		ConsoleDidPersonActivate,
		ConsoleDidPersonBan,
		ConsoleDidPersonDeactivate,
		ConsoleDidPersonUnban,
		ConsoleDidShopCreate,
		ConsoleDidShopIsActive,
		ConsoleDidShopKey,
		ConsoleDidShopLink,
		ConsoleDidShopPriceUpdating,
		ConsoleDidShopRename,
		ConsoleDidShopSlug,
		ConsoleDidShopUnlink,
		ConsoleDidShopWarehouseAdd,
		ConsoleDidShopWarehouseRemove,
		ConsoleDidSignInAdmin,
		ConsoleDidSignInLocked,
		ConsoleDidSignInSeller,
		ConsoleDidSignOut,
		ConsoleEmail,
		ConsoleErrorNumber,
		ConsoleErrorTitle,
		ConsoleFailed,
		ConsoleFailedDeliveries,
		ConsoleFindPerson,
		ConsoleFindShop,
		ConsoleFirstName,
		ConsoleFrom,
		ConsoleFromBot,
		ConsoleHaveAccount,
		ConsoleHello,
		ConsoleHintCast,
		ConsoleHintLog,
		ConsoleHintPeople,
		ConsoleHintPerson,
		ConsoleHintSend,
		ConsoleHintShop,
		ConsoleHome,
		ConsoleInactive,
		ConsoleInvite,
		ConsoleInviteHint,
		ConsoleInviteReady,
		ConsoleKindCommands,
		ConsoleKindDelete,
		ConsoleKindDocument,
		ConsoleKindNotice,
		ConsoleKindScreen,
		ConsoleLanguageBrowser,
		ConsoleLastName,
		ConsoleLinkHint,
		ConsoleLinkOffer,
		ConsoleLogIn,
		ConsoleLogOut,
		ConsoleLogOutEverywhere,
		ConsoleLoggedOut,
		ConsoleLoggedOutEverywhere,
		ConsoleLogin,
		ConsoleLoginHint,
		ConsoleNextTry,
		ConsoleNoAccount,
		ConsoleNoPeople,
		ConsoleNoShops,
		ConsoleNoWarehouses,
		ConsoleNobody,
		ConsoleNoneFailed,
		ConsoleNonePending,
		ConsoleNothingFound,
		ConsoleOff,
		ConsoleOffline,
		ConsoleOlder,
		ConsoleOn,
		ConsolePageAfter,
		ConsolePageBefore,
		ConsolePages,
		ConsolePassword,
		ConsolePasswordChange,
		ConsolePasswordChanged,
		ConsolePasswordDjango,
		ConsolePasswordHint,
		ConsolePasswordNew,
		ConsolePasswordNone,
		ConsolePasswordOld,
		ConsolePending,
		ConsolePeople,
		ConsolePerson,
		ConsolePersonDid,
		ConsolePersonHistory,
		ConsolePersonNoShops,
		ConsoleProfile,
		ConsoleReason,
		ConsoleReasonHint,
		ConsoleRemoveNamed,
		ConsoleRetried,
		ConsoleRetry,
		ConsoleRole,
		ConsoleSave,
		ConsoleSaved,
		ConsoleSections,
		ConsoleSessionHere,
		ConsoleSessions,
		ConsoleShop,
		ConsoleShopFacts,
		ConsoleShopHistory,
		ConsoleShopKey,
		ConsoleShopKeyHas,
		ConsoleShopKeyHint,
		ConsoleShopKeyNone,
		ConsoleShopMade,
		ConsoleShopMake,
		ConsoleShopNew,
		ConsoleShopNewHint,
		ConsoleShopOff,
		ConsoleShopOn,
		ConsoleShopPeople,
		ConsoleShopState,
		ConsoleShops,
		ConsoleShow,
		ConsoleShowAll,
		ConsoleSignUp,
		ConsoleSignUpDo,
		ConsoleSignedOut,
		ConsoleSince,
		ConsoleSkip,
		ConsoleSubject,
		ConsoleTelegramFollow,
		ConsoleTelegramHint,
		ConsoleTelegramLink,
		ConsoleTelegramLinked,
		ConsoleTelegramLinkedHint,
		ConsoleTelegramOpen,
		ConsoleTelegramUnlink,
		ConsoleTelegramUnlinked,
		ConsoleToHome,
		ConsoleUsername,
		ConsoleValueOff,
		ConsoleValueOn,
		ConsoleVendor,
		ConsoleWarehouseNumber,
		ConsoleWarehouses,
		ConsoleWelcome,
		ConsoleWhat,
		ConsoleWhen,
		ConsoleWho,
		ConsoleWhoID,
		ConsoleZone,
		ConsoleZoneHouse,
		EditKeyMissing,
		EditKeySet,
		EditSlug,
		EditSlugMissing,
		EditStocks,
		EditTitle,
		ErrorBanned,
		ErrorBotUnknown,
		ErrorChatIDTooBig,
		ErrorConflict,
		ErrorDecidedApproved,
		ErrorDecidedDeleted,
		ErrorDecidedElsewhere,
		ErrorEmail,
		ErrorEmpty,
		ErrorForbidden,
		ErrorInternal,
		ErrorInvalid,
		ErrorInviteNotNow,
		ErrorInviteUsed,
		ErrorInvoiceAmount,
		ErrorInvoiceBanned,
		ErrorInvoiceOld,
		ErrorInvoiceOther,
		ErrorInvoicePaid,
		ErrorInvoiceStranger,
		ErrorInvoiceTerms,
		ErrorInvoiceUnavailable,
		ErrorInvoiceUnknown,
		ErrorLinkUsed,
		ErrorLocked,
		ErrorLoginWrong,
		ErrorNoPage,
		ErrorNotFailed,
		ErrorNotFound,
		ErrorNotModerator,
		ErrorOnlyWayIn,
		ErrorOtherSite,
		ErrorOwnAccess,
		ErrorPasswordElsewhere,
		ErrorPasswordShort,
		ErrorPasswordSimple,
		ErrorPasswordWrong,
		ErrorPlanGone,
		ErrorPrivateOnly,
		ErrorQuietHours,
		ErrorRateLimited,
		ErrorRefundAsked,
		ErrorRefundStarsOnly,
		ErrorRuleValue,
		ErrorRuleWords,
		ErrorSessionOver,
		ErrorShopsInDjango,
		ErrorSignupInvite,
		ErrorSignupOff,
		ErrorSlugCharacters,
		ErrorSlugTaken,
		ErrorTelegramLinked,
		ErrorTooLong,
		ErrorTries,
		ErrorUnavailable,
		ErrorUnreachable,
		ErrorUsernameCharacters,
		ErrorUsernameLength,
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
		ErrorWebinarNoSession,
		ErrorWebinarNotFound,
		ErrorWebinarOver,
		ErrorWebinarRefused,
		ErrorZone,
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
		NoticeModeratorJoined,
		NoticeModeratorRemoved,
		NoticePaid,
		NoticePaidUnclaimed,
		NoticePasswordStays,
		NoticeRefundDone,
		NoticeRefundRefused,
		NoticeRefunded,
		NoticeRefundedUntil,
		NoticeSubsEnded,
		NoticeSubsEnds,
		NoticeSubsOff,
		NoticeUnbanned,
		NoticeWebinarNobody,
		NoticeWebinarPremoderation,
		NoticeWebinarRefused,
		NoticeWebinarSoon,
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
		TroubleWebinarAway,
		TroubleWebinarCredentials,
		TroubleWebinarForbidden,
		TroubleWebinarGone,
		TroubleWebinarLimited,
		TroubleWebinarPremoderation,
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
