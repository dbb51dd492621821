package web

import (
	"context"

	"github.com/prometheus/client_golang/prometheus"
)

// live are the metrics that are looked up when they are asked for.
type live struct {
	config                                    Config
	ready, queue, oldest, left, total, renews *prometheus.Desc
}

// watch adds the metrics that the functions of a Config give.
func (m *Metrics) watch(c Config) {
	describe := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc("quotebot_"+name, help, labels, nil)
	}
	m.registry.MustRegister(live{
		config: c,
		ready:  describe("ready", "1 while the bot can do its work."),
		queue:  describe("queue_deeds", "Open deeds in the outbox, by state.", "state"),
		oldest: describe("queue_oldest_timestamp_seconds", "When the oldest of the open deeds was written down, or was to be done if that is later, by state.", "state"),
		left:   describe("rate_limit_remaining", "Requests that the server still allows, by family.", "family"),
		total:  describe("rate_limit_requests", "Requests that the server allows in a whole window, by family.", "family"),
		renews: describe("rate_limit_reset_timestamp_seconds", "When the allowance is renewed, by family.", "family"),
	})
}

// Describe is part of prometheus.Collector.
func (l live) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{l.ready, l.queue, l.oldest, l.left, l.total, l.renews} {
		out <- d
	}
}

// Collect is part of prometheus.Collector.
func (l live) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), lookTimeout)
	defer cancel()
	ready := 0.0
	if l.config.Ready(ctx) == nil {
		ready = 1
	}
	out <- gauge(l.ready, ready)
	l.collectQueue(ctx, out)
	for _, limit := range l.config.Limits() {
		out <- gauge(l.left, float64(limit.Left), limit.Family)
		out <- gauge(l.renews, float64(limit.Until.Unix()), limit.Family)
		if limit.Total > 0 {
			out <- gauge(l.total, float64(limit.Total), limit.Family)
		}
	}
}

func (l live) collectQueue(ctx context.Context, out chan<- prometheus.Metric) {
	queue, err := l.config.Queue(ctx)
	if err != nil {
		out <- prometheus.NewInvalidMetric(l.queue, err)
		return
	}
	for _, q := range queue {
		out <- gauge(l.queue, float64(q.Count), q.State)
		if q.Count > 0 {
			out <- gauge(l.oldest, float64(q.Oldest.Unix()), q.State)
		}
	}
}

func gauge(d *prometheus.Desc, value float64, labels ...string) prometheus.Metric {
	return prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
}
