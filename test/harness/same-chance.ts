import fc from 'fast-check';

// What is tried by chance is the same each time, so that a change is never refused for what another one did. LOKET_SEED draws others.
fc.configureGlobal({ seed: Number(process.env.LOKET_SEED ?? 7) });
