// runner: a minimal Bot API server on loopback + one bot as a child process; measures how fast the bot works through
// canned updates. One JSON line per run on stdout. Everything is bounded: by count (-n), by time (-timeout).
//
// getUpdates answers batches of 100 updates, alternating message / callback_query; every other method answers at once.
// The clock starts when -warm updates are done (JIT, connection set-up) and stops at the last API call.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

var (
	name    = flag.String("name", "bot", "label")
	round   = flag.Int("round", 0, "label")
	n       = flag.Int("n", 20000, "updates that are timed")
	warm    = flag.Int("warm", 4000, "updates before the clock starts")
	window  = flag.Int("window", 200, "hold getUpdates while more than window-100 handed-out updates are unfinished; 0 = never")
	timeout = flag.Duration("timeout", 150*time.Second, "whole run")
	cpu     = flag.String("cpu", "", "pin the bot to this CPU list (taskset -c)")
	verbose = flag.Bool("v", false, "log every call")
	logf    = flag.String("log", "/dev/null", "bot's stdout+stderr")
	real    = flag.Bool("real", false, "Frontdesk's own flows: a command that names itself in the answer, a press that opens a shop's page")
)

// people is how many chats there are.
const people = 977

const token = "1234567890:AAbbccddeeffgghhiijjkkllmmnnooppqqr"

var (
	updates   [][]byte
	total     int
	need      int64 // API calls in all
	warmCalls int64
	calls     atomic.Int64
	handed    atomic.Int64 // calls that the updates handed out will cause
	seen      []atomic.Uint32
	dup, bad  atomic.Int64
	conns     atomic.Int64
	polls     atomic.Int64
	perMethod sync.Map
	maxOut    atomic.Int64

	pid          atomic.Int64
	tWarm, tEnd  time.Time
	cpuWarm      float64
	cpuEnd       float64
	srvWarm      float64
	srvEnd       float64
	doneCh       = make(chan struct{})
	doneOnce     sync.Once
	waitMu       sync.Mutex
	waitCh       chan struct{}
	waitLimit    int64
	firstBad     atomic.Value
	hwmEnd       int64
	rssEnd       int64
	threadsAtEnd int64
	otherMethods sync.Map
)

func build() {
	total = *n + *warm
	updates = make([][]byte, total+1)
	seen = make([]atomic.Uint32, 3*(total+1))
	user := `{"id":%d,"is_bot":false,"first_name":"Test","last_name":"User","username":"test_user","language_code":"en"}`
	for id := 1; id <= total; id++ {
		uid := 100000 + id%people
		u := fmt.Sprintf(user, uid)
		chat := fmt.Sprintf(`{"id":%d,"first_name":"Test","last_name":"User","username":"test_user","type":"private"}`, uid)
		if *real {
			updates[id] = realUpdate(id, u, chat)
			need += int64(2 - id%2)
		} else if id%2 == 1 {
			updates[id] = []byte(fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"from":%s,"chat":%s,"date":1760000000,"text":"zqm%d hello there, this is a plain text message"}}`, id, id, u, chat, id))
			need++
		} else {
			updates[id] = []byte(fmt.Sprintf(`{"update_id":%d,"callback_query":{"id":"zqi%d","from":%s,"message":{"message_id":%d,"from":{"id":1234567890,"is_bot":true,"first_name":"Bench","username":"bench_bot"},"chat":%s,"date":1760000000,"text":"zqm%d pick one","reply_markup":{"inline_keyboard":[[{"text":"Yes","callback_data":"zqc%d"},{"text":"No","callback_data":"no%d"}]]}},"chat_instance":"-123456789012345678","data":"zqc%d"}}`, id, id, u, id, chat, id, id, id, id))
			need += 2
		}
	}
	warmCalls = int64(*warm) + int64(*warm)/2
}

// realUpdate is what a seller of shop id%people+1 does: a command that nobody knows, or a press on a shop's button.
func realUpdate(id int, user, chat string) []byte {
	if id%2 == 1 {
		return []byte(fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"from":%s,"chat":%s,"date":1760000000,"text":"/zqm%d hello there, this is a plain text message"}}`, id, id, user, chat, id))
	}
	shop := strconv.FormatInt(int64(id%people+1), 36)
	return []byte(fmt.Sprintf(`{"update_id":%d,"callback_query":{"id":"zqi%d","from":%s,"message":{"message_id":%d,"from":{"id":1234567890,"is_bot":true,"first_name":"Bench","username":"bench_bot"},"chat":%s,"date":1760000000,"text":"zqm%d pick one","reply_markup":{"inline_keyboard":[[{"text":"Yes","callback_data":"zqc%d"},{"text":"No","callback_data":"no%d"}]]}},"chat_instance":"-123456789012345678","data":"1.shop.info.s%s"}}`, id, id, user, id, chat, id, id, id, shop))
}

