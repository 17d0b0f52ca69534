import type { IncomingHttpHeaders } from 'node:http';

// From the bytes of a reply to its text. Pure.

/** The text of a reply, or why there is none. */
export type ReplyText = { readonly text: string } | { readonly unreadable: string };

type Encoding = 'utf-8' | 'windows-1252' | 'us-ascii';

/**
 * The encodings that are read, by the names servers give them. ISO-8859-1 is read as Windows-1252, as browsers do: they
 * differ only where the former has control characters, which no reply means.
 */
const encodings: Readonly<Record<string, Encoding>> = {
  ...named('utf-8', 'utf-8 utf8 unicode-1-1-utf-8'),
  ...named('windows-1252', 'windows-1252 cp1252 cp-1252 x-cp1252 iso-8859-1 iso8859-1 iso_8859-1 latin1 latin-1 l1'),
  ...named('us-ascii', 'us-ascii ascii ansi_x3.4-1968 iso646-us'),
};

/** Names that servers send as `Content-Encoding` where nothing is encoded, some of them by mistake. */
const plainContent: ReadonlySet<string> = new Set(['identity', 'none', 'utf-8', 'utf8', '']);

/**
 * Reads a reply in the encoding that it declares. A byte order mark is believed before anything else. Then UTF-8, if the
 * charset of `Content-Type` or the XML declaration names it and the bytes are UTF-8: other text hardly ever is, so that is
 * its own proof, while an ISO-8859-1 that is written over UTF-8 turns every é into two letters. Then what the
 * charset names, before what the XML declaration does (RFC 7303, 3). Without either it is UTF-8. An encoding that isn't
 * known, or bytes that none of the declared ones has, are unreadable.
 */
export function readText(bytes: Uint8Array, headers: IncomingHttpHeaders): ReplyText {
  const content = headers['content-encoding'] ?? '';
  const isPlain = content.split(',').every((name) => plainContent.has(name.trim().toLowerCase()));
  if (!isPlain) return { unreadable: `the reply came encoded as ${content}` };
  const names = namesOf(bytes, headers['content-type'] ?? '');
  const declared = names.map((name) => (Object.hasOwn(encodings, name) ? encodings[name] : undefined));
  const unknown = names.find((_name, at) => declared[at] === undefined);
  if (unknown !== undefined) return { unreadable: `the reply is declared to be ${unknown.slice(0, 40)}` };
  const first = declared.includes('utf-8') || declared.length === 0 ? ['utf-8' as const] : [];
  for (const encoding of [...first, ...declared]) {
    const text = encoding && decode(bytes, encoding);
    if (text !== null && text !== undefined) return { text };
  }
  return { unreadable: `the reply is not ${[...new Set(names)].join(' or ') || 'UTF-8'} text` };
}

/** The encodings that a reply declares, in lower case, the one that counts most first. */
function namesOf(bytes: Uint8Array, contentType: string): readonly string[] {
  const mark = markOf(bytes);
  if (mark !== null) return [mark];
  const charset = /;\s*charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;]*))/i.exec(contentType)?.slice(1);
  // What is asked for here is ASCII in every encoding that is read.
  const start = Buffer.from(bytes.subarray(0, 256)).toString('latin1');
  const declaration = /^\s*<\?xml\s[^<>?]*?\bencoding\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')/.exec(start)?.slice(1);
  return [charset, declaration]
    .map(
      (found) =>
        found
          ?.find((name) => name !== undefined)
          ?.trim()
          .toLowerCase() ?? '',
    )
    .filter((name) => name !== '');
}

/** The encoding that a byte order mark tells, or null without one. */
function markOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  const isWide = (bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0xff && bytes[1] === 0xfe);
  return isWide ? 'utf-16' : null;
}

/** Null for bytes that the encoding does not have. */
function decode(bytes: Uint8Array, encoding: Encoding): string | null {
  // The decoder takes ASCII for Windows-1252.
  if (encoding === 'us-ascii') return bytes.every((byte) => byte < 0x80) ? decode(bytes, 'utf-8') : null;
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function named(encoding: Encoding, names: string): Readonly<Record<string, Encoding>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, encoding]));
}
