package sim

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// call is one request of the bot on its way through the server.
type call struct {
	n      int64
	at     time.Time
	method string // as the specification writes it
	params params
	chat   int64 // chat_id when it is a number; else 0
}

// method serves one Bot API method; the server's lock is held.
type method func(*Server, *call) (any, *apiError)

// methods are the methods that the simulator knows, by lower-case name. getUpdates waits and has a way of its own.
func methods() map[string]method {
	return map[string]method{
		"getme":                  (*Server).getMe,
		"sendmessage":            (*Server).sendMessage,
		"sendphoto":              (*Server).sendPhoto,
		"senddocument":           (*Server).sendDocument,
		"editmessagetext":        (*Server).editMessageText,
		"editmessagereplymarkup": (*Server).editMessageReplyMarkup,
		"deletemessage":          (*Server).deleteMessage,
		"deletemessages":         (*Server).deleteMessages,
		"answercallbackquery":    (*Server).answerCallbackQuery,
		"sendchataction":         (*Server).sendChatAction,
		"getchat":                (*Server).getChat,
		"setmycommands":          (*Server).setMyCommands,
		"getmycommands":          (*Server).getMyCommands,
		"deletemycommands":       (*Server).deleteMyCommands,
		"setmyname":              (*Server).setMyName,
		"getmyname":              (*Server).getMyName,
		"setmydescription":       (*Server).setMyDescription,
		"getmydescription":       (*Server).getMyDescription,
		"setmyshortdescription":  (*Server).setMyShortDescription,
		"getmyshortdescription":  (*Server).getMyShortDescription,
		"setwebhook":             (*Server).setWebhook,
		"deletewebhook":          (*Server).deleteWebhook,
		"getwebhookinfo":         (*Server).getWebhookInfo,
		"sendinvoice":            (*Server).sendInvoice,
		"answerprecheckoutquery": (*Server).answerPreCheckoutQuery,
		"refundstarpayment":      (*Server).refundStarPayment,
	}
}

// answer is what goes back to the bot.
type answer struct {
	status     int
	body       []byte
	retryAfter int
	html       bool
	cut        bool // close the connection instead of answering
}

// BotHandler serves the Bot API: /bot<token>/<method>.
func (s *Server) BotHandler() http.Handler {
	table := methods()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		c := &call{}
		a := s.answer(w, r, c, table)
		if r.Context().Err() != nil {
			a.cut = true // the client is gone: whatever the effect was, it will not hear of it
		}
		s.record(c, a, time.Since(started))
		w.Header().Set("Date", s.now().UTC().Format(http.TimeFormat))
		a.write(w)
	})
}

// answer takes a request through token, method, parameters, faults, specification and the method itself.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, c *call, table map[string]method) answer {
	s.mu.Lock()
	c.n, c.at = s.log.next(), s.now()
	s.mu.Unlock()

	path, found := strings.CutPrefix(r.URL.Path, "/bot")
	token, name, hasMethod := strings.Cut(path, "/")
	if !found || !hasMethod {
		return failure(&apiError{code: 404, text: "Not Found"})
	}
	if token != s.opts.Token {
		return failure(wrongToken(token))
	}
	c.method = name
	if s.spec.err != nil {
		return failure(&apiError{code: 500, text: "Internal Server Error: " + s.spec.err.Error()})
	}
	m, known := s.spec.methods[strings.ToLower(name)]
	if !known {
		s.violation(Violation{N: c.n, Method: name, Text: "unknown method"})
		return failure(&apiError{code: 404, text: "Not Found: method not found"})
	}
	c.method = m.name
	var err error
	if c.params, err = readParams(w, r); err != nil {
		return failure(badRequest("%s", err))
	}
	c.chat = c.params.integer("chat_id", 0)
	outcome := s.faultsFor(r.Context(), c)
	if outcome.before {
		return outcome.answer
	}
	a := s.execute(r.Context(), c, m, table)
	if outcome.after {
		return answer{cut: true, status: a.status, body: a.body}
	}
	return a
}

// execute checks the request and runs its method.
func (s *Server) execute(ctx context.Context, c *call, m *specMethod, table map[string]method) answer {
	if bad := s.spec.check(m, c.params); bad != nil {
		s.violation(Violation{N: c.n, Method: m.name, Text: bad.text})
		if !s.opts.Lenient {
			return failure(bad.refusal(m.name))
		}
		c.params.dropNulls()
	}
	key := strings.ToLower(m.name)
	if key == "getupdates" {
		updates, failed := s.getUpdates(ctx, c)
		return finish(updates, failed)
	}
	run, known := table[key]
	if !known {
		return s.notImplemented(c, m.name)
	}
	if name := c.params.unmodelled(); name != "" {
		return s.notImplemented(c, "the parameter "+name)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if failed := s.limit(c); failed != nil {
		return failure(failed)
	}
	result, failed := run(s, c)
	return finish(result, failed)
}

// notImplemented refuses what the real server would take and the simulator cannot do: no test may pass by its silence.
func (s *Server) notImplemented(c *call, what string) answer {
	s.violation(Violation{N: c.n, Method: c.method, Text: "the simulator does not know " + what + " yet"})
	return failure(&apiError{code: http.StatusNotImplemented, text: "Not Implemented: the simulator does not know " + what + " yet"})
}

// described is a result with the description that some methods add.
type described struct {
	result      any
	description string
}

func finish(result any, failed *apiError) answer {
	if failed != nil {
		return failure(failed)
	}
	envelope := struct {
		OK          bool   `json:"ok"`
		Result      any    `json:"result"`
		Description string `json:"description,omitempty"`
	}{OK: true, Result: result}
	if d, isDescribed := result.(described); isDescribed {
		envelope.Result, envelope.Description = d.result, d.description
	}
	body, err := json.Marshal(envelope)
	if err != nil {
		return failure(&apiError{code: 500, text: "Internal Server Error: " + err.Error()})
	}
	return answer{status: http.StatusOK, body: body}
}

func failure(e *apiError) answer {
	type parameters struct {
		RetryAfter int `json:"retry_after"`
	}
	envelope := struct {
		OK          bool        `json:"ok"`
		Code        int         `json:"error_code"`
		Description string      `json:"description"`
		Parameters  *parameters `json:"parameters,omitempty"`
	}{Code: e.code, Description: e.text}
	if e.retryAfter > 0 {
		envelope.Parameters = &parameters{RetryAfter: e.retryAfter}
	}
	body, err := json.Marshal(envelope)
	if err != nil {
		body = []byte(`{"ok":false,"error_code":500,"description":"Internal Server Error"}`)
	}
	return answer{status: e.code, body: body, retryAfter: e.retryAfter}
}

// wrongToken refuses a token: one of the wrong form is told apart from an unknown one.
func wrongToken(token string) *apiError {
	id, secret, found := strings.Cut(token, ":")
	if _, err := strconv.ParseUint(id, 10, 64); err != nil || !found || secret == "" {
		return &apiError{code: 401, text: "Unauthorized: invalid token specified"}
	}
	return &apiError{code: 401, text: "Unauthorized"}
}

func (a answer) write(w http.ResponseWriter) {
	if a.cut {
		cutConnection(w)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if a.html {
		w.Header().Set("Content-Type", "text/html")
	}
	if a.retryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(a.retryAfter))
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	// A client that went away is no fault of the server's.
	_, _ = w.Write(a.body)
}

// cutConnection closes the connection without an answer, as a lost network would.
func cutConnection(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	_ = conn.Close()
}
