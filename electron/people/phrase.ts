/** 0 O 1 I L are left out, for they look like each other. */
const signs = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const [groups, groupLength] = [6, 4];

/** 24 signs in groups of four, some 118 bits: `K7M4-QX8P-…`. Nobody guesses one, and it can be written down and typed. */
export function newPhrase(randomBytes: (size: number) => Uint8Array): string {
  const text: string[] = [];
  while (text.length < groups * groupLength) {
    const [byte = 255] = randomBytes(1);
    // Others would make some signs likelier.
    if (byte < 248) text.push(signs.charAt(byte % signs.length));
  }
  return Array.from({ length: groups }, (_unused, at) =>
    text.slice(at * groupLength, (at + 1) * groupLength).join(''),
  ).join('-');
}

/** As it is compared, however it was typed. */
export function plainPhrase(typed: string): string {
  return typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
}
