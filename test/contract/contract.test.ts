import { afterAll, expect, test } from 'vitest';
import { kits } from './kits/index.ts';
import { runLaw, type Verdict } from './law.ts';
import { laws } from './laws.ts';
import { tableOf } from './table.ts';

// One list of laws, run over every provider in every way it can be configured, through real HTTP.

const every = Object.values(kits).flat();
const verdicts = new Map<string, Verdict>();

for (const kit of every) {
  for (const law of laws) {
    test(`${kit.name}: ${law.name}`, async () => {
      const verdict = await runLaw(law, kit);
      verdicts.set(`${law.name} ${kit.name}`, verdict);
      expect(verdict.problems).toEqual([]);
    });
  }
}

afterAll(() => {
  const names = every.map(({ name }) => name);
  const table = tableOf(
    laws.map(({ name }) => name),
    names,
    (law, kit) => {
      const { cases, problems } = verdicts.get(`${law} ${kit}`) ?? { cases: 0, problems: [] };
      return problems.length === 0 ? String(cases) : `${cases} (${problems.length} BROKEN)`;
    },
  );
  console.log(`Cases tried, by law and provider:\n\n${table}\n`);
});
