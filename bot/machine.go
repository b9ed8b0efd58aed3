package bot

import (
	"frontdesk/keyboards"
	"frontdesk/services/chats"
)

// Machine is all flows in one table.
type Machine struct {
	screens map[keyboards.State]ScreenDef
	chats   *chats.Service
	strict  bool
}
