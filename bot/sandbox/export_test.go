package sandbox

// StartWithPing starts a server that pings its streams that often; the real period is too long for a test.
var StartWithPing = start
