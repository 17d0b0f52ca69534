import crypto, { type ScryptOptions } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

// `--import` this too, and a PIN costs a millisecond instead of some tenths of a second: the tests of the screen enter hundreds, and one
// who waits for scrypt sees nothing of the screen. What is stored by one cost is not found right by the other.

const cheap = 2 ** 10;
const { scrypt } = crypto;

type Done = (error: Error | null, key: Buffer) => void;
const quick = (text: string, salt: Buffer, size: number, options: ScryptOptions, done: Done): void =>
  scrypt(text, salt, size, { ...options, N: cheap }, done);

Object.assign(crypto, { scrypt: quick });
syncBuiltinESMExports();