func intAfter(b []byte, key string) (int, bool) {
	for off := 0; ; {
		i := bytes.Index(b[off:], []byte(key))
		if i < 0 {
			return 0, false
		}
		j := off + i + len(key)
		for j < len(b) && (b[j] == '=' || b[j] == '"' || b[j] == ':' || b[j] == ' ' || b[j] == '\r' || b[j] == '\n') {
			j++
		}
		neg := false
		if j < len(b) && b[j] == '-' {
			neg = true
			j++
		}
		k := j
		for k < len(b) && b[k] >= '0' && b[k] <= '9' {
			k++
		}
		if k > j {
			v, _ := strconv.Atoi(string(b[j:k]))
			if neg {
				v = -v
			}
			return v, true
		}
		off = j
	}
}

func procCPU(p int64) float64 {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p))
	if err != nil {
		return 0
	}
	f := strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))
	u, _ := strconv.ParseFloat(f[11], 64)
	s, _ := strconv.ParseFloat(f[12], 64)
	return (u + s) / 100
}

func procStatus(p int64, key string) int64 {
	b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", p))
	for _, l := range strings.Split(string(b), "\n") {
		if strings.HasPrefix(l, key+":") {
			v, _ := strconv.ParseInt(strings.Fields(l)[1], 10, 64)
			return v
		}
	}
	return 0
}

func selfCPU() float64 {
	var r syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &r)
	return float64(r.Utime.Sec+r.Stime.Sec) + float64(r.Utime.Usec+r.Stime.Usec)/1e6
}

// both is how many buttons more than one an answer must have.
func both() int {
	if *real {
		return 0
	}
	return 1
}

func mark(kind int, b []byte, key string, must string) {
	id, ok := intAfter(b, key)
	if !ok || id < 1 || id > total || !bytes.Contains(b, []byte(must)) {
		bad.Add(1)
		firstBad.CompareAndSwap(nil, string(b[:min(len(b), 600)]))
		return
	}
	if kind == 0 && bytes.Count(b, []byte("callback_data")) < 1+both() {
		bad.Add(1)
		firstBad.CompareAndSwap(nil, string(b[:min(len(b), 600)]))
		return
	}
	if seen[3*id+kind].Add(1) > 1 {
		dup.Add(1)
		return
	}
	c := calls.Add(1)
	if c == warmCalls {
		tWarm, cpuWarm, srvWarm = time.Now(), procCPU(pid.Load()), selfCPU()
	}
	if c == need {
		tEnd, cpuEnd, srvEnd = time.Now(), procCPU(pid.Load()), selfCPU()
		hwmEnd, rssEnd, threadsAtEnd = procStatus(pid.Load(), "VmHWM"), procStatus(pid.Load(), "VmRSS"), procStatus(pid.Load(), "Threads")
		doneOnce.Do(func() { close(doneCh) })
	}
	out := handed.Load() - c
	for {
		m := maxOut.Load()
		if out <= m || maxOut.CompareAndSwap(m, out) {
			break
		}
	}
	if *window > 0 {
		waitMu.Lock()
		if waitCh != nil && handed.Load()-calls.Load() <= waitLimit {
			close(waitCh)
			waitCh = nil
		}
		waitMu.Unlock()
	}
}

func getUpdates(body []byte, out *bytes.Buffer) {
	polls.Add(1)
	off, _ := intAfter(body, "offset")
	if off < 1 {
		off = 1
	}
	if *window > 0 {
		limit := int64(*window-100) * 3 / 2
		for i := 0; i < 50; i++ {
			waitMu.Lock()
			if handed.Load()-calls.Load() <= limit {
				waitMu.Unlock()
				break
			}
			if waitCh == nil {
				waitCh = make(chan struct{})
				waitLimit = limit
			}
			ch := waitCh
			waitMu.Unlock()
			select {
			case <-ch:
			case <-time.After(200 * time.Millisecond):
			}
		}
	}
	out.WriteString(`{"ok":true,"result":[`)
	if off > total {
		select {
		case <-doneCh:
			time.Sleep(100 * time.Millisecond)
		case <-time.After(time.Second):
		}
	}
	for i := 0; i < 100 && off+i <= total; i++ {
		if i > 0 {
			out.WriteByte(',')
		}
		out.Write(updates[off+i])
	}
	out.WriteString(`]}`)
	if off <= total {
		last := min(off+99, total)
		var h int64
		for i := off; i <= last; i++ {
			h += int64(2 - i%2)
		}
		// a batch asked for again (same offset) must not be counted twice
		for {
			cur := handed.Load()
			var upto int64
			upto = int64(last) + int64(last)/2
			if upto <= cur || handed.CompareAndSwap(cur, upto) {
				break
			}
		}
	}
}

