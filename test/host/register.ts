import { registerHooks } from 'node:module';

// `node --import ./test/host/register.ts dist/main.js` runs the built app with this folder in Electron's place.

const standIn = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron') return next(specifier, context);
    return { url: standIn, format: 'module-typescript', shortCircuit: true };
  },
});
