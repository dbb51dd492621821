package sandbox

// spoilConnect plays the fault of a client that opens a stream, and tells whether that was all.
func (s *Server) spoilConnect(c *call) bool {
	err := s.playInPlace(c)
	if err == nil {
		err = s.playRefusal(c)
	}
	switch {
	case err != nil:
		code, body := s.outcome(c, err)
		write(c.w, code, body)
		return true
	case c.fault == LostAnswer:
		s.faults.count(c.fault)
		cutConnection(c.w)
		return true
	case c.fault == Delay:
		s.faults.count(c.fault)
		s.wait(s.cfg.Delays.Answer)
	}
	return false
}

// deliver sends an event, unless something goes wrong with it.
func (st *stream) deliver(e event) {
	if st.held() {
		return
	}
	fault := st.server.faults.draw(Events)
	st.server.faults.count(fault)
	switch fault {
	case HalfOpen:
		st.silent.Store(true)
	case StreamCut:
		st.cut()
	case EventLate:
		st.late = append(st.late, e)
		return
	case EventTwice:
		st.enqueue(e)
		st.enqueue(e)
	case NoFault:
		st.enqueue(e)
	}
	for _, e := range st.late {
		st.enqueue(e)
	}
	st.late = nil
}
