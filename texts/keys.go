// Code generated from ru.yaml by go generate ./texts; DO NOT EDIT.

package texts

// The keys of all texts.
const (
	AccountByToken                      Key = "account.by_token"
	AccountData                         Key = "account.data"
	AccountEmail                        Key = "account.email"
	AccountGood                         Key = "account.good"
	AccountModerator                    Key = "account.moderator"
	AccountName                         Key = "account.name"
	AccountOrganization                 Key = "account.organization"
	AccountPassword                     Key = "account.password"
	AccountToken                        Key = "account.token"
	AgoHours                            Key = "ago.hours"
	AgoMinutes                          Key = "ago.minutes"
	AgoSeconds                          Key = "ago.seconds"
	ApprovedCount                       Key = "approved.count"
	ApprovedNone                        Key = "approved.none"
	ApprovedTitle                       Key = "approved.title"
	BotAbout                            Key = "bot.about"
	BotAboutShort                       Key = "bot.about_short"
	ButtonAcceptInvite                  Key = "button.accept_invite"
	ButtonActivate                      Key = "button.activate"
	ButtonActivation                    Key = "button.activation"
	ButtonAddShop                       Key = "button.add_shop"
	ButtonAddStock                      Key = "button.add_stock"
	ButtonAddTarget                     Key = "button.add_target"
	ButtonAdmin                         Key = "button.admin"
	ButtonAgain                         Key = "button.again"
	ButtonAll                           Key = "button.all"
	ButtonApprove                       Key = "button.approve"
	ButtonApproveNumber                 Key = "button.approve_number"
	ButtonApproveThese                  Key = "button.approve_these"
	ButtonApproveTrusted                Key = "button.approve_trusted"
	ButtonBack                          Key = "button.back"
	ButtonBan                           Key = "button.ban"
	ButtonBigger                        Key = "button.bigger"
	ButtonBlank                         Key = "button.blank"
	ButtonByPassword                    Key = "button.by_password"
	ButtonByToken                       Key = "button.by_token"
	ButtonCardsOff                      Key = "button.cards_off"
	ButtonCardsOn                       Key = "button.cards_on"
	ButtonChart                         Key = "button.chart"
	ButtonConnectAccount                Key = "button.connect_account"
	ButtonDeactivate                    Key = "button.deactivate"
	ButtonDisconnect                    Key = "button.disconnect"
	ButtonDisconnectSure                Key = "button.disconnect_sure"
	ButtonDistrust                      Key = "button.distrust"
	ButtonEdit                          Key = "button.edit"
	ButtonFind                          Key = "button.find"
	ButtonFont                          Key = "button.font"
	ButtonGoWebinar                     Key = "button.go_webinar"
	ButtonHelp                          Key = "button.help"
	ButtonInfo                          Key = "button.info"
	ButtonInvite                        Key = "button.invite"
	ButtonKey                           Key = "button.key"
	ButtonLanguage                      Key = "button.language"
	ButtonMenu                          Key = "button.menu"
	ButtonMessages                      Key = "button.messages"
	ButtonModeration                    Key = "button.moderation"
	ButtonModerators                    Key = "button.moderators"
	ButtonName                          Key = "button.name"
	ButtonNewShop                       Key = "button.new_shop"
	ButtonNewWidget                     Key = "button.new_widget"
	ButtonNext                          Key = "button.next"
	ButtonNo                            Key = "button.no"
	ButtonNotNow                        Key = "button.not_now"
	ButtonOpenEvent                     Key = "button.open_event"
	ButtonOpenQueue                     Key = "button.open_queue"
	ButtonPanel                         Key = "button.panel"
	ButtonPaySupport                    Key = "button.pay_support"
	ButtonPayments                      Key = "button.payments"
	ButtonPeople                        Key = "button.people"
	ButtonPersonActivate                Key = "button.person_activate"
	ButtonPersonDeactivate              Key = "button.person_deactivate"
	ButtonPersonShops                   Key = "button.person_shops"
	ButtonPicture                       Key = "button.picture"
	ButtonPosition                      Key = "button.position"
	ButtonPremodOff                     Key = "button.premod_off"
	ButtonPremodOn                      Key = "button.premod_on"
	ButtonPrevious                      Key = "button.previous"
	ButtonPrice                         Key = "button.price"
	ButtonQuiet                         Key = "button.quiet"
	ButtonQuietOff                      Key = "button.quiet_off"
	ButtonQuietOwn                      Key = "button.quiet_own"
	ButtonReceipts                      Key = "button.receipts"
	ButtonReconnect                     Key = "button.reconnect"
	ButtonRefresh                       Key = "button.refresh"
	ButtonRefund                        Key = "button.refund"
	ButtonReject                        Key = "button.reject"
	ButtonRejectNumber                  Key = "button.reject_number"
	ButtonRelay                         Key = "button.relay"
	ButtonRelayOff                      Key = "button.relay_off"
	ButtonRelayOn                       Key = "button.relay_on"
	ButtonRemove                        Key = "button.remove"
	ButtonReport                        Key = "button.report"
	ButtonRevoke                        Key = "button.revoke"
	ButtonRoster                        Key = "button.roster"
	ButtonRules                         Key = "button.rules"
	ButtonSchedule                      Key = "button.schedule"
	ButtonSeller                        Key = "button.seller"
	ButtonShops                         Key = "button.shops"
	ButtonSignIn                        Key = "button.sign_in"
	ButtonSkip                          Key = "button.skip"
	ButtonSlug                          Key = "button.slug"
	ButtonSmaller                       Key = "button.smaller"
	ButtonStart                         Key = "button.start"
	ButtonStartFirst                    Key = "button.start_first"
	ButtonStartSecond                   Key = "button.start_second"
	ButtonStocks                        Key = "button.stocks"
	ButtonStop                          Key = "button.stop"
	ButtonStopFirst                     Key = "button.stop_first"
	ButtonStopSecond                    Key = "button.stop_second"
	ButtonSubs                          Key = "button.subs"
	ButtonSwitchOff                     Key = "button.switch_off"
	ButtonSwitchOn                      Key = "button.switch_on"
	ButtonTable                         Key = "button.table"
	ButtonTakeDown                      Key = "button.take_down"
	ButtonTerms                         Key = "button.terms"
	ButtonTrust                         Key = "button.trust"
	ButtonTrustedAuthors                Key = "button.trusted_authors"
	ButtonTryPhrase                     Key = "button.try_phrase"
	ButtonTurnOff                       Key = "button.turn_off"
	ButtonTurnOn                        Key = "button.turn_on"
	ButtonUnban                         Key = "button.unban"
	ButtonUndo                          Key = "button.undo"
	ButtonUndoMany                      Key = "button.undo_many"
	ButtonUndoNumber                    Key = "button.undo_number"
	ButtonUnlink                        Key = "button.unlink"
	ButtonWebinars                      Key = "button.webinars"
	ButtonWidget                        Key = "button.widget"
	ButtonYes                           Key = "button.yes"
	CallHere                            Key = "call.here"
	CallHint                            Key = "call.hint"
	CallLate                            Key = "call.late"
	CallOver                            Key = "call.over"
	CallRunning                         Key = "call.running"
	CallSoon                            Key = "call.soon"
	CardEvent                           Key = "card.event"
	CardFailed                          Key = "card.failed"
	CardHead                            Key = "card.head"
	CardHeld                            Key = "card.held"
	CardShort                           Key = "card.short"
	CardTrusted                         Key = "card.trusted"
	CardUnsent                          Key = "card.unsent"
	CommandCancel                       Key = "command.cancel"
	CommandConsole                      Key = "command.console"
	CommandHelp                         Key = "command.help"
	CommandLanguage                     Key = "command.language"
	CommandMenuAdmin                    Key = "command.menu_admin"
	CommandMenuSeller                   Key = "command.menu_seller"
	CommandPaySupport                   Key = "command.pay_support"
	CommandSignOut                      Key = "command.sign_out"
	CommandStartStranger                Key = "command.start_stranger"
	CommandSubscription                 Key = "command.subscription"
	CommandTerms                        Key = "command.terms"
	CommonCancelHint                    Key = "common.cancel_hint"
	CommonChanged                       Key = "common.changed"
	CommonContact                       Key = "common.contact"
	CommonMore                          Key = "common.more"
	CommonNameless                      Key = "common.nameless"
	CommonPlain                         Key = "common.plain"
	CommonQuoted                        Key = "common.quoted"
	CommonTitle                         Key = "common.title"
	CommonUndoHint                      Key = "common.undo_hint"
	CommonWarning                       Key = "common.warning"
	ConnectEmail                        Key = "connect.email"
	ConnectPassword                     Key = "connect.password"
	ConnectTitle                        Key = "connect.title"
	ConnectToken                        Key = "connect.token"
	ConsoleAboutMe                      Key = "console.about_me"
	ConsoleAccess                       Key = "console.access"
	ConsoleAccount                      Key = "console.account"
	ConsoleAccountConnected             Key = "console.account_connected"
	ConsoleAccountData                  Key = "console.account_data"
	ConsoleAccountGone                  Key = "console.account_gone"
	ConsoleAccountGood                  Key = "console.account_good"
	ConsoleAccountOf                    Key = "console.account_of"
	ConsoleActive                       Key = "console.active"
	ConsoleAnyShop                      Key = "console.any_shop"
	ConsoleAnybody                      Key = "console.anybody"
	ConsoleAnything                     Key = "console.anything"
	ConsoleApply                        Key = "console.apply"
	ConsoleApprove                      Key = "console.approve"
	ConsoleApproveFirst                 Key = "console.approve_first"
	ConsoleApproveOf                    Key = "console.approve_of"
	ConsoleApproveTrusted               Key = "console.approve_trusted"
	ConsoleApprovedMany                 Key = "console.approved_many"
	ConsoleApprovedNumber               Key = "console.approved_number"
	ConsoleAskInvite                    Key = "console.ask_invite"
	ConsoleAtPlatform                   Key = "console.at_platform"
	ConsoleAttempts                     Key = "console.attempts"
	ConsoleAudit                        Key = "console.audit"
	ConsoleAuditAbout                   Key = "console.audit_about"
	ConsoleAuditEmpty                   Key = "console.audit_empty"
	ConsoleAuditEvent                   Key = "console.audit_event"
	ConsoleAuditMessages                Key = "console.audit_messages"
	ConsoleAuditNone                    Key = "console.audit_none"
	ConsoleBanDo                        Key = "console.ban_do"
	ConsoleBanned                       Key = "console.banned"
	ConsoleBrowser                      Key = "console.browser"
	ConsoleByPlatform                   Key = "console.by_platform"
	ConsoleByRule                       Key = "console.by_rule"
	ConsoleByRules                      Key = "console.by_rules"
	ConsoleCards                        Key = "console.cards"
	ConsoleCardsCome                    Key = "console.cards_come"
	ConsoleCardsNowhere                 Key = "console.cards_nowhere"
	ConsoleCardsStay                    Key = "console.cards_stay"
	ConsoleChannel                      Key = "console.channel"
	ConsoleChannelAll                   Key = "console.channel_all"
	ConsoleChannelDiscord               Key = "console.channel_discord"
	ConsoleChannelTelegram              Key = "console.channel_telegram"
	ConsoleChannelWebinar               Key = "console.channel_webinar"
	ConsoleChartAlt                     Key = "console.chart_alt"
	ConsoleChartDecided                 Key = "console.chart_decided"
	ConsoleChartMessages                Key = "console.chart_messages"
	ConsoleChartPeak                    Key = "console.chart_peak"
	ConsoleChartStep                    Key = "console.chart_step"
	ConsoleClientID                     Key = "console.client_id"
	ConsoleColorBack                    Key = "console.color_back"
	ConsoleColorName                    Key = "console.color_name"
	ConsoleColorText                    Key = "console.color_text"
	ConsoleConnectDo                    Key = "console.connect_do"
	ConsoleConnectHow                   Key = "console.connect_how"
	ConsoleConnectPasswordHint          Key = "console.connect_password_hint"
	ConsoleConnectSafe                  Key = "console.connect_safe"
	ConsoleConnectTokenHint             Key = "console.connect_token_hint"
	ConsoleCopied                       Key = "console.copied"
	ConsoleCopy                         Key = "console.copy"
	ConsoleCsvAuthor                    Key = "console.csv_author"
	ConsoleCsvBy                        Key = "console.csv_by"
	ConsoleCsvDecided                   Key = "console.csv_decided"
	ConsoleCsvRule                      Key = "console.csv_rule"
	ConsoleCsvSaid                      Key = "console.csv_said"
	ConsoleCsvState                     Key = "console.csv_state"
	ConsoleCsvText                      Key = "console.csv_text"
	ConsoleCsvWait                      Key = "console.csv_wait"
	ConsoleDecidedApproved              Key = "console.decided_approved"
	ConsoleDecidedDeleted               Key = "console.decided_deleted"
	ConsoleDeedAuthorDistrust           Key = "console.deed_author_distrust"
	ConsoleDeedAuthorTrust              Key = "console.deed_author_trust"
	ConsoleDeedConsoleInvite            Key = "console.deed_console_invite"
	ConsoleDeedConsoleLocked            Key = "console.deed_console_locked"
	ConsoleDeedConsolePassword          Key = "console.deed_console_password"
	ConsoleDeedConsoleProfile           Key = "console.deed_console_profile"
	ConsoleDeedConsoleSignIn            Key = "console.deed_console_sign_in"
	ConsoleDeedConsoleSignInLink        Key = "console.deed_console_sign_in_link"
	ConsoleDeedConsoleSignOut           Key = "console.deed_console_sign_out"
	ConsoleDeedConsoleSignOutEverywhere Key = "console.deed_console_sign_out_everywhere"
	ConsoleDeedConsoleSignUp            Key = "console.deed_console_sign_up"
	ConsoleDeedConsoleTelegramLink      Key = "console.deed_console_telegram_link"
	ConsoleDeedConsoleTelegramUnlink    Key = "console.deed_console_telegram_unlink"
	ConsoleDeedDeliveryRetry            Key = "console.deed_delivery_retry"
	ConsoleDeedOverlayMake              Key = "console.deed_overlay_make"
	ConsoleDeedOverlayRevoke            Key = "console.deed_overlay_revoke"
	ConsoleDeedPaymentDone              Key = "console.deed_payment_done"
	ConsoleDeedPaymentRefund            Key = "console.deed_payment_refund"
	ConsoleDeedPaymentRefunded          Key = "console.deed_payment_refunded"
	ConsoleDeedPaymentUnclaimed         Key = "console.deed_payment_unclaimed"
	ConsoleDeedPersonActivate           Key = "console.deed_person_activate"
	ConsoleDeedPersonBan                Key = "console.deed_person_ban"
	ConsoleDeedPersonDeactivate         Key = "console.deed_person_deactivate"
	ConsoleDeedPersonUnban              Key = "console.deed_person_unban"
	ConsoleDeedRelayAdd                 Key = "console.deed_relay_add"
	ConsoleDeedRelayRemove              Key = "console.deed_relay_remove"
	ConsoleDeedRelaySet                 Key = "console.deed_relay_set"
	ConsoleDeedRuleChange               Key = "console.deed_rule_change"
	ConsoleDeedRuleOff                  Key = "console.deed_rule_off"
	ConsoleDeedRuleOn                   Key = "console.deed_rule_on"
	ConsoleDeedShopCreate               Key = "console.deed_shop_create"
	ConsoleDeedShopIsActive             Key = "console.deed_shop_is_active"
	ConsoleDeedShopKey                  Key = "console.deed_shop_key"
	ConsoleDeedShopPriceUpdating        Key = "console.deed_shop_price_updating"
	ConsoleDeedShopRename               Key = "console.deed_shop_rename"
	ConsoleDeedShopSlug                 Key = "console.deed_shop_slug"
	ConsoleDeedShopUnlink               Key = "console.deed_shop_unlink"
	ConsoleDeedShopWarehouseAdd         Key = "console.deed_shop_warehouse_add"
	ConsoleDeedShopWarehouseRemove      Key = "console.deed_shop_warehouse_remove"
	ConsoleDeedSignInAdmin              Key = "console.deed_sign_in_admin"
	ConsoleDeedSignInLocked             Key = "console.deed_sign_in_locked"
	ConsoleDeedSignInSeller             Key = "console.deed_sign_in_seller"
	ConsoleDeedSignOut                  Key = "console.deed_sign_out"
	ConsoleDeedSubscriptionSwitch       Key = "console.deed_subscription_switch"
	ConsoleDeedUserClose                Key = "console.deed_user_close"
	ConsoleDeedUserOpen                 Key = "console.deed_user_open"
	ConsoleDeedWebinarConnect           Key = "console.deed_webinar_connect"
	ConsoleDeedWebinarDisconnect        Key = "console.deed_webinar_disconnect"
	ConsoleDeedWebinarInvite            Key = "console.deed_webinar_invite"
	ConsoleDeedWebinarJoin              Key = "console.deed_webinar_join"
	ConsoleDeedWebinarPremoderation     Key = "console.deed_webinar_premoderation"
	ConsoleDeedWebinarRemoveModerator   Key = "console.deed_webinar_remove_moderator"
	ConsoleDeedWebinarStart             Key = "console.deed_webinar_start"
	ConsoleDeedWebinarStop              Key = "console.deed_webinar_stop"
	ConsoleDelete                       Key = "console.delete"
	ConsoleDeleteOf                     Key = "console.delete_of"
	ConsoleDeliveries                   Key = "console.deliveries"
	ConsoleDensity                      Key = "console.density"
	ConsoleDensityHint                  Key = "console.density_hint"
	ConsoleDidAuthorDistrust            Key = "console.did_author_distrust"
	ConsoleDidAuthorTrust               Key = "console.did_author_trust"
	ConsoleDidConsoleInvite             Key = "console.did_console_invite"
	ConsoleDidConsoleLocked             Key = "console.did_console_locked"
	ConsoleDidConsolePassword           Key = "console.did_console_password"
	ConsoleDidConsoleProfile            Key = "console.did_console_profile"
	ConsoleDidConsoleSignIn             Key = "console.did_console_sign_in"
	ConsoleDidConsoleSignInLink         Key = "console.did_console_sign_in_link"
	ConsoleDidConsoleSignOut            Key = "console.did_console_sign_out"
	ConsoleDidConsoleSignOutEverywhere  Key = "console.did_console_sign_out_everywhere"
	ConsoleDidConsoleSignUp             Key = "console.did_console_sign_up"
	ConsoleDidConsoleSignUpMore         Key = "console.did_console_sign_up_more"
	ConsoleDidConsoleTelegramLink       Key = "console.did_console_telegram_link"
	ConsoleDidConsoleTelegramUnlink     Key = "console.did_console_telegram_unlink"
	ConsoleDidDeliveryRetry             Key = "console.did_delivery_retry"
	ConsoleDidOther                     Key = "console.did_other"
	ConsoleDidOverlayMake               Key = "console.did_overlay_make"
	ConsoleDidOverlayRevoke             Key = "console.did_overlay_revoke"
	ConsoleDidPaymentDone               Key = "console.did_payment_done"
	ConsoleDidPaymentRefund             Key = "console.did_payment_refund"
	ConsoleDidPaymentRefunded           Key = "console.did_payment_refunded"
	ConsoleDidPaymentUnclaimed          Key = "console.did_payment_unclaimed"
	ConsoleDidPersonActivate            Key = "console.did_person_activate"
	ConsoleDidPersonBan                 Key = "console.did_person_ban"
	ConsoleDidPersonBanMore             Key = "console.did_person_ban_more"
	ConsoleDidPersonDeactivate          Key = "console.did_person_deactivate"
	ConsoleDidPersonUnban               Key = "console.did_person_unban"
	ConsoleDidRelayAdd                  Key = "console.did_relay_add"
	ConsoleDidRelayRemove               Key = "console.did_relay_remove"
	ConsoleDidRelaySetOff               Key = "console.did_relay_set_off"
	ConsoleDidRelaySetOn                Key = "console.did_relay_set_on"
	ConsoleDidRuleChange                Key = "console.did_rule_change"
	ConsoleDidRuleChangeMore            Key = "console.did_rule_change_more"
	ConsoleDidRuleOff                   Key = "console.did_rule_off"
	ConsoleDidRuleOn                    Key = "console.did_rule_on"
	ConsoleDidRuleOnMore                Key = "console.did_rule_on_more"
	ConsoleDidShopCreate                Key = "console.did_shop_create"
	ConsoleDidShopIsActiveOff           Key = "console.did_shop_is_active_off"
	ConsoleDidShopIsActiveOffAgain      Key = "console.did_shop_is_active_off_again"
	ConsoleDidShopIsActiveOn            Key = "console.did_shop_is_active_on"
	ConsoleDidShopIsActiveOnAgain       Key = "console.did_shop_is_active_on_again"
	ConsoleDidShopKey                   Key = "console.did_shop_key"
	ConsoleDidShopPriceUpdatingOff      Key = "console.did_shop_price_updating_off"
	ConsoleDidShopPriceUpdatingOffAgain Key = "console.did_shop_price_updating_off_again"
	ConsoleDidShopPriceUpdatingOn       Key = "console.did_shop_price_updating_on"
	ConsoleDidShopPriceUpdatingOnAgain  Key = "console.did_shop_price_updating_on_again"
	ConsoleDidShopRename                Key = "console.did_shop_rename"
	ConsoleDidShopSlug                  Key = "console.did_shop_slug"
	ConsoleDidShopUnlink                Key = "console.did_shop_unlink"
	ConsoleDidShopWarehouseAdd          Key = "console.did_shop_warehouse_add"
	ConsoleDidShopWarehouseRemove       Key = "console.did_shop_warehouse_remove"
	ConsoleDidSignInAdmin               Key = "console.did_sign_in_admin"
	ConsoleDidSignInLocked              Key = "console.did_sign_in_locked"
	ConsoleDidSignInSeller              Key = "console.did_sign_in_seller"
	ConsoleDidSignInSellerMore          Key = "console.did_sign_in_seller_more"
	ConsoleDidSignOut                   Key = "console.did_sign_out"
	ConsoleDidSubscriptionSwitchOff     Key = "console.did_subscription_switch_off"
	ConsoleDidSubscriptionSwitchOn      Key = "console.did_subscription_switch_on"
	ConsoleDidUserClose                 Key = "console.did_user_close"
	ConsoleDidUserOpen                  Key = "console.did_user_open"
	ConsoleDidWebinarConnect            Key = "console.did_webinar_connect"
	ConsoleDidWebinarDisconnect         Key = "console.did_webinar_disconnect"
	ConsoleDidWebinarInvite             Key = "console.did_webinar_invite"
	ConsoleDidWebinarJoin               Key = "console.did_webinar_join"
	ConsoleDidWebinarPremoderationOff   Key = "console.did_webinar_premoderation_off"
	ConsoleDidWebinarPremoderationOn    Key = "console.did_webinar_premoderation_on"
	ConsoleDidWebinarRemoveModerator    Key = "console.did_webinar_remove_moderator"
	ConsoleDidWebinarStart              Key = "console.did_webinar_start"
	ConsoleDidWebinarStop               Key = "console.did_webinar_stop"
	ConsoleDisconnectAsk                Key = "console.disconnect_ask"
	ConsoleDisconnectText               Key = "console.disconnect_text"
	ConsoleDistrust                     Key = "console.distrust"
	ConsoleEmail                        Key = "console.email"
	ConsoleErrorNumber                  Key = "console.error_number"
	ConsoleErrorTitle                   Key = "console.error_title"
	ConsoleEvent                        Key = "console.event"
	ConsoleEventIsOver                  Key = "console.event_is_over"
	ConsoleEventOver                    Key = "console.event_over"
	ConsoleEventPlanned                 Key = "console.event_planned"
	ConsoleEventRunning                 Key = "console.event_running"
	ConsoleEventsNext                   Key = "console.events_next"
	ConsoleFailed                       Key = "console.failed"
	ConsoleFailedDeliveries             Key = "console.failed_deliveries"
	ConsoleFigureMedian                 Key = "console.figure_median"
	ConsoleFigureMessages               Key = "console.figure_messages"
	ConsoleFigureMost                   Key = "console.figure_most"
	ConsoleFigureWrote                  Key = "console.figure_wrote"
	ConsoleFindOtherwise                Key = "console.find_otherwise"
	ConsoleFindPerson                   Key = "console.find_person"
	ConsoleFindShop                     Key = "console.find_shop"
	ConsoleFirstName                    Key = "console.first_name"
	ConsoleFromBot                      Key = "console.from_bot"
	ConsoleFromItself                   Key = "console.from_itself"
	ConsoleHaveAccount                  Key = "console.have_account"
	ConsoleHello                        Key = "console.hello"
	ConsoleHere                         Key = "console.here"
	ConsoleHereNow                      Key = "console.here_now"
	ConsoleHintCast                     Key = "console.hint_cast"
	ConsoleHintForbidden                Key = "console.hint_forbidden"
	ConsoleHintLater                    Key = "console.hint_later"
	ConsoleHintLog                      Key = "console.hint_log"
	ConsoleHintMissing                  Key = "console.hint_missing"
	ConsoleHintModerators               Key = "console.hint_moderators"
	ConsoleHintPeople                   Key = "console.hint_people"
	ConsoleHintPerson                   Key = "console.hint_person"
	ConsoleHintReport                   Key = "console.hint_report"
	ConsoleHintRules                    Key = "console.hint_rules"
	ConsoleHintSchedule                 Key = "console.hint_schedule"
	ConsoleHintSend                     Key = "console.hint_send"
	ConsoleHintShop                     Key = "console.hint_shop"
	ConsoleHits                         Key = "console.hits"
	ConsoleHome                         Key = "console.home"
	ConsoleHours                        Key = "console.hours"
	ConsoleInactive                     Key = "console.inactive"
	ConsoleInvite                       Key = "console.invite"
	ConsoleInviteHint                   Key = "console.invite_hint"
	ConsoleInviteReady                  Key = "console.invite_ready"
	ConsoleKindCommands                 Key = "console.kind_commands"
	ConsoleKindDelete                   Key = "console.kind_delete"
	ConsoleKindDocument                 Key = "console.kind_document"
	ConsoleKindNotice                   Key = "console.kind_notice"
	ConsoleKindScreen                   Key = "console.kind_screen"
	ConsoleLanguageBrowser              Key = "console.language_browser"
	ConsoleLastName                     Key = "console.last_name"
	ConsoleLife                         Key = "console.life"
	ConsoleLifeHint                     Key = "console.life_hint"
	ConsoleLines                        Key = "console.lines"
	ConsoleLinkHint                     Key = "console.link_hint"
	ConsoleLinkOffer                    Key = "console.link_offer"
	ConsoleListApproved                 Key = "console.list_approved"
	ConsoleListAwaiting                 Key = "console.list_awaiting"
	ConsoleListDeleted                  Key = "console.list_deleted"
	ConsoleListed                       Key = "console.listed"
	ConsoleLogIn                        Key = "console.log_in"
	ConsoleLogOut                       Key = "console.log_out"
	ConsoleLogOutEverywhere             Key = "console.log_out_everywhere"
	ConsoleLoggedOut                    Key = "console.logged_out"
	ConsoleLoggedOutEverywhere          Key = "console.logged_out_everywhere"
	ConsoleLogin                        Key = "console.login"
	ConsoleLoginBot                     Key = "console.login_bot"
	ConsoleLoginBotUnknown              Key = "console.login_bot_unknown"
	ConsoleLoginDjango                  Key = "console.login_django"
	ConsoleLoginOwn                     Key = "console.login_own"
	ConsoleMe                           Key = "console.me"
	ConsoleMinutes                      Key = "console.minutes"
	ConsoleModeratesSince               Key = "console.moderates_since"
	ConsoleModeratorGone                Key = "console.moderator_gone"
	ConsoleModeratorInviteHint          Key = "console.moderator_invite_hint"
	ConsoleModeratorInviteReady         Key = "console.moderator_invite_ready"
	ConsoleMore                         Key = "console.more"
	ConsoleMyStanding                   Key = "console.my_standing"
	ConsoleNextTry                      Key = "console.next_try"
	ConsoleNoAccount                    Key = "console.no_account"
	ConsoleNoAccounts                   Key = "console.no_accounts"
	ConsoleNoAccountsHint               Key = "console.no_accounts_hint"
	ConsoleNoAccountsModerator          Key = "console.no_accounts_moderator"
	ConsoleNoAccountsModeratorHint      Key = "console.no_accounts_moderator_hint"
	ConsoleNoEvents                     Key = "console.no_events"
	ConsoleNoEventsHint                 Key = "console.no_events_hint"
	ConsoleNoGoBack                     Key = "console.no_go_back"
	ConsoleNoModerators                 Key = "console.no_moderators"
	ConsoleNoModeratorsHint             Key = "console.no_moderators_hint"
	ConsoleNoPeople                     Key = "console.no_people"
	ConsoleNoPeopleHint                 Key = "console.no_people_hint"
	ConsoleNoSession                    Key = "console.no_session"
	ConsoleNoShops                      Key = "console.no_shops"
	ConsoleNoShopsDjango                Key = "console.no_shops_django"
	ConsoleNoShopsLink                  Key = "console.no_shops_link"
	ConsoleNoShopsMake                  Key = "console.no_shops_make"
	ConsoleNoTargets                    Key = "console.no_targets"
	ConsoleNoTrusted                    Key = "console.no_trusted"
	ConsoleNoUsers                      Key = "console.no_users"
	ConsoleNoUsersInvite                Key = "console.no_users_invite"
	ConsoleNoUsersOff                   Key = "console.no_users_off"
	ConsoleNoUsersOpen                  Key = "console.no_users_open"
	ConsoleNoWarehouses                 Key = "console.no_warehouses"
	ConsoleNobody                       Key = "console.nobody"
	ConsoleNobodyHere                   Key = "console.nobody_here"
	ConsoleNobodyOnDuty                 Key = "console.nobody_on_duty"
	ConsoleNobodyOnDutyYet              Key = "console.nobody_on_duty_yet"
	ConsoleNoneApproved                 Key = "console.none_approved"
	ConsoleNoneAwaiting                 Key = "console.none_awaiting"
	ConsoleNoneAwaitingOver             Key = "console.none_awaiting_over"
	ConsoleNoneDeleted                  Key = "console.none_deleted"
	ConsoleNoneFailed                   Key = "console.none_failed"
	ConsoleNoneFailedHint               Key = "console.none_failed_hint"
	ConsoleNonePending                  Key = "console.none_pending"
	ConsoleNonePendingHint              Key = "console.none_pending_hint"
	ConsoleNotListed                    Key = "console.not_listed"
	ConsoleNothingFound                 Key = "console.nothing_found"
	ConsoleOff                          Key = "console.off"
	ConsoleOffline                      Key = "console.offline"
	ConsoleOlder                        Key = "console.older"
	ConsoleOldest                       Key = "console.oldest"
	ConsoleOn                           Key = "console.on"
	ConsoleOnAir                        Key = "console.on_air"
	ConsoleOnDuty                       Key = "console.on_duty"
	ConsoleOnItsWay                     Key = "console.on_its_way"
	ConsoleOpen                         Key = "console.open"
	ConsoleOrganizations                Key = "console.organizations"
	ConsolePageAfter                    Key = "console.page_after"
	ConsolePageBefore                   Key = "console.page_before"
	ConsolePages                        Key = "console.pages"
	ConsolePassword                     Key = "console.password"
	ConsolePasswordChange               Key = "console.password_change"
	ConsolePasswordChanged              Key = "console.password_changed"
	ConsolePasswordCommand              Key = "console.password_command"
	ConsolePasswordDjango               Key = "console.password_django"
	ConsolePasswordHint                 Key = "console.password_hint"
	ConsolePasswordNew                  Key = "console.password_new"
	ConsolePasswordNone                 Key = "console.password_none"
	ConsolePasswordOld                  Key = "console.password_old"
	ConsolePending                      Key = "console.pending"
	ConsolePeople                       Key = "console.people"
	ConsolePeopleBot                    Key = "console.people_bot"
	ConsolePeopleConsole                Key = "console.people_console"
	ConsolePerson                       Key = "console.person"
	ConsolePersonDid                    Key = "console.person_did"
	ConsolePersonHistory                Key = "console.person_history"
	ConsolePersonNoShops                Key = "console.person_no_shops"
	ConsolePersonNoShopsHint            Key = "console.person_no_shops_hint"
	ConsolePremodFixed                  Key = "console.premod_fixed"
	ConsolePremodIsOff                  Key = "console.premod_is_off"
	ConsolePremodIsOn                   Key = "console.premod_is_on"
	ConsolePremodSoonOff                Key = "console.premod_soon_off"
	ConsolePremodSoonOn                 Key = "console.premod_soon_on"
	ConsolePremodUnknown                Key = "console.premod_unknown"
	ConsolePremoderation                Key = "console.premoderation"
	ConsolePreview                      Key = "console.preview"
	ConsolePreviewHint                  Key = "console.preview_hint"
	ConsoleProfile                      Key = "console.profile"
	ConsoleQr                           Key = "console.qr"
	ConsoleQuestion                     Key = "console.question"
	ConsoleReason                       Key = "console.reason"
	ConsoleReasonHint                   Key = "console.reason_hint"
	ConsoleRelayHead                    Key = "console.relay_head"
	ConsoleRelayIsOff                   Key = "console.relay_is_off"
	ConsoleRelayIsOn                    Key = "console.relay_is_on"
	ConsoleRelayNowhere                 Key = "console.relay_nowhere"
	ConsoleRemove                       Key = "console.remove"
	ConsoleRemoveNamed                  Key = "console.remove_named"
	ConsoleReportAuthors                Key = "console.report_authors"
	ConsoleReportEmpty                  Key = "console.report_empty"
	ConsoleReportEmptyHint              Key = "console.report_empty_hint"
	ConsoleReportNobody                 Key = "console.report_nobody"
	ConsoleReportPeople                 Key = "console.report_people"
	ConsoleRetried                      Key = "console.retried"
	ConsoleRetry                        Key = "console.retry"
	ConsoleRevokeAsk                    Key = "console.revoke_ask"
	ConsoleRevokeText                   Key = "console.revoke_text"
	ConsoleRole                         Key = "console.role"
	ConsoleRosterHint                   Key = "console.roster_hint"
	ConsoleRosterOf                     Key = "console.roster_of"
	ConsoleRuleAuto                     Key = "console.rule_auto"
	ConsoleRuleDelay                    Key = "console.rule_delay"
	ConsoleRuleHintAuto                 Key = "console.rule_hint_auto"
	ConsoleRuleHintDelay                Key = "console.rule_hint_delay"
	ConsoleRuleHintLinks                Key = "console.rule_hint_links"
	ConsoleRuleHintLong                 Key = "console.rule_hint_long"
	ConsoleRuleHintRepeats              Key = "console.rule_hint_repeats"
	ConsoleRuleHintTrust                Key = "console.rule_hint_trust"
	ConsoleRuleHintWords                Key = "console.rule_hint_words"
	ConsoleRuleIsOff                    Key = "console.rule_is_off"
	ConsoleRuleIsOn                     Key = "console.rule_is_on"
	ConsoleRuleLinks                    Key = "console.rule_links"
	ConsoleRuleLong                     Key = "console.rule_long"
	ConsoleRuleRepeats                  Key = "console.rule_repeats"
	ConsoleRuleTrust                    Key = "console.rule_trust"
	ConsoleRuleUnitDelay                Key = "console.rule_unit_delay"
	ConsoleRuleUnitLong                 Key = "console.rule_unit_long"
	ConsoleRuleUnitRepeats              Key = "console.rule_unit_repeats"
	ConsoleRuleUnitTrust                Key = "console.rule_unit_trust"
	ConsoleRuleWords                    Key = "console.rule_words"
	ConsoleRuleWorks                    Key = "console.rule_works"
	ConsoleSampleA                      Key = "console.sample_a"
	ConsoleSampleB                      Key = "console.sample_b"
	ConsoleSampleC                      Key = "console.sample_c"
	ConsoleSampleNameA                  Key = "console.sample_name_a"
	ConsoleSampleNameB                  Key = "console.sample_name_b"
	ConsoleSampleNameC                  Key = "console.sample_name_c"
	ConsoleSave                         Key = "console.save"
	ConsoleSaved                        Key = "console.saved"
	ConsoleSeconds                      Key = "console.seconds"
	ConsoleSections                     Key = "console.sections"
	ConsoleSessionHere                  Key = "console.session_here"
	ConsoleSessions                     Key = "console.sessions"
	ConsoleShare                        Key = "console.share"
	ConsoleShareLess                    Key = "console.share_less"
	ConsoleShareMore                    Key = "console.share_more"
	ConsoleShop                         Key = "console.shop"
	ConsoleShopFacts                    Key = "console.shop_facts"
	ConsoleShopGone                     Key = "console.shop_gone"
	ConsoleShopHistory                  Key = "console.shop_history"
	ConsoleShopKey                      Key = "console.shop_key"
	ConsoleShopKeyHas                   Key = "console.shop_key_has"
	ConsoleShopKeyHint                  Key = "console.shop_key_hint"
	ConsoleShopKeyNone                  Key = "console.shop_key_none"
	ConsoleShopMade                     Key = "console.shop_made"
	ConsoleShopMake                     Key = "console.shop_make"
	ConsoleShopNew                      Key = "console.shop_new"
	ConsoleShopNewHint                  Key = "console.shop_new_hint"
	ConsoleShopOff                      Key = "console.shop_off"
	ConsoleShopOn                       Key = "console.shop_on"
	ConsoleShopPeople                   Key = "console.shop_people"
	ConsoleShopState                    Key = "console.shop_state"
	ConsoleShops                        Key = "console.shops"
	ConsoleShow                         Key = "console.show"
	ConsoleShowAll                      Key = "console.show_all"
	ConsoleShownAt                      Key = "console.shown_at"
	ConsoleSignUp                       Key = "console.sign_up"
	ConsoleSignUpDo                     Key = "console.sign_up_do"
	ConsoleSignedOut                    Key = "console.signed_out"
	ConsoleSince                        Key = "console.since"
	ConsoleSkip                         Key = "console.skip"
	ConsoleSlug                         Key = "console.slug"
	ConsoleSomebody                     Key = "console.somebody"
	ConsoleStandingAdmin                Key = "console.standing_admin"
	ConsoleStandingModerator            Key = "console.standing_moderator"
	ConsoleStandingOwner                Key = "console.standing_owner"
	ConsoleStartAsk                     Key = "console.start_ask"
	ConsoleStartSure                    Key = "console.start_sure"
	ConsoleStartSureText                Key = "console.start_sure_text"
	ConsoleStartText                    Key = "console.start_text"
	ConsoleStartedBy                    Key = "console.started_by"
	ConsoleStateApproved                Key = "console.state_approved"
	ConsoleStateAwaiting                Key = "console.state_awaiting"
	ConsoleStateDeleted                 Key = "console.state_deleted"
	ConsoleStopAsk                      Key = "console.stop_ask"
	ConsoleStopSure                     Key = "console.stop_sure"
	ConsoleStopSureText                 Key = "console.stop_sure_text"
	ConsoleStopText                     Key = "console.stop_text"
	ConsoleStoppedBy                    Key = "console.stopped_by"
	ConsoleTakeDown                     Key = "console.take_down"
	ConsoleTargetAdded                  Key = "console.target_added"
	ConsoleTargetAsk                    Key = "console.target_ask"
	ConsoleTargetGone                   Key = "console.target_gone"
	ConsoleTargetText                   Key = "console.target_text"
	ConsoleTelegramFollow               Key = "console.telegram_follow"
	ConsoleTelegramHint                 Key = "console.telegram_hint"
	ConsoleTelegramLink                 Key = "console.telegram_link"
	ConsoleTelegramLinked               Key = "console.telegram_linked"
	ConsoleTelegramLinkedHint           Key = "console.telegram_linked_hint"
	ConsoleTelegramOpen                 Key = "console.telegram_open"
	ConsoleTelegramUnlink               Key = "console.telegram_unlink"
	ConsoleTelegramUnlinked             Key = "console.telegram_unlinked"
	ConsoleTheme                        Key = "console.theme"
	ConsoleThemeBubbles                 Key = "console.theme_bubbles"
	ConsoleThemeCompact                 Key = "console.theme_compact"
	ConsoleThemePlain                   Key = "console.theme_plain"
	ConsoleTimesIn                      Key = "console.times_in"
	ConsoleToHome                       Key = "console.to_home"
	ConsoleToReport                     Key = "console.to_report"
	ConsoleToThing                      Key = "console.to_thing"
	ConsoleTokenHint                    Key = "console.token_hint"
	ConsoleTrust                        Key = "console.trust"
	ConsoleTrustHits                    Key = "console.trust_hits"
	ConsoleTrusted                      Key = "console.trusted"
	ConsoleTrustedBy                    Key = "console.trusted_by"
	ConsoleTrustedHead                  Key = "console.trusted_head"
	ConsoleTrustedHint                  Key = "console.trusted_hint"
	ConsoleTrustedRule                  Key = "console.trusted_rule"
	ConsoleTryAgain                     Key = "console.try_again"
	ConsoleTryAuthor                    Key = "console.try_author"
	ConsoleTryDo                        Key = "console.try_do"
	ConsoleTryHead                      Key = "console.try_head"
	ConsoleTryText                      Key = "console.try_text"
	ConsoleUnmoderateAsk                Key = "console.unmoderate_ask"
	ConsoleUnmoderateText               Key = "console.unmoderate_text"
	ConsoleUser                         Key = "console.user"
	ConsoleUserAway                     Key = "console.user_away"
	ConsoleUserClose                    Key = "console.user_close"
	ConsoleUserCloseDo                  Key = "console.user_close_do"
	ConsoleUserCloseHint                Key = "console.user_close_hint"
	ConsoleUserClosed                   Key = "console.user_closed"
	ConsoleUserOpen                     Key = "console.user_open"
	ConsoleUserOpenDo                   Key = "console.user_open_do"
	ConsoleUserSeen                     Key = "console.user_seen"
	ConsoleUserShut                     Key = "console.user_shut"
	ConsoleUsername                     Key = "console.username"
	ConsoleVendor                       Key = "console.vendor"
	ConsoleVerdictApproved              Key = "console.verdict_approved"
	ConsoleVerdictAwaiting              Key = "console.verdict_awaiting"
	ConsoleVerdictDeleted               Key = "console.verdict_deleted"
	ConsoleVisitor                      Key = "console.visitor"
	ConsoleWaitingNumber                Key = "console.waiting_number"
	ConsoleWarehouseNumber              Key = "console.warehouse_number"
	ConsoleWarehouses                   Key = "console.warehouses"
	ConsoleWebhook                      Key = "console.webhook"
	ConsoleWebhookHint                  Key = "console.webhook_hint"
	ConsoleWebinarPassword              Key = "console.webinar_password"
	ConsoleWelcome                      Key = "console.welcome"
	ConsoleWhatDone                     Key = "console.what_done"
	ConsoleWho                          Key = "console.who"
	ConsoleWhyBlocked                   Key = "console.why_blocked"
	ConsoleWhyDeleted                   Key = "console.why_deleted"
	ConsoleWhyKicked                    Key = "console.why_kicked"
	ConsoleWhyNoChat                    Key = "console.why_no_chat"
	ConsoleWhyWebhook                   Key = "console.why_webhook"
	ConsoleWidget                       Key = "console.widget"
	ConsoleWidgetHead                   Key = "console.widget_head"
	ConsoleWidgetHint                   Key = "console.widget_hint"
	ConsoleWidgetLook                   Key = "console.widget_look"
	ConsoleWidgetMade                   Key = "console.widget_made"
	ConsoleWidgetNumber                 Key = "console.widget_number"
	ConsoleWidgetRevoke                 Key = "console.widget_revoke"
	ConsoleWidgetRevoked                Key = "console.widget_revoked"
	ConsoleWordsHint                    Key = "console.words_hint"
	ConsoleWordsLabel                   Key = "console.words_label"
	ConsoleZone                         Key = "console.zone"
	ConsoleZoneHouse                    Key = "console.zone_house"
	DecidedApprovedBy                   Key = "decided.approved_by"
	DecidedApprovedRule                 Key = "decided.approved_rule"
	DecidedApprovedThere                Key = "decided.approved_there"
	DecidedDeletedBy                    Key = "decided.deleted_by"
	DecidedDeletedRule                  Key = "decided.deleted_rule"
	DecidedDeletedThere                 Key = "decided.deleted_there"
	DigestHint                          Key = "digest.hint"
	DigestOver                          Key = "digest.over"
	DigestWaiting                       Key = "digest.waiting"
	DisconnectQuestion                  Key = "disconnect.question"
	EditKeyMissing                      Key = "edit.key_missing"
	EditKeySet                          Key = "edit.key_set"
	EditSlug                            Key = "edit.slug"
	EditSlugMissing                     Key = "edit.slug_missing"
	EditStocks                          Key = "edit.stocks"
	EditTitle                           Key = "edit.title"
	ErrorBanned                         Key = "error.banned"
	ErrorBotUnknown                     Key = "error.bot_unknown"
	ErrorChatIDTooBig                   Key = "error.chat_id_too_big"
	ErrorConflict                       Key = "error.conflict"
	ErrorConsoleClosed                  Key = "error.console_closed"
	ErrorDecidedApproved                Key = "error.decided_approved"
	ErrorDecidedDeleted                 Key = "error.decided_deleted"
	ErrorDecidedElsewhere               Key = "error.decided_elsewhere"
	ErrorDiscordAddress                 Key = "error.discord_address"
	ErrorDiscordAway                    Key = "error.discord_away"
	ErrorDiscordGone                    Key = "error.discord_gone"
	ErrorEmail                          Key = "error.email"
	ErrorEmpty                          Key = "error.empty"
	ErrorForbidden                      Key = "error.forbidden"
	ErrorInternal                       Key = "error.internal"
	ErrorInvalid                        Key = "error.invalid"
	ErrorInviteNotNow                   Key = "error.invite_not_now"
	ErrorInviteUsed                     Key = "error.invite_used"
	ErrorInvoiceAmount                  Key = "error.invoice_amount"
	ErrorInvoiceBanned                  Key = "error.invoice_banned"
	ErrorInvoiceOld                     Key = "error.invoice_old"
	ErrorInvoiceOther                   Key = "error.invoice_other"
	ErrorInvoicePaid                    Key = "error.invoice_paid"
	ErrorInvoiceStranger                Key = "error.invoice_stranger"
	ErrorInvoiceTerms                   Key = "error.invoice_terms"
	ErrorInvoiceUnavailable             Key = "error.invoice_unavailable"
	ErrorInvoiceUnknown                 Key = "error.invoice_unknown"
	ErrorKeyShort                       Key = "error.key_short"
	ErrorLinkUsed                       Key = "error.link_used"
	ErrorLocked                         Key = "error.locked"
	ErrorLoginWrong                     Key = "error.login_wrong"
	ErrorNoPage                         Key = "error.no_page"
	ErrorNotFailed                      Key = "error.not_failed"
	ErrorNotFound                       Key = "error.not_found"
	ErrorNotModerator                   Key = "error.not_moderator"
	ErrorOnlyWayIn                      Key = "error.only_way_in"
	ErrorOtherSite                      Key = "error.other_site"
	ErrorOverlaySettings                Key = "error.overlay_settings"
	ErrorOverlaysFull                   Key = "error.overlays_full"
	ErrorOwnAccess                      Key = "error.own_access"
	ErrorPasswordElsewhere              Key = "error.password_elsewhere"
	ErrorPasswordShort                  Key = "error.password_short"
	ErrorPasswordSimple                 Key = "error.password_simple"
	ErrorPasswordWrong                  Key = "error.password_wrong"
	ErrorPlanGone                       Key = "error.plan_gone"
	ErrorPrivateOnly                    Key = "error.private_only"
	ErrorQuietHours                     Key = "error.quiet_hours"
	ErrorRateLimited                    Key = "error.rate_limited"
	ErrorRefundAsked                    Key = "error.refund_asked"
	ErrorRefundStarsOnly                Key = "error.refund_stars_only"
	ErrorRelayFull                      Key = "error.relay_full"
	ErrorRuleValue                      Key = "error.rule_value"
	ErrorRuleWords                      Key = "error.rule_words"
	ErrorSessionOver                    Key = "error.session_over"
	ErrorShopsInDjango                  Key = "error.shops_in_django"
	ErrorSignupInvite                   Key = "error.signup_invite"
	ErrorSignupOff                      Key = "error.signup_off"
	ErrorSlugCharacters                 Key = "error.slug_characters"
	ErrorSlugTaken                      Key = "error.slug_taken"
	ErrorTelegramLinked                 Key = "error.telegram_linked"
	ErrorTooLong                        Key = "error.too_long"
	ErrorTries                          Key = "error.tries"
	ErrorUnavailable                    Key = "error.unavailable"
	ErrorUnreachable                    Key = "error.unreachable"
	ErrorUserElsewhere                  Key = "error.user_elsewhere"
	ErrorUsernameCharacters             Key = "error.username_characters"
	ErrorUsernameLength                 Key = "error.username_length"
	ErrorUsernameTaken                  Key = "error.username_taken"
	ErrorUsersInDjango                  Key = "error.users_in_django"
	ErrorWarehouseNumber                Key = "error.warehouse_number"
	ErrorWarehouseTaken                 Key = "error.warehouse_taken"
	ErrorWebinarAway                    Key = "error.webinar_away"
	ErrorWebinarCredentials             Key = "error.webinar_credentials"
	ErrorWebinarFace                    Key = "error.webinar_face"
	ErrorWebinarForbidden               Key = "error.webinar_forbidden"
	ErrorWebinarIncomplete              Key = "error.webinar_incomplete"
	ErrorWebinarLimited                 Key = "error.webinar_limited"
	ErrorWebinarLocked                  Key = "error.webinar_locked"
	ErrorWebinarMessageGone             Key = "error.webinar_message_gone"
	ErrorWebinarNoSession               Key = "error.webinar_no_session"
	ErrorWebinarNotFound                Key = "error.webinar_not_found"
	ErrorWebinarOver                    Key = "error.webinar_over"
	ErrorWebinarRefused                 Key = "error.webinar_refused"
	ErrorZone                           Key = "error.zone"
	EventDuty                           Key = "event.duty"
	EventLink                           Key = "event.link"
	EventNoTime                         Key = "event.no_time"
	EventNobody                         Key = "event.nobody"
	EventNobodyNow                      Key = "event.nobody_now"
	EventOdd                            Key = "event.odd"
	EventOrganization                   Key = "event.organization"
	EventOver                           Key = "event.over"
	EventPlanned                        Key = "event.planned"
	EventRunning                        Key = "event.running"
	EventStartedBy                      Key = "event.started_by"
	EventStoppedBy                      Key = "event.stopped_by"
	EventTime                           Key = "event.time"
	EventTimes                          Key = "event.times"
	FiguresAuthor                       Key = "figures.author"
	FiguresAuthors                      Key = "figures.authors"
	FiguresCaption                      Key = "figures.caption"
	FiguresChartDecided                 Key = "figures.chart_decided"
	FiguresChartMessages                Key = "figures.chart_messages"
	FiguresFile                         Key = "figures.file"
	FiguresMessages                     Key = "figures.messages"
	FiguresNone                         Key = "figures.none"
	FiguresPeople                       Key = "figures.people"
	FiguresPerson                       Key = "figures.person"
	FiguresStates                       Key = "figures.states"
	FiguresTitle                        Key = "figures.title"
	FiguresWaits                        Key = "figures.waits"
	FindPeople                          Key = "find.people"
	FindShops                           Key = "find.shops"
	FontNone                            Key = "font.none"
	FontText                            Key = "font.text"
	FontTitle                           Key = "font.title"
	GoneSignedIn                        Key = "gone.signed_in"
	GoneStranger                        Key = "gone.stranger"
	HelpAdmin                           Key = "help.admin"
	HelpIdle                            Key = "help.idle"
	HelpSeller                          Key = "help.seller"
	HelpStranger                        Key = "help.stranger"
	IdleTitle                           Key = "idle.title"
	InfoLinked                          Key = "info.linked"
	InfoNoStocks                        Key = "info.no_stocks"
	InfoNotLinked                       Key = "info.not_linked"
	InfoStock                           Key = "info.stock"
	InfoStocks                          Key = "info.stocks"
	InfoVendor                          Key = "info.vendor"
	InviteCaption                       Key = "invite.caption"
	InviteText                          Key = "invite.text"
	InvoiceText                         Key = "invoice.text"
	InvoiceTitle                        Key = "invoice.title"
	JoinHint                            Key = "join.hint"
	JoinOwner                           Key = "join.owner"
	JoinTitle                           Key = "join.title"
	KeyAdd                              Key = "key.add"
	KeyDeleted                          Key = "key.deleted"
	KeySignIn                           Key = "key.sign_in"
	LanguageTitle                       Key = "language.title"
	LanguageNameEn                      Key = "language_name.en"
	LanguageNameRu                      Key = "language_name.ru"
	MenuModerator                       Key = "menu.moderator"
	MenuTitle                           Key = "menu.title"
	ModeratorsHint                      Key = "moderators.hint"
	ModeratorsNone                      Key = "moderators.none"
	ModeratorsRow                       Key = "moderators.row"
	ModeratorsTitle                     Key = "moderators.title"
	NamePrompt                          Key = "name.prompt"
	NewPrompt                           Key = "new.prompt"
	NoticeActivated                     Key = "notice.activated"
	NoticeAlreadyLinked                 Key = "notice.already_linked"
	NoticeBanned                        Key = "notice.banned"
	NoticeBannedReason                  Key = "notice.banned_reason"
	NoticeConnected                     Key = "notice.connected"
	NoticeDeactivated                   Key = "notice.deactivated"
	NoticeKeyShared                     Key = "notice.key_shared"
	NoticeKeyStays                      Key = "notice.key_stays"
	NoticeLinked                        Key = "notice.linked"
	NoticeModeratorJoined               Key = "notice.moderator_joined"
	NoticeModeratorRemoved              Key = "notice.moderator_removed"
	NoticePaid                          Key = "notice.paid"
	NoticePaidUnclaimed                 Key = "notice.paid_unclaimed"
	NoticePasswordStays                 Key = "notice.password_stays"
	NoticeRefundDone                    Key = "notice.refund_done"
	NoticeRefundRefused                 Key = "notice.refund_refused"
	NoticeRefunded                      Key = "notice.refunded"
	NoticeRefundedUntil                 Key = "notice.refunded_until"
	NoticeRelayGone                     Key = "notice.relay_gone"
	NoticeSubsEnded                     Key = "notice.subs_ended"
	NoticeSubsEnds                      Key = "notice.subs_ends"
	NoticeSubsOff                       Key = "notice.subs_off"
	NoticeTargetAdded                   Key = "notice.target_added"
	NoticeTokenStays                    Key = "notice.token_stays"
	NoticeUnbanned                      Key = "notice.unbanned"
	NoticeWebhookStays                  Key = "notice.webhook_stays"
	NoticeWebinarPremoderation          Key = "notice.webinar_premoderation"
	NoticeWebinarRefused                Key = "notice.webinar_refused"
	OffQuestion                         Key = "off.question"
	OutTitle                            Key = "out.title"
	PanelHere                           Key = "panel.here"
	PanelNoSession                      Key = "panel.no_session"
	PanelNobody                         Key = "panel.nobody"
	PanelOver                           Key = "panel.over"
	PanelPremodFixed                    Key = "panel.premod_fixed"
	PanelPremodOff                      Key = "panel.premod_off"
	PanelPremodOn                       Key = "panel.premod_on"
	PanelPremodSoonOff                  Key = "panel.premod_soon_off"
	PanelPremodSoonOn                   Key = "panel.premod_soon_on"
	PanelPremodUnknown                  Key = "panel.premod_unknown"
	PanelRelayOff                       Key = "panel.relay_off"
	PanelRelayOn                        Key = "panel.relay_on"
	PanelTitle                          Key = "panel.title"
	PasswordPrompt                      Key = "password.prompt"
	PaySupportAdmin                     Key = "pay_support.admin"
	PaySupportText                      Key = "pay_support.text"
	PaymentsNone                        Key = "payments.none"
	PaymentsTitle                       Key = "payments.title"
	PeopleAll                           Key = "people.all"
	PeopleFound                         Key = "people.found"
	PeopleLegend                        Key = "people.legend"
	PeopleNone                          Key = "people.none"
	PeopleNoneFound                     Key = "people.none_found"
	PeopleRow                           Key = "people.row"
	PersonActive                        Key = "person.active"
	PersonBanned                        Key = "person.banned"
	PersonBannedReason                  Key = "person.banned_reason"
	PersonHandle                        Key = "person.handle"
	PersonInactive                      Key = "person.inactive"
	PersonNameless                      Key = "person.nameless"
	PersonNoShops                       Key = "person.no_shops"
	PersonOut                           Key = "person.out"
	PersonRole                          Key = "person.role"
	PersonSelf                          Key = "person.self"
	PersonShops                         Key = "person.shops"
	PersonSince                         Key = "person.since"
	PersonShopsNone                     Key = "person_shops.none"
	PersonShopsTitle                    Key = "person_shops.title"
	PlanButton                          Key = "plan.button"
	PlanDays                            Key = "plan.days"
	QueueCardsFlood                     Key = "queue.cards_flood"
	QueueCardsOff                       Key = "queue.cards_off"
	QueueCardsOn                        Key = "queue.cards_on"
	QueueNone                           Key = "queue.none"
	QueueOver                           Key = "queue.over"
	QueueQuiet                          Key = "queue.quiet"
	QueueRow                            Key = "queue.row"
	QueueSettled                        Key = "queue.settled"
	QueueTitle                          Key = "queue.title"
	QueueTrusted                        Key = "queue.trusted"
	QueueWaiting                        Key = "queue.waiting"
	QuietAsk                            Key = "quiet.ask"
	QuietHint                           Key = "quiet.hint"
	QuietIsOff                          Key = "quiet.is_off"
	QuietIsOn                           Key = "quiet.is_on"
	QuietNow                            Key = "quiet.now"
	QuietTitle                          Key = "quiet.title"
	ReasonPrompt                        Key = "reason.prompt"
	ReceiptsCharge                      Key = "receipts.charge"
	ReceiptsNone                        Key = "receipts.none"
	ReceiptsRefunded                    Key = "receipts.refunded"
	ReceiptsRefunding                   Key = "receipts.refunding"
	ReceiptsRow                         Key = "receipts.row"
	ReceiptsShort                       Key = "receipts.short"
	ReceiptsShortRefunded               Key = "receipts.short_refunded"
	ReceiptsTitle                       Key = "receipts.title"
	ReceiptsUnclaimed                   Key = "receipts.unclaimed"
	ReceiptsUntil                       Key = "receipts.until"
	RefundQuestion                      Key = "refund.question"
	RelayGone                           Key = "relay.gone"
	RelayNone                           Key = "relay.none"
	RelayOff                            Key = "relay.off"
	RelayOn                             Key = "relay.on"
	RelayPrompt                         Key = "relay.prompt"
	RelayQuestion                       Key = "relay.question"
	RelayRemove                         Key = "relay.remove"
	RelayTarget                         Key = "relay.target"
	RelayTargets                        Key = "relay.targets"
	RelayTitle                          Key = "relay.title"
	RenamePrompt                        Key = "rename.prompt"
	ReportError                         Key = "report.error"
	ReportRepeated                      Key = "report.repeated"
	RoleAdmin                           Key = "role.admin"
	RoleHint                            Key = "role.hint"
	RoleModerator                       Key = "role.moderator"
	RoleSeller                          Key = "role.seller"
	RoleTitle                           Key = "role.title"
	RosterHere                          Key = "roster.here"
	RosterHint                          Key = "roster.hint"
	RosterHintOwner                     Key = "roster.hint_owner"
	RosterIdle                          Key = "roster.idle"
	RosterListed                        Key = "roster.listed"
	RosterRow                           Key = "roster.row"
	RosterTitle                         Key = "roster.title"
	RuleAuto                            Key = "rule.auto"
	RuleDelay                           Key = "rule.delay"
	RuleLinks                           Key = "rule.links"
	RuleLong                            Key = "rule.long"
	RuleRepeats                         Key = "rule.repeats"
	RuleTrust                           Key = "rule.trust"
	RuleWords                           Key = "rule.words"
	RulePageAskApprovals                Key = "rule_page.ask_approvals"
	RulePageAskCharacters               Key = "rule_page.ask_characters"
	RulePageAskMinutes                  Key = "rule_page.ask_minutes"
	RulePageAskSeconds                  Key = "rule_page.ask_seconds"
	RulePageAskWords                    Key = "rule_page.ask_words"
	RulePageAuto                        Key = "rule_page.auto"
	RulePageDelay                       Key = "rule_page.delay"
	RulePageHits                        Key = "rule_page.hits"
	RulePageIsOff                       Key = "rule_page.is_off"
	RulePageIsOn                        Key = "rule_page.is_on"
	RulePageLinks                       Key = "rule_page.links"
	RulePageList                        Key = "rule_page.list"
	RulePageLong                        Key = "rule_page.long"
	RulePageNoWords                     Key = "rule_page.no_words"
	RulePageRepeats                     Key = "rule_page.repeats"
	RulePageTitle                       Key = "rule_page.title"
	RulePageTrust                       Key = "rule_page.trust"
	RulePageWords                       Key = "rule_page.words"
	RulesCaught                         Key = "rules.caught"
	RulesHint                           Key = "rules.hint"
	RulesRowOff                         Key = "rules.row_off"
	RulesRowOn                          Key = "rules.row_on"
	RulesTitle                          Key = "rules.title"
	ScheduleLegend                      Key = "schedule.legend"
	ScheduleLine                        Key = "schedule.line"
	ScheduleNone                        Key = "schedule.none"
	ScheduleRow                         Key = "schedule.row"
	ScheduleTitle                       Key = "schedule.title"
	ShopActive                          Key = "shop.active"
	ShopInactive                        Key = "shop.inactive"
	ShopPriceOff                        Key = "shop.price_off"
	ShopPriceOn                         Key = "shop.price_on"
	ShopKeyFirst                        Key = "shop_key.first"
	ShopKeyPrompt                       Key = "shop_key.prompt"
	ShopsAll                            Key = "shops.all"
	ShopsFound                          Key = "shops.found"
	ShopsLegend                         Key = "shops.legend"
	ShopsNoneAdmin                      Key = "shops.none_admin"
	ShopsNoneFound                      Key = "shops.none_found"
	ShopsNoneSeller                     Key = "shops.none_seller"
	ShopsRow                            Key = "shops.row"
	SlugPrompt                          Key = "slug.prompt"
	StartFirst                          Key = "start.first"
	StartSecond                         Key = "start.second"
	StockPrompt                         Key = "stock.prompt"
	StocksHint                          Key = "stocks.hint"
	StocksNone                          Key = "stocks.none"
	StocksRow                           Key = "stocks.row"
	StocksShown                         Key = "stocks.shown"
	StocksTitle                         Key = "stocks.title"
	StopFirst                           Key = "stop.first"
	StopSecond                          Key = "stop.second"
	SubsAskAdmin                        Key = "subs.ask_admin"
	SubsAskContact                      Key = "subs.ask_contact"
	SubsBuy                             Key = "subs.buy"
	SubsGrace                           Key = "subs.grace"
	SubsInactive                        Key = "subs.inactive"
	SubsOpen                            Key = "subs.open"
	SubsOpenBuy                         Key = "subs.open_buy"
	SubsPaid                            Key = "subs.paid"
	SubsProlong                         Key = "subs.prolong"
	SubsSuspended                       Key = "subs.suspended"
	TableApproved                       Key = "table.approved"
	TableAuthor                         Key = "table.author"
	TableAwaiting                       Key = "table.awaiting"
	TableBy                             Key = "table.by"
	TableDecided                        Key = "table.decided"
	TableDeleted                        Key = "table.deleted"
	TableRule                           Key = "table.rule"
	TableSaid                           Key = "table.said"
	TableState                          Key = "table.state"
	TableText                           Key = "table.text"
	TableWait                           Key = "table.wait"
	TermsLink                           Key = "terms.link"
	TermsNone                           Key = "terms.none"
	TermsTitle                          Key = "terms.title"
	ToastActivated                      Key = "toast.activated"
	ToastAlready                        Key = "toast.already"
	ToastApprovedMany                   Key = "toast.approved_many"
	ToastApprovedNone                   Key = "toast.approved_none"
	ToastCardsOff                       Key = "toast.cards_off"
	ToastConsoleLinked                  Key = "toast.console_linked"
	ToastDeactivated                    Key = "toast.deactivated"
	ToastDisconnected                   Key = "toast.disconnected"
	ToastDistrusted                     Key = "toast.distrusted"
	ToastFile                           Key = "toast.file"
	ToastFont                           Key = "toast.font"
	ToastHere                           Key = "toast.here"
	ToastInvoice                        Key = "toast.invoice"
	ToastJoined                         Key = "toast.joined"
	ToastLanguage                       Key = "toast.language"
	ToastListed                         Key = "toast.listed"
	ToastMessageApproved                Key = "toast.message_approved"
	ToastMessageDeleted                 Key = "toast.message_deleted"
	ToastMessageUndone                  Key = "toast.message_undone"
	ToastModeratorRemoved               Key = "toast.moderator_removed"
	ToastNotYours                       Key = "toast.not_yours"
	ToastOldButton                      Key = "toast.old_button"
	ToastPage                           Key = "toast.page"
	ToastPersonActivated                Key = "toast.person_activated"
	ToastPersonBanned                   Key = "toast.person_banned"
	ToastPersonDeactivated              Key = "toast.person_deactivated"
	ToastPersonUnbanned                 Key = "toast.person_unbanned"
	ToastPremodAsked                    Key = "toast.premod_asked"
	ToastPriceOff                       Key = "toast.price_off"
	ToastPriceOn                        Key = "toast.price_on"
	ToastQuietOff                       Key = "toast.quiet_off"
	ToastQuietOn                        Key = "toast.quiet_on"
	ToastRefund                         Key = "toast.refund"
	ToastRelayOff                       Key = "toast.relay_off"
	ToastRelayOn                        Key = "toast.relay_on"
	ToastResent                         Key = "toast.resent"
	ToastRuleOff                        Key = "toast.rule_off"
	ToastRuleOn                         Key = "toast.rule_on"
	ToastSaved                          Key = "toast.saved"
	ToastSettled                        Key = "toast.settled"
	ToastShopCreated                    Key = "toast.shop_created"
	ToastStockDeleted                   Key = "toast.stock_deleted"
	ToastTargetRemoved                  Key = "toast.target_removed"
	ToastTrusted                        Key = "toast.trusted"
	ToastUndoLate                       Key = "toast.undo_late"
	ToastUndoOvertaken                  Key = "toast.undo_overtaken"
	ToastUndone                         Key = "toast.undone"
	ToastUndoneMany                     Key = "toast.undone_many"
	ToastUnlinked                       Key = "toast.unlinked"
	ToastUnlisted                       Key = "toast.unlisted"
	ToastWebinarStarted                 Key = "toast.webinar_started"
	ToastWebinarStopped                 Key = "toast.webinar_stopped"
	ToastWidgetMade                     Key = "toast.widget_made"
	ToastWidgetRevoked                  Key = "toast.widget_revoked"
	TroubleWebinarAway                  Key = "trouble.webinar_away"
	TroubleWebinarCredentials           Key = "trouble.webinar_credentials"
	TroubleWebinarForbidden             Key = "trouble.webinar_forbidden"
	TroubleWebinarGone                  Key = "trouble.webinar_gone"
	TroubleWebinarLimited               Key = "trouble.webinar_limited"
	TroubleWebinarPremoderation         Key = "trouble.webinar_premoderation"
	TrustedBy                           Key = "trusted.by"
	TrustedByRule                       Key = "trusted.by_rule"
	TrustedHint                         Key = "trusted.hint"
	TrustedLost                         Key = "trusted.lost"
	TrustedNone                         Key = "trusted.none"
	TrustedRow                          Key = "trusted.row"
	TrustedTitle                        Key = "trusted.title"
	TryApproved                         Key = "try.approved"
	TryAsk                              Key = "try.ask"
	TryClean                            Key = "try.clean"
	TryDeleted                          Key = "try.deleted"
	TryFound                            Key = "try.found"
	TryPhrase                           Key = "try.phrase"
	TryStops                            Key = "try.stops"
	TryWaits                            Key = "try.waits"
	UnknownSignedIn                     Key = "unknown.signed_in"
	UnknownStranger                     Key = "unknown.stranger"
	UnlinkQuestion                      Key = "unlink.question"
	UnmoderateQuestion                  Key = "unmoderate.question"
	WebJoin                             Key = "web.join"
	WebLink                             Key = "web.link"
	WebNone                             Key = "web.none"
	WebOpen                             Key = "web.open"
	WebinarsHint                        Key = "webinars.hint"
	WebinarsNone                        Key = "webinars.none"
	WebinarsNoneModerator               Key = "webinars.none_moderator"
	WebinarsTitle                       Key = "webinars.title"
	WebinarsTroubled                    Key = "webinars.troubled"
	WhenDay                             Key = "when.day"
	WhenToday                           Key = "when.today"
	WhenTomorrow                        Key = "when.tomorrow"
	WhenUnknown                         Key = "when.unknown"
	WhyBadEmail                         Key = "why.bad_email"
	WhyBadNumber                        Key = "why.bad_number"
	WhyBadSlug                          Key = "why.bad_slug"
	WhyCancelled                        Key = "why.cancelled"
	WhyEmpty                            Key = "why.empty"
	WhyExpired                          Key = "why.expired"
	WhyForbidden                        Key = "why.forbidden"
	WhyLocked                           Key = "why.locked"
	WhyNoCommand                        Key = "why.no_command"
	WhyNothingFound                     Key = "why.nothing_found"
	WhyNothingToCancel                  Key = "why.nothing_to_cancel"
	WhyNumberTaken                      Key = "why.number_taken"
	WhyOldButton                        Key = "why.old_button"
	WhyTaken                            Key = "why.taken"
	WhyTooLong                          Key = "why.too_long"
	WhyTooShort                         Key = "why.too_short"
	WhyUnknownCommand                   Key = "why.unknown_command"
	WhyUnknownText                      Key = "why.unknown_text"
	WhyVanished                         Key = "why.vanished"
	WhyWrongKey                         Key = "why.wrong_key"
	WhyWrongLogin                       Key = "why.wrong_login"
	WidgetLink                          Key = "widget.link"
	WidgetNoAddress                     Key = "widget.no_address"
	WidgetNone                          Key = "widget.none"
	WidgetQuestion                      Key = "widget.question"
	WidgetRevoke                        Key = "widget.revoke"
	WidgetText                          Key = "widget.text"
	WidgetTitle                         Key = "widget.title"
)

