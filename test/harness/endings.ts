/** What outlives a test on purpose, as a function that ends it. `end-of-file.ts` calls them when a file's tests are through. */
export const endings: (() => Promise<void>)[] = [];
