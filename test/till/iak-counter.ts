import { openCounter, type Counter, type Options } from '../harness/counter.ts';
import { reply, type Treatment } from '../harness/fake-provider.ts';
import { bodyIn, sample, type Data, type Format } from '../harness/iak.ts';
import type { XmlValue } from '../../electron/providers/wire/read-xml.ts';
import type { Outputs } from '../../shared/api.ts';

/** Fields of the document's answer, changed; undefined takes one out. */
export type IakChange = Readonly<Record<string, XmlValue | undefined>>;

export interface IakCounter {
  readonly counter: Counter;
  /** How each command is answered from now on; what is not named, as the document's sample. */
  answers(changes: Readonly<Partial<Record<Command, IakChange>>>, write?: (data: Data, at: Command) => Treatment): void;
  quote(): Promise<Outputs['bill:inquire']>;
  /** Status checks that arrived. */
  asked(): number;
  /** Inquires and pays. */
  sell(): Promise<Outputs['payment:pay']>;
}

export type Command = 'inq-pasca' | 'pay-pasca' | 'checkstatus';

const customerNumber = '530000000000';

/** A till before an IAK that answers with the document's sample, changed as it is told. */
export async function openIakCounter(format: Format, options: Options = {}): Promise<IakCounter> {
  const counter = await openCounter({
    providers: (baseUrl: string) => ({
      iak: { enabled: true, baseUrl, prepaidBaseUrl: baseUrl, username: '0812', apiKey: 'k', format },
    }),
    printers: [],
    ...options,
  });
  let refId = '';
  const shop: IakCounter = {
    counter,
    answers(changes, write = (data) => ({ raw: reply(200, bodyIn(format, data)) })) {
      counter.provider.answer((_path, body) => {
        const command = /inq-pasca|pay-pasca|checkstatus/.exec(body)?.[0] as Command;
        refId = /ref_id(?:":"|>)(\w+)/.exec(body)?.[1] ?? refId;
        return write(sample({ ref_id: refId, ...changes[command] }), command);
      });
    },
    quote: () => counter.must('bill:inquire', { product: 'pln-postpaid', customerNumber }),
    asked: () => counter.provider.arrived.filter(({ body }) => body.includes('checkstatus')).length,
    async sell() {
      const { quoteId, total } = await shop.quote();
      return counter.must('payment:pay', { quoteId, tendered: total });
    },
  };
  shop.answers({});
  return shop;
}
