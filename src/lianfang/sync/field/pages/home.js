// The day's work: a list of each kind of thing, and one line a thing.
import { recordedHere, work } from "../day.js";
import { make } from "../forms.js";
import { heading, show } from "../screen.js";
import { said, worded } from "../words.js";

const bySort = ([, one], [, other]) => (one.sort < other.sort ? -1 : 1);

export const drawHome = async () => {
  const done = await recordedHere();
  const parts = (work.parts ? Object.values(work.parts) : []).sort((one, other) => one.order - other.order);
  const lists = parts.map((part) => [part, Object.entries(work[part.code] ?? {}).sort(bySort)]).filter(([, items]) => items.length);
  const line = (part, [id, item]) => make("li", {}, make("a", { href: `#/${part.code}/${id}`, class: `line ${item.urgent ? "late" : ""}` },
    make("strong", {}, worded(item.title)), make("span", {}, worded(item.says)), done.has(`${part.code}/${id}`) ? make("span", { class: "done" }, said("kept_until")) : null));
  show(heading(said("today")), ...lists.flatMap(([part, items]) => [make("h2", {}, `${worded(part.name)} (${items.length})`), make("ul", { class: "lines" }, ...items.map((item) => line(part, item)))]),
    lists.length ? null : make("p", { class: "empty" }, said("nothing_today")));
};
