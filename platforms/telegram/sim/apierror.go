package sim

import "fmt"

// apiError is a refusal in the Bot API's form; the HTTP status equals the code.
type apiError struct {
	code       int
	text       string
	retryAfter int // seconds; only with 429
}

func badRequest(format string, args ...any) *apiError {
	return &apiError{code: 400, text: "Bad Request: " + fmt.Sprintf(format, args...)}
}

func forbidden(text string) *apiError {
	return &apiError{code: 403, text: "Forbidden: " + text}
}

func conflict(text string) *apiError {
	return &apiError{code: 409, text: "Conflict: " + text}
}

func tooManyRequests(seconds int) *apiError {
	seconds = max(seconds, 1)
	return &apiError{code: 429, text: fmt.Sprintf("Too Many Requests: retry after %d", seconds), retryAfter: seconds}
}

// The texts that more than one method answers.
const (
	textChatNotFound = "chat not found"
	textNotModified  = "message is not modified: specified new message content and reply markup are exactly the same as " +
		"a current content and reply markup of the message"
	textQueryTooOld = "query is too old and response timeout expired or query ID is invalid"
	textBlocked     = "bot was blocked by the user"
	textNoInitiate  = "bot can't initiate conversation with a user"
)
