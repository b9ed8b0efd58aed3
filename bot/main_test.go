package bot_test

import (
	"testing"

	"go.uber.org/goleak"
)

// Every handler, lane and answer has an owner that waits for it.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
