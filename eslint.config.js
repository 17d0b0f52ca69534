import js from '@eslint/js';
import vue from 'eslint-plugin-vue';
import { defineConfig } from 'eslint/config';
import typescript from 'typescript-eslint';

// Who may import whom is held by test/tidy/layers.test.ts; here only what a single line can show.

const rawElectron = {
  name: 'electron',
  message: 'Only main.ts, preload.ts and what lies in window/ may know Electron; pass what you need in.',
};
const rawIpc = {
  name: 'electron',
  importNames: ['ipcMain', 'ipcRenderer'],
  message: 'Raw IPC stays in ipc.ts and preload.ts, where sender and input are checked.',
};

export default defineConfig(
  // The water product is compiled where it belongs, by its test.
  { ignores: ['dist/', 'out/', 'release/', 'test/products/water/'] },
  js.configs.recommended,
  typescript.configs.recommendedTypeChecked,
  vue.configs['flat/recommended-error'],
  {
    languageOptions: {
      parserOptions: {
        project: ['./{shared,electron,renderer,test}/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
        parser: typescript.parser,
        extraFileExtensions: ['.vue'],
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Pass a source of chance in.' },
      ],
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/require-await': 'off',
      'no-control-regex': 'off',
      'no-undef': 'off',
    },
  },
  // One SQL text, read from top to bottom.
  { files: ['electron/db/migrations/**'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['electron/**'], rules: { 'no-restricted-imports': ['error', rawElectron] } },
  {
    files: ['main', 'window/window', 'window/page-protocol', 'window/printer-process'].map(
      (name) => `electron/${name}.ts`,
    ),
    rules: { 'no-restricted-imports': ['error', rawIpc] },
  },
  { files: ['electron/window/ipc.ts', 'electron/preload.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    // The linter does not see what a .vue file exports; vue-tsc does, and checks the same.
    files: ['renderer/**', 'test/**'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.vue'],
    rules: {
      'vue/multi-word-component-names': ['error', { ignores: ['Numpad'] }],
      // How lines break is the formatter's business.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/no-v-html': 'error',
    },
  },
  {
    files: ['test/**'],
    rules: { 'max-lines-per-function': 'off', 'no-console': 'off' },
  },
  { files: ['**/*.js'], extends: [typescript.configs.disableTypeChecked] },
);
