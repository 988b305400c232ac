// Enrolling this phone by a code, and opening it by its PIN.
import { opened } from "../contact.js";
import { make } from "../forms.js";
import { button, form, show, tell, typed } from "../screen.js";
import * as session from "../session.js";
import { said } from "../words.js";

const PIN = { type: "password", inputmode: "numeric", maxlength: "6", pattern: "[0-9]{6}" };
const isPin = (pin) => /^[0-9]{6}$/.test(pin);

export const drawPairing = () => {
  const code = new URLSearchParams(location.hash.slice(1)).get("pair") ?? "";
  const parts = [make("p", {}, said("pair_how")), typed("code", said("code"), { value: code, autocapitalize: "characters" }), typed("pin", said("choose_pin"), PIN), typed("again", said("pin_again"), PIN)];
  show(form(said("pair"), parts, said("go_on"), async (given) => {
    if (!isPin(given.pin)) return said("pin_is_six");
    if (given.pin !== given.again) return said("pins_differ");
    await session.enrol(given.code, given.pin);
    session.deliverLeft();
    await opened();
    return null;
  }));
};

export const drawLock = () => show(form(said("unlock"), [typed("pin", said("pin"), { ...PIN, autofocus: "" }), button(said("forgotten"), drawPairing, { class: "quiet" })], said("unlock"), async ({ pin }) => {
  try {
    const left = await session.unlock(pin);
    if (left !== null) return said("wrong_pin", { left });
  } catch {
    drawPairing();
    tell(said("too_many"));
    return null;
  }
  await opened();
  return null;
}));
