// The day's work: a list of each kind of thing, one line a door; found by its number, its code, or what is asked there.
import { openCode, scanField } from "../codes.js";
import { dueAt, isDone, isLate, isUrgent, lists, recordedHere, textOf } from "../day.js";
import { make } from "../forms.js";
import { button, heading, show } from "../screen.js";
import { hour, said, worded } from "../words.js";

const FILTERS = ["all", "not_done", "late"];
let filter = "all";
let searched = "";
let scrolled = 0;

const chip = (text, kind) => make("span", { class: `chip ${kind}` }, text);
const due = (line) => (isLate(line) ? chip(said("late_since", { time: hour(dueAt(line)) }), "late") : dueAt(line) ? chip(said("due_by", { time: hour(dueAt(line)) }), "due") : isUrgent(line) ? chip(said("urgent"), "late") : null);

const state = (entries, line) => {
  if (entries?.some((entry) => entry.state === "rejected")) return chip(said("was_rejected"), "late");
  if (isDone(line, entries)) return chip(entries?.length ? said("kept_until") : said("is_done"), "done");
  return entries?.length ? chip(said("partly_done"), "due") : null;
};

const says = (line) => [...new Set(line.pieces.map(({ item }) => worded(item.says)).filter(Boolean))].map((text) => make("span", { class: "says" }, text));
const seen = (line) => line.pieces.filter(({ item }) => item.seen).map(({ item }) => make("span", { class: "says" }, said("seen_here", { time: hour(item.seen.at), says: worded(item.seen.says) })));

const drawLine = (line, entries) => {
  const done = isDone(line, entries);
  return make("li", { "data-found": textOf(line), "data-digits": worded(line.item.title).replace(/\D/g, ""), "data-is": `all ${done ? "" : "not_done"} ${!done && isUrgent(line) ? "late" : ""}` },
    make("a", { href: `#/${line.at}`, class: `line ${!done && isUrgent(line) ? "late" : ""}`, onclick: () => { scrolled = scrollY; } },
      make("strong", {}, worded(line.item.title)), ...says(line), ...seen(line), make("span", { class: "chips" }, done ? null : due(line), state(entries, line))));
};

// 51302 finds 5-1-302; anything else is looked for as it stands.
const isFound = ({ found, digits }, wanted) => found.includes(wanted) || (/^\d{3,}$/.test(wanted) && digits.includes(wanted));

// Show the lines that are asked for; an empty list says so.
const sift = (root) => {
  const wanted = searched.normalize("NFKC").toLowerCase().trim();
  for (const list of root.querySelectorAll("section.list")) {
    const lines = [...list.querySelectorAll("li")];
    lines.forEach((line) => { line.hidden = !line.dataset.is.split(" ").includes(filter) || !isFound(line.dataset, wanted); });
    list.hidden = lines.every((line) => line.hidden);
  }
  root.querySelector(".nothing").hidden = [...root.querySelectorAll("section.list")].some((list) => !list.hidden);
};

const tools = (sifted, total) => {
  const filters = make("div", { class: "filters", role: "group", "aria-label": said("shown") }, ...FILTERS.map((name) => button(`${said(name)} (${total(name)})`, (event) => {
    filter = name;
    filters.querySelectorAll("button").forEach((each) => each.setAttribute("aria-pressed", String(each === event.currentTarget)));
    sifted();
  }, { "aria-pressed": String(filter === name) })));
  const field = scanField({ label: said("search"), value: searched, typed: (text) => { searched = text; sifted(); }, read: openCode });
  return make("div", { class: "stack" }, field, filters);
};

export const drawHome = async () => {
  const done = await recordedHere();
  const drawn = lists().map(({ part, lines }) => {
    const left = lines.filter((line) => !isDone(line, done.get(line.at))).length;
    const title = left === lines.length ? `${worded(part.name)} (${left})` : `${worded(part.name)} (${said("left_of", { left, all: lines.length })})`;
    return make("section", { class: "list" }, make("h2", {}, title), make("ul", { class: "lines" }, ...lines.map((line) => drawLine(line, done.get(line.at)))));
  });
  const root = make("div", {}, ...drawn, make("p", { class: "empty nothing", hidden: true }, drawn.length ? said("nothing_found") : said("nothing_today")));
  const total = (name) => root.querySelectorAll(`li[data-is~="${name}"]`).length;
  show(heading(said("today")), drawn.length ? tools(() => sift(root), total) : null, root);
  sift(root);
  scrollTo(0, scrolled);
};
