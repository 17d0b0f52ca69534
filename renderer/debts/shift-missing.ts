import type { TillStatus } from '../../shared/api.ts';
import type { Problem } from '../words/codes/problem.ts';

/** Why the till would take no money for a debt from who is signed in, in the words in which it refuses; null if it would. */
export function shiftMissing({
  shift,
  session,
  drawers,
}: Pick<TillStatus, 'shift' | 'session' | 'drawers'>): Problem | null {
  if (!session) return null;
  const isOthers = drawers === 'own' && shift !== null && shift.personId !== session.personId;
  if (shift && !isOthers) return null;
  const code = shift ? 'others-shift' : 'no-shift';
  return { kind: 'failure', doing: 'debt', code, logId: '', providerMessage: null, providerMessageEn: null };
}
