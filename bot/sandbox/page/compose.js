// The box for writing.
import { post } from "./api.js";

const form = document.getElementById("compose");
const text = document.getElementById("text");
const warning = document.getElementById("warning");
const warningToggle = document.getElementById("warning-toggle");
const visibility = document.getElementById("visibility");
const left = document.getElementById("left");
const refused = document.getElementById("refused");
const answering = document.getElementById("answering");
const send = form.querySelector(".send");

const graphemes = "Segmenter" in Intl ? new Intl.Segmenter() : null;

// length estimates what the server will count: graphemes, a link as 23, a mention without its host. The server decides.
function length(s) {
  const counted = s.trim()
    .replace(/(^|[\s(])https?:\/\/[^\s]+/g, `$1${"x".repeat(23)}`)
    .replace(/(@[A-Za-z0-9_.-]+)@[^\s]+/g, "$1");
  return graphemes ? [...graphemes.segment(counted)].length : [...counted].length;
}

// setUpCompose prepares the box for the viewer. posted is called with each status that the server took.
export function setUpCompose(who, posted) {
  const greeting = who.greeting;
  let parent = null;

  const count = () => {
    const rest = who.max_characters - length(text.value) - length(warning.hidden ? "" : warning.value);
    left.textContent = String(rest).replace("-", "−");
    left.classList.toggle("over", rest < 0);
    left.setAttribute("aria-label", rest < 0 ? `${-rest} characters too many` : `${rest} characters left`);
    send.disabled = !text.value.trim();
  };
  const refuse = (message) => {
    refused.textContent = message;
    refused.hidden = !message;
  };
  const fill = (value) => {
    text.value = value;
    count();
  };
  const showAudience = () => document.getElementById("audience-icon").setAttribute("href", `#icon-${visibility.value}`);
  const showWarning = (on) => {
    warning.hidden = !on;
    warningToggle.setAttribute("aria-expanded", String(on));
    count();
  };
  const setParent = (status) => {
    parent = status;
    answering.hidden = !status;
    document.getElementById("answering-acct").textContent = status ? `@${status.account.acct}` : "";
  };
  const reset = () => {
    setParent(null);
    fill(greeting);
    warning.value = "";
    showWarning(false);
    visibility.value = "public";
    showAudience();
  };

  const submit = async () => {
    if (send.disabled) return;
    refuse("");
    send.disabled = true;
    try {
      const status = await post("/api/v1/statuses", {
        status: text.value,
        visibility: visibility.value,
        spoiler_text: warning.hidden ? "" : warning.value,
        in_reply_to_id: parent?.id ?? null,
      });
      reset();
      posted(status);
    } catch (err) {
      refuse(err.message);
      count();
    }
  };

  // answer fills the box for an answer: to the author, no wider than what is answered, with its warning.
  const answer = (status) => {
    setParent(status);
    fill(status.account.acct === who.acct ? greeting : `@${status.account.acct} `);
    visibility.value = status.visibility;
    showAudience();
    warning.value = status.spoiler_text;
    showWarning(Boolean(status.spoiler_text));
    form.scrollIntoView({ block: "center", behavior: "smooth" });
    text.focus({ preventScroll: true });
  };

  form.addEventListener("submit", (e) => {
    e.preventDefault();
    submit();
  });
  form.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) submit();
    if (e.key === "Escape" && parent) reset();
  });
  form.addEventListener("input", count);
  visibility.addEventListener("change", showAudience);
  warningToggle.addEventListener("click", () => {
    showWarning(warning.hidden);
    (warning.hidden ? text : warning).focus();
  });
  document.getElementById("answering-end").addEventListener("click", () => {
    reset();
    text.focus();
  });
  const chips = document.getElementById("chips");
  chips.replaceChildren(...who.suggestions.map((words) => {
    const chip = document.createElement("button");
    chip.type = "button";
    chip.className = "chip";
    chip.textContent = words;
    chip.addEventListener("click", () => {
      fill(greeting + words);
      submit();
    });
    const item = document.createElement("li");
    item.append(chip);
    return item;
  }));
  chips.hidden = !who.suggestions.length;
  reset();
  return { answer, refuse };
}
