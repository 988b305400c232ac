// Pages of their own, by the `page` that an item names: each draws its elements, `(item, at) => [...]`.
import { counter } from "./post.js";

export const pages = { counter };
