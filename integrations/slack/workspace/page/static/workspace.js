// The page: draws regions that the server renders, and sends what people do. No build step.
"use strict";

const body = document.body;
const here = { as: body.dataset.as, channel: body.dataset.channel, thread: body.dataset.thread, tab: body.dataset.tab };
const byId = (id) => document.getElementById(id);
let drawing = false, again = false, shownModal = "";

async function send(act, said) {
  return ask(`/ui/${act}?as=${here.as}`, JSON.stringify(said));
}

// What was asked for and did not work is told, and comes back as an error to whoever asked.
async function ask(address, content) {
  let data = { error: "no_answer" };
  try {
    const answer = await fetch(address, { method: "POST", body: content, headers: { "X-Workspace": "1" } });
    data = await answer.json();
  } catch { /* The server is gone, or did not answer as itself: said below. */ }
  if (data.error) toast(explain(data.error));
  return data;
}

function explain(code) {
  const known = {
    unknown_command: "There is no such command. Try /source.",
    no_answer: "The local Slack does not answer. Is it still running?",
    message_not_found: "That message is gone.",
    file_too_large: "That file is too large for this page: it takes 10 MB.",
    file_empty: "That file is empty.",
    action_not_found: "That button is gone: the card has changed.",
  };
  return known[code] || `Slack says: ${code}`;
}

function toast(text) {
  const note = document.createElement("div");
  note.className = "toast";
  note.textContent = text;
  byId("toasts").append(note);
  setTimeout(() => note.remove(), 6000);
}

// Puts new children in place of those that changed, and leaves the others, with their focus, alone.
function morph(box, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  const nearEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 160;
  const old = new Map([...box.children].filter((c) => c.id).map((c) => [c.id, c]));
  let added = false;
  const wanted = [...fresh.content.children].map((child) => {
    const known = old.get(child.id);
    if (known && known.dataset.rev === child.dataset.rev) return known;
    added = added || !known || child.classList.contains("streaming") || nearEnd;
    return child;
  });
  wanted.forEach((child, at) => {
    if (box.children[at] !== child) {
      const focused = document.activeElement?.dataset?.action;
      const known = old.get(child.id);
      if (known && known !== child && known.parentNode === box) known.replaceWith(child);
      if (box.children[at] !== child) box.insertBefore(child, box.children[at] || null);
      if (focused && known?.contains?.(document.activeElement)) child.querySelector(`[data-action="${CSS.escape(focused)}"]`)?.focus();
    }
  });
  while (box.children.length > wanted.length) box.lastElementChild.remove();
  if (added && (nearEnd || !box.dataset.drawn) && box.id !== "main-home") box.scrollTop = here.tab === "home" && box.id === "main" ? box.scrollTop : box.scrollHeight;
  box.dataset.drawn = "1";
}

async function draw() {
  if (drawing) { again = true; return; }
  drawing = true;
  try {
    const query = new URLSearchParams(here);
    const answer = await fetch(`/ui/regions?${query}`).catch(() => null);
    const regions = await answer?.json();
    if (!regions || regions.error) return;
    if (byId("sidebar").dataset.html !== regions.sidebar) {
      byId("sidebar").innerHTML = regions.sidebar;
      byId("sidebar").dataset.html = regions.sidebar;
      byId("sidebar").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    morph(byId("main"), regions.main);
    byId("thread-pane").hidden = !here.thread;
    morph(byId("thread"), regions.thread);
    drawModal(regions.modal);
    regions.toasts.forEach((t) => toast(t.text));
    for (const option of byId("viewas").options) {
      const n = regions.people[option.value];
      const name = option.dataset.title ? `${option.dataset.name}, ${option.dataset.title}` : option.dataset.name;
      option.textContent = n && option.value !== here.as ? `${name} (${n} new)` : name;
    }
  } finally {
    drawing = false;
    if (again) { again = false; draw(); }
  }
}

function drawModal(html) {
  const dialog = byId("modal");
  const rev = html ? html.match(/data-rev="([^"]*)"/)[1] : "";
  if (rev === shownModal) return;
  shownModal = rev;
  if (!html) { dialog.close(); dialog.innerHTML = ""; return; }
  dialog.innerHTML = html;
  if (!dialog.open) dialog.showModal();
  dialog.querySelector(".field input, .field textarea, .field select")?.focus();
}

function openThread(ts) {
  here.thread = ts;
  byId("thread").innerHTML = "";
  byId("thread").dataset.drawn = "";
  const url = new URL(location);
  if (ts) url.searchParams.set("thread", ts); else url.searchParams.delete("thread");
  history.replaceState({}, "", url);
  keepPlace(byId("main"), ts, () => { byId("thread-pane").hidden = !ts; });
  if (ts) byId("reply").focus();
  draw();
}

// Lines break anew when the column beside opens or closes: what was in sight stays where it was.
function keepPlace(box, ts, change) {
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 2;
  const top = (child) => child.getBoundingClientRect().top;
  const inSight = [...box.children].filter((c) => c.getBoundingClientRect().bottom > top(box));
  const kept = inSight.find((c) => ts && c.dataset.ts === ts) || inSight[0];
  const was = kept && top(kept);
  change();
  if (atEnd) box.scrollTop = box.scrollHeight;
  else if (kept) box.scrollTop += top(kept) - was;
}

