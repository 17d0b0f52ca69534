/**
 * Parses a provider's JSON. Integers beyond 2^53 stay the digits they were written with, for such ids lose their end as
 * numbers. Answers undefined for what is not JSON, or is nested deeper than any reply has reason to be.
 */
export function readJson(text: string): unknown {
  if (nesting(text) > 32) return undefined;
  try {
    return JSON.parse(text, keepLongNumbers);
  } catch {
    return undefined;
  }
}

function keepLongNumbers(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined) return value;
  return Number.isSafeInteger(value) || !/^-?\d+$/.test(context.source) ? value : context.source;
}

/** The deepest level of brackets outside strings. A plain scan: a pattern would run out of stack on a long string. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '[' || char === '{') deepest = Math.max(deepest, ++depth);
    else if (char === ']' || char === '}') depth--;
  }
  return deepest;
}
