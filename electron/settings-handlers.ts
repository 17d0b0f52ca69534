import { fail, ok, type Result } from '../shared/errors.ts';
import { isCustomerNumber, productOfLength } from '../shared/product.ts';
import type { Input } from '../shared/api.ts';
import type { ProviderTest } from '../shared/settings-api.ts';
import { listSending } from './db/pending-payments.ts';
import type { Handlers } from './handlers.ts';
import { askShop, notSetUp } from './providers/ask-shop.ts';
import type { InquiryOrder } from './providers/provider.ts';
import type { Running } from './running.ts';
import type { TillParts } from './till-parts.ts';

type SettingsChannel = Extract<
  keyof Handlers,
  `settings:${string}` | `secrets:${string}` | `provider:${string}` | 'till:restart'
>;

/** The channels of what the till is set to. */
export function createSettingsHandlers(parts: TillParts, running: Running): Pick<Handlers, SettingsChannel> {
  return {
    'settings:get': () => (parts.settings ? ok(parts.settings.get()) : fail('forbidden')),
    'settings:save': async (input, { who, door, demand }) => {
      const isFree = who.personId === null;
      const saver = { by: who.name, door, isFree, demand, approvals: who.approvals };
      return (await parts.settings?.save(input, saver)) ?? fail('forbidden');
    },
    'till:restart': () => {
      if (!parts.restart) return fail('no-screen');
      // What was sent just now is not left without an ear.
      if (listSending(parts.books.db).length > 0) return fail('busy');
      parts.restart();
      return ok({});
    },
    // The gate answers these, before the till is open.
    'secrets:unlock': () => fail('forbidden'),
    'secrets:skip': () => fail('forbidden'),
    'settings:seen': (_input, { who }) => {
      running.openings.seen(who.name, who.approvals(null));
      return ok({});
    },
    'provider:test': (input) => testProvider(parts, running, input),
  };
}

async function testProvider(
  { savedProvider, clock, log, newId }: TillParts,
  { paymentParts }: Running,
  { provider: id, customerNumber }: Input<'provider:test'>,
): Promise<Result<ProviderTest>> {
  if (!savedProvider) return fail('forbidden');
  const provider = savedProvider(id);
  if (!provider) return ok(notSetUp(id));
  let order: InquiryOrder | null = null;
  if (customerNumber !== undefined) {
    const product = productOfLength(customerNumber.length);
    if (!product || !provider.facts.products.includes(product) || !isCustomerNumber(product, customerNumber))
      return fail('wrong-number');
    order = { product, customerNumber, providerRef: newId() };
  }
  const { inTurn } = paymentParts.inquiryPace;
  const asked = await askShop(provider, { inTurn: (ask) => inTurn(id, ask), pcNow: clock.pcNow, order });
  if (!asked) return fail('closing');
  const { result, status, tookMs } = asked;
  log.write('provider-tested', { provider: id, result, asked: asked.asked, status, tookMs });
  return ok(asked);
}
