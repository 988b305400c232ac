// How the page looks: as the phone is set, light, dark, or for bright sun.
const THEMES = ["auto", "light", "dark", "sun"];

const chosen = () => localStorage.getItem("field-theme") ?? THEMES[0];

export const wear = () => { document.documentElement.dataset.theme = chosen(); };

export const nextTheme = () => {
  const next = THEMES[(THEMES.indexOf(chosen()) + 1) % THEMES.length];
  localStorage.setItem("field-theme", next);
  wear();
  return next;
};
