import { runVerifier } from './program.ts';

// `npm run verify -- DIR`. In the packed app it is `--verify`.

const { exitCode, out, err } = await runVerifier(process.argv.slice(2), 'npm run verify --');
process.stdout.write(out);
process.stderr.write(err);
process.exitCode = exitCode;
