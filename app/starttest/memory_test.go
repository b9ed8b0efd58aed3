package starttest

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
)

// memory is what a process holds, in KiB. All are 0 where there is no /proc.
type memory struct {
	RSS  int `json:"rss_kb"`
	Peak int `json:"peak_kb"` // the highest RSS so far
	PSS  int `json:"pss_kb"`  // with shared pages counted in part; 0 where the kernel does not tell
}

func memoryOf(t *testing.T, pid int) memory {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Logf("no figures of memory here: %v", err)
		return memory{}
	}
	m := memory{RSS: field(status, "VmRSS:"), Peak: field(status, "VmHWM:")}
	if rollup, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid)); err == nil {
		m.PSS = field(rollup, "Pss:")
	}
	return m
}

// field reads a line such as "VmRSS:	   12345 kB".
func field(text []byte, name string) int {
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		words := strings.Fields(lines.Text())
		if len(words) >= 2 && words[0] == name {
			n, _ := strconv.Atoi(words[1])
			return n
		}
	}
	return 0
}
