package sandbox

import (
	"strconv"
	"testing"
	"time"
)

func TestLimiterForgetsWindowsThatHaveEnded(t *testing.T) {
	t.Parallel()
	var l limiter
	now := time.Unix(0, 0)
	for i := range 10 * maxWindows {
		if r := l.take(throttle{strconv.Itoa(i), 5, time.Second}, 1, now.Add(time.Duration(i)*time.Millisecond)); r.left != 4 {
			t.Fatalf("throttle %d: %d left, want 4", i, r.left)
		}
	}
	if len(l.used) > 2*maxWindows+1 {
		t.Errorf("%d windows are remembered, want about %d", len(l.used), maxWindows)
	}
}
