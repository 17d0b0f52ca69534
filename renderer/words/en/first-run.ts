import type { idFirstRun } from '../id/first-run.ts';

export const enFirstRun: typeof idFirstRun = {
  firstRun: {
    title: 'Setting Loket up',
    welcome: 'Welcome to Loket',
    welcomeText: 'Choose language and theme. All of it can be changed later, in the settings.',
    shop: 'Your shop',
    setUp: 'Set the shop up',
    setUpHow:
      'Set the shop up: owner and PIN, recovery phrase, cashier, provider, printer. Each step can be left and taken up again.',
    trainHow: 'Train first: try everything with money that is not real. Its records are apart from the shop’s.',
    steps: {
      shop: 'Shop',
      owner: 'Owner',
      phrase: 'Recovery phrase',
      cashier: 'First cashier',
      provider: 'Provider',
      printer: 'Printer',
      done: 'Done',
    },
    texts: {
      owner: 'The owner may do everything. Before there is one, this shop takes no payments.',
      phrase:
        'The recovery phrase is for an owner who forgot the PIN. Have pen and paper ready: it is shown only once.',
      cashier: 'Everybody signs in with their own PIN. Others can be added later.',
      provider:
        'Who pays the bills. Fill in what the provider wrote you, save, then test the connection: nothing is paid.',
      printer: 'Fill in the address of the receipt printer, save, then print a test page.',
      done: 'Loket is ready. From here on everybody signs in with their PIN.',
    },
    isDone: 'done',
    thereAlready: 'This is there already. Go on.',
    phraseThere: 'There is a recovery phrase. If its paper is lost, make a new one at the screen People.',
    phraseLost:
      'There is a recovery phrase, and it is not noted here whether it is on paper. If the paper is there, keep it: the phrase still counts. If not, make a new one; from then on the old one is worth nothing.',
    savedTry: 'Saved. Now it can be tried.',
    goOn: 'Go on',
    finish: 'Open Loket',
    missing: (steps) => `Not filled in yet: ${steps}. That can be done later, in Settings and People.`,
    cannotSell: 'Without a provider Loket cannot sell yet.',
  },
};
