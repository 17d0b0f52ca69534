import { formatRupiah, rupiah } from '../../shared/money.ts';
import { checkSlipCode, type SlipVerdict } from '../../shared/slip-code/check.ts';
import type { SlipCode } from '../../shared/slip-code/slip-code.ts';
import { toWib } from '../../shared/time.ts';
import { codeIn, readsPhotos } from './photo.ts';
import './style.css';
import { languages, type Language, type Words } from './words.ts';

// The page that checks a slip without a network. It keeps the key, so that who checks many types it once; `#KEY` behind its address sets it.

const keptKey = 'loket-public-key';
const [code, key, photo] = [field<HTMLTextAreaElement>('code'), field('key'), field('photo')];
let language: Language = navigator.language.startsWith('en') ? 'en' : 'id';
/** Of the last photo: there was nothing in it. */
let isPhotoEmpty = false;

function field<E extends HTMLElement = HTMLInputElement>(id: string): E {
  return document.getElementById(id) as E;
}

function show(): void {
  const words = languages[language];
  document.documentElement.lang = language;
  document.title = `${words.title} · Loket`;
  for (const one of document.querySelectorAll<HTMLElement>('[data-word]'))
    one.textContent = words[one.dataset['word'] as 'title'];
  field('language').textContent = words.language;
  const text = code.value;
  const verdict = text.trim() === '' ? null : checkSlipCode(text, key.value.trim());
  field('verdict').hidden = verdict === null && !isPhotoEmpty;
  field('verdict').classList.toggle('genuine', verdict?.is === 'genuine');
  const told = verdict ? toldOf(verdict, words) : { whose: words.none, means: words.noCode, slip: null };
  field('whose').textContent = told.whose;
  field('means').textContent = told.means;
  field('says').replaceChildren(...(told.slip ? rowsOf(told.slip, words) : []));
}

function toldOf(
  verdict: SlipVerdict,
  words: Words,
): { readonly whose: string; readonly means: string; readonly slip: SlipCode | null } {
  switch (verdict.is) {
    case 'genuine':
      return { whose: words.genuine, means: words.genuineMeans, slip: verdict.slip };
    case 'other':
      return { whose: words.other, means: words.otherMeans, slip: verdict.slip };
    case 'none':
      return { whose: words.none, means: words.noneMeans, slip: null };
    case 'no-key':
      return { whose: words.noKey, means: words.noKeyMeans, slip: null };
  }
}

function rowsOf(slip: SlipCode, words: Words): readonly HTMLElement[] {
  const texts: Readonly<Record<keyof SlipCode, string>> = {
    ...slip,
    total: formatRupiah(rupiah(slip.total)),
    state: words.states[slip.state] ?? slip.state,
    referenceHash: [...slip.referenceHash].map((byte) => byte.toString(16).padStart(2, '0')).join('') || words.missing,
    head: slip.head || words.missing,
    printedAt: toWib(slip.printedAt * 1000),
  };
  return (Object.keys(words.rows) as (keyof SlipCode)[]).flatMap((row) => [
    Object.assign(document.createElement('dt'), { textContent: words.rows[row] }),
    Object.assign(document.createElement('dd'), { textContent: texts[row] }),
  ]);
}

/** A browser that keeps nothing of a file is no reason to check nothing. */
function kept(): string {
  try {
    return localStorage.getItem(keptKey) ?? '';
  } catch {
    return '';
  }
}

function keep(): void {
  try {
    localStorage.setItem(keptKey, key.value.trim());
  } catch {
    // See above.
  }
}

field('photo-label').hidden = !readsPhotos;
key.value = location.hash.slice(1) || kept();
code.addEventListener('input', () => {
  isPhotoEmpty = false;
  show();
});
key.addEventListener('input', () => {
  keep();
  show();
});
photo.addEventListener('change', () => {
  const file = photo.files?.[0];
  if (!file) return;
  void codeIn(file).then((found) => {
    code.value = found ?? '';
    isPhotoEmpty = found === null;
    show();
  });
});
field('language').addEventListener('click', () => {
  language = language === 'id' ? 'en' : 'id';
  show();
});
show();
