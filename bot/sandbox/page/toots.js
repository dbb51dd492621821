// Statuses as HTML: one toot, its text made safe, and conversations of them.
const template = document.getElementById("toot");

// compareIDs orders ids as the server does: by length, then by characters.
export const compareIDs = (a, b) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

const allowed = new Set("P BR SPAN A DEL S PRE BLOCKQUOTE CODE B STRONG I EM U UL OL LI".split(" "));
const dropped = new Set("SCRIPT STYLE IFRAME SVG MATH OBJECT EMBED TEMPLATE".split(" "));
const classes = new Set(["invisible", "ellipsis", "mention", "hashtag", "quote-inline"]);

// clean builds a fragment from HTML with nothing but text, plain elements, and links to web pages. Statuses of other
// servers can contain anything.
export function clean(html) {
  const out = document.createDocumentFragment();
  const copy = (from, to) => {
    for (const node of from.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) {
        to.append(node.data);
      } else if (node.nodeType === Node.ELEMENT_NODE && !dropped.has(node.tagName.toUpperCase())) {
        copy(node, element(node, to));
      }
    }
  };
  copy(new DOMParser().parseFromString(html, "text/html").body, out);
  return out;
}

// element makes the copy of one element and returns what its children go into. Mentions and hashtags lead nowhere here.
function element(node, to) {
  if (!allowed.has(node.tagName)) return to;
  const web = node.tagName === "A" && /^https?:\/\//i.test(node.getAttribute("href") || "") && !node.classList.contains("mention");
  const copy = document.createElement(node.tagName === "A" && !web ? "span" : node.tagName);
  if (web) Object.assign(copy, { href: node.getAttribute("href"), target: "_blank", rel: "nofollow noopener noreferrer" });
  copy.classList.add(...[...node.classList].filter((c) => classes.has(c)));
  to.append(copy);
  return copy;
}

const audiences = { public: "Public", unlisted: "Quiet public", private: "Followers", direct: "Private mention" };

// tootNode draws one status; on has what its buttons do.
export function tootNode(status, on) {
  const node = template.content.firstElementChild.cloneNode(true);
  const part = (selector) => node.querySelector(selector);
  const { account } = status;
  node.id = `toot-${status.id}`;
  node.dataset.statusId = status.id;
  node.dataset.acct = account.acct;
  node.setAttribute("aria-label", `${account.display_name}: ${audiences[status.visibility] || status.visibility}`);
  part(".name").textContent = account.display_name;
  part(".acct").textContent = `@${account.acct}`;
  part(".badge").hidden = !account.bot;
  drawAvatar(part(".avatar"), account);
  part(".meta title").textContent = audiences[status.visibility] || status.visibility;
  part(".meta use").setAttribute("href", `#icon-${status.visibility}`);
  drawTime(part("time"), status.created_at);
  if (status.gone) {
    node.classList.add("gone");
    part(".text").textContent = "This toot was deleted.";
    part(".body > footer").remove();
    return node;
  }
  drawEdited(part(".edited"), status.edited_at);
  part(".text").lang = status.language || "";
  drawText(part(".text"), status);
  drawMedia(part(".media"), status);
  part(".reply").addEventListener("click", () => on.reply(status));
  const star = part(".star");
  star.setAttribute("aria-pressed", String(Boolean(status.favourited)));
  star.querySelector(".stars").textContent = status.favourites_count || "";
  star.addEventListener("click", () => on.star(status));
  return node;
}

function drawText(into, status) {
  const text = clean(status.content);
  if (!status.spoiler_text) {
    into.replaceChildren(text);
    return;
  }
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = status.spoiler_text;
  details.append(summary, text);
  into.replaceChildren(details);
}

