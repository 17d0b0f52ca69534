import { nobodysName } from '../../../shared/person.ts';
import type { Words } from '../../words/words.ts';

/** Who it was, as it is said: a person's name as it is, and in words whoever worked here before there were people. Not cleaned. */
export function cashierName(name: string, { roles }: Pick<Words, 'roles'>): string {
  return name === nobodysName ? roles.owner : name;
}
