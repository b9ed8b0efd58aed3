package keyboards

import "frontdesk/texts"

func Role(p texts.Printer, v RoleView) Screen         { return Screen{State: StateRole} }
func Menu(p texts.Printer, v MenuView) Screen         { return Screen{State: StateMenu} }
func Idle(p texts.Printer, v IdleView) Screen         { return Screen{State: StateIdle} }
func Help(p texts.Printer, v HelpView) Screen         { return Screen{State: StateHelp} }
func Language(p texts.Printer, v LanguageView) Screen { return Screen{State: StateLanguage} }
func Subs(p texts.Printer, v SubsView) Screen         { return Screen{State: StateSubs} }
func Unknown(p texts.Printer, v UnknownView) Screen   { return Screen{State: StateUnknown} }
func Gone(p texts.Printer, v GoneView) Screen         { return Screen{State: StateGone} }
func Out(p texts.Printer) Screen                      { return Screen{State: StateOut} }
func Banned(p texts.Printer, v BannedView) Screen     { return Screen{State: StateBanned} }
func Key(p texts.Printer, v KeyView) Screen           { return Screen{State: StateKey} }
func Name(p texts.Printer, v PromptView) Screen       { return Screen{State: StateName} }
func Password(p texts.Printer, v PromptView) Screen   { return Screen{State: StatePassword} }

func Shops(p texts.Printer, v ShopsView) Screen        { return Screen{State: StateShops} }
func Find(p texts.Printer, v PromptView) Screen        { return Screen{State: StateFind} }
func Shop(p texts.Printer, v ShopView) Screen          { return Screen{State: StateShop} }
func Info(p texts.Printer, v InfoView) Screen          { return Screen{State: StateInfo} }
func Active(p texts.Printer, v SwitchView) Screen      { return Screen{State: StateActive} }
func AskOff(p texts.Printer, v QuestionView) Screen    { return Screen{State: StateOff} }
func Price(p texts.Printer, v SwitchView) Screen       { return Screen{State: StatePrice} }
func AskUnlink(p texts.Printer, v QuestionView) Screen { return Screen{State: StateUnlink} }

func People(p texts.Printer, v PeopleView) Screen           { return Screen{State: StatePeople} }
func PeopleFind(p texts.Printer, v PromptView) Screen       { return Screen{State: StatePeopleFind} }
func Person(p texts.Printer, v PersonView) Screen           { return Screen{State: StatePerson} }
func Reason(p texts.Printer, v PromptView) Screen           { return Screen{State: StateReason} }
func PersonShops(p texts.Printer, v PersonShopsView) Screen { return Screen{State: StatePersonShops} }

func New(p texts.Printer, v PromptView) Screen     { return Screen{State: StateNew} }
func Edit(p texts.Printer, v EditView) Screen      { return Screen{State: StateEdit} }
func Rename(p texts.Printer, v PromptView) Screen  { return Screen{State: StateRename} }
func ShopKey(p texts.Printer, v PromptView) Screen { return Screen{State: StateShopKey} }
func Slug(p texts.Printer, v PromptView) Screen    { return Screen{State: StateSlug} }
func Stocks(p texts.Printer, v StocksView) Screen  { return Screen{State: StateStocks} }
func Stock(p texts.Printer, v PromptView) Screen   { return Screen{State: StateStock} }
