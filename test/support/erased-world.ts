import { uploadFile } from '#shared/domain/jobs/job-files.ts';
import { suppressionKey } from '#shared/domain/people/suppression.ts';
import { slotKey } from '#shared/domain/lanes/slot-key.ts';
import type { Stored } from '#shared/ports/documents.ts';
import type { Store } from '#shared/ports/store.ts';
import { requestErasure } from '#shared/use-cases/jobs/erasure/request-erasure.ts';
import type { tables } from '#shared/tables/tables.ts';
import { organisation } from '#test/contracts/store/samples/organisation.ts';
import { lead } from '#test/contracts/store/samples/people.ts';
import { samples } from '#test/contracts/store/samples/samples.ts';
import { at, enrollmentNamed } from './at.ts';
import { memoryIds } from './memory/memory-ids.ts';
import { memoryFiles, type MemoryFiles } from './memory/memory-files.ts';
import { memoryStore, memoryTables } from './memory/memory-store.ts';
import { world, type World } from './world.ts';
import { countFacts } from '#test/support/statistics/counted.ts';

/** The person of the samples: everything of whom goes. */
export const person = lead;
const asked = at('2027-03-20T09:00:00.000Z');
export const caller = { organisation, userId: 'ada', role: 'admin' as const };

const address = lead.email ?? '';
const enrollment = samples.enrollments.item;
const others = enrollmentNamed('other0000000000a.care.1');
const own = enrollmentNamed(`${lead.id}.care.1`);

type Held = (store: Store) => Promise<unknown>;
const put =
  <Name extends keyof typeof samples>(
    name: Name,
    ...changed: Partial<(typeof samples)[Name]['item']>[]
  ): Held =>
  async (store) => {
    const documents = store[name] as unknown as { put(item: Stored, expected: 'absent'): Promise<unknown> };
    const items = changed.length === 0 ? [{}] : changed;
    for (const one of items) await documents.put({ ...samples[name].item, ...one }, 'absent');
  };

const fact = {
  organisation,
  sequenceId: 'q1',
  step: 's1',
  counter: 'sent',
  at: asked,
  userId: 'u1',
} as const;

