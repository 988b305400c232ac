// One thing of the day: what it is, and a form for each kind of record it asks for; or the page of its own that it names.
import { sheetOf, work } from "../day.js";
import { make } from "../forms.js";
import { recordForm } from "../record.js";
import { backLink, go, heading, show } from "../screen.js";
import { worded } from "../words.js";
import { pages } from "./index.js";

const links = (kinds, at) => make("nav", { class: "stack" }, ...kinds.map((kind) => make("a", { class: "button", href: `#/${at}/${kind}` }, worded(sheetOf(kind).name))));

// `chosen` is the kind of record whose form is asked for.
export const drawItem = async (code, id, chosen) => {
  const item = work[code]?.[id];
  if (!item) { go("#/"); return; }
  const at = `${code}/${id}`;
  const kinds = item.records.filter(sheetOf);
  const own = chosen ? null : pages[item.page];
  const first = chosen ?? (own ? null : kinds[0]);
  const others = chosen ? [] : kinds.filter((kind) => kind !== first);
  const drawn = own ? await own(item, at) : [first ? recordForm(item, first, at) : null];
  show(backLink(chosen ? `#/${at}` : "#/"), heading(worded(item.title)), make("p", {}, worded(item.says)), ...drawn, links(others, at));
};
