import { contentType, readBody, type Format } from '../providers/iak/messages.ts';
import { writeXml, type XmlValue } from '../providers/wire/read-xml.ts';
import type { Misbehaviour } from './iak-numbers.ts';
import { htmlReply, type TrainingReply } from './loopback.ts';

// How the training server reads and writes, in both formats, and how it breaks its word.

export type Fields = Readonly<Record<string, string>>;
export type Answer = Readonly<Record<string, XmlValue>>;

const slowMs = 3_500;

/** HTTP 400 is documented to have `error_details`, of no known shape. */
export function badRequest(format: Format, reason: string): TrainingReply {
  const details = { error_details: reason };
  const body = format === 'xml' ? writeXml(details) : JSON.stringify(details);
  return { status: 400, type: contentType[format], body };
}

/** An answer with HTTP 200. */
export function answer(format: Format, fields: Answer): Exclude<TrainingReply, string> {
  const body = format === 'xml' ? writeXml(fields) : JSON.stringify({ data: fields, meta: [] });
  return { status: 200, type: contentType[format], body };
}

/** Does what was asked, and answers as a number of this kind is answered. */
export function misbehaving(
  bad: Misbehaviour | undefined,
  at: Misbehaviour['at'],
  act: () => Exclude<TrainingReply, string>,
): TrainingReply {
  if (bad?.at !== at) return act();
  const reply = bad.lost ? null : act();
  if (bad.how === 'error') return htmlReply(500);
  if (bad.how === 'html') return htmlReply();
  if (bad.how === 'cut') return 'cut';
  if (bad.how === 'hang' || !reply) return 'hang';
  return bad.how === 'slow' ? { ...reply, afterMs: slowMs } : { ...reply, body: malformed(reply.body) };
}

/** As in the XML sample of the non-taglist inquiry, whose `no_registrasi` is closed as `daya`; JSON just breaks off. */
function malformed(body: string): string {
  return body.startsWith('<') ? body.replace('</tr_name>', '</daya>') : body.slice(0, -20);
}

/** The fields of a request; null if it is not as documented. */
export function readFields(format: Format, body: string): Fields | null {
  const read = readBody(format, body);
  const fields = format === 'xml' ? read?.['data'] : read;
  const isText = (pair: readonly [string, unknown]): boolean => typeof pair[1] === 'string';
  return fields && Object.entries(fields).every(isText) ? (fields as Fields) : null;
}