/** What every table holds of the person, and of nobody; a table without an entry does not compile. */
const heldIn: Record<keyof typeof tables, Held> = {
  leads: put('leads'),
  enrollments: put('enrollments'),
  tasks: put('tasks'),
  responses: put('responses', { id: own, leadId: lead.id }),
  scores: put('scores'),
  engagements: put('engagements'),
  visits: put('visits'),
  sentMessages: put('sentMessages'),
  shortLinks: put('shortLinks'),
  webhookDeliveries: put('webhookDeliveries'),
  workflowRuns: put('workflowRuns'),
  replies: put('replies', {}, { id: 'unmatched0000000', leadId: undefined, enrollmentId: undefined }),
  records: put(
    'records',
    {},
    { id: 'contract.deleted', sourceId: lead.id, values: {}, deletedAt: asked, expiresAt: 1_900_000_000 },
  ),
  matches: put(
    'matches',
    { id: `open-offers.${lead.id}`, subject: { kind: 'lead', id: lead.id }, enrollmentId: undefined },
    { id: `open-offers.${samples.records.item.id}`, enrollmentId: own },
  ),
  contactIntervals: put(
    'contactIntervals',
    { id: address, invitations: [{ sequence: 'care', enrollment: own, at: asked }] },
    {
      id: '+33100000000',
      invitations: [own, others].map((one) => ({ sequence: 'care', enrollment: one, at: asked })),
    },
  ),
  suppressions: put(
    'suppressions',
    { id: memoryIds().of(suppressionKey(organisation, address, 'unsubscribed')), lifted: undefined },
    { id: 'lifted0000000000', address: 'old@initech.example' },
  ),
  idempotencyKeys: put('idempotencyKeys', { answer: JSON.stringify({ leadId: lead.id, email: address }) }),
  markers: put('markers', {}, { id: `user-mail ${own}.unhappy-client` }),
  requests: put('requests', { body: JSON.stringify({ email: address }) }),
  jobs: put('jobs', {
    rejected: [{ line: 3, column: 'email', reason: `${address.toUpperCase()} is there already.` }],
  }),
  holds: put('holds', {
    reason: { kind: 'provider', code: 'MessageRejected', message: `Not verified: ${address}` },
  }),
  activities: async ({ activities }) => {
    const one = { organisation, leadId: lead.id, at: asked, enrollmentId: enrollment.id, sequenceId: 'q1' };
    const sent = { type: 'sent', step: 's1', channel: 'mail', messageId: 'm1', contentHash: 'h' } as const;
    const events = [{ ...sent, sender: 'anne@acme.example', recipient: address }];
    for (let number = 0; number < 7; number += 1)
      await activities.add([{ ...one, id: `a${number}`, events }]);
  },
  statistics: async ({ statistics }) => {
    const of = { ...fact, leadId: lead.id, enrollmentId: enrollment.id };
    await countFacts(statistics, [of, { ...of, leadId: 'other0000000000a', enrollmentId: others }], 'b1');
  },
  laneDays: async (store) => {
    const { item } = samples.laneDays;
    const [slot] = item.slots;
    const slots = slot === undefined ? [] : [{ ...slot, key: slotKey(enrollment.id, 's1') }];
    await store.laneDays.put({ ...item, slots }, 'absent');
  },
  sequences: async (store) => {
    await put('sequences')(store);
    const automation = { ...samples.sequences.item, id: 'open-offers', kind: 'automation' as const };
    await store.sequences.put({ ...automation, status: 'deleted' }, 'absent');
  },
  crmLinks: put('crmLinks', { erased: undefined }),
  crmWrites: put('crmWrites'),
  ruleLooks: put('ruleLooks'),
  incomingEvents: put('incomingEvents'),
  connections: put('connections'),
  syncStates: put('syncStates'),
  mappings: put('mappings'),
  picklists: put('picklists'),
  crmRules: put('crmRules'),
  settings: put('settings'),
  users: put('users'),
  groups: put('groups'),
  accounts: put('accounts'),
  templates: put('templates'),
  versions: put('versions'),
  surveys: put('surveys'),
  surveyVersions: put('surveyVersions'),
  recordTypes: put('recordTypes'),
  filters: put('filters'),
  automations: put('automations'),
  workflows: put('workflows'),
  webhookRotations: put('webhookRotations'),
  sweepParts: put('sweepParts'),
  sendingDomains: put('sendingDomains', { ownership: 'proof' }),
  sendTokens: () => Promise.resolve(),
};

/** A stage that holds the person in every table, and files: all of it can be looked into. */
export async function heldEverywhere() {
  const all = memoryTables();
  const store = memoryStore(undefined, undefined, all);
  for (const hold of Object.values(heldIn)) await hold(store);
  const w: World = world(asked, undefined, store);
  const files: MemoryFiles = memoryFiles();
  const mails: MemoryFiles = memoryFiles();
  await mails.write(samples.replies.item.key ?? '', `From: ${address}`, 'message/rfc822');
  await files.write(uploadFile({ organisation, id: 'j1' }), 'email\n', 'text/csv');
  const ports = { ...w.ports, store, files, inboundMail: mails };
  /** Everything as it is stored, by table. */
  const stored = () =>
    Object.entries(all).flatMap(([table, one]) => [...one.all()].map((item) => ({ table, item })));
  return { ...w, ports, store, files, mails, stored };
}
export type HeldEverywhere = Awaited<ReturnType<typeof heldEverywhere>>;

/** Asks for the erasure of the person; the id of its job. */
export async function erasureOf({ ports, clock }: HeldEverywhere): Promise<string> {
  const outcome = await requestErasure(ports, { caller, id: lead.id, now: clock.now() });
  if (outcome.kind !== 'started') throw new Error(outcome.kind);
  return outcome.job.id;
}
