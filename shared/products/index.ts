// What can be sold: one line a product. Each is a folder beside this file.

export { plnNontaglist } from './pln-nontaglist/index.ts';
export { plnPostpaid } from './pln-postpaid/index.ts';
