// The last value offered again: the channel, the thermometer, the direction. Only what its sheet says may be, and never what is personal.
const kept = () => JSON.parse(localStorage.getItem("field-last") ?? "{}");

export const offered = (kind, asks) => {
  const last = kept()[kind] ?? {};
  return Object.fromEntries(asks.filter((ask) => ask.again && !ask.personal && ask.name in last).map((ask) => [ask.name, last[ask.name]]));
};

export const remember = (kind, asks, values) => {
  const again = asks.filter((ask) => ask.again && !ask.personal && values[ask.name] !== undefined).map((ask) => [ask.name, values[ask.name]]);
  if (again.length) localStorage.setItem("field-last", JSON.stringify({ ...kept(), [kind]: Object.fromEntries(again) }));
};
