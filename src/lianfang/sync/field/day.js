// Today's work as this phone holds it, and what was recorded of it here.
import { know } from "./forms.js";
import * as outbox from "./outbox.js";
import * as session from "./session.js";
import * as transport from "./transport.js";

export let work = {};

export const readWork = async () => {
  work = await transport.slice(session.current);
  know(Object.values(work.places ?? {}).sort((one, other) => (one.path < other.path ? -1 : 1)));
};

export const sheetOf = (kind) => work.sheets?.[kind];
export const recordedHere = async () => new Map((await outbox.list(session.current)).map((entry) => [entry.note.item, entry]));
