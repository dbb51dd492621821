// The API of the server with the viewer's token, which never stands in an address.
let token = "";

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error || `the server answered ${response.status}`);
  return body;
}

// session returns { token, acct, max_characters, greeting, suggestions }.
export async function session() {
  const who = await answer(await fetch("/page/session"));
  token = who.token;
  return who;
}

export async function get(path) {
  return answer(await fetch(path, { headers: { Authorization: `Bearer ${token}` } }));
}

export async function post(path, fields = {}) {
  return answer(await fetch(path, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify(fields),
  }));
}

// connect keeps a user stream open, with the public timeline on top. on.open is told whether it is a reconnection; the
// pause before one grows from half a second to ten.
export function connect(on) {
  let pause = 500;
  let again = false;
  const dial = () => {
    const socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}/api/v1/streaming?stream=user`, [token]);
    socket.onopen = () => {
      pause = 500;
      socket.send(JSON.stringify({ type: "subscribe", stream: "public" }));
      on.open(again);
      again = true;
    };
    socket.onmessage = (message) => {
      const { event, payload } = JSON.parse(message.data);
      if (event) on.event(event, payload);
    };
    socket.onclose = retry;
  };
  const retry = () => {
    on.closed();
    setTimeout(redial, pause * (0.75 + Math.random() / 2));
    pause = Math.min(pause * 2, 10_000);
  };
  // A server that was started anew has another token and has forgotten everything: so does the page.
  const redial = async () => {
    const before = token;
    try {
      await session();
    } catch {
      retry();
      return;
    }
    if (token === before) dial();
    else location.reload();
  };
  dial();
}
