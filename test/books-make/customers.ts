import type { Product } from '../../shared/product.ts';
import { createChance, seedOf, type Chance } from '../harness/chance.ts';

/** One month of a bill, in rupiah and kWh. */
export interface Month {
  /** `2026-08`. */
  readonly period: string;
  readonly energy: number;
  readonly penalty: number;
  /** Meter readings. */
  readonly from: number;
  readonly to: number;
}

/** What a customer owes when the counter asks. */
export interface Account {
  readonly product: Product;
  readonly customerNumber: string;
  readonly name: string;
  readonly tariff: string;
  /** VA. */
  readonly power: number;
  /** Oldest first; of a non-taglist bill one, without a month. */
  readonly months: readonly Month[];
  /** What a non-taglist bill is for. */
  readonly kind: string;
}

export interface Customers {
  /** The next one to come, with what they owe in the month of `at` (ms). */
  next(at: number): Account;
  /** They paid what they owed. */
  paid(account: Account): void;
}

/** Those who come again: each about every forty days, so that one month is owed, or two. */
const regulars = 12_000;
/** One in so many comes with a bill that is not monthly. */
const nontaglistEvery = 50;
/** Most months that go into one payment. */
const monthsMax = 3;

const given = [
  ...[
    'SITI',
    'BUDI',
    'DEWI',
    'AGUS',
    'NUR',
    'JOKO',
    'SRI',
    'ABDUL',
    'INDAH',
    'EKO',
    'RINA',
    'WAHYU',
    'MUHAMMAD',
    'YANTI',
  ],
  ...[
    'HENDRA',
    'LINA',
    'SLAMET',
    'TUTI',
    'RUDI',
    'ENDANG',
    'BAMBANG',
    'RATNA',
    'JAYUSMAN',
    'MARYAM',
    'ANDI',
    'NI MADE',
  ],
  ...[
    'I WAYAN',
    'H.',
    'HJ.',
    'TOKO',
    'WARUNG',
    'MASJID',
    'DRS.',
    'CV',
    'KOST',
    'RÉNÉ',
    'ZAINAL',
    'FITRI',
    'OKTAVIA',
    'SUPARMAN',
  ],
] as const satisfies readonly string[];
const family = [
  ...['RAHAYU', 'SANTOSO', 'LESTARI', 'PRASETYO', 'AINI', 'WIDAGDO', 'WAHYUNI', 'MAJU JAYA', 'PERMATASARI', 'SUSANTI'],
  ...['HIDAYAT', 'KUSUMA', 'SIREGAR', 'NASUTION', 'SITORUS', 'WIJAYA', 'SAPUTRA', 'HANDAYANI', 'SUHARTONO', 'GUNAWAN'],
  ...[
    "MA'RUF",
    'AL-HUDA',
    'SETIAWAN',
    'PURNOMO',
    'HALIM',
    'PUTRI',
    'ANGGRAINI',
    'FIRMANSYAH',
    'SIMANJUNTAK',
    'BAROKAH',
  ],
  ...['NUGROHO', 'HARTONO', 'UTAMI', 'MAULANA', 'YULIANTI', 'SUDRAJAT', 'TAMBUNAN', 'ASTUTI', 'RAMADHAN', 'WULANDARI'],
] as const satisfies readonly string[];
const powers = [450, 900, 900, 1300, 1300, 2200, 3500, 5500] as const;
/** Rupiah a kWh, and a month's penalty in rupiah, by power. */
const prices: Readonly<Record<number, readonly [number, number]>> = {
  450: [415, 3_000],
  900: [1_352, 3_000],
  1300: [1_444, 5_000],
  2200: [1_444, 10_000],
  3500: [1_699, 50_000],
  5500: [1_699, 75_000],
};
const kinds = ['PENYAMBUNGAN BARU', 'PERUBAHAN DAYA', 'PENYAMBUNGAN SEMENTARA', 'TAGIHAN SUSULAN'] as const;

