// One traveller at a post: what is asked, and what the rules on this phone propose while it is typed.
import { work } from "../day.js";
import { fields, make } from "../forms.js";
import { daysBefore, judgeSeen, refusalOf } from "../rules.js";
import { said, worded } from "../words.js";

const STOPPED = ["hand_over", "to_clinic", "turn_back"];
const SENT_ON = ["hand_over", "to_clinic"];
const when = (...decisions) => ({ ask: "decision", is_one_of: decisions, at_least: null });
const ASKED = {
  name: when(...STOPPED), id_number: when(...STOPPED), phone: when(...STOPPED), proofs: when(...STOPPED),
  destination_path: when(...SENT_ON), destination: when(...SENT_ON), told: when("turn_back"),
};

// A sentence of the server in this language, with its values.
const sentence = (says, code, params = {}) => worded(says[code]).replace(/%\((\w+)\)s/g, (whole, name) => params[name] ?? whole);

// Put what is wrong beside a field, or take it away.
export const mark = (element, name, text) => {
  const field = element.querySelector(`[data-ask=${name}]`);
  const error = field.querySelector(".error");
  error.textContent = text;
  error.hidden = !text;
  if (text) field.hidden = false;
};

const nameOf = (place) => worded(place.name);
const placeOf = (text) => Object.values(work.places ?? {}).filter((place) => [nameOf(place), nameOf(place).split(" / ").at(-1)].includes(text.trim()));

// A place that is said without days is one of the whole window.
const withDays = (stays, since, today) => (stays ?? []).map((stay) => ({ ...stay, from_on: stay.from_on || since, until_on: stay.until_on || today }));
const isStay = (stay, today) => stay.place_name && stay.from_on <= stay.until_on && stay.until_on <= today;

// `{element, read()}`; `read` gives `{values, proposed, wrong}` and puts what is wrong beside its field.
export const travellerForm = ({ part, protocol, numbers, prefix, today, values: before, wrong = {} }) => {
  const { rules, says, areas } = protocol;
  const asks = part.asks.map((ask) => ({ ...ask, kind: ask.name === "destination_path" ? "text" : ask.kind, ask_when: ASKED[ask.name] ?? ask.ask_when }));
  const place = before?.destination_path && work.places?.[before.destination_path];
  const made = fields({ asks }, { numbers, prefix, values: { ...before, ...(place ? { destination_path: nameOf(place) } : {}) } });
  const element = made.element;
  const part_of = (name) => element.querySelector(`[data-ask=${name}]`);
  const panel = make("div", { class: "proposal", role: "status" });
  const since = rules ? daysBefore(today, rules.window_days) : today;
  let chosen = Boolean(before?.decision);

  const seen = () => { const { values, problems } = made.understood(); return { values: { ...values, ...(values.been_in ? { been_in: withDays(values.been_in, since, today) } : {}) }, problems }; };
  const judged = (values) => (rules ? judgeSeen(values, rules, areas, today) : { verdict: {}, traveller: null });
  const choose = (decision) => part_of("decision").querySelectorAll("input").forEach((input) => { input.checked = input.value === decision; });
  const isOtherwise = (values, verdict) => Boolean(verdict.decision && values.decision && values.decision !== verdict.decision);

  const propose = () => {
    const { verdict, askAbout } = judged(seen().values);
    if (rules && !chosen) choose(verdict.decision);
    made.showAsked();
    const values = seen().values;
    part_of("decision").hidden = Boolean(verdict.missing);
    part_of("overridden_because").hidden = !isOtherwise(values, verdict) && !values.overridden_because;
    if (rules) draw(verdict, askAbout);
  };

  const draw = (verdict, askAbout) => {
    const names = Object.fromEntries(part.asks.find((ask) => ask.name === "decision").choices.map((choice) => [choice.code, worded(choice)]));
    const head = verdict.decision ? [make("strong", {}, sentence(says, "proposed", { decision: names[verdict.decision] }))] : [];
    const lines = [make("span", {}, sentence(says, verdict.because, verdict.params)), ...(askAbout ? [make("span", {}, said("ask_about", { place: askAbout }))] : [])];
    panel.replaceChildren(...head, ...lines);
    panel.className = `proposal ${verdict.missing ? "due" : verdict.decision === "pass" ? "" : "late"}`;
  };

  const problemsWith = (values, verdict, traveller) => {
    const problems = {};
    const stopped = STOPPED.includes(values.decision);
    const refused = traveller && refusalOf(values.decision, traveller, rules);
    if (verdict.missing) problems.second_reading = sentence(says, verdict.because, verdict.params);
    if (refused) problems.decision = worded(says[refused]);
    if (isOtherwise(values, verdict) && !values.overridden_because) problems.overridden_because = worded(says.override_reason);
    if (stopped && !values.name) problems.name = ["required", {}];
    if (values.decision === "turn_back" && !values.told) problems.told = worded(says.told_before);
    if (values.been_in?.some((stay) => !isStay(stay, today))) problems.been_in = ["stay_wrong", {}];
    return { ...problems, ...placeProblems(values) };
  };

  const placeProblems = (values) => {
    if (values.destination_path && placeOf(values.destination_path).length !== 1) return { destination_path: worded(says.unknown_place) };
    return values.decision === "hand_over" && !values.destination_path ? { destination_path: worded(says.destination_missing) } : {};
  };

  const read = () => {
    const { values, problems } = seen();
    const { verdict, traveller } = judged(values);
    const all = { ...problems, ...problemsWith(values, verdict, traveller) };
    made.show(all);
    const path = values.destination_path ? { destination_path: placeOf(values.destination_path)[0]?.path } : {};
    return { values: { ...values, ...path }, proposed: verdict.decision, wrong: Object.keys(all).length > 0 };
  };

  // What cannot be is said when a field is left, not while it is typed.
  const left = ({ target }) => {
    const ask = target.closest("[data-ask]")?.dataset.ask;
    const { values, problems } = seen();
    if (["first_reading", "second_reading"].includes(ask)) mark(element, ask, problems[ask] ? said(...problems[ask]) : "");
    if (ask === "destination_path") mark(element, ask, values.destination_path ? placeProblems(values)[ask] ?? "" : "");
    if (ask === "been_in") mark(element, ask, values.been_in?.some((stay) => stay.place_name && !isStay(stay, today)) ? said("stay_wrong") : "");
  };

  element.prepend(panel);
  part_of("destination_path").querySelector("input").setAttribute("list", "communities");
  element.addEventListener("focusin", ({ target }) => { if (target.name?.endsWith("-place_name")) target.setAttribute("list", "noted-areas"); });
  element.addEventListener("input", ({ target }) => { if (target.name === `${prefix}decision`) chosen = true; propose(); });
  element.addEventListener("change", left);
  propose();
  Object.entries(wrong).forEach(([name, text]) => mark(element, name, text));
  return { element, read };
};
