import { computed, reactive, ref } from 'vue';
import { rupiah, type Rupiah } from '../../shared/money.ts';
import { denominations, sumOfNotes } from '../../shared/shift.ts';
import { readDigits, sumDigitsMax } from '../ui/text/digits.ts';

/** What is counted goes into one field for each note, or into this one as a whole. */
const sumField = 'sum';
/** The till takes no more than this of one note. */
const notesDigitsMax = 5;

/** So many of one note, as the till takes it. */
interface Notes {
  denomination: (typeof denominations)[number];
  count: number;
}

/** A count of a drawer while it is being typed. It stays when its screen is left. */
export interface Counting {
  readonly way: 'notes' | 'sum';
  /** Digits by field: a denomination, or `sum`. Empty is not zero. */
  readonly typed: Readonly<Record<string, string>>;
  readonly fields: readonly string[];
  /** Where digits of the pad go. */
  readonly at: string;
  readonly hadLetters: boolean;
  /** Of what was typed last, digits were left out: there were too many. */
  readonly isCut: boolean;
  /** Null while nothing is typed. */
  readonly total: Rupiah | null;
  /** As the till takes it; the sum where it was not counted by notes. */
  readonly counted: number | Notes[];
  goTo(field: string): void;
  /** To the first field. What stands there was counted before: the next digit begins it anew. */
  beginAgain(): void;
  write(field: string, text: string): void;
  press(digits: string): void;
  erase(all: boolean): void;
  /** One note more, by a touch. */
  add(denomination: string): void;
  /** To the field above or below. Answers false at the end. */
  step(by: 1 | -1): boolean;
  switchWay(): void;
  clear(): void;
}

export function createCounting(): Counting {
  const way = ref<'notes' | 'sum'>('notes');
  const typed = reactive<Record<string, string>>({});
  const fields = computed(() => (way.value === 'notes' ? denominations.map(String) : [sumField]));
  const at = ref(String(denominations[0]));
  const hadLetters = ref(false);
  const isCut = ref(false);
  /** What stands in the field in turn is of an earlier count. */
  let isEarlier = false;
  const notes = computed((): Notes[] =>
    denominations.flatMap((denomination) => {
      const count = typed[denomination] ?? '';
      return count === '' ? [] : [{ denomination, count: Number(count) }];
    }),
  );
  const total = computed(() => {
    if (way.value === 'notes') return notes.value.length === 0 ? null : rupiah(sumOfNotes(notes.value));
    const sum = typed[sumField] ?? '';
    return sum === '' ? null : rupiah(Number(sum));
  });

  function write(field: string, text: string): void {
    const read = readDigits(text, field === sumField ? sumDigitsMax : notesDigitsMax);
    typed[field] = read.digits;
    hadLetters.value = read.hadLetters;
    isCut.value = read.isCut;
    isEarlier = false;
  }

  function goTo(field: string): void {
    if (field !== at.value) isEarlier = false;
    at.value = field;
    hadLetters.value = isCut.value = false;
  }

  function step(by: 1 | -1): boolean {
    const next = fields.value[fields.value.indexOf(at.value) + by];
    if (next !== undefined) goTo(next);
    return next !== undefined;
  }

  function choose(next: 'notes' | 'sum'): void {
    way.value = next;
    goTo(fields.value[0] ?? sumField);
  }

  return reactive({
    ...{ way, typed, fields, at, hadLetters, isCut, total, goTo, write, step },
    counted: computed(() => (way.value === 'notes' ? notes.value : (total.value ?? 0))),
    beginAgain() {
      goTo(fields.value[0] ?? sumField);
      isEarlier = true;
    },
    press: (digits: string) => write(at.value, (isEarlier ? '' : (typed[at.value] ?? '')) + digits),
    erase: (all: boolean) => write(at.value, all ? '' : (typed[at.value] ?? '').slice(0, -1)),
    add(denomination: string) {
      goTo(denomination);
      write(denomination, String(Number(typed[denomination] ?? '') + 1));
    },
    switchWay: () => choose(way.value === 'notes' ? 'sum' : 'notes'),
    clear() {
      for (const field of Object.keys(typed)) typed[field] = '';
      choose('notes');
    },
  });
}
