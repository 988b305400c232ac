// A checkpoint. One press, no plate, for a car that simply passes: several phones at one post add to one count.
import { keep } from "../contact.js";
import { make } from "../forms.js";
import { button } from "../screen.js";
import * as store from "../store.js";
import { said } from "../words.js";

export const counter = (item, at) => {
  const sums = make("p", { class: "figure" });
  const drawSums = async () => {
    const today = new Date().toDateString();
    const kept = (await store.get("meta", "counted")) ?? {};
    const counted = kept.day === today && kept.post === at ? kept : { day: today, post: at, vehicles: 0, people: 0 };
    sums.textContent = said("counted_here", counted);
    return counted;
  };
  const press = async (direction, vehicles, people) => {
    const counted = await drawSums();
    if (!(await keep({ kind: "checkpoints.tally", about: item.about, values: { direction, vehicles, people }, note: { item: at, title: item.title } }))) return;
    await store.put("meta", "counted", { ...counted, vehicles: counted.vehicles + vehicles, people: counted.people + people });
    await drawSums();
  };
  drawSums();
  const row = (direction) => make("div", { class: "counter" }, make("h2", {}, said(direction)),
    ...[1, 2, 3, 4, 5].map((people) => button(String(people), () => press(direction, 1, people), { class: "big", "aria-label": `${said("vehicle")} ${said(direction)} ${people}` })),
    button(said("on_foot"), () => press(direction, 0, 1), { class: "big wide" }));
  return [make("section", { class: "stack" }, make("p", { class: "help" }, said("people_in_car")), row("in"), row("out"), sums)];
};
