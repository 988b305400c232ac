// Enrolling this phone by a code, and opening it by a PIN; on a phone of several people each opens it by an own one.
import { opened } from "../contact.js";
import { make } from "../forms.js";
import { button, find, form, redraw, show, tell, typed } from "../screen.js";
import * as session from "../session.js";
import { said } from "../words.js";

export const PIN = { type: "password", inputmode: "numeric", maxlength: "6", pattern: "[0-9]{6}" };
const isPin = (pin) => /^[0-9]{6}$/.test(pin);

export const drawPairing = ({ adds = false } = {}) => {
  const code = new URLSearchParams(location.hash.slice(1)).get("pair") ?? "";
  const parts = [make("p", {}, said("pair_how")), typed("code", said("code"), { value: code, autocapitalize: "characters" }), typed("pin", said("choose_pin"), PIN), typed("again", said("pin_again"), PIN)];
  const back = adds ? button(said("back"), redraw, { class: "quiet" }) : null;
  const wiped = session.wasWiped ? make("p", { class: "notice wrong" }, said("revoked")) : null;
  show(back, wiped, form(said(adds ? "add_person" : "pair"), parts, said("go_on"), async (given) => {
    if (!isPin(given.pin)) return said("pin_is_six");
    if (given.pin !== given.again) return said("pins_differ");
    if (!(await session.enrol(given.code, given.pin))) return said("pair_broke");
    await opened();
    return null;
  }));
};

// Who of several it is: a number and the first character of the name, because a locked phone tells no more.
export const choosePerson = (people, chosen, except) => make("fieldset", { class: "field" }, make("legend", {}, said("who_are_you")), make("div", { class: "choices" }, ...people.map(({ device, mark }, at) =>
  (device === except ? "" : make("label", { class: "choice" }, make("input", { type: "radio", name: "device", value: device, checked: device === chosen, id: `person-${at}` }), `${at + 1}  ${mark}`)))));

// Try a PIN: what is wrong with it, or null where the phone is open now.
export const tryPin = async (device, pin) => {
  const left = await session.unlock(device, pin);
  return left === null ? null : said("wrong_pin", { left });
};

export const drawLock = async () => {
  const people = await session.people();
  const last = (await session.lastDevice()) ?? people[0].device;
  const several = people.length > 1 ? choosePerson(people, last) : null;
  const more = people[0].shared ? button(said("add_person"), () => drawPairing({ adds: true }), { class: "quiet" }) : null;
  const parts = [several, typed("pin", said("pin"), { ...PIN, autofocus: "" })].filter(Boolean);
  const beside = make("nav", { class: "stack panel", "aria-label": said("more") }, button(said("forgotten"), () => drawPairing({ adds: true }), { class: "quiet" }), more);
  show(form(said("unlock"), parts, said("unlock"), async ({ device = people[0].device, pin }) => {
    try {
      const problem = await tryPin(device, pin);
      if (problem) { Object.assign(find("#pin"), { value: "" }).focus(); return problem; }
    } catch {
      tell(said("too_many"));
      redraw();
      return null;
    }
    await opened();
    return null;
  }), beside);
};
