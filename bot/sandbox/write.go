package sandbox

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
)

// proxyPage is the title of a page in HTML, as nginx shows it.
type proxyPage string

// write sends an answer, in JSON unless it is a proxy's.
func write(w http.ResponseWriter, code int, body any) {
	title, ok := body.(proxyPage)
	if !ok {
		writeJSON(w, code, body)
		return
	}
	text := fmt.Sprintf("<html>\r\n<head><title>%[1]s</title></head>\r\n<body>\r\n<center><h1>%[1]s</h1></center>\r\n</body>\r\n</html>\r\n", title)
	w.Header().Set("Content-Type", "text/html")
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(code)
	io.WriteString(w, text)
}

// cutConnection closes the connection, which the client may have used before and may keep for further requests.
func cutConnection(w http.ResponseWriter) {
	hijacker, ok := w.(http.Hijacker)
	if !ok {
		return // the client has gone: every other answer goes through a recorder, which is one
	}
	if conn, _, err := hijacker.Hijack(); err == nil {
		conn.Close()
	}
}

// writeHalf writes the first half of the answer. If the length of the whole was announced, net/http cuts the connection.
func (s *Server) writeHalf(c *call, code int, body any) {
	data, err := json.Marshal(body)
	if err != nil {
		s.cfg.Log.Error("sandbox answer", "err", err) // only our own types come here, and they marshal
		return
	}
	if c.fault == CutAnswer {
		c.w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	}
	c.w.Header().Set("Content-Type", "application/json; charset=utf-8")
	c.w.WriteHeader(code)
	c.w.Write(data[:len(data)/2])
}
