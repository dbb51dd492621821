// The demo page: what the viewer can see, as conversations, live. The parts are toots.js, compose.js and api.js.
import { connect, get, post, session } from "./api.js";
import { setUpCompose } from "./compose.js";
import { clean, compareIDs, feedOf, tick, tootNode } from "./toots.js";

const feed = document.getElementById("feed");
const news = document.getElementById("news");
const live = document.querySelector("[data-testid=live]");

const known = new Map(); // statuses by id; one that was deleted but has answers stays, as { gone: true }
let compose;

function show(state, text) {
  live.dataset.state = state;
  live.querySelector(".live-text").textContent = text;
}

// add takes statuses in and returns those that are new. What has not changed stays the same object, whose node is kept.
function add(statuses) {
  const shown = statuses.filter(Boolean);
  const fresh = shown.filter((s) => !known.has(s.id));
  for (const s of shown) {
    if (JSON.stringify(known.get(s.id)) !== JSON.stringify(s)) known.set(s.id, s);
  }
  return fresh;
}

function remove(id) {
  const status = known.get(id);
  if (!status) return;
  const answered = [...known.values()].some((s) => s.in_reply_to_id === id);
  if (answered) known.set(id, { ...status, gone: true });
  else known.delete(id);
  draw();
}

const nodes = new WeakMap(); // of statuses, so that an open content warning stays open

function nodeOf(status) {
  if (!nodes.has(status)) nodes.set(status, tootNode(status, { reply: compose.answer, star }));
  return nodes.get(status);
}

function draw(arriving = new Set()) {
  const keepFocus = focusIn(feed);
  feed.replaceChildren(...feedOf(known, nodeOf, arriving));
  if (!known.size) feed.append(note("Nothing has been said yet. Ask the bot for a quote."));
  keepFocus();
}

// focusIn remembers which part of which toot has the focus, and returns a function that gives it back.
function focusIn(root) {
  const part = root.contains(document.activeElement) ? document.activeElement : null;
  const toot = part?.closest(".toot");
  if (!toot) return () => {};
  const selector = part === toot ? null : part.localName + [...part.classList].map((c) => `.${c}`).join("");
  return () => {
    const now = document.getElementById(toot.id);
    (selector ? now?.querySelector(selector) : now)?.focus({ preventScroll: true });
  };
}

function note(text) {
  const p = document.createElement("p");
  p.className = "empty";
  p.textContent = text;
  return p;
}

async function star(status) {
  const deed = known.get(status.id)?.favourited ? "unfavourite" : "favourite";
  try {
    add([await post(`/api/v1/statuses/${status.id}/${deed}`)]);
    draw();
  } catch (err) {
    compose.refuse(err.message);
  }
}

// load reads what the timelines hold. After a lost connection it finds what was missed.
async function load() {
  const [home, everybody, mentions] = await Promise.all([
    get("/api/v1/timelines/home?limit=40"),
    get("/api/v1/timelines/public?limit=40"),
    get("/api/v1/notifications?types[]=mention&include_filtered=true&limit=40"),
  ]);
  add([...home, ...everybody, ...mentions.map((n) => n.status)]);
  await complete();
  draw();
  document.getElementById(location.hash.slice(1))?.scrollIntoView({ block: "center" });
}

// complete fetches the rest of the newest conversations: timelines leave out answers between others.
async function complete() {
  const answers = (s) => [...known.values()].filter((o) => o.in_reply_to_id === s.id).length;
  const torn = (s) => !s.gone && ((s.in_reply_to_id && !known.has(s.in_reply_to_id)) || answers(s) < s.replies_count);
  const open = [...known.values()].filter(torn).sort((a, b) => compareIDs(b.id, a.id));
  for (const status of open.slice(0, 12)) {
    if (torn(status)) {
      const { ancestors, descendants } = await get(`/api/v1/statuses/${status.id}/context`);
      add([...ancestors, ...descendants]);
    }
  }
}

function announce(status) {
  const text = clean(status.content).textContent;
  news.textContent = `${status.account.display_name}: ${status.spoiler_text || text}`;
}

// change shows the new version of a toot that is on the page.
function change(status) {
  if (!known.has(status.id)) return;
  add([status]);
  draw();
  news.textContent = `${status.account.display_name} edited: ${status.spoiler_text || clean(status.content).textContent}`;
}

function receive(event, payload) {
  if (event === "delete") {
    remove(payload);
    return;
  }
  if (event === "status.update") {
    change(JSON.parse(payload));
    return;
  }
  const status = event === "update" ? JSON.parse(payload) : event === "notification" ? JSON.parse(payload).status : null;
  if (!status) return;
  const fresh = add([status]);
  if (!fresh.length) return;
  draw(new Set([status.id]));
  announce(status);
  if (status.in_reply_to_id && !known.has(status.in_reply_to_id)) complete().then(() => draw(), () => {});
}

async function start() {
  try {
    const who = await session();
    compose = setUpCompose(who, (status) => {
      add([status]);
      draw(new Set([status.id]));
    });
    await load();
  } catch (err) {
    show("offline", "not available");
    const sorry = note(`The page could not be loaded: ${err.message}`);
    sorry.setAttribute("role", "alert");
    feed.replaceChildren(sorry);
    return;
  }
  connect({
    open: async (again) => {
      if (again) await load().catch(() => {});
      show("live", "live");
    },
    closed: () => show("offline", "reconnecting"),
    event: receive,
  });
  setInterval(() => tick(document), 20_000);
}

start();
