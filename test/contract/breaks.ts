import { rupiah } from '../../shared/money.ts';
import { again, asked, isPending, lenient, paidBy, paying, reading, refusedBy, twice, type Break } from './break.ts';
import { billBreaks } from './bill-breaks.ts';
import type { InquiryOutcome } from '../../electron/providers/provider.ts';
import { kits } from './kits/index.ts';

// Adapters that do what an adapter must not: real ones, each with one thing wrong.

const [alfakios] = kits.alfakios;
const [ayoconnect] = kits.ayoconnect;
const [iakJson, iakXml] = kits.iak;
if (!iakXml) throw new Error('IAK speaks XML too');

/** One at least for every law that runs against an adapter. */
export const breaks: readonly Break[] = [
  {
    what: 'takes no answer for a refusal',
    law: 'each fault of the line at a payment',
    kit: iakJson,
    provider: paying((outcome) => (isPending(outcome, 'no-reply') ? refusedBy(outcome) : outcome)),
  },
  {
    what: 'pays again when no answer came',
    law: 'each fault of the line at a payment',
    kit: alfakios,
    provider: (provider) => ({ ...provider, pay: again(provider) }),
  },
  {
    what: 'believes what came with HTTP 500',
    law: 'each fault of the line at a payment',
    kit: ayoconnect,
    provider: paying((outcome) => (isPending(outcome, 'http-status') ? paidBy(outcome) : outcome)),
  },
  {
    what: 'takes a status check that was not sent for a refusal',
    law: 'a status check',
    kit: ayoconnect,
    provider: (provider) => ({
      ...provider,
      checkStatus: async (order) => {
        const outcome = await asked(provider, order);
        return outcome.exchange.result === 'not-sent' ? refusedBy(outcome) : outcome;
      },
    }),
  },
  {
    what: 'takes no answer to a status check for a refusal',
    law: 'each fault of the line at a question',
    kit: iakXml,
    provider: (provider) => ({
      ...provider,
      checkStatus: async (order) => {
        const outcome = await asked(provider, order);
        return isPending(outcome, 'no-reply') ? refusedBy(outcome) : outcome;
      },
    }),
  },
  {
    what: 'pays twice',
    law: 'a payment is one request',
    kit: iakXml,
    provider: (provider) => ({ ...provider, pay: twice(provider) }),
  },
  {
    what: 'pays once more, later',
    law: 'a payment is one request',
    kit: alfakios,
    provider: (provider) => ({
      ...provider,
      pay: async (order) => {
        setTimeout(() => void provider.pay(order).catch(() => undefined), 20);
        return provider.pay(order);
      },
    }),
  },
  {
    what: 'believes "success": true alone',
    law: 'a code nobody documented',
    kit: alfakios,
    provider: paying((outcome) => (outcome.exchange.text.includes('"success":true') ? paidBy(outcome) : outcome)),
  },
  {
    what: 'believes "success": true alone',
    law: 'every code of the table',
    kit: ayoconnect,
    provider: paying((outcome) => (outcome.exchange.text.includes('"success":true') ? paidBy(outcome) : outcome)),
  },
  {
    what: 'refuses what it does not know',
    law: 'a code nobody documented',
    kit: iakJson,
    provider: paying((outcome) => (isPending(outcome, 'unknown-code') ? refusedBy(outcome) : outcome)),
  },
  {
    what: 'believes the message',
    law: "the document's samples",
    kit: ayoconnect,
    provider: paying((outcome) => (outcome.exchange.text.includes('processing') ? refusedBy(outcome) : outcome)),
  },
  {
    what: 'does not mind whose payment it was',
    law: 'an answer about another payment',
    kit: iakXml,
    provider: paying((outcome) => (isPending(outcome, 'other-payment') ? paidBy(outcome) : outcome)),
  },
  {
    what: 'reads nothing but ASCII',
    law: 'an answer is read in the encoding',
    kit: iakXml,
    send: (send) => async (request) => {
      const result = await send(request);
      if (result.kind !== 'reply' || !/[^\x00-\x7f]/.test(result.body)) return result;
      return { kind: 'no-reply', why: 'not ASCII', exchange: { ...result.exchange, result: 'no-reply' } };
    },
  },
  {
    what: 'makes two letters of one',
    law: 'an answer is read in the encoding',
    kit: alfakios,
    send: (send) => async (request) => {
      const result = await send(request);
      const text = Buffer.from(result.exchange.text, 'utf8').toString('latin1');
      return { ...result, exchange: { ...result.exchange, text } };
    },
  },
  {
    what: 'takes an empty id for somebody else’s',
    law: 'an id that is left out',
    kit: iakJson,
    provider: paying((outcome) =>
      outcome.kind === 'refused' && outcome.exchange.text.includes('"ref_id":""')
        ? { kind: 'pending', why: 'other-payment', message: null, exchange: outcome.exchange }
        : outcome,
    ),
  },
  {
    what: 'takes whatever stands in an id for left out',
    law: 'an id that is left out',
    kit: iakXml,
    provider: paying((outcome) => (isPending(outcome, 'other-payment') ? refusedBy(outcome) : outcome)),
  },
  {
    what: 'prints a dash for a reference',
    law: 'a reference that is none',
    kit: ayoconnect,
    provider: paying((outcome) =>
      outcome.kind === 'paid' && outcome.reference === null ? { ...outcome, reference: '-', warning: null } : outcome,
    ),
  },
  {
    what: 'takes a real reference for a number',
    law: 'a reference that is none',
    kit: alfakios,
    provider: paying((outcome) =>
      outcome.kind === 'paid' && /^[\dE]+$/.test(outcome.reference ?? '') ? { ...outcome, reference: null } : outcome,
    ),
  },
  {
    what: 'keeps the deposit of a refusal to itself',
    law: 'a deposit that an answer tells',
    kit: iakJson,
    provider: paying((outcome) => (outcome.kind === 'refused' ? { ...outcome, balance: null } : outcome)),
  },
  {
    what: 'takes the 0 of a failure for an empty deposit',
    law: 'a deposit that an answer tells',
    kit: alfakios,
    provider: paying((outcome) =>
      outcome.kind === 'refused' ? { ...outcome, balance: outcome.balance ?? rupiah(0) } : outcome,
    ),
  },
  {
    what: 'cuts fractions off',
    law: 'amounts are whole rupiah',
    kit: alfakios,
    send: reading((body) => body.replaceAll('.50"', '"')),
  },
  {
    what: 'takes ids for numbers',
    law: 'leading zeros and long ids',
    kit: iakJson,
    provider: (provider) => ({
      ...provider,
      inquire: async (order) => {
        const outcome = await provider.inquire(order);
        if (outcome.kind !== 'bill') return outcome;
        const memo = { ...outcome.bill.memo, trId: Number(outcome.bill.memo['trId']) };
        return { ...outcome, bill: { ...outcome.bill, memo } };
      },
    }),
  },
  ...billBreaks,
  {
    what: 'sends the time along',
    law: 'same input, same bytes',
    kit: iakJson,
    send: (send) => (request) => send({ ...request, headers: { ...request.headers, 'X-Time': String(Date.now()) } }),
  },
  {
    what: 'signs with the wrong end',
    law: 'signatures',
    kit: iakXml,
    send: (send) => (request) => send({ ...request, body: request.body.replace(/<sign>\w/, '<sign>0') }),
  },
  {
    what: 'speaks to another host',
    law: 'only declared hosts',
    kit: ayoconnect,
    provider: (provider) => ({ ...provider, hosts: ['api.example.test'] }),
  },
  {
    what: 'keeps the key in the trail',
    law: 'no secret in',
    kit: iakJson,
    alone: true,
    send: (send) => (request) => send({ ...request, secrets: request.secrets.slice(1) }),
  },
  {
    what: 'keeps the signature in the trail',
    law: 'a raw transcript',
    kit: iakXml,
    alone: true,
    send: (send) => (request) => send({ ...request, secrets: request.secrets.slice(0, 2) }),
  },
  {
    what: 'tells what it read, secrets and all',
    law: 'a secret in any field',
    kit: alfakios,
    alone: true,
  },
  {
    what: 'takes secrets out of the message only',
    law: 'a secret in any field',
    kit: alfakios,
    alone: true,
    provider: paying((outcome) => (outcome.kind === 'paid' ? outcome : { ...outcome, message: null })),
  },
  {
    what: 'knows a secret as it is, but not its spellings',
    law: 'a secret in any field',
    kit: alfakios,
    alone: true,
    provider: (provider) => ({
      ...provider,
      inquire: async (order) => {
        const told = JSON.stringify(await provider.inquire(order));
        return JSON.parse(alfakios.secrets.reduce((text, one) => text.replaceAll(one, ''), told)) as InquiryOutcome;
      },
    }),
  },
  {
    what: 'reads on beyond any size',
    law: 'an answer beyond any size',
    kit: alfakios,
    provider: paying((outcome) => (outcome.exchange.text.includes('larger than') ? paidBy(outcome) : outcome)),
  },
  { what: 'takes the last of two keys', law: 'a key said twice', kit: iakJson, send: reading(lenient) },
  {
    what: 'skips a DOCTYPE',
    law: 'deep nesting, DOCTYPE',
    kit: iakXml,
    send: reading((body) => body.replace(/<!DOCTYPE[^>]*>/, '')),
  },
  {
    what: 'throws at what it does not expect',
    law: 'whatever a field holds',
    kit: alfakios,
    provider: (provider) => ({
      ...provider,
      inquire: async (order) => {
        const outcome = await provider.inquire(order);
        if (outcome.kind === 'bill' && outcome.bill.customerName === null) throw new TypeError('no name');
        return outcome;
      },
    }),
  },
  {
    what: 'takes a failed deposit question for an empty deposit',
    law: 'deposit and price list',
    kit: ayoconnect,
    provider: (provider) => ({
      ...provider,
      balance: async () => {
        const outcome = await provider.balance?.();
        if (outcome?.kind === 'balance') return outcome;
        return { kind: 'balance', balance: rupiah(0), exchange: (await provider.inquire(ayoconnect.order)).exchange };
      },
    }),
  },
];
