package redact

import "io"

// Writer passes on what is written to it, without secrets. Each Write is looked at by itself: the caller writes whole lines,
// as zerolog does with its events. Put it between the logger and its output, before a console writer adds colours:
//
//	zerolog.New(redact.NewWriter(zerolog.ConsoleWriter{Out: os.Stderr}))
//
// It has no lock of its own, so it may be used from many goroutines when its output may.
type Writer struct{ out io.Writer }

// NewWriter makes a Writer that writes to out.
func NewWriter(out io.Writer) *Writer { return &Writer{out: out} }

// Write writes p without its secrets. It reports the length of p as written, since the length of the masked text is no
// business of the caller's, and on failure 0 with the output's error.
func (w *Writer) Write(p []byte) (int, error) {
	if _, err := io.WriteString(w.out, Text(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}
