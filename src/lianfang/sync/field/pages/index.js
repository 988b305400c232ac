// Pages of their own, by the `page` that an item names: each draws its elements, `(item, at) => [...]`.
// `page.records` names the kinds of record that it takes by itself; the others of the item stand below it as buttons.
import { counter } from "./post.js";

export const pages = { counter };