// drawMedia shows the pictures with their descriptions. The address is taken without its host: the page may have been
// opened under another name of this machine, and loads nothing from elsewhere.
function drawMedia(into, status) {
  into.hidden = !status.media_attachments.length;
  into.lang = status.language || "";
  into.replaceChildren(...status.media_attachments.map((media) => {
    const figure = document.createElement("figure");
    const image = new Image();
    Object.assign(image, { alt: media.description || "", loading: "lazy", src: new URL(media.url, location.href).pathname });
    const caption = document.createElement("figcaption");
    caption.textContent = media.description || "no description";
    caption.classList.toggle("missing", !media.description);
    caption.setAttribute("aria-hidden", String(Boolean(media.description)));
    figure.append(image, caption);
    return figure;
  }));
  if (!status.spoiler_text || into.hidden) return;
  into.hidden = true;
  const warning = into.parentElement.querySelector("details");
  warning.addEventListener("toggle", () => { into.hidden = !warning.open; });
}

function drawEdited(into, iso) {
  into.hidden = !iso;
  if (iso) into.title = `edited ${fullTime(new Date(iso))}`;
}

function fullTime(at) {
  return at.toLocaleString(undefined, { dateStyle: "full", timeStyle: "medium" });
}

function drawAvatar(into, account) {
  if (account.bot) {
    const mark = new Image();
    Object.assign(mark, { src: "/page/icon.svg", alt: "" });
    into.replaceChildren(mark);
    return;
  }
  const initials = [...account.display_name.matchAll(/(?:^|[\s._-])([\p{L}\p{N}])/gu)].slice(0, 2).map((m) => m[1]).join("");
  into.textContent = (initials || account.username[0]).toUpperCase();
  let hue = 0;
  for (const c of account.acct) hue = (hue * 31 + c.codePointAt(0)) % 360;
  into.style.setProperty("--hue", hue);
}

function drawTime(into, iso) {
  const at = new Date(iso);
  into.dateTime = iso;
  into.title = fullTime(at);
  into.textContent = ago(at);
}

function ago(at) {
  const seconds = Math.max(0, (Date.now() - at) / 1000);
  if (seconds < 45) return "now";
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min`;
  if (seconds < 86400) return `${Math.round(seconds / 3600)} h`;
  return at.toLocaleDateString(undefined, { day: "numeric", month: "short", year: at.getFullYear() === new Date().getFullYear() ? undefined : "numeric" });
}

// tick brings the relative times up to date.
export function tick(root) {
  for (const time of root.querySelectorAll("time")) time.textContent = ago(new Date(time.dateTime));
}

// feedOf returns a card for each conversation, the one with the newest toot first. Within one, answers stand under what
// they answer: a single one directly, several as branches.
export function feedOf(known, draw, arriving) {
  const children = new Map();
  const roots = [];
  for (const status of [...known.values()].sort((a, b) => compareIDs(a.id, b.id))) {
    const parent = known.has(status.in_reply_to_id) ? status.in_reply_to_id : null;
    if (parent) children.set(parent, [...(children.get(parent) || []), status]);
    else roots.push(status);
  }
  const newest = (s) => (children.get(s.id) || []).map(newest).reduce((a, b) => (compareIDs(a, b) > 0 ? a : b), s.id);
  const tree = (status) => {
    const node = box("node");
    const toot = draw(status);
    toot.querySelector(".orphan").hidden = !status.in_reply_to_id || known.has(status.in_reply_to_id);
    toot.classList.toggle("arriving", arriving.has(status.id));
    node.append(toot);
    const answers = children.get(status.id) || [];
    if (answers.length) node.classList.add(answers.length === 1 ? "answered" : "forked");
    const into = answers.length > 1 ? node.appendChild(box("branches")) : node;
    into.append(...answers.map(tree));
    return node;
  };
  roots.sort((a, b) => compareIDs(newest(b), newest(a)));
  return roots.map((root) => {
    const card = box("conversation card");
    card.append(tree(root));
    return card;
  });
}

function box(className) {
  const div = document.createElement("div");
  div.className = className;
  return div;
}
