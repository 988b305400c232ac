// Every case of vectors/forms.json and vectors/codes.json, read by the phone: `{count, wrong}`.
async ({ forms, codes }) => {
  const { isAsked, understand } = await import("/field/app/reading.js");
  const { isCode, plain } = await import("/field/app/codes.js");
  const wrong = [];
  const same = (what, said, wanted) => JSON.stringify(said) === JSON.stringify(wanted) || wrong.push([what, said, wanted]);
  const sorted = (found) => Object.fromEntries(Object.entries(found).sort());

  for (const each of forms.cases) {
    const { values, problems } = understand(each.asks, each.given, each.numbers);
    same(each.given, sorted(values), sorted(each.values));
    same(each.given, sorted(Object.fromEntries(Object.entries(problems).map(([name, [code]]) => [name, code]))), sorted(each.problems));
    if (each.asked) same(each.given, each.asks.filter((ask) => isAsked(ask, values, each.numbers)).map(({ name }) => name), each.asked);
  }
  for (const each of codes.cases) same(each.typed, [plain(each.typed), isCode(plain(each.typed))], [each.plain, each.is_code]);
  return { count: forms.cases.length + codes.cases.length, wrong };
}