/** The people of one neighbourhood. The same seed, the same people. */
export function createCustomers(seed: number, chance: Chance): Customers {
  /** Months since the year 0 up to which each of them has paid. */
  const paidUpTo = new Int32Array(regulars);
  /** By place in the queue, who stands there. */
  const queue = shuffled(regulars, createChance(seedOf(seed, 1)));
  const whoHas = new Map<string, number>();
  let place = -1;
  let once = 0;

  function regular(at: number): Account {
    for (;;) {
      place = (place + 1) % regulars;
      const who = queue[place] ?? 0;
      const lastMonth = monthOf(at) - 1;
      const known = paidUpTo[who] ?? 0;
      const first = known === 0 ? lastMonth : Math.max(known + 1, lastMonth - monthsMax + 1);
      if (first > lastMonth) continue;
      const account = accountOf(seed, who, first, lastMonth);
      whoHas.set(account.customerNumber, who);
      return account;
    }
  }

  function stranger(at: number): Account {
    const energy = 50_000 + chance.int(3_000) * 700;
    once++;
    return {
      ...personOf(createChance(seedOf(seed ^ 0x5eed, once))),
      product: 'pln-nontaglist',
      customerNumber: `53${String(21_000_000_000 + once * 7_919).slice(-11)}`,
      months: [
        { period: new Date(at).toISOString().slice(0, 10).replaceAll('-', ''), energy, penalty: 0, from: 0, to: 0 },
      ],
      kind: chance.pick(kinds),
    };
  }

  return {
    next: (at) => (chance.int(nontaglistEvery) === 0 ? stranger(at) : regular(at)),
    paid({ customerNumber, months }) {
      const who = whoHas.get(customerNumber);
      const period = months.at(-1)?.period ?? '';
      if (who !== undefined) paidUpTo[who] = Number(period.slice(0, 4)) * 12 + Number(period.slice(5)) - 1;
    },
  };
}

function accountOf(seed: number, who: number, first: number, last: number): Account {
  const own = createChance(seedOf(seed, who + 2));
  const person = personOf(own);
  const [price, penalty] = prices[person.power] ?? [1_444, 5_000];
  const usual = (person.power / 10) * (0.4 + own.next());
  const months: Month[] = [];
  for (let month = first; month <= last; month++) {
    const used = usedIn(seed, who, month, usual);
    // A meter counts on; five digits are enough for it to be the same whoever asks.
    const from = Math.floor((month % 1_200) * usual);
    const isLate = month < last;
    months.push({
      period: periodOf(month),
      energy: used * price,
      penalty: isLate ? penalty : 0,
      from,
      to: from + used,
    });
  }
  const customerNumber = String(510_000_000_000 + ((who * 7_368_787) % 39_999_999_989));
  return { ...person, product: 'pln-postpaid', customerNumber, months, kind: '' };
}

function usedIn(seed: number, who: number, month: number, usual: number): number {
  return Math.max(5, Math.round(usual * (0.8 + (seedOf(seed ^ month, who) % 1_000) / 2_500)));
}

function personOf(own: Chance): Pick<Account, 'name' | 'tariff' | 'power'> {
  const power = own.pick(powers);
  const name = `${own.pick(given)} ${own.pick(family)}`;
  return { name, power, tariff: power <= 2_200 ? 'R1' : power <= 5_500 ? 'R2' : 'R3' };
}

/** Months since the year 0, in WIB. */
function monthOf(at: number): number {
  const wib = new Date(at + 7 * 3_600_000);
  return wib.getUTCFullYear() * 12 + wib.getUTCMonth();
}

function periodOf(month: number): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}

/** 0 up to `count`, in an order by chance. */
function shuffled(count: number, chance: Chance): Int32Array {
  const order = Int32Array.from({ length: count }, (_unused, at) => at);
  for (let at = count - 1; at > 0; at--) {
    const other = chance.int(at + 1);
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
  return order;
}
