// Answers as a form gives them, read as on the server (`acts.sheets`): one spelling, or the name of what is wrong.
// Held together by vectors/forms.json. Pure.

const isNothing = (given) => given === undefined || given === null || (typeof given === "string" && !given.trim()) || (Array.isArray(given) && !given.length);

// A problem is thrown as the name of a sentence and its values.
const wrong = (name, values = {}) => { throw [name, values]; };

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const number = (given) => {
  const plain = String(given).normalize("NFKC").trim().replace(/[,。]/g, ".");
  const answer = Number(plain);
  return NUMBER.test(plain) && Math.abs(answer) < 1e9 ? answer : wrong("not_a_number");
};

// Tenths as they are kept: of two equally near the even one, as the server rounds.
const toTenths = (value) => {
  const tenths = Number(`${value}e1`);
  const whole = Math.round(tenths);
  return (Math.abs(tenths % 1) === 0.5 && whole % 2 ? whole - 1 : whole) / 10;
};

const between = (ask, answer) => {
  const [least, most] = ask.between ?? [-Infinity, Infinity];
  return answer >= least && answer <= most ? answer : wrong("not_between", { least, most });
};

const text = (ask, given) => {
  const answer = String(given).normalize("NFC").trim();
  return ask.longest && [...answer].length > ask.longest ? wrong("too_long", { longest: ask.longest }) : answer;
};

const choice = (ask, given) => {
  const said = String(given).trim();
  const found = ask.choices.find(({ code, zh, en }) => [code, zh, en].includes(said));
  return found ? found.code : wrong("not_a_choice");
};

const day = (given) => {
  const said = String(given).trim();
  const found = new Date(`${said}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(said) && !Number.isNaN(+found) && found.toISOString().startsWith(said) ? said : wrong("not_a_day");
};

// The last of the 18 signs checks the others (GB 11643-1999); a number of 15 has none.
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const idNumber = (given) => {
  const plain = String(given).normalize("NFKC").toUpperCase().replace(/[\s-]/g, "");
  if (![15, 18].includes(plain.length)) wrong("id_length", { length: plain.length });
  if (!/^\d+X?$/.test(plain)) wrong("id_characters");
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(plain[at]), 0);
  return plain.length === 15 || "10X98765432"[sum % 11] === plain[17] ? plain : wrong(plain.endsWith("000") ? "id_lost_digits" : "id_check_digit");
};

const READERS = {
  number: (ask, given) => { const answer = number(given); return typeof given !== "boolean" && Number.isInteger(answer) ? between(ask, answer) : wrong("not_a_number"); },
  decimal: (ask, given) => between(ask, number(given)),
  temperature: (ask, given) => { const answer = number(given); return between(ask, toTenths(answer >= 300 && answer <= 460 ? answer / 10 : answer)); },
  choice,
  choices: (ask, given) => [...new Set([].concat(given).map((each) => choice(ask, each)))],
  day: (_ask, given) => day(given),
  id_number: (_ask, given) => idNumber(given),
  yes_no: (_ask, given) => given,
  moment: (_ask, given) => given,
  stays: (_ask, given) => given,
};

// The answer in its one spelling; undefined where nothing is answered. Throws the name and values of a sentence.
export const read = (ask, given) => (isNothing(given) ? ask.default : (READERS[ask.kind] ?? text)(ask, given));

// Whether an item is asked of somebody who answered so far as `values` say; `numbers` are those of the edition.
export const isAsked = (ask, values, numbers = {}) => {
  const when = ask.ask_when;
  if (!when) return true;
  const answer = values[when.ask];
  if (when.at_least === null || when.at_least === undefined) return when.is_one_of.includes(answer);
  const least = typeof when.at_least === "string" ? numbers[when.at_least] : when.at_least;
  return answer !== undefined && least !== undefined && Number(answer) >= Number(least);
};

const isReversed = (ask, values) => ask.not_before && values[ask.name] < values[ask.not_before];
const isMissing = (ask, values, numbers) => ask.required && values[ask.name] === undefined && isAsked(ask, values, numbers);

// Every answer and every problem: `{values, problems: {name: [sentence, values]}}`; a wrong answer counts as none.
export const understand = (asks, given, numbers = {}) => {
  const values = {};
  const problems = {};
  for (const ask of asks) {
    try {
      const answer = read(ask, given[ask.name]);
      if (answer !== undefined) values[ask.name] = answer;
    } catch (problem) {
      if (!Array.isArray(problem)) throw problem;
      problems[ask.name] = problem;
    }
  }
  const known = (ask) => !problems[ask.name];
  asks.filter(known).filter((ask) => isReversed(ask, values)).forEach((ask) => { problems[ask.name] = ["days_reversed", {}]; });
  asks.filter(known).filter((ask) => isMissing(ask, values, numbers)).forEach((ask) => { problems[ask.name] = ["required", {}]; });
  return { values, problems };
};
