import { parseArgs } from 'node:util';
import { chanceOf } from '../harness/chance.ts';
import { anyName, problemWith, problemWithName, twoBytes } from './hostile.ts';

// `npm run test:paper [-- --seed 1 --names 10000000]`: what `npm test` tries a little of, in full. Every field with each text of two
// bytes, and so many names by chance: no command that is none of a slip, nothing broken that has to stand whole.

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, names: { type: 'string', default: '10000000' } },
});
const chance = chanceOf(Number(values.seed));

tryAll('texts of two bytes in every field', 65_536, (n) => problemWith(twoBytes(n)));
tryAll('names', Number(values.names), () => problemWithName(anyName(chance)));

/** Says what is wrong with the first few, and how many of them are. */
function tryAll(what: string, count: number, problemOf: (n: number) => string | null): void {
  let wrong = 0;
  for (let n = 0; n < count; n++) {
    const problem = problemOf(n);
    if (problem === null) continue;
    wrong++;
    if (wrong <= 5) console.log(problem);
    process.exitCode = 1;
  }
  console.log(`${what}: ${count} tried, ${wrong} wrong`);
}
