// A sampling table: who goes into which tube, and what is wrong with it, from what this phone knows (`sampling.rules`). Pure.

// `open` is the tube at hand, `{code, people: [{id, person, name, door, household}]}`; `closed` the tubes closed here by code
// with their count; `sampled` who was sampled here, by person, with the tube; `exempt` who need not be.
export const empty = { open: null, closed: {}, sampled: {}, exempt: [] };

const MAKERS = /^[0-9A-Z][0-9A-Z-]{3,29}$/;
const spelled = (text) => text.normalize("NFKC").toUpperCase().replace(/\s/g, "");

// A tube's code in its one spelling: ours as a plain code, a maker's as it was read.
export const tubeCode = (text, isCode, plain) => (isCode(plain(text)) ? plain(text) : spelled(text));

// Whether a text can stand on a tube: our labels carry a check character, a maker's have digits and are taken as read.
export const isTube = (code, { own_labels }, isCode) => isCode(code) || (!own_labels && MAKERS.test(code) && /\d/.test(code));

// Whether the maker's labels of this session look like codes of ours: then one whose check fails is no slip.
const looksLikeOurs = ({ open, closed }, isMisread) => [open?.code, ...Object.keys(closed)].some((code) => code && isMisread(code));

const isAnother = (household, people) => Boolean(household) && people.some((each) => each.household && each.household !== household) && !people.some((each) => each.household === household);

// What is wrong with somebody coming to the open tube, gravest first: the name of a sentence with its values; null where all is well.
export const troubleWith = (state, coming, { tube_size, household_tubes }) => {
  const { open } = state;
  const there = coming.person ? state.sampled[coming.person] : null;
  if (open.people.some((each) => coming.person && each.person === coming.person)) return ["twice_in_tube", { name: coming.name }];
  if (there || coming.sampled) return ["twice_in_session", { name: coming.name, tube: there ?? "" }];
  if (state.closed[open.code] !== undefined) return ["tube_closed", { tube: open.code }];
  if (open.people.length >= tube_size) return ["tube_full", { size: tube_size }];
  if (household_tubes && isAnother(coming.household, open.people)) return ["other_household", { name: coming.name }];
  return null;
};

export const opened = (state, code) => ({ ...state, open: { code, people: [] } });

// The same with somebody in the tube, by the id of the record that says so.
export const withPerson = (state, coming) => ({
  ...state,
  open: { ...state.open, people: [...state.open.people, coming] },
  sampled: coming.person ? { ...state.sampled, [coming.person]: state.open.code } : state.sampled,
});

export const withoutPerson = (state, id) => {
  const gone = state.open.people.find((each) => each.id === id);
  const { [gone?.person]: _tube, ...sampled } = state.sampled;
  return { ...state, open: { ...state.open, people: state.open.people.filter((each) => each.id !== id) }, sampled: gone?.person ? sampled : state.sampled };
};

export const closed = (state) => ({ ...state, closed: { ...state.closed, [state.open.code]: state.open.people.length }, open: null });

// What was scanned or typed at the table: a person, the people of a household, a tube, or words to look for. A code that
// stands on nobody's list may be a tube's or a person's; that `either` is asked.
export const understood = (text, state, called, numbers, { isCode, isMisread, plain }) => {
  const code = plain(text);
  const person = called.find((each) => each.person_code === code);
  if (person) return { person };
  const household = called.filter((each) => each.code && each.code === code);
  if (household.length) return { household };
  const tube = tubeCode(text, isCode, plain);
  if (isMisread(code) && (numbers.own_labels || !looksLikeOurs(state, isMisread))) return { misread: code };
  if (/^\d{17}[\dX]$/.test(code)) return { number: code };
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
