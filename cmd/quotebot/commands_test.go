package main

import (
	"testing"

	"github.com/spf13/cobra"
)

// Every command says what it does in a line, and more than that.
func TestCommandsAreDescribed(t *testing.T) {
	t.Parallel()
	seen := 0
	eachCommand(newRoot(), func(c *cobra.Command) {
		seen++
		if c.Short == "" {
			t.Errorf("`%s` has no short description", c.CommandPath())
		}
		if c.Long == "" && c.Example == "" {
			t.Errorf("`%s` has neither a long description nor an example", c.CommandPath())
		}
	})
	if seen < 20 {
		t.Errorf("only %d commands were looked at: the walk is broken", seen)
	}
}

func eachCommand(c *cobra.Command, f func(*cobra.Command)) {
	f(c)
	for _, child := range c.Commands() {
		eachCommand(child, f)
	}
}
