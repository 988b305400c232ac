// Pages of their own, by the `page` that an item names: each draws its elements, `(item, at, kind) => [...]`.
// `page.records` names the kinds of record that it takes by itself, of which `kind` is the one asked for; the others of the
// item stand below it as buttons, with the answers of `page.filled(item, kind)` in their forms.
import { counter } from "./post.js";
import { round } from "./round.js";
import { single } from "./single.js";
import { table } from "./table.js";

export const pages = { counter, round, single, table };