async function write(field, thread) {
  const text = field.value.trim();
  if (!text) return;
  field.value = "";
  const done = await send("say", { channel: here.channel, text, thread });
  if (done.error) field.value = text;
  if (done.ts && !thread && (here.channel.startsWith("D") || text.includes("@Sourcing assistant"))) openThread(done.ts);
  draw();
}

async function share(input) {
  const file = input.files[0];
  if (!file) return;
  const query = new URLSearchParams({ as: here.as, channel: here.channel, thread: here.thread, name: file.name });
  byId("share-file").disabled = true;
  await ask(`/ui/upload?${query}`, file);
  input.value = "";
  byId("share-file").disabled = false;
  byId("reply").focus();
  draw();
}

function values(form) {
  const said = {};
  for (const field of form.querySelectorAll("[data-field]")) {
    const input = field.querySelector("input:checked, input:not([type=radio]):not([type=checkbox]), select, textarea");
    said[field.dataset.field] = input ? input.value : "";
  }
  return said;
}

async function submit(form) {
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  const done = await send("submit", { view: form.dataset.view, values: values(form) });
  button.disabled = false;
  form.querySelectorAll(".error").forEach((e) => { e.hidden = true; });
  form.querySelectorAll(".wrong").forEach((e) => e.classList.remove("wrong"));
  let first = null;
  for (const [name, text] of Object.entries(done.errors || {})) {
    const field = form.querySelector(`[data-field="${CSS.escape(name)}"]`);
    const error = field ? field.querySelector(".error") : byId("modal-error");
    error.textContent = text;
    error.hidden = false;
    field?.classList.add("wrong");
    first = first || field?.querySelector("input, textarea, select");
  }
  first?.focus();
  draw();
}

async function act(element, value) {
  if (element.dataset.confirm && !window.confirm(element.dataset.confirm)) return;
  const where = JSON.parse(element.closest("[data-where]").dataset.where);
  if (element.tagName === "BUTTON") element.disabled = true;
  await send("click", { where, action: element.dataset.action, block: element.dataset.block, value });
  if (element.tagName === "BUTTON") element.disabled = false;
  if (element.closest(".feedback")) element.classList.add("chosen");
  const inMain = element.closest("#main");
  if (inMain && where.ts && here.channel.startsWith("D") && !here.thread) openThread(where.ts);
  draw();
}

document.addEventListener("click", (event) => {
  const at = (selector) => event.target.closest(selector);
  if (at("[data-open-thread]")) openThread(at("[data-open-thread]").dataset.openThread);
  else if (at("#share-file")) byId("file").click();
  else if (at("#close-thread")) openThread("");
  else if (at("button[data-action]")) act(at("button[data-action]"), at("button[data-action]").dataset.value);
  else if (at("[data-close]")) send("close", { view: at("form").dataset.view }).then(draw);
  else if (at("[data-prompt]")) { byId("composer").value = at("[data-prompt]").dataset.prompt; byId("composer").focus(); }
  else if (at("[data-insert]")) insert(at("[data-insert]").dataset.insert);
  else if (at("[data-shortcut]")) send("shortcut", { callback: at("[data-shortcut]").dataset.shortcut }).then(draw);
  else if (at("[data-message-shortcut]")) send("shortcut", { callback: at("[data-message-shortcut]").dataset.messageShortcut, channel: here.channel, ts: at("[data-message-shortcut]").dataset.ts }).then(draw);
});

function insert(text) {
  const box = byId("composer");
  box.value = text.startsWith("/") ? text + box.value : box.value + text;
  box.focus();
}

document.addEventListener("change", (event) => {
  if (event.target.id === "file") share(event.target);
  else if (event.target.id === "viewas") {
    const url = new URL(location);
    url.searchParams.set("as", event.target.value);
    url.searchParams.delete("thread");
    if (here.channel.startsWith("D")) url.pathname = "/c/app";
    location = url;
  } else if (event.target.matches("select[data-action], input[data-action]") && event.target.value) {
    act(event.target, event.target.value);
  }
});

document.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.target.id === "composer-form") write(byId("composer"), "");
  else if (event.target.id === "reply-form") write(byId("reply"), here.thread);
  else if (event.target.id === "modal-form") submit(event.target);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && event.target.matches("#composer, #reply")) {
    event.preventDefault();
    event.target.form.requestSubmit();
  } else if (event.key === "Escape" && here.thread && !byId("modal").open) {
    openThread("");
  }
});

byId("modal").addEventListener("cancel", (event) => {
  event.preventDefault();
  send("close", { view: byId("modal-form").dataset.view }).then(draw);
});

// What the assistant says while it works changes every two seconds.
setInterval(() => {
  const status = byId("status");
  if (!status) return;
  const messages = JSON.parse(status.dataset.messages || "[]");
  if (messages.length) status.querySelector(".said").textContent = messages[Math.floor(Date.now() / 2000) % messages.length];
}, 2000);

const changes = new EventSource("/ui/changes");
changes.onmessage = () => draw();
if (here.channel.startsWith("D")) send("open", { tab: here.tab === "home" ? "home" : "messages" });
draw().then(() => { if (here.tab !== "home") byId(here.thread ? "reply" : "composer").focus(); });
