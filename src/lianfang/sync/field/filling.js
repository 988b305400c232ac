// A sampling table: who goes into which tube, and what is wrong with it, from what this phone knows (`sampling.rules`,
// held together by vectors/tubes.json). Pure.

// `open` is the tube at hand, `{code, people: [{id, person, name, door, household}]}`; `closed` the tubes closed here by code
// with their count; `sampled` who was sampled here, by person, with the tube; `exempt` who need not be.
export const empty = { open: null, closed: {}, sampled: {}, exempt: [] };

const ROUND = "round";
const MAKERS = /^[0-9A-Z][0-9A-Z-]{3,29}$/;
const ID_NUMBER = /^\d{17}[\dX]$/;
const spelled = (text) => text.normalize("NFKC").toUpperCase().replace(/\s/g, "");

// A tube's code in its one spelling: ours as a plain code, a maker's as it was read.
export const tubeCode = (text, isCode, plain) => (isCode(plain(text)) ? plain(text) : spelled(text));

// Whether a text can stand on a tube: our labels carry a check character, a maker's have digits and are taken as read.
export const isTube = (code, { own_labels }, isCode) => !ID_NUMBER.test(code) && (isCode(code) || (!own_labels && MAKERS.test(code) && /\d/.test(code)));

// Whether the maker's labels of this session look like codes of ours: then one whose check fails is no slip.
const looksLikeOurs = (state, isMisread) => codesOf(state).some(isMisread);

const isAnother = (household, people) => Boolean(household) && people.some((each) => each.household && each.household !== household) && !people.some((each) => each.household === household);

// Every mistake of somebody coming to the open tube, gravest first: the name of a sentence, whether it is so, and what stands in
// the sentence. `other_session` and `why` of a tube are what is known of it: for which session and purpose it is.
const mistakes = (state, coming, { open: isOpen = true, tube_size, household_tubes }) => {
  const { open } = state;
  const inside = coming.person && open.people.some(({ person }) => person === coming.person);
  const there = coming.person ? state.sampled[coming.person] : null;
  const tube = open.code;
  return [
    ["not_open", !isOpen, {}],
    ["other_session", open.other_session, { tube }],
    ["other_purpose", (open.why ?? ROUND) !== (coming.why ?? ROUND), { tube }],
    ["twice_in_tube", inside, {}],
    ["twice_in_session", (there && there !== tube) || coming.sampled, { tube: there ?? "" }],
    ["tube_closed", state.closed[tube] !== undefined, { tube }],
    ["tube_full", open.people.length >= tube_size, { size: tube_size }],
    ["other_household", household_tubes && isAnother(coming.household, open.people), {}],
  ];
};

// What is wrong with somebody coming: the name of a sentence with its values; null where all is well. `accepted` are names of
// what somebody has said of this tube already: it has happened.
export const troubleWith = (state, coming, numbers, accepted = []) => {
  const found = mistakes(state, coming, numbers).find(([name, holds]) => holds && !accepted.includes(name));
  return found ? [found[0], { name: coming.name, ...found[2] }] : null;
};

// The same with a new tube at hand; `known` is what is known of it.
export const opened = (state, code, known = {}) => ({ ...state, open: { code, people: [], ...known } });

const OF_THE_TUBE = ["not_open", "other_session", "other_purpose"];
const withAccepted = (open, name) => (OF_THE_TUBE.includes(name) ? { ...open, accepted: [...(open.accepted ?? []), name] } : open);

// The same with somebody in the tube, by the id of the record that says so, and what was `accepted` to be wrong with it.
export const withPerson = (state, coming, accepted) => ({
  ...state,
  open: { ...withAccepted(state.open, accepted), people: [...state.open.people, coming] },
  sampled: coming.person ? { ...state.sampled, [coming.person]: state.open.code } : state.sampled,
});

export const withoutPerson = (state, id) => {
  const gone = state.open.people.find((each) => each.id === id);
  const { [gone?.person]: _tube, ...sampled } = state.sampled;
  return { ...state, open: { ...state.open, people: state.open.people.filter((each) => each.id !== id) }, sampled: gone?.person ? sampled : state.sampled };
};

// The same with a tube of one person, filled and closed at once.
export const single = (state, code) => ({ ...state, closed: { ...state.closed, [code]: 1 } });

export const codesOf = ({ open, closed }) => [...(open ? [open.code] : []), ...Object.keys(closed)];

export const closed = (state) => ({ ...state, closed: { ...state.closed, [state.open.code]: state.open.people.length }, open: null });

// What was scanned or typed at the table: a person, the people of a household, a tube, or words to look for. A code that
// stands on nobody's list may be a tube's or a person's; that `either` is asked.
export const understood = (text, state, called, numbers, { isCode, isMisread, plain }) => {
  const code = plain(text);
  const person = called.find((each) => each.person_code === code);
  if (person) return { person };
  const household = called.filter((each) => each.code && each.code === code);
  if (household.length) return { household };
  if (called.some(({ door }) => door && door === text.trim())) return { words: text };
  const tube = tubeCode(text, isCode, plain);
  if (isMisread(code) && (numbers.own_labels || !looksLikeOurs(state, isMisread))) return { misread: code };
  if (ID_NUMBER.test(code)) return { number: code };
  if (!isTube(tube, numbers, isCode)) return { words: text };
  if (!state.open || tube === state.open.code) return { tube };
  return isCode(tube) ? { either: tube } : { tube };
};

// People by their door or name; the digits of a door are enough: 32601 finds 3-2-601.
export const found = (text, called, most = 20) => {
  const wanted = text.normalize("NFKC").toLowerCase().replace(/\s/g, "");
  const digits = wanted.replace(/\D/g, "");
  if (wanted.length < 2) return [];
  const fits = (each) => `${each.area}${each.door}${each.name}`.toLowerCase().replace(/\s/g, "").includes(wanted) || (digits.length >= 3 && digits === wanted && each.door.replace(/\D/g, "").includes(digits));
  return called.filter(fits).slice(0, most);
};
