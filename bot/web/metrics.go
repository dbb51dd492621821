package web

import (
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// Metrics are what the bot tells of its work as it happens. They have a registry
// of their own. All methods may be called from several goroutines.
type Metrics struct {
	registry   *prometheus.Registry
	now        func() time.Time
	deliveries *prometheus.CounterVec
	mentions   *prometheus.CounterVec
	drops      prometheus.Counter
	latency    prometheus.Histogram
	success    *prometheus.GaugeVec
	stream     *prometheus.GaugeVec

	mu    sync.Mutex
	state StreamState
	since time.Time // when state began
}

// A StreamState is how the bot hears of mentions besides asking for them.
type StreamState string

// The states of the stream.
const (
	StreamNone   StreamState = "none" // the server announces none, or the bot has just started
	StreamLive   StreamState = "live"
	StreamBroken StreamState = "broken" // and tried again
)

// latencies are the histogram's upper bounds in seconds, from the stream's quick
// path to a mention found after a day away.
var latencies = []float64{0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 7200, 86400}

// NewMetrics begins to count; version is quotebot's.
func NewMetrics(version string, now func() time.Time) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		now:      now,
		deliveries: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "quotebot_deliveries_total", Help: "Deeds that came to their end, by outcome.",
		}, []string{"outcome"}),
		mentions: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "quotebot_mentions_total", Help: "Mentions decided about, by decision.",
		}, []string{"decision"}),
		drops: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "quotebot_silent_drops_total", Help: "Statuses that the server took and then did not show.",
		}),
		latency: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "quotebot_answer_latency_seconds", Help: "Time from a mention, as the server dates it, to its answer.", Buckets: latencies,
		}),
		success: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "quotebot_last_success_timestamp_seconds", Help: "When something last went well: a delivery (post), a look for mentions (mentions).",
		}, []string{"work"}),
		stream: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "quotebot_stream", Help: "1 for the state in which the stream of mentions is.",
		}, []string{"state"}),
	}
	m.registry.MustRegister(m.deliveries, m.mentions, m.drops, m.latency, m.success, m.stream, build(version),
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.begin()
	return m
}

func build(version string) prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "quotebot_build_info", Help: "1, labelled with quotebot's version.", ConstLabels: prometheus.Labels{"version": version},
	}, func() float64 { return 1 })
}

// begin makes the series that have not happened yet: a first failure would not
// be seen as an increase otherwise.
func (m *Metrics) begin() {
	for _, outcome := range []string{"posted", "skipped", "failed", "missed"} {
		m.deliveries.WithLabelValues(outcome)
	}
	for _, decision := range []What{Answered, Declined} {
		m.mentions.WithLabelValues(string(decision))
	}
	m.Stream(StreamNone)
}

// Delivered counts a deed that came to its end: the state in which the outbox
// has it, such as posted.
func (m *Metrics) Delivered(outcome string) {
	m.deliveries.WithLabelValues(outcome).Inc()
	if outcome == "posted" {
		m.succeeded("post")
	}
}

// Dropped counts a status that the server took and then did not show.
func (m *Metrics) Dropped() { m.drops.Inc() }

// Decided counts a mention: it is Answered or Declined.
func (m *Metrics) Decided(w What) { m.mentions.WithLabelValues(string(w)).Inc() }

// Replied counts an answer that is on the server, after so long.
func (m *Metrics) Replied(latency time.Duration) { m.latency.Observe(max(0, latency).Seconds()) }

// Heard says that the bot has looked for mentions and the server gave them.
func (m *Metrics) Heard() { m.succeeded("mentions") }

func (m *Metrics) succeeded(work string) {
	m.success.WithLabelValues(work).Set(float64(m.now().UnixMilli()) / 1e3)
}

// Stream says how the stream is.
func (m *Metrics) Stream(s StreamState) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if s == m.state {
		return
	}
	m.state, m.since = s, m.now()
	for _, state := range []StreamState{StreamNone, StreamLive, StreamBroken} {
		is := 0.0
		if state == s {
			is = 1
		}
		m.stream.WithLabelValues(string(state)).Set(is)
	}
}

// streaming is how the stream is, and since when.
func (m *Metrics) streaming() (StreamState, time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.state, m.since
}
