// The texts, in the language of this phone.
let texts = {};
export let language = "zh";

export const load = async () => {
  texts = await (await fetch("/field/words.json")).json();
  use(localStorage.getItem("field-language") ?? (navigator.language.startsWith("zh") ? "zh" : "en"));
};

export const use = (chosen) => {
  language = chosen;
  localStorage.setItem("field-language", chosen);
  document.documentElement.lang = chosen === "zh" ? "zh-Hans" : "en";
};

export const said = (name, values = {}) =>
  (texts[name]?.[language] ?? name).replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

// A text that came in both languages.
export const worded = (both) => (typeof both === "string" ? both : both?.[language] ?? "");

// What a kind of record is called: here where this application has a name of its own for it, else as its sheet says.
export const nameOf = (sheet) => texts[`form ${sheet?.code}`]?.[language] ?? worded(sheet?.name ?? "");

// What happens next with a record that was flagged: of this code, of its module, or of any.
export const nextOf = (code) => said([`next ${code}`, `next ${code.split(".")[0]}`, "next"].find((name) => texts[name]));

export const clock = (time) => new Date(time).toLocaleString(language === "zh" ? "zh-CN" : "en-GB", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });

// The hour, with the day where it is not today.
export const hour = (time) => (new Date(time).toDateString() === new Date().toDateString() ? new Date(time).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }) : clock(time));
