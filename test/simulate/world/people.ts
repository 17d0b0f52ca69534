import type { Approval } from '../../../shared/person.ts';
import type { Role } from '../../../shared/rights.ts';
import type { Life } from '../till/shop-parts.ts';

// Who works at a simulated till. Their PINs are no secret here.

const staff = {
  Ibu: { role: 'owner', pin: '86420' },
  Budi: { role: 'supervisor', pin: '2468' },
  Sri: { role: 'cashier', pin: '1357' },
} as const satisfies Readonly<Record<string, { readonly role: Role; readonly pin: string }>>;
type Name = keyof typeof staff;
const names = Object.keys(staff) as readonly Name[];

/** The people of a shop. Each process of its till knows nobody who is signed in. */
export interface People {
  /** Has Sri signed in at that till, and all of them in its books; does what it can. */
  comeIn(life: Life): Promise<void>;
  /** Budi's PIN, for what Sri may not; undefined as long as he is unknown. */
  approval(): Approval | undefined;
}

export function createPeople(): People {
  const inside = new WeakMap<Life, Promise<boolean>>();
  let ids = new Map<string, string>();

  async function come({ till }: Life): Promise<boolean> {
    const there = await till.call('people:list', {});
    if (!there.ok) return false;
    const { items } = there.value as { items: readonly { personId: string; name: string }[] };
    ids = new Map(items.map(({ name, personId }) => [name, personId]));
    const pinOf = (name: Name): Approval | undefined => {
      const personId = ids.get(name);
      return personId === undefined ? undefined : { personId, pin: staff[name].pin };
    };
    const signIn = async (name: Name): Promise<boolean> => {
      return (await till.call('session:sign-in', { personId: ids.get(name) ?? '', pin: staff[name].pin })).ok;
    };
    for (const name of names) {
      if (ids.has(name)) continue;
      if (name !== 'Ibu' && !(await signIn('Ibu'))) return false;
      // Nobody is there to ask before the first.
      const saved = await till.call('people:save', { name, ...staff[name], active: true }, 'page', pinOf('Ibu'));
      if (!saved.ok) return false;
      ids.set(name, (saved.value as { personId: string }).personId);
    }
    return signIn('Sri');
  }

  return {
    async comeIn(life) {
      const coming = inside.get(life) ?? come(life);
      inside.set(life, coming);
      if (!(await coming)) inside.delete(life);
    },
    approval: () => (ids.has('Budi') ? { personId: ids.get('Budi') ?? '', pin: staff.Budi.pin } : undefined),
  };
}