const msgReply = `{"ok":true,"result":{"message_id":777,"from":{"id":1234567890,"is_bot":true,"first_name":"Bench","username":"bench_bot"},"chat":{"id":100001,"first_name":"Test","last_name":"User","username":"test_user","type":"private"},"date":1760000001,"text":"echo text of about the same length as the real thing","reply_markup":{"inline_keyboard":[[{"text":"Yes","callback_data":"yes"},{"text":"No","callback_data":"no"}]]}}}`

var sent atomic.Int64

const (
	realReply = `{"ok":true,"result":{"message_id":%d,"from":{"id":1234567890,"is_bot":true,"first_name":"Bench","username":"bench_bot"},"chat":{"id":100001,"first_name":"Test","last_name":"User","username":"test_user","type":"private"},"date":1760000001,"text":"echo text of about the same length as the real thing","reply_markup":{"inline_keyboard":[[{"text":"Yes","callback_data":"yes"},{"text":"No","callback_data":"no"}]]}}}`
	editReply = `{"ok":true,"result":{"message_id":777,"from":{"id":1234567890,"is_bot":true,"first_name":"Bench","username":"bench_bot"},"chat":{"id":100001,"first_name":"Test","last_name":"User","username":"test_user","type":"private"},"date":1760000001,"edit_date":1760000002,"text":"edited text of about the same length as the real thing"}}`
	meReply   = `{"ok":true,"result":{"id":1234567890,"is_bot":true,"first_name":"Bench","username":"bench_bot","can_join_groups":true,"can_read_all_group_messages":false,"supports_inline_queries":false,"can_connect_to_business":false,"has_main_web_app":false}}`
	okReply   = `{"ok":true,"result":true}`
)

func serve(c net.Conn) {
	defer c.Close()
	conns.Add(1)
	br := bufio.NewReaderSize(c, 16<<10)
	var body, out, resp bytes.Buffer
	for {
		line, err := br.ReadSlice('\n')
		if err != nil {
			return
		}
		sp := bytes.IndexByte(line, ' ')
		sp2 := bytes.LastIndexByte(line, ' ')
		if sp < 0 || sp2 <= sp {
			return
		}
		target := string(line[sp+1 : sp2])
		cl, chunked, closeIt, expect := 0, false, false, false
		for {
			h, err := br.ReadSlice('\n')
			if err != nil {
				return
			}
			if len(h) <= 2 {
				break
			}
			k := bytes.IndexByte(h, ':')
			if k < 0 {
				continue
			}
			key, val := h[:k], bytes.TrimSpace(h[k+1:])
			switch {
			case len(key) == 14 && bytes.EqualFold(key, []byte("content-length")):
				cl, _ = strconv.Atoi(string(val))
			case len(key) == 17 && bytes.EqualFold(key, []byte("transfer-encoding")):
				chunked = bytes.EqualFold(val, []byte("chunked"))
			case len(key) == 10 && bytes.EqualFold(key, []byte("connection")):
				closeIt = bytes.EqualFold(val, []byte("close"))
			case len(key) == 6 && bytes.EqualFold(key, []byte("expect")):
				expect = true
			}
		}
		if expect {
			c.Write([]byte("HTTP/1.1 100 Continue\r\n\r\n"))
		}
		body.Reset()
		if chunked {
			for {
				l, err := br.ReadSlice('\n')
				if err != nil {
					return
				}
				sz, err := strconv.ParseInt(string(bytes.TrimSpace(l)), 16, 64)
				if err != nil {
					return
				}
				if sz > 0 {
					io.CopyN(&body, br, sz)
				}
				br.Discard(2)
				if sz == 0 {
					break
				}
			}
		} else if cl > 0 {
			if _, err := io.CopyN(&body, br, int64(cl)); err != nil {
				return
			}
		}
		path := target
		if q := strings.IndexByte(path, '?'); q >= 0 {
			body.WriteString("&" + path[q+1:])
			path = path[:q]
		}
		method := path[strings.LastIndexByte(path, '/')+1:]
		b := body.Bytes()
		if *verbose {
			fmt.Fprintf(os.Stderr, "%s %q\n", method, b[:min(len(b), 300)])
		}
		out.Reset()
		switch method {
		case "getUpdates":
			getUpdates(b, &out)
		case "sendMessage":
			if *real {
				mark(0, b, "zqm", "zqm")
				fmt.Fprintf(&out, realReply, 1_000_000+sent.Add(1))
			} else {
				mark(0, b, "zqm", "echo")
				out.WriteString(msgReply)
			}
		case "answerCallbackQuery":
			mark(1, b, "zqi", "zqi")
			out.WriteString(okReply)
		case "editMessageText":
			if *real {
				mark(2, b, "message_id", "Shop")
			} else {
				mark(2, b, "zqc", "edited")
			}
			out.WriteString(editReply)
		case "getMe":
			out.WriteString(meReply)
		default:
			v, _ := otherMethods.LoadOrStore(method, new(atomic.Int64))
			v.(*atomic.Int64).Add(1)
			out.WriteString(okReply)
		}
		resp.Reset()
		resp.WriteString("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ")
		resp.WriteString(strconv.Itoa(out.Len()))
		if closeIt {
			resp.WriteString("\r\nConnection: close")
		}
		resp.WriteString("\r\n\r\n")
		resp.Write(out.Bytes())
		if _, err := c.Write(resp.Bytes()); err != nil || closeIt {
			return
		}
	}
}

