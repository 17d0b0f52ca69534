import { readdirSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { JournalReport, TillStatus } from '../../shared/api.ts';
import { fail, ok, type Result } from '../../shared/errors.ts';
import { toWib } from '../../shared/time.ts';
import { rowCounts } from '../db/row-counts.ts';
import type { Db } from '../db/open.ts';
import { readIfWell } from '../db/storage-error.ts';
import { codeOf, isFileError } from '../export/exporter.ts';
import { putFile } from '../export/put-file.ts';
import { createRedact } from '../providers/wire/redact.ts';
import { readLogTail } from './log-tail.ts';
import { masked, type Homes } from './masks.ts';

// One file for whoever helps from afar: what the till is, how it is and what it last wrote to its log. Never a secret, a PIN or a
// customer: what goes in is named here, and what was forgotten stays out.

/** What of the till's surroundings the file tells. */
export interface SupportParts {
  readonly version: string;
  /** The till's folder, and that of its books. */
  readonly dataDir: string;
  readonly folder: string;
  /** Every secret that the till knows now. */
  readonly secrets: () => readonly string[];
}

/** What it tells of the till itself. */
interface Facts {
  readonly at: number;
  readonly status: TillStatus;
  /** As they are shown, every secret masked; null where there are none. */
  readonly settings: object | null;
  readonly report: JournalReport | null;
  readonly db: Db;
  /** Answers of providers that wait for the disk. */
  readonly unstored: number;
}

/** How every such file begins. */
const start = '{\n  "loket": "diagnostics"';

/** Writes the file into the till's folder for exports. */
export async function saveDiagnostics(
  support: SupportParts,
  facts: Facts,
  { exportFolder, newId }: { readonly exportFolder: string; readonly newId: () => string },
): Promise<Result<{ readonly file: string; readonly bytes: number }>> {
  const stamp = toWib(facts.at).slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  const file = path.join(exportFolder, `loket-diagnosis-${facts.status.till.id}-${stamp}.json`);
  const text = diagnosticsText(support, facts);
  try {
    const partial = path.join(exportFolder, `loket-${newId()}.part`);
    if (!(await putFile({ file, partial, start, chunks: [text] }))) return fail('file-exists');
    return ok({ file, bytes: Buffer.byteLength(text) });
  } catch (error) {
    if (!isFileError(error)) throw error;
    return fail(codeOf(error));
  }
}

/** The whole file. Masks numbers and folders first, and at last takes out whatever is a secret, in any spelling. */
function diagnosticsText(support: SupportParts, facts: Facts): string {
  const { dataDir, folder, version, secrets } = support;
  const homes: Homes = [
    { folder: dataDir, instead: '.' },
    { folder: os.homedir(), instead: '~' },
  ];
  const { status, settings, report, db, unstored, at } = facts;
  const { till, mode, training, now } = status;
  const told = {
    at: toWib(at),
    program: { version, node: process.version, ...withoutUndefined(process.versions['electron']) },
    machine: {
      ...{ platform: process.platform, arch: process.arch, release: os.release(), cpus: os.cpus().length },
      ...{ memoryBytes: os.totalmem(), freeMemoryBytes: os.freemem(), rssBytes: process.memoryUsage().rss },
      ...{ upMs: Math.round(process.uptime() * 1000), zone: Intl.DateTimeFormat().resolvedOptions().timeZone },
    },
    till: { ...till, mode, training, now },
    status: statusOf(status),
    settings: withoutFreeTexts(settings),
    journal: report && { ...report, problems: report.problems.length, firstProblems: report.problems.slice(0, 5) },
    upkeep: { booksCheckedAt: status.booksCheckedAt, unstored },
    rows: readIfWell(() => rowCounts(db)) ?? null,
    files: filesOf(dataDir),
    books: path.relative(dataDir, folder) || '.',
    log: readLogTail(path.join(dataDir, 'loket.log')),
  };
  const text = JSON.stringify(masked({ loket: 'diagnostics', ...told }, homes), null, 2);
  return `${createRedact(secrets())(text)}\n`;
}

/** How the till is, without who works at it and whom it serves. */
function statusOf(status: TillStatus): object {
  const { providers, printers, debits, unsettled, uncertain, clockSkewMs, clockIsDoubtful, today, rounding } = status;
  const { ok: isOk, cause, freeBytes } = status.storage;
  const shift = status.shift && { openedAt: status.shift.openedAt, overdue: status.shift.overdue };
  return {
    ...{ providers, printers, debits, unsettled, uncertain, clockSkewMs, clockIsDoubtful, today, rounding },
    storage: { ok: isOk, cause, freeBytes },
    signIn: status.signIn,
    role: status.session?.role ?? null,
    shift,
  };
}

/** The shop's address and its own words on slips are nobody's business here. */
function withoutFreeTexts(settings: object | null): object | null {
  if (settings === null) return null;
  const { shop, ...rest } = settings as { readonly shop?: Readonly<Record<string, unknown>> };
  const { address: _address, ...kept } = shop ?? {};
  return { ...rest, shop: kept };
}

/** The till's own files by their names in its folder; of what persons named only how many there are. */
function filesOf(dataDir: string): object {
  const own: { name: string; bytes: number }[] = [];
  const others = { count: 0, bytes: 0 };
  for (const name of namesIn(dataDir)) {
    const found = statSync(path.join(dataDir, name), { throwIfNoEntry: false });
    if (!found?.isFile()) continue;
    if (ownName.test(name.replaceAll('\\', '/'))) own.push({ name, bytes: found.size });
    else {
      others.count++;
      others.bytes += found.size;
    }
  }
  return { own, others };
}

const ownName = /^(training\/)?(loket\.[\w.-]+|journal\/\d{6}\.jsonl(\.zst)?)$/;

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  } catch {
    return [];
  }
}

function withoutUndefined(electron: string | undefined): object {
  return electron === undefined ? {} : { electron };
}
