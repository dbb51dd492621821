package main

import (
	"errors"
	"fmt"
	"io"
	"sync"
	"syscall"
)

// An output is standard output. It remembers its first error, so that a command
// which prints a line need not look at it.
type output struct {
	w io.Writer

	mu  sync.Mutex // a command that was left where it is may write still
	err error
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	n, err := o.w.Write(p)
	if o.err == nil {
		o.err = err
	}
	return n, err
}

// An outputError ends a command whose output was lost.
type outputError struct{ error }

// check adds to the error of a command that its output was lost. It is silent
// where the reader has gone, as head does when it has seen enough.
func (o *output) check(err error) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	switch {
	case o.err == nil:
		return err
	case errors.Is(o.err, syscall.EPIPE):
		return outputError{errSilent}
	case errors.Is(err, o.err):
		err = nil // the same, said worse
	}
	return errors.Join(err, outputError{fmt.Errorf("write output: %w", o.err)})
}