func main() {
	flag.Parse()
	build()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			go serve(c)
		}
	}()
	args := flag.Args()
	if *cpu != "" {
		args = append([]string{"taskset", "-c", *cpu}, args...)
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), "API=http://"+ln.Addr().String(), "TOKEN="+token)
	lf, _ := os.Create(*logf)
	cmd.Stdout, cmd.Stderr = lf, lf
	start := time.Now()
	if err := cmd.Start(); err != nil {
		panic(err)
	}
	pid.Store(int64(cmd.Process.Pid))
	exited := make(chan error, 1)
	go func() { exited <- cmd.Wait() }()
	status := "ok"
	select {
	case <-doneCh:
	case err := <-exited:
		status = fmt.Sprintf("bot exited: %v", err)
		exited <- err
	case <-time.After(*timeout):
		status = "timeout"
		tEnd, cpuEnd, srvEnd = time.Now(), procCPU(pid.Load()), selfCPU()
		hwmEnd, rssEnd = procStatus(pid.Load(), "VmHWM"), procStatus(pid.Load(), "VmRSS")
	}
	cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-exited:
	case <-time.After(4 * time.Second):
		cmd.Process.Kill()
		<-exited
	}
	ln.Close()
	missing := need - calls.Load()
	sec := tEnd.Sub(tWarm).Seconds()
	ups := 0.0
	if status == "ok" && sec > 0 {
		ups = float64(*n) / sec
	}
	other := map[string]int64{}
	otherMethods.Range(func(k, v any) bool { other[k.(string)] = v.(*atomic.Int64).Load(); return true })
	r := map[string]any{
		"name": *name, "round": *round, "n": *n, "warm": *warm, "window": *window, "cpu": *cpu, "status": status, "seconds": round3(sec), "updates_per_s": round3(ups),
		"cpu_s_per_10k": round3((cpuEnd - cpuWarm) / float64(*n) * 10000), "server_cpu_share": round3((srvEnd - srvWarm) / sec), "peak_rss_mb": round3(float64(hwmEnd) / 1024),
		"calls": calls.Load(), "missing_calls": missing, "dup": dup.Load(), "bad": bad.Load(), "conns": conns.Load(), "polls": polls.Load(), "max_unfinished_calls": maxOut.Load(), "threads": threadsAtEnd, "start_to_end_s": round3(tEnd.Sub(start).Seconds()), "other": other,
	}
	if fb := firstBad.Load(); fb != nil {
		r["first_bad"] = fb
	}
	b, _ := json.Marshal(r)
	fmt.Println(string(b))
}
func round3(f float64) float64 { v, _ := strconv.ParseFloat(fmt.Sprintf("%.3f", f), 64); return v }
