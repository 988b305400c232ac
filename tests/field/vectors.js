// Every case of vectors/checkpoints.json, judged by the phone's own rules: `{count, wrong}`.
async (told) => {
  const rules = await import("/field/app/rules.js");
  const wrong = [];
  const rows = ({ columns, cases }) => cases.map((each) => Object.fromEntries(columns.map((name, at) => [name, each[at]])));
  const same = (what, row, said, wanted) => JSON.stringify(said) === JSON.stringify(wanted) || wrong.push([what, row, said]);
  let count = 0;

  for (const [edition, cases] of Object.entries(told.judge.cases)) {
    const numbers = told.rules[edition];
    for (const row of rows({ columns: told.judge.columns, cases })) {
      const traveller = { first_reading: row.first, second_reading: row.second, symptoms: row.symptoms, risk: row.risk, lives_here: row.lives_here };
      const verdict = rules.judge(traveller, numbers);
      same(edition, row, [verdict.decision ?? "", verdict.because, rules.refusalOf("turn_back", traveller, numbers)], [row.decision, row.because, row.turning_back_refused]);
      count += 1;
    }
  }
  for (const row of rows(told.match)) {
    same("match", row, rules.match(row, { code: row.told_code, name: row.told_name }), row.match);
    count += 1;
  }
  for (const row of rows(told.overlaps)) {
    same("overlaps", row, rules.overlaps({ from_on: row.from, until_on: row.until }, { exposed_from: row.exposed_from, until_on: row.area_until }, row.since), row.overlaps);
    count += 1;
  }
  for (const row of rows(told.riskiest)) {
    const stays = [{ place_code: row.told_code, place_name: row.told_name, from_on: row.from, until_on: row.until }];
    const found = ["riskiest", "possible"].map((how) => rules[how](stays, told.riskiest.since, told.riskiest.areas)?.id ?? null);
    same("riskiest", row, found, [row.certain, row.possible]);
    count += 1;
  }
  for (const row of rows(told.plates)) {
    const read = rules.readPlate(row.text);
    same("plate", row, [read.number ?? null, read.kind ?? null, read.region ?? null, read.wrong ?? null], [row.number, row.kind, row.region, row.wrong]);
    count += 1;
  }
  return { count, wrong };
}
