package bot

import (
	"cmp"
	"context"
	"time"

	"github.com/coreos/go-systemd/v22/daemon"
)

// statusEvery is how often systemd hears how the bot is, where it sets no
// watchdog.
const statusEvery = time.Minute

// supervise tells systemd how the bot is, where that has started it
// (sd_notify(3)): ready once mentions are heard; alive as often as the watchdog
// wants to hear it twice, unless only a new start helps; stopping at the end.
func (b *Bot) supervise(run context.Context) {
	if !b.notify("STATUS=reading the mentions of the time away") {
		return
	}
	watchdog, err := daemon.SdWatchdogEnabled(false)
	if err != nil {
		b.log.Warn("no watchdog", "err", err)
	}
	tick := time.NewTicker(cmp.Or(watchdog/2, statusEvery))
	defer tick.Stop()
	for ready := b.ready; ; {
		select {
		case <-run.Done():
			b.notify(daemon.SdNotifyStopping + "\nSTATUS=stopping")
			return
		case <-ready:
			ready = nil
			b.notify(daemon.SdNotifyReady + "\n" + b.pulse(run))
		case <-tick.C:
			b.notify(b.pulse(run))
		}
	}
}

// pulse is how the bot is, as systemd wants to hear it.
func (b *Bot) pulse(run context.Context) string {
	status := "STATUS=" + b.inShort(run)
	if b.dead(run, run) != nil {
		return status
	}
	return daemon.SdNotifyWatchdog + "\n" + status
}

// inShort is how the bot is, in a line.
func (b *Bot) inShort(run context.Context) string {
	if err := b.unready(run, run); err != nil {
		return "not ready: " + err.Error()
	}
	for slot := range nextSlots(b.config.Schedule, 1, b.now()) {
		return "hearing mentions; next quote " + slot.At.In(b.config.Schedule.Zone).Format("Mon 2 Jan 15:04 MST")
	}
	return "hearing mentions"
}

// notify tells systemd something, and reports whether it listens.
func (b *Bot) notify(state string) bool {
	heard, err := daemon.SdNotify(false, state)
	if err != nil {
		b.log.Warn("systemd cannot be told", "err", err)
	}
	return heard
}
