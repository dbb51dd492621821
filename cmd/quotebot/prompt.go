package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// confirm asks once whether to go on; agreed is the flag that has said so.
func confirm(cmd *cobra.Command, agreed bool, flag, question string) error {
	if agreed {
		return nil
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "%s [y/N] ", question)
	answer, err := readLine(cmd.Context(), cmd.InOrStdin())
	if err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	if answer != "y" && answer != "Y" && answer != "yes" {
		return fmt.Errorf("nothing was done: answer y, or give %s", flag)
	}
	return nil
}

// longestLine bounds what is read as one line, in bytes.
const longestLine = 4096

// readLine reads one line and not a byte more, without blanks around it; "" at
// the end. When ctx ends it does not wait for the reader: nothing can call that
// back.
func readLine(ctx context.Context, r io.Reader) (string, error) {
	type read struct {
		line string
		err  error
	}
	ended := make(chan read, 1)
	go func() {
		line, err := untilNewline(r)
		ended <- read{strings.TrimSpace(line), err}
	}()
	select {
	case got := <-ended:
		return got.line, got.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func untilNewline(r io.Reader) (string, error) {
	var line []byte
	for one := make([]byte, 1); len(line) < longestLine; {
		n, err := r.Read(one)
		switch {
		case n == 1 && one[0] == '\n', errors.Is(err, io.EOF):
			return string(append(line, one[:n]...)), nil
		case err != nil:
			return "", err
		}
		line = append(line, one[:n]...)
	}
	return "", errors.New("the line is too long")
}
