import type { Bug } from '../bug.ts';

// Mistakes of the screens that set a till up.

const settingsTests = 'test/e2e/settings-screen.test.ts';
const typing = 'renderer/settings/typing.ts';

export const bugs: readonly Bug[] = [
  {
    name: 'a secret stays in the page once it is saved',
    file: typing,
    find: '    page.value = id;\n    typed.value = {};',
    replace: '    page.value = id;',
    caughtBy: {
      file: settingsTests,
      test: 'a wrong address is said at its field, and the secret that is typed comes out nowhere',
    },
  },
  {
    name: 'a settings page is left without asking',
    file: 'renderer/settings/SettingsScreen.vue',
    find: '!settings.isDirty ||\n    questions.ask(',
    replace: 'settings.isDirty ||\n    questions.ask(',
    caughtBy: {
      file: settingsTests,
      test: 'what is typed is not lost: leaving asks, the lock keeps it, and a person who took over does not see it',
    },
  },
  {
    name: 'the settings of another owner are overwritten unseen',
    file: 'renderer/settings/settings.ts',
    find: "call('settings:save', { patch: patch.value, revision })",
    replace: "call('settings:save', { patch: patch.value })",
    caughtBy: {
      file: settingsTests,
      test: 'two owners edit one setting: who changed what is said, nothing typed is lost, and nothing of theirs is overwritten unseen',
    },
  },
  {
    name: 'a shop without an owner takes a payment',
    file: 'electron/handlers.ts',
    find: "return settings?.setUp() === 'begun' && !desk.signsIn();",
    replace: "return settings?.setUp() === 'new' && !desk.signsIn();",
    caughtBy: {
      file: 'test/e2e/first-run.test.ts',
      test: 'a first run is left in the middle by a kill and taken up again where it was, and ends where people sign in',
    },
  },
];
