import { evaluate } from '#shared/domain/filters/evaluate.ts';
import { conditionsOf, type Filter } from '#shared/domain/filters/filter.ts';
import type { FilterFacts } from '#shared/domain/filters/filter-facts.ts';
import { readyMadeType } from '#shared/domain/records/ready-made.ts';
import { fromEpochMs, plusMinutes, textOf } from '#shared/domain/time/instants.ts';
import { at, zoneNamed } from '#test/support/at.ts';
import { aLead } from '#test/support/recorded.ts';
import { isMet, type Row } from './row.ts';

const now = at('2026-11-23T07:00:00.000Z');
const zones = ['Europe/Paris', 'America/New_York', 'Asia/Tokyo'].map(zoneNamed);
const fields = readyMadeType('acme', 'offer')?.fields ?? [];

/** Ten conditions of every kind, nested: whichever fails, all are evaluated, since the trace names each. */
const filter: Filter = {
  all: [
    { field: 'lead.status', is: 'is', value: 'lead' },
    { field: 'lead.fields.industry', is: 'contains', value: 'bak' },
    { none: [{ field: 'lead.email', is: 'ends-with', value: '@competitor.example' }] },
    {
      any: [
        { field: 'score', is: 'more-than', value: 10 },
        { field: 'lastReplyAt', is: 'is-set' },
      ],
    },
    { field: 'sequence.autumn', is: 'never-in-sequence' },
    { field: 'record.status', is: 'one-of', value: ['sent', 'expired'] },
    { field: 'record.amount', is: 'at-least', value: { amount: 100, currency: 'EUR' } },
    { field: 'record.sentAt', is: 'more-than-days-after', value: 3 },
    { field: 'record.sentAt', is: 'nothing-done-since' },
  ],
};

/** How fast leads and their records are held against a filter, with its trace and the instant of its change (E1). */
export function filterSpeed({ leads }: { leads: number }): Row {
  evaluateAll(Math.min(leads, 2_000));
  const { seconds, matching, toChange } = evaluateAll(leads);
  const conditions = conditionsOf(filter).length;
  return {
    what: `${leads.toLocaleString('en')} leads against ${conditions} conditions`,
    measured: `${seconds.toFixed(2)} s of one core`,
    budget: '≤ 2 s',
    met: isMet(seconds <= 2, conditions === 10),
    details: [
      'Each lead with an offer, a score that decays and what was last done, in three zones; texts, choices, money, days, nesting; processor time, without reading the store.',
      `${matching.toLocaleString('en')} match, ${toChange.toLocaleString('en')} have an instant at which time alone changes that; every part of each is in a trace.`,
    ],
  };
}

function evaluateAll(leads: number): { seconds: number; matching: number; toChange: number } {
  const all = Array.from({ length: leads }, (_, n) => factsOf(n));
  let [matching, toChange] = [0, 0];
  const before = process.cpuUsage();
  for (const facts of all) {
    const { matches, changesAt } = evaluate(filter, facts);
    if (matches) matching += 1;
    if (changesAt !== undefined) toChange += 1;
  }
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1_000_000, matching, toChange };
}

function factsOf(n: number): FilterFacts {
  const id = `lead${String(n).padStart(12, '0')}`;
  const sentAt = plusMinutes(now, -(n % 7) * 1_440 - (n % 1_440));
  return {
    now,
    zone: zones[n % zones.length] ?? zoneNamed('UTC'),
    lead: { ...aLead, id, email: `${id}@example.com`, fields: { industry: n % 3 === 0 ? 'Bakery' : 'Mill' } },
    record: {
      id: `offer.${id}`,
      typeId: 'offer',
      sourceId: id,
      ownerId: 'anne',
      createdAt: sentAt,
      changedAt: sentAt,
      values: {
        status: n % 5 === 0 ? 'draft' : 'sent',
        amount: { amount: n % 1_000, currency: 'EUR' },
        sentAt: textOf(sentAt),
      },
      fields,
    },
    score: { value: 5 + (n % 40), at: fromEpochMs(now - (n % 30) * 86_400_000), halfLifeDays: 30 },
    engagement: n % 4 === 0 ? { lastMailAt: now } : {},
    enrollments: [],
  };
}
