import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { call } from '../till/call.ts';
import { useSession } from '../till/session.ts';
import { useStatus } from '../till/status.ts';
import { valueAt, type PrinterTyped } from '../settings/draft.ts';
import { phraseWritten } from '../people/phrase-written.ts';
import { useSettings } from '../settings/settings.ts';
import { providerIds } from '../../shared/product.ts';
import type { Outputs } from '../../shared/api.ts';
import { keptChoice } from '../words/kept-choice.ts';

/** Setting a shop up, in this order. What is done already is what people and settings say: nothing else is kept of it. */
export const steps = ['shop', 'owner', 'phrase', 'cashier', 'provider', 'printer', 'done'] as const;
export type Step = (typeof steps)[number];

export const useFirstRun = defineStore('first-run', () => {
  const status = useStatus();
  const session = useSession();
  const settings = useSettings();
  /** What was chosen at this screen: to practise first, or to do the rest of the steps later. */
  const { choice } = keptChoice('loket.first-run', ['none', 'train', 'later'] as const, 'none');
  const people = shallowRef<Outputs['people:list'] | null>(null);
  /** Null until it is known what is there. */
  const step = ref<Step | null>(null);

  /** Whether the first run is in front, instead of the till. */
  const shows = computed(() => {
    const setUp = status.status?.setUp ?? null;
    if (setUp === 'new') return choice.value !== 'train';
    if (setUp !== 'begun') return false;
    return !session.signsIn || (session.mayChangeSettings && choice.value !== 'later');
  });

  const isDone = computed<Readonly<Record<Step, boolean>>>(() => {
    const items = people.value?.items ?? [];
    const printers = (valueAt(settings.saved, 'printers') ?? []) as readonly PrinterTyped[];
    return {
      shop: true,
      owner: items.length > 0,
      phrase: people.value?.hasPhrase === true && phraseWritten.value === 'yes',
      cashier: items.length > 1,
      provider: providerIds.some((id) => valueAt(settings.saved, `providers.${id}.enabled`) === true),
      printer: printers.length > 0,
      done: false,
    };
  });

  /** Asks what is there. */
  async function look(): Promise<void> {
    const reply = await call('people:list', {});
    if (reply.ok) people.value = reply.value;
    if (!settings.saved) await settings.read();
  }

  /** Goes to the first step that is not done. */
  async function begin(): Promise<void> {
    settings.show(settings.page);
    await look();
    step.value = steps.find((one) => !isDone.value[one]) ?? 'done';
  }

  /** The step after this one, or the one before. */
  async function move(by: 1 | -1, from = step.value ?? 'shop'): Promise<void> {
    await look();
    const at = steps.indexOf(from) + by;
    step.value = steps[Math.min(Math.max(at, 0), steps.length - 1)] ?? 'done';
  }

  /** There is a phrase that nobody has said is on paper. */
  const isPhraseLost = computed(() => people.value?.hasPhrase === true && !isDone.value.phrase);

  return { choice, step, shows, isDone, isPhraseLost, begin, move };
});
