// What a post decides about a traveller, and how a plate and a place are read: the same rules as on the server
// (`checkpoints.rules`, `risk.rules`, `kernel.identifiers`), held together by vectors/checkpoints.json. Pure.

// -- deciding -----------------------------------------------------------------------------------------------------

const tenths = (reading) => (reading === null || reading === undefined ? null : Math.round(Number(reading) * 10));
const reaches = (reading, rules) => tenths(reading) !== null && tenths(reading) >= tenths(rules.fever_at);
const needsSecond = (traveller, rules) => rules.second_reading && reaches(traveller.first_reading, rules) && tenths(traveller.second_reading) === null;
const hasFever = (traveller, rules) => reaches(rules.second_reading ? traveller.second_reading : traveller.first_reading, rules);
const hasSymptoms = (traveller, rules) => traveller.symptoms.some((symptom) => rules.symptoms.includes(symptom));

// The edition's proposal for one traveller, `{decision, because, params}`, or `{missing}`. Fever comes first, and only the
// second reading counts; where somebody was decides, never the plate; who lives here is handed over, never turned back.
export const judge = (traveller, rules) => {
  if (needsSecond(traveller, rules)) return { missing: "second_reading", because: "second_reading", params: { minutes: String(rules.second_reading_after_minutes) } };
  if (hasFever(traveller, rules)) return { decision: rules.decision_for_fever, because: "fever", params: { at: rules.fever_at } };
  if (hasSymptoms(traveller, rules)) return { decision: rules.decision_for_symptoms, because: "symptoms", params: {} };
  if (!traveller.risk) return { decision: rules.decision_otherwise, because: "nothing_noted", params: {} };
  const decision = rules.decisions[traveller.risk] ?? rules.decision_otherwise;
  const params = { place: traveller.risk_place ?? "", days: String(rules.window_days) };
  if (decision === "turn_back" && traveller.lives_here) return { decision: "hand_over", because: "lives_here", params };
  return { decision, because: `was_in_${traveller.risk}`, params };
};

// Why a crew may not decide this, as the code of a sentence; null where they may.
export const refusalOf = (decision, traveller, rules) => {
  if (decision !== "turn_back") return null;
  if (traveller.lives_here) return "own_resident";
  if (hasFever(traveller, rules) || hasSymptoms(traveller, rules)) return "ill_turned_back";
  return rules.turn_back_allowed ? null : "no_turning_back";
};

// -- where somebody was -------------------------------------------------------------------------------------------

const LEVELS = ["high", "medium", "low"];
const WHOLE_DIVISIONS = ["county", "street", "village"];
const DIVISION_ENDS = /小区|新村|省|自治区|市|区|县|旗|州|镇|乡|街道|村/g; // the first two end no division; they are found so as to be passed over
const LEVEL_ENDS = [[12, 9], [9, 6], [6, 4], [4, 2]];

export const nameKey = (name) => name.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();

const stem = (code) => LEVEL_ENDS.reduce((left, [end, start]) => (left.length >= end && /^0+$/.test(left.slice(start, end)) ? left.slice(0, start) : left), code);

const ownNames = (area) => [...area.matchAll(DIVISION_ENDS)].filter(([end]) => !["小区", "新村"].includes(end)).map((end) => area.slice(end.index + end[0].length)).filter((tail) => [...tail].length >= 3);

const byName = (area, told, inside, around) => {
  if (area && told.includes(area)) return "certain";
  if (!told) return inside || around ? "possible" : "none";
  if (ownNames(area).some((tail) => told.includes(tail))) return inside ? "certain" : "possible";
  return around || (inside && area.includes(told)) ? "possible" : "none";
};

// Whether a told place `{code, name}` lies in a risk area `{code, name, width}`: "certain", "possible" or "none".
export const match = (area, told) => {
  const [ours, theirs] = [stem(area.code), stem(told.code)];
  const coded = Boolean(area.code && told.code);
  const inside = coded && theirs.startsWith(ours);
  const around = coded && ours.startsWith(theirs) && ours !== theirs;
  if (coded && !inside && !around) return "none";
  if (inside && WHOLE_DIVISIONS.includes(area.width)) return "certain";
  return byName(nameKey(area.name), nameKey(told.name), inside, around);
};

