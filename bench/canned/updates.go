package canned

import (
	"fmt"
	"strconv"
)

// Flow is what the updates ask of the bot, and so what its calls must look like.
type Flow string

// The flows.
const (
	// Echo is for bare bots: a message is echoed with two buttons under it, a press is answered and its message edited.
	Echo Flow = "echo"
	// Shop is for Frontdesk: a command that nobody knows, whose answer names it, and a press that opens a shop's page.
	Shop Flow = "shop"
	// Switch is Shop with every second press one of the switch of a shop's prices, over and back.
	Switch Flow = "switch"
)

// FirstPerson is the id of the first of the people; the others follow.
const FirstPerson = 100_000

// Person tells who sends an update, by the update's id. Person n has the shop n-FirstPerson+1 in the flow Shop.
func (o Options) Person(id int) int64 { return FirstPerson + int64(id%o.People) }

const (
	person   = `{"id":%d,"is_bot":false,"first_name":"Test","last_name":"User","username":"test_user","language_code":"en"}`
	chat     = `{"id":%d,"first_name":"Test","last_name":"User","username":"test_user","type":"private"}`
	message  = `{"update_id":%d,"message":{"message_id":%d,"from":%s,"chat":%s,"date":1760000000,"text":"%szqm%d hello there, this is a plain text message"}}`
	callback = `{"update_id":%d,"callback_query":{"id":"zqi%d","from":%s,"message":{"message_id":%d,"from":{"id":1234567890,"is_bot":true,"first_name":"Bench","username":"bench_bot"},"chat":%s,"date":1760000000,"text":"zqm%d pick one","reply_markup":{"inline_keyboard":[[{"text":"Yes","callback_data":"zqc%d"},{"text":"No","callback_data":"no%d"}]]}},"chat_instance":"-123456789012345678","data":"%s"}}`
)

// update writes update id: odd ones are messages, even ones presses. The id is also that of its message.
func (o Options) update(id int) []byte {
	who := o.Person(id)
	from, in := fmt.Sprintf(person, who), fmt.Sprintf(chat, who)
	if id%2 == 1 {
		slash := ""
		if o.Flow != Echo {
			slash = "/"
		}
		return fmt.Appendf(nil, message, id, id, from, in, slash, id)
	}
	data, shop := fmt.Sprintf("zqc%d", id), strconv.FormatInt(who-FirstPerson+1, 36)
	switch {
	case o.Flow == Switch && id%4 == 0:
		data = fmt.Sprintf("1.price.set.s%s.v%d", shop, id/(4*o.People)%2)
	case o.Flow != Echo:
		data = "1.shop.info.s" + shop
	}
	return fmt.Appendf(nil, callback, id, id, from, id, in, id, id, id, data)
}

// callsUpTo is how many calls the updates 1…id must cause together: a message one, a press two.
func callsUpTo(id int) int64 { return int64(id) + int64(id)/2 }

// The answers of the server, as long as the real ones.
const (
	bot       = `{"id":1234567890,"is_bot":true,"first_name":"Bench","username":"bench_bot"}`
	sentReply = `{"ok":true,"result":{"message_id":%d,"from":` + bot + `,"chat":{"id":100001,"first_name":"Test","last_name":"User","username":"test_user","type":"private"},"date":1760000001,"text":"echo text of about the same length as the real thing","reply_markup":{"inline_keyboard":[[{"text":"Yes","callback_data":"yes"},{"text":"No","callback_data":"no"}]]}}}`
	editReply = `{"ok":true,"result":{"message_id":777,"from":` + bot + `,"chat":{"id":100001,"first_name":"Test","last_name":"User","username":"test_user","type":"private"},"date":1760000001,"edit_date":1760000002,"text":"edited text of about the same length as the real thing"}}`
	meReply   = `{"ok":true,"result":{"id":1234567890,"is_bot":true,"first_name":"Bench","username":"bench_bot","can_join_groups":true,"can_read_all_group_messages":false,"supports_inline_queries":false,"can_connect_to_business":false,"has_main_web_app":false}}`
	okReply   = `{"ok":true,"result":true}`
)
