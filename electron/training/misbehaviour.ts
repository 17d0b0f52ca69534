import { htmlReply, type TrainingReply } from './loopback.ts';

// How a provider breaks its word, whichever it is.

/** A bad answer at one step. What was asked is done and booked all the same, unless it is `lost` on its way. */
export interface Misbehaviour {
  readonly at: 'inquiry' | 'pay' | 'status';
  /** `error` is HTTP 500, `html` a web page with HTTP 200, `malformed` an answer that breaks off or closes the wrong tag. */
  readonly how: 'hang' | 'cut' | 'error' | 'html' | 'slow' | 'malformed';
  readonly lost?: boolean;
}

/** Those among the numbers with a story who are treated badly; a test may add some. */
export function misbehaviours(
  stories: Readonly<Record<string, { readonly misbehaviour?: Misbehaviour }>>,
): Map<string, Misbehaviour> {
  return new Map(
    Object.entries(stories).flatMap(([number, { misbehaviour }]) => (misbehaviour ? [[number, misbehaviour]] : [])),
  );
}

/** Does what was asked, and answers as it must. `slowMs` is how slow a slow answer is. */
export function misbehaving(
  bad: Misbehaviour | undefined,
  at: Misbehaviour['at'],
  act: () => TrainingReply,
  slowMs = 3_500,
): TrainingReply {
  if (bad?.at !== at) return act();
  const reply = bad.lost ? 'hang' : act();
  if (bad.how === 'error') return htmlReply(500);
  if (bad.how === 'html') return htmlReply();
  if (bad.how === 'cut' || bad.how === 'hang') return bad.how;
  if (typeof reply === 'string') return reply;
  return bad.how === 'slow' ? { ...reply, afterMs: slowMs } : { ...reply, body: malformed(reply.body) };
}

/** As in the XML sample of IAK's non-taglist inquiry, whose `no_registrasi` is closed as `daya`; JSON just breaks off. */
function malformed(body: string): string {
  return body.startsWith('<') ? body.replace('</tr_name>', '</daya>') : body.slice(0, -20);
}
