/** A secret raw, hex, base64 at each of the three places it may begin at, and as it stands in an address. */
export function spellings(secret: string): readonly { readonly how: string; readonly text: string }[] {
  const bytes = Buffer.from(secret);
  const aligned = [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The first and last letters depend on what stands beside the secret.
    const inside = encoded.slice(before === 0 ? 0 : before + 1, (bytes.length + before) % 3 === 0 ? undefined : -1);
    return [inside, inside.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return [
    { how: 'raw', text: secret },
    { how: 'as JSON', text: JSON.stringify(secret).slice(1, -1) },
    { how: 'as PHP writes JSON', text: JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/') },
    { how: 'in an address', text: encodeURIComponent(secret) },
    { how: 'in hex', text: bytes.toString('hex') },
    { how: 'in hex', text: bytes.toString('hex').toUpperCase() },
    ...aligned.map((text) => ({ how: 'in base64', text })),
  ];
}