// Whether a stay meets the days on which an area counts, from the day `since` on; days as `2022-03-24`, null: still.
export const overlaps = (stay, area, since) => {
  const first = [stay.from_on, area.exposed_from, since].sort().at(-1);
  return [stay.until_on, area.until_on].every((last) => !last || first <= last);
};

const told = (stay) => ({ code: stay.place_code ?? "", name: stay.place_name ?? "" });
const graver = (one, other) => LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level) || (one.from_at < other.from_at ? 1 : -1);
const met = (stays, since, areas, how) => areas.filter((area) => stays.some((stay) => overlaps(stay, area, since) && match(area, told(stay)) === how)).sort(graver);

// The gravest area in which one of the stays certainly was; of equals the latest; null for none.
export const riskiest = (stays, since, areas) => met(stays, since, areas, "certain")[0] ?? null;
// The gravest in which one may have been, told too coarsely to say: ask more closely.
export const possible = (stays, since, areas) => met(stays, since, areas, "possible")[0] ?? null;

// The day so many days before a day.
export const daysBefore = (day, days) => new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

// What the rules say of a traveller as the form has it: `{traveller, verdict, askAbout}`; `areas` are those the phone carries.
export const judgeSeen = (seen, rules, areas, on) => {
  const since = daysBefore(on, rules.window_days);
  const stays = seen.been_in ?? [];
  const area = riskiest(stays, since, areas);
  const traveller = { first_reading: seen.first_reading ?? null, second_reading: seen.second_reading ?? null, symptoms: seen.symptoms ?? [], lives_here: Boolean(seen.lives_here), risk: area?.level ?? null, risk_place: area?.name ?? "" };
  return { traveller, verdict: judge(traveller, rules), askAbout: area ? null : possible(stays, since, areas)?.name ?? null };
};

// -- plates (GA 36-2018) ------------------------------------------------------------------------------------------

const HERE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]";
const AN = "[A-HJ-NP-Z0-9]";
const CITY = `(${HERE}[A-HJ-Z])`;
const PLATES = Object.entries({
  ordinary: `${CITY}${AN}{5}`,
  new_energy: `${CITY}(?:[A-HJK]${AN}[0-9]{4}|[0-9]{5}[A-HJK])`,
  temporary: `临${CITY}${AN}{4,6}`,
  police: `${CITY}${AN}{4}警`,
  trailer: `${CITY}${AN}{4}挂`,
  learner: `${CITY}${AN}{4}学`,
  hong_kong: `(粤Z)${AN}{4}港`,
  macao: `(粤Z)${AN}{4}澳`,
  consulate: `(?:${CITY}${AN}{4}|(${HERE})[0-9]{4,6})领`,
  embassy: "使[0-9]{6}|[0-9]{6}使",
  rescue: `${CITY}${AN}{4}应急`,
  farm: `(${HERE})[0-9]{2}${AN}{5}`,
  armed_police: `WJ(${HERE}?)[0-9]{4}${AN}`,
  military: "[QVKHBSLJNGCEZ][A-HJ-NP-Z][0-9]{5}",
}).map(([kind, pattern]) => [kind, new RegExp(`^(?:${pattern})$`)]);

const barePlate = (text) => {
  const number = text.normalize("NFKC").replace(/[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+/g, "").toUpperCase().replace(/[·•・∙‧.\-_]/g, "");
  return number.includes("临") ? `临${number.replace("临", "")}` : number;
};

const whyNoPlate = (number) => {
  if (number && !new RegExp(`^(${HERE}|WJ)`).test(number)) return "region";
  if (!/^[A-Z0-9]$/.test(number[1] ?? "-")) return "city";
  if (![7, 8].includes([...number].length)) return "length";
  return /[IO]/.test(number.slice(2)) ? "letter_io" : "characters";
};

// A plate in its one spelling, `{number, kind, region}`, or `{wrong: code}`; 临 may stand before or behind.
export const readPlate = (text) => {
  const number = barePlate(text);
  if (!number) return { wrong: "empty" };
  for (const [kind, pattern] of PLATES) {
    const found = pattern.exec(number);
    if (found) return { number, kind, region: found.slice(1).find(Boolean) ?? "" };
  }
  return { wrong: whyNoPlate(number.replace(/^临/, "")) };
};