// Keys gives the keys of all texts, sorted.
func Keys() []Key {
	return []Key{
		AccountByToken,
		AccountData,
		AccountEmail,
		AccountGood,
		AccountModerator,
		AccountName,
		AccountOrganization,
		AccountPassword,
		AccountToken,
		AgoHours,
		AgoMinutes,
		AgoSeconds,
		ApprovedCount,
		ApprovedNone,
		ApprovedTitle,
		BotAbout,
		BotAboutShort,
		ButtonAcceptInvite,
		ButtonActivate,
		ButtonActivation,
		ButtonAddShop,
		ButtonAddStock,
		ButtonAddTarget,
		ButtonAdmin,
		ButtonAgain,
		ButtonAll,
		ButtonApprove,
		ButtonApproveNumber,
		ButtonApproveThese,
		ButtonApproveTrusted,
		ButtonBack,
		ButtonBan,
		ButtonBigger,
		ButtonBlank,
		ButtonByPassword,
		ButtonByToken,
		ButtonCardsOff,
		ButtonCardsOn,
		ButtonChart,
		ButtonConnectAccount,
		ButtonDeactivate,
		ButtonDisconnect,
		ButtonDisconnectSure,
		ButtonDistrust,
		ButtonEdit,
		ButtonFind,
		ButtonFont,
		ButtonGoWebinar,
		ButtonHelp,
		ButtonInfo,
		ButtonInvite,
		ButtonKey,
		ButtonLanguage,
		ButtonMenu,
		ButtonMessages,
		ButtonModeration,
		ButtonModerators,
		ButtonName,
		ButtonNewShop,
		ButtonNewWidget,
		ButtonNext,
		ButtonNo,
		ButtonNotNow,
		ButtonOpenEvent,
		ButtonOpenQueue,
		ButtonPanel,
		ButtonPaySupport,
		ButtonPayments,
		ButtonPeople,
		ButtonPersonActivate,
		ButtonPersonDeactivate,
		ButtonPersonShops,
		ButtonPicture,
		ButtonPosition,
		ButtonPremodOff,
		ButtonPremodOn,
		ButtonPrevious,
		ButtonPrice,
		ButtonQuiet,
		ButtonQuietOff,
		ButtonQuietOwn,
		ButtonReceipts,
		ButtonReconnect,
		ButtonRefresh,
		ButtonRefund,
		ButtonReject,
		ButtonRejectNumber,
		ButtonRelay,
		ButtonRelayOff,
		ButtonRelayOn,
		ButtonRemove,
		ButtonReport,
		ButtonRevoke,
		ButtonRoster,
		ButtonRules,
		ButtonSchedule,
		ButtonSeller,
		ButtonShops,
		ButtonSignIn,
		ButtonSkip,
		ButtonSlug,
		ButtonSmaller,
		ButtonStart,
		ButtonStartFirst,
		ButtonStartSecond,
		ButtonStocks,
		ButtonStop,
		ButtonStopFirst,
		ButtonStopSecond,
		ButtonSubs,
		ButtonSwitchOff,
		ButtonSwitchOn,
		ButtonTable,
		ButtonTakeDown,
		ButtonTerms,
		ButtonTrust,
		ButtonTrustedAuthors,
		ButtonTryPhrase,
		ButtonTurnOff,
		ButtonTurnOn,
		ButtonUnban,
		ButtonUndo,
		ButtonUndoMany,
		ButtonUndoNumber,
		ButtonUnlink,
		ButtonWebinars,
		ButtonWidget,
		ButtonYes,
		CallHere,
		CallHint,
		CallLate,
		CallOver,
		CallRunning,
		CallSoon,
		CardEvent,
		CardFailed,
		CardHead,
		CardHeld,
		CardShort,
		CardTrusted,
		CardUnsent,
		CommandCancel,
		CommandConsole,
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
		CommonWarning,
		ConnectEmail,
		ConnectPassword,
		ConnectTitle,
		ConnectToken,
		ConsoleAboutMe,
		ConsoleAccess,
		ConsoleAccount,
		ConsoleAccountConnected,
		ConsoleAccountData,
		ConsoleAccountGone,
		ConsoleAccountGood,
		ConsoleAccountOf,
		ConsoleActive,
		ConsoleAnyShop,
		ConsoleAnybody,
		ConsoleAnything,
		ConsoleApply,
		ConsoleApprove,
		ConsoleApproveFirst,
		ConsoleApproveOf,
		ConsoleApproveTrusted,
		ConsoleApprovedMany,
		ConsoleApprovedNumber,
		ConsoleAskInvite,
		ConsoleAtPlatform,
		ConsoleAttempts,
		ConsoleAudit,
		ConsoleAuditAbout,
		ConsoleAuditEmpty,
		ConsoleAuditEvent,
		ConsoleAuditMessages,
		ConsoleAuditNone,
		ConsoleBanDo,
		ConsoleBanned,
		ConsoleBrowser,
		ConsoleByPlatform,
		ConsoleByRule,
		ConsoleByRules,
		ConsoleCards,
		ConsoleCardsCome,
		ConsoleCardsNowhere,
		ConsoleCardsStay,
		ConsoleChannel,
		ConsoleChannelAll,
		ConsoleChannelDiscord,
		ConsoleChannelTelegram,
		ConsoleChannelWebinar,
		ConsoleChartAlt,
		ConsoleChartDecided,
		ConsoleChartMessages,
		ConsoleChartPeak,
		ConsoleChartStep,
		ConsoleClientID,
		ConsoleColorBack,
		ConsoleColorName,
		ConsoleColorText,
		ConsoleConnectDo,
		ConsoleConnectHow,
		ConsoleConnectPasswordHint,
		ConsoleConnectSafe,
		ConsoleConnectTokenHint,
		ConsoleCopied,
		ConsoleCopy,
		ConsoleCsvAuthor,
		ConsoleCsvBy,
		ConsoleCsvDecided,
		ConsoleCsvRule,
		ConsoleCsvSaid,
		ConsoleCsvState,
		ConsoleCsvText,
		ConsoleCsvWait,
		ConsoleDecidedApproved,
		ConsoleDecidedDeleted,
		ConsoleDeedAuthorDistrust,
		ConsoleDeedAuthorTrust,
		ConsoleDeedConsoleInvite,
		ConsoleDeedConsoleLocked,
		ConsoleDeedConsolePassword,
		ConsoleDeedConsoleProfile,
		ConsoleDeedConsoleSignIn,
		ConsoleDeedConsoleSignInLink,
		ConsoleDeedConsoleSignOut,
		ConsoleDeedConsoleSignOutEverywhere,
		ConsoleDeedConsoleSignUp,
		ConsoleDeedConsoleTelegramLink,
		ConsoleDeedConsoleTelegramUnlink,
		ConsoleDeedDeliveryRetry,
		ConsoleDeedOverlayMake,
		ConsoleDeedOverlayRevoke,
		ConsoleDeedPaymentDone,
		ConsoleDeedPaymentRefund,
		ConsoleDeedPaymentRefunded,
		ConsoleDeedPaymentUnclaimed,
		ConsoleDeedPersonActivate,
		ConsoleDeedPersonBan,
		ConsoleDeedPersonDeactivate,
		ConsoleDeedPersonUnban,
		ConsoleDeedRelayAdd,
		ConsoleDeedRelayRemove,
		ConsoleDeedRelaySet,
		ConsoleDeedRuleChange,
		ConsoleDeedRuleOff,
		ConsoleDeedRuleOn,
		ConsoleDeedShopCreate,
		ConsoleDeedShopIsActive,
		ConsoleDeedShopKey,
		ConsoleDeedShopPriceUpdating,
		ConsoleDeedShopRename,
		ConsoleDeedShopSlug,
		ConsoleDeedShopUnlink,
		ConsoleDeedShopWarehouseAdd,
		ConsoleDeedShopWarehouseRemove,
		ConsoleDeedSignInAdmin,
		ConsoleDeedSignInLocked,
		ConsoleDeedSignInSeller,
		ConsoleDeedSignOut,
		ConsoleDeedSubscriptionSwitch,
		ConsoleDeedUserClose,
		ConsoleDeedUserOpen,
		ConsoleDeedWebinarConnect,
		ConsoleDeedWebinarDisconnect,
		ConsoleDeedWebinarInvite,
		ConsoleDeedWebinarJoin,
		ConsoleDeedWebinarPremoderation,
		ConsoleDeedWebinarRemoveModerator,
		ConsoleDeedWebinarStart,
		ConsoleDeedWebinarStop,
		ConsoleDelete,
		ConsoleDeleteOf,
		ConsoleDeliveries,
		ConsoleDensity,
		ConsoleDensityHint,
		ConsoleDidAuthorDistrust,
		ConsoleDidAuthorTrust,
		ConsoleDidConsoleInvite,
		ConsoleDidConsoleLocked,
		ConsoleDidConsolePassword,
		ConsoleDidConsoleProfile,
		ConsoleDidConsoleSignIn,
		ConsoleDidConsoleSignInLink,
		ConsoleDidConsoleSignOut,
		ConsoleDidConsoleSignOutEverywhere,
		ConsoleDidConsoleSignUp,
		ConsoleDidConsoleSignUpMore,
		ConsoleDidConsoleTelegramLink,
		ConsoleDidConsoleTelegramUnlink,
		ConsoleDidDeliveryRetry,
		ConsoleDidOther,
		ConsoleDidOverlayMake,
		ConsoleDidOverlayRevoke,
		ConsoleDidPaymentDone,
		ConsoleDidPaymentRefund,
		ConsoleDidPaymentRefunded,
		ConsoleDidPaymentUnclaimed,
		ConsoleDidPersonActivate,
		ConsoleDidPersonBan,
		ConsoleDidPersonBanMore,
		ConsoleDidPersonDeactivate,
		ConsoleDidPersonUnban,
		ConsoleDidRelayAdd,
		ConsoleDidRelayRemove,
		ConsoleDidRelaySetOff,
		ConsoleDidRelaySetOn,
		ConsoleDidRuleChange,
		ConsoleDidRuleChangeMore,
		ConsoleDidRuleOff,
		ConsoleDidRuleOn,
		ConsoleDidRuleOnMore,
		ConsoleDidShopCreate,
		ConsoleDidShopIsActiveOff,
		ConsoleDidShopIsActiveOffAgain,
		ConsoleDidShopIsActiveOn,
		ConsoleDidShopIsActiveOnAgain,
		ConsoleDidShopKey,
		ConsoleDidShopPriceUpdatingOff,
		ConsoleDidShopPriceUpdatingOffAgain,
		ConsoleDidShopPriceUpdatingOn,
		ConsoleDidShopPriceUpdatingOnAgain,
		ConsoleDidShopRename,
		ConsoleDidShopSlug,
		ConsoleDidShopUnlink,
		ConsoleDidShopWarehouseAdd,
		ConsoleDidShopWarehouseRemove,
		ConsoleDidSignInAdmin,
		ConsoleDidSignInLocked,
		ConsoleDidSignInSeller,
		ConsoleDidSignInSellerMore,
		ConsoleDidSignOut,
		ConsoleDidSubscriptionSwitchOff,
		ConsoleDidSubscriptionSwitchOn,
		ConsoleDidUserClose,
		ConsoleDidUserOpen,
		ConsoleDidWebinarConnect,
		ConsoleDidWebinarDisconnect,
		ConsoleDidWebinarInvite,
		ConsoleDidWebinarJoin,
		ConsoleDidWebinarPremoderationOff,
		ConsoleDidWebinarPremoderationOn,
		ConsoleDidWebinarRemoveModerator,
		ConsoleDidWebinarStart,
		ConsoleDidWebinarStop,
		ConsoleDisconnectAsk,
		ConsoleDisconnectText,
		ConsoleDistrust,
		ConsoleEmail,
		ConsoleErrorNumber,
		ConsoleErrorTitle,
		ConsoleEvent,
		ConsoleEventIsOver,
		ConsoleEventOver,
		ConsoleEventPlanned,
		ConsoleEventRunning,
		ConsoleEventsNext,
		ConsoleFailed,
		ConsoleFailedDeliveries,
		ConsoleFigureMedian,
		ConsoleFigureMessages,
		ConsoleFigureMost,
		ConsoleFigureWrote,
		ConsoleFindOtherwise,
		ConsoleFindPerson,
		ConsoleFindShop,
		ConsoleFirstName,
		ConsoleFromBot,
		ConsoleFromItself,
		ConsoleHaveAccount,
		ConsoleHello,
		ConsoleHere,
		ConsoleHereNow,
		ConsoleHintCast,
		ConsoleHintForbidden,
		ConsoleHintLater,
		ConsoleHintLog,
		ConsoleHintMissing,
		ConsoleHintModerators,
		ConsoleHintPeople,
		ConsoleHintPerson,
		ConsoleHintReport,
		ConsoleHintRules,
		ConsoleHintSchedule,
		ConsoleHintSend,
		ConsoleHintShop,
		ConsoleHits,
		ConsoleHome,
		ConsoleHours,
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
		ConsoleLife,
		ConsoleLifeHint,
		ConsoleLines,
		ConsoleLinkHint,
		ConsoleLinkOffer,
		ConsoleListApproved,
		ConsoleListAwaiting,
		ConsoleListDeleted,
		ConsoleListed,
		ConsoleLogIn,
		ConsoleLogOut,
		ConsoleLogOutEverywhere,
		ConsoleLoggedOut,
		ConsoleLoggedOutEverywhere,
		ConsoleLogin,
		ConsoleLoginBot,
		ConsoleLoginBotUnknown,
		ConsoleLoginDjango,
		ConsoleLoginOwn,
		ConsoleMe,
		ConsoleMinutes,
		ConsoleModeratesSince,
		ConsoleModeratorGone,
		ConsoleModeratorInviteHint,
		ConsoleModeratorInviteReady,
		ConsoleMore,
		ConsoleMyStanding,
		ConsoleNextTry,
		ConsoleNoAccount,
		ConsoleNoAccounts,
		ConsoleNoAccountsHint,
		ConsoleNoAccountsModerator,
		ConsoleNoAccountsModeratorHint,
		ConsoleNoEvents,
		ConsoleNoEventsHint,
		ConsoleNoGoBack,
		ConsoleNoModerators,
		ConsoleNoModeratorsHint,
		ConsoleNoPeople,
		ConsoleNoPeopleHint,
		ConsoleNoSession,
		ConsoleNoShops,
		ConsoleNoShopsDjango,
		ConsoleNoShopsLink,
		ConsoleNoShopsMake,
		ConsoleNoTargets,
		ConsoleNoTrusted,
		ConsoleNoUsers,
		ConsoleNoUsersInvite,
		ConsoleNoUsersOff,
		ConsoleNoUsersOpen,
		ConsoleNoWarehouses,
		ConsoleNobody,
		ConsoleNobodyHere,
		ConsoleNobodyOnDuty,
		ConsoleNobodyOnDutyYet,
		ConsoleNoneApproved,
		ConsoleNoneAwaiting,
		ConsoleNoneAwaitingOver,
		ConsoleNoneDeleted,
		ConsoleNoneFailed,
		ConsoleNoneFailedHint,
		ConsoleNonePending,
		ConsoleNonePendingHint,
		ConsoleNotListed,
		ConsoleNothingFound,
		ConsoleOff,
		ConsoleOffline,
		ConsoleOlder,
		ConsoleOldest,
		ConsoleOn,
		ConsoleOnAir,
		ConsoleOnDuty,
		ConsoleOnItsWay,
		ConsoleOpen,
		ConsoleOrganizations,
		ConsolePageAfter,
		ConsolePageBefore,
		ConsolePages,
		ConsolePassword,
		ConsolePasswordChange,
		ConsolePasswordChanged,
		ConsolePasswordCommand,
		ConsolePasswordDjango,
		ConsolePasswordHint,
		ConsolePasswordNew,
		ConsolePasswordNone,
		ConsolePasswordOld,
		ConsolePending,
		ConsolePeople,
		ConsolePeopleBot,
		ConsolePeopleConsole,
		ConsolePerson,
		ConsolePersonDid,
		ConsolePersonHistory,
		ConsolePersonNoShops,
		ConsolePersonNoShopsHint,
		ConsolePremodFixed,
		ConsolePremodIsOff,
		ConsolePremodIsOn,
		ConsolePremodSoonOff,
		ConsolePremodSoonOn,
		ConsolePremodUnknown,
		ConsolePremoderation,
		ConsolePreview,
		ConsolePreviewHint,
		ConsoleProfile,
		ConsoleQr,
		ConsoleQuestion,
		ConsoleReason,
		ConsoleReasonHint,
		ConsoleRelayHead,
		ConsoleRelayIsOff,
		ConsoleRelayIsOn,
		ConsoleRelayNowhere,
		ConsoleRemove,
		ConsoleRemoveNamed,
		ConsoleReportAuthors,
		ConsoleReportEmpty,
		ConsoleReportEmptyHint,
		ConsoleReportNobody,
		ConsoleReportPeople,
		ConsoleRetried,
		ConsoleRetry,
		ConsoleRevokeAsk,
		ConsoleRevokeText,
		ConsoleRole,
		ConsoleRosterHint,
		ConsoleRosterOf,
		ConsoleRuleAuto,
		ConsoleRuleDelay,
		ConsoleRuleHintAuto,
		ConsoleRuleHintDelay,
		ConsoleRuleHintLinks,
		ConsoleRuleHintLong,
		ConsoleRuleHintRepeats,
		ConsoleRuleHintTrust,
		ConsoleRuleHintWords,
		ConsoleRuleIsOff,
		ConsoleRuleIsOn,
		ConsoleRuleLinks,
		ConsoleRuleLong,
		ConsoleRuleRepeats,
		ConsoleRuleTrust,
		ConsoleRuleUnitDelay,
		ConsoleRuleUnitLong,
		ConsoleRuleUnitRepeats,
		ConsoleRuleUnitTrust,
		ConsoleRuleWords,
		ConsoleRuleWorks,
		ConsoleSampleA,
		ConsoleSampleB,
		ConsoleSampleC,
		ConsoleSampleNameA,
		ConsoleSampleNameB,
		ConsoleSampleNameC,
		ConsoleSave,
		ConsoleSaved,
		ConsoleSeconds,
		ConsoleSections,
		ConsoleSessionHere,
		ConsoleSessions,
		ConsoleShare,
		ConsoleShareLess,
		ConsoleShareMore,
		ConsoleShop,
		ConsoleShopFacts,
		ConsoleShopGone,
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
		ConsoleShownAt,
		ConsoleSignUp,
		ConsoleSignUpDo,
		ConsoleSignedOut,
		ConsoleSince,
		ConsoleSkip,
		ConsoleSlug,
		ConsoleSomebody,
		ConsoleStandingAdmin,
		ConsoleStandingModerator,
		ConsoleStandingOwner,
		ConsoleStartAsk,
		ConsoleStartSure,
		ConsoleStartSureText,
		ConsoleStartText,
		ConsoleStartedBy,
		ConsoleStateApproved,
		ConsoleStateAwaiting,
		ConsoleStateDeleted,
		ConsoleStopAsk,
		ConsoleStopSure,
		ConsoleStopSureText,
		ConsoleStopText,
		ConsoleStoppedBy,
		ConsoleTakeDown,
		ConsoleTargetAdded,
		ConsoleTargetAsk,
		ConsoleTargetGone,
		ConsoleTargetText,
		ConsoleTelegramFollow,
		ConsoleTelegramHint,
		ConsoleTelegramLink,
		ConsoleTelegramLinked,
		ConsoleTelegramLinkedHint,
		ConsoleTelegramOpen,
		ConsoleTelegramUnlink,
		ConsoleTelegramUnlinked,
		ConsoleTheme,
		ConsoleThemeBubbles,
		ConsoleThemeCompact,
		ConsoleThemePlain,
		ConsoleTimesIn,
		ConsoleToHome,
		ConsoleToReport,
		ConsoleToThing,
		ConsoleTokenHint,
		ConsoleTrust,
		ConsoleTrustHits,
		ConsoleTrusted,
		ConsoleTrustedBy,
		ConsoleTrustedHead,
		ConsoleTrustedHint,
		ConsoleTrustedRule,
		ConsoleTryAgain,
		ConsoleTryAuthor,
		ConsoleTryDo,
		ConsoleTryHead,
		ConsoleTryText,
		ConsoleUnmoderateAsk,
		ConsoleUnmoderateText,
		ConsoleUser,
		ConsoleUserAway,
		ConsoleUserClose,
		ConsoleUserCloseDo,
		ConsoleUserCloseHint,
		ConsoleUserClosed,
		ConsoleUserOpen,
		ConsoleUserOpenDo,
		ConsoleUserSeen,
		ConsoleUserShut,
		ConsoleUsername,
		ConsoleVendor,
		ConsoleVerdictApproved,
		ConsoleVerdictAwaiting,
		ConsoleVerdictDeleted,
		ConsoleVisitor,
		ConsoleWaitingNumber,
		ConsoleWarehouseNumber,
		ConsoleWarehouses,
		ConsoleWebhook,
		ConsoleWebhookHint,
		ConsoleWebinarPassword,
		ConsoleWelcome,
		ConsoleWhatDone,
		ConsoleWho,
		ConsoleWhyBlocked,
		ConsoleWhyDeleted,
		ConsoleWhyKicked,
		ConsoleWhyNoChat,
		ConsoleWhyWebhook,
		ConsoleWidget,
		ConsoleWidgetHead,
		ConsoleWidgetHint,
		ConsoleWidgetLook,
		ConsoleWidgetMade,
		ConsoleWidgetNumber,
		ConsoleWidgetRevoke,
		ConsoleWidgetRevoked,
		ConsoleWordsHint,
		ConsoleWordsLabel,
		ConsoleZone,
		ConsoleZoneHouse,
		DecidedApprovedBy,
		DecidedApprovedRule,
		DecidedApprovedThere,
		DecidedDeletedBy,
		DecidedDeletedRule,
		DecidedDeletedThere,
		DigestHint,
		DigestOver,
		DigestWaiting,
		DisconnectQuestion,
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
		ErrorConsoleClosed,
		ErrorDecidedApproved,
		ErrorDecidedDeleted,
		ErrorDecidedElsewhere,
		ErrorDiscordAddress,
		ErrorDiscordAway,
		ErrorDiscordGone,
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
		ErrorKeyShort,
		ErrorLinkUsed,
		ErrorLocked,
		ErrorLoginWrong,
		ErrorNoPage,
		ErrorNotFailed,
		ErrorNotFound,
		ErrorNotModerator,
		ErrorOnlyWayIn,
		ErrorOtherSite,
		ErrorOverlaySettings,
		ErrorOverlaysFull,
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
		ErrorRelayFull,
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
		ErrorUserElsewhere,
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
		ErrorWebinarLocked,
		ErrorWebinarMessageGone,
		ErrorWebinarNoSession,
		ErrorWebinarNotFound,
		ErrorWebinarOver,
		ErrorWebinarRefused,
		ErrorZone,
		EventDuty,
		EventLink,
		EventNoTime,
		EventNobody,
		EventNobodyNow,
		EventOdd,
		EventOrganization,
		EventOver,
		EventPlanned,
		EventRunning,
		EventStartedBy,
		EventStoppedBy,
		EventTime,
		EventTimes,
		FiguresAuthor,
		FiguresAuthors,
		FiguresCaption,
		FiguresChartDecided,
		FiguresChartMessages,
		FiguresFile,
		FiguresMessages,
		FiguresNone,
		FiguresPeople,
		FiguresPerson,
		FiguresStates,
		FiguresTitle,
		FiguresWaits,
		FindPeople,
		FindShops,
		FontNone,
		FontText,
		FontTitle,
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
		InviteCaption,
		InviteText,
		InvoiceText,
		InvoiceTitle,
		JoinHint,
		JoinOwner,
		JoinTitle,
		KeyAdd,
		KeyDeleted,
		KeySignIn,
		LanguageTitle,
		LanguageNameEn,
		LanguageNameRu,
		MenuModerator,
		MenuTitle,
		ModeratorsHint,
		ModeratorsNone,
		ModeratorsRow,
		ModeratorsTitle,
		NamePrompt,
		NewPrompt,
		NoticeActivated,
		NoticeAlreadyLinked,
		NoticeBanned,
		NoticeBannedReason,
		NoticeConnected,
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
		NoticeRelayGone,
		NoticeSubsEnded,
		NoticeSubsEnds,
		NoticeSubsOff,
		NoticeTargetAdded,
		NoticeTokenStays,
		NoticeUnbanned,
		NoticeWebhookStays,
		NoticeWebinarPremoderation,
		NoticeWebinarRefused,
		OffQuestion,
		OutTitle,
		PanelHere,
		PanelNoSession,
		PanelNobody,
		PanelOver,
		PanelPremodFixed,
		PanelPremodOff,
		PanelPremodOn,
		PanelPremodSoonOff,
		PanelPremodSoonOn,
		PanelPremodUnknown,
		PanelRelayOff,
		PanelRelayOn,
		PanelTitle,
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
		QueueCardsFlood,
		QueueCardsOff,
		QueueCardsOn,
		QueueNone,
		QueueOver,
		QueueQuiet,
		QueueRow,
		QueueSettled,
		QueueTitle,
		QueueTrusted,
		QueueWaiting,
		QuietAsk,
		QuietHint,
		QuietIsOff,
		QuietIsOn,
		QuietNow,
		QuietTitle,
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
		RelayGone,
		RelayNone,
		RelayOff,
		RelayOn,
		RelayPrompt,
		RelayQuestion,
		RelayRemove,
		RelayTarget,
		RelayTargets,
		RelayTitle,
		RenamePrompt,
		ReportError,
		ReportRepeated,
		RoleAdmin,
		RoleHint,
		RoleModerator,
		RoleSeller,
		RoleTitle,
		RosterHere,
		RosterHint,
		RosterHintOwner,
		RosterIdle,
		RosterListed,
		RosterRow,
		RosterTitle,
		RuleAuto,
		RuleDelay,
		RuleLinks,
		RuleLong,
		RuleRepeats,
		RuleTrust,
		RuleWords,
		RulePageAskApprovals,
		RulePageAskCharacters,
		RulePageAskMinutes,
		RulePageAskSeconds,
		RulePageAskWords,
		RulePageAuto,
		RulePageDelay,
		RulePageHits,
		RulePageIsOff,
		RulePageIsOn,
		RulePageLinks,
		RulePageList,
		RulePageLong,
		RulePageNoWords,
		RulePageRepeats,
		RulePageTitle,
		RulePageTrust,
		RulePageWords,
		RulesCaught,
		RulesHint,
		RulesRowOff,
		RulesRowOn,
		RulesTitle,
		ScheduleLegend,
		ScheduleLine,
		ScheduleNone,
		ScheduleRow,
		ScheduleTitle,
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
		StartFirst,
		StartSecond,
		StockPrompt,
		StocksHint,
		StocksNone,
		StocksRow,
		StocksShown,
		StocksTitle,
		StopFirst,
		StopSecond,
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
		TableApproved,
		TableAuthor,
		TableAwaiting,
		TableBy,
		TableDecided,
		TableDeleted,
		TableRule,
		TableSaid,
		TableState,
		TableText,
		TableWait,
		TermsLink,
		TermsNone,
		TermsTitle,
		ToastActivated,
		ToastAlready,
		ToastApprovedMany,
		ToastApprovedNone,
		ToastCardsOff,
		ToastConsoleLinked,
		ToastDeactivated,
		ToastDisconnected,
		ToastDistrusted,
		ToastFile,
		ToastFont,
		ToastHere,
		ToastInvoice,
		ToastJoined,
		ToastLanguage,
		ToastListed,
		ToastMessageApproved,
		ToastMessageDeleted,
		ToastMessageUndone,
		ToastModeratorRemoved,
		ToastNotYours,
		ToastOldButton,
		ToastPage,
		ToastPersonActivated,
		ToastPersonBanned,
		ToastPersonDeactivated,
		ToastPersonUnbanned,
		ToastPremodAsked,
		ToastPriceOff,
		ToastPriceOn,
		ToastQuietOff,
		ToastQuietOn,
		ToastRefund,
		ToastRelayOff,
		ToastRelayOn,
		ToastResent,
		ToastRuleOff,
		ToastRuleOn,
		ToastSaved,
		ToastSettled,
		ToastShopCreated,
		ToastStockDeleted,
		ToastTargetRemoved,
		ToastTrusted,
		ToastUndoLate,
		ToastUndoOvertaken,
		ToastUndone,
		ToastUndoneMany,
		ToastUnlinked,
		ToastUnlisted,
		ToastWebinarStarted,
		ToastWebinarStopped,
		ToastWidgetMade,
		ToastWidgetRevoked,
		TroubleWebinarAway,
		TroubleWebinarCredentials,
		TroubleWebinarForbidden,
		TroubleWebinarGone,
		TroubleWebinarLimited,
		TroubleWebinarPremoderation,
		TrustedBy,
		TrustedByRule,
		TrustedHint,
		TrustedLost,
		TrustedNone,
		TrustedRow,
		TrustedTitle,
		TryApproved,
		TryAsk,
		TryClean,
		TryDeleted,
		TryFound,
		TryPhrase,
		TryStops,
		TryWaits,
		UnknownSignedIn,
		UnknownStranger,
		UnlinkQuestion,
		UnmoderateQuestion,
		WebJoin,
		WebLink,
		WebNone,
		WebOpen,
		WebinarsHint,
		WebinarsNone,
		WebinarsNoneModerator,
		WebinarsTitle,
		WebinarsTroubled,
		WhenDay,
		WhenToday,
		WhenTomorrow,
		WhenUnknown,
		WhyBadEmail,
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
		WhyTooShort,
		WhyUnknownCommand,
		WhyUnknownText,
		WhyVanished,
		WhyWrongKey,
		WhyWrongLogin,
		WidgetLink,
		WidgetNoAddress,
		WidgetNone,
		WidgetQuestion,
		WidgetRevoke,
		WidgetText,
		WidgetTitle,
	}
}
