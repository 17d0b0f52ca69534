/** What a number may look like that reads otherwise than it is written: 16 digits, a fraction, an exponent. */
const oddNumber = /\d{16}|[:,[\s]-?\d+[.eE]/;
/** Deeper than any reply has reason to be. */
const depthMax = 32;

/**
 * Parses a provider's JSON. A number that is not a whole one up to 2^53 stays the text it was written as: an id beyond that
 * would lose its end, and `12E45` become 1.2e+46. Answers undefined for what is not JSON, is nested too deep, or says one key twice:
 * two readers of such a reply may believe two different amounts.
 */
export function readJson(text: string): unknown {
  if (!isSound(text)) return undefined;
  try {
    // Looking at every value again costs far more than the parsing, and few replies have such a number.
    return oddNumber.test(text) ? JSON.parse(text, keepWritten) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function keepWritten(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined) return value;
  return Number.isSafeInteger(value) && /^-?\d+(?:\.0+)?$/.test(context.source) ? value : context.source;
}

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;

/** No level too deep and no key twice. A plain scan: a pattern would run out of stack on a long string. */
function isSound(text: string): boolean {
  /** The keys seen in each open object; null for a list. */
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === quote) {
      const end = endOfString(text, at);
      const keys = open.at(-1);
      if (keys && isFollowedByColon(text, end + 1)) {
        const key = unescaped(text.slice(at, end + 1));
        if (keys.has(key)) return false;
        keys.add(key);
      }
      at = end;
    } else if (char === 0x7b /* { */) open.push(new Set());
    else if (char === 0x5b /* [ */) open.push(null);
    else if (char === 0x7d /* } */ || char === 0x5d /* ] */) open.pop();
    if (open.length > depthMax) return false;
  }
  return true;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  for (let char = text.charCodeAt(at); at < text.length && char !== quote; char = text.charCodeAt(at)) {
    at += char === backslash ? 2 : 1;
  }
  return at;
}

function isFollowedByColon(text: string, from: number): boolean {
  let at = from;
  while (text.charCodeAt(at) <= 0x20) at++;
  return text.charCodeAt(at) === colon;
}

/** `"a\u0062"` -> `ab`; what is no JSON string stays as it is, and fails in the parser. */
function unescaped(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}
