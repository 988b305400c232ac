// Every case of vectors/tubes.json, by the rules of the phone's table: `{count, wrong}`.
async ({ codes, judge, scan }) => {
  const { isTube, troubleWith, tubeCode, understood } = await import("/field/app/filling.js");
  const { isCode, isMisread, plain } = await import("/field/app/codes.js");
  const wrong = [];
  const rows = ({ columns, cases }) => cases.map((each) => Object.fromEntries(columns.map((name, at) => [name, each[at]])));
  const same = (row, said, wanted) => JSON.stringify(said) === JSON.stringify(wanted) || wrong.push([row, said]);

  for (const row of rows(codes)) {
    const code = tubeCode(row.typed, isCode, plain);
    same(row, [code, isTube(code, row, isCode)], [row.code, row.can_be_tube]);
  }
  for (const row of rows(judge)) {
    const people = row.inside.map(([person, household], id) => ({ id, person, household, name: person }));
    const state = {
      open: { code: "T0000123", people, other_session: !row.same_session, why: row.tube_why },
      closed: row.closed ? { T0000123: people.length } : {},
      sampled: row.other_tube ? { [row.person]: row.other_tube } : {},
    };
    const coming = { person: row.person, household: row.household, name: row.person, why: row.why };
    const found = troubleWith(state, coming, { tube_size: row.size, household_tubes: row.of_household, open: row.session_open });
    same(row, found?.[0] ?? null, row.trouble);
  }
  for (const row of rows(scan)) {
    const state = { open: row.has_open ? { code: "T0000777", people: [] } : null, closed: {}, sampled: {} };
    same(row, Object.keys(understood(row.typed, state, scan.people, row, { isCode, isMisread, plain }))[0], row.phone);
  }
  return { count: codes.cases.length + judge.cases.length + scan.cases.length, wrong };
}
