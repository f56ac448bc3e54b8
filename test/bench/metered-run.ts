import type { OutgoingMail } from '#shared/domain/core/message.ts';
import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import type { Step } from '#shared/domain/sequences/step.ts';
import type { Settings } from '#shared/domain/settings/settings.ts';
import type { Mailer } from '#shared/ports/sender.ts';
import type { Store } from '#shared/ports/store.ts';
import type { MeteredCall } from '#shared/adapters/aws/dynamo.ts';
import { rememberedVersions } from '#functions/runtime/remembered-versions.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { ORGANISATION, seed, SENDER, SEQUENCE, world, type World } from '#test/support/world.ts';
import { manyLeads } from './many-leads.ts';
import type { MeteredStore } from './metered-store.ts';
import { at } from '#test/support/at.ts';

/** Who runs what: so many senders with so many leads each, under these settings. */
export type Scenario = { senders: number; leadsEach: number; settings: Partial<Settings> };

/** Sequences run to their end on the metered store. */
export type MeteredRun = {
  w: World;
  sent: { messageId: string; mail: OutgoingMail }[];
  /** What the tables were asked to enroll everybody. */
  enrolling: MeteredCall[];
  /** What the tables were asked from the first wake-up on. */
  tables: MeteredCall[];
  /** Changes of enrollments that were written, enrolling among them, in their order. */
  changes: Enrollment[];
};

const steps: Partial<Step>[] = [
  {},
  { type: 'automated-reply', wait: { amount: 3, unit: 'days' } },
  { type: 'automated-mail', wait: { amount: 4, unit: 'days' } },
  { type: 'automated-reply', wait: { amount: 2, unit: 'working-days' } },
  { type: 'automated-mail', wait: { amount: 7, unit: 'days' } },
];

const said = [
  'I saw that your purchasing team is growing, which usually means that more suppliers have to be followed up by hand.',
  'We help teams like yours write to each of them in time, with the right offer, and know who has answered and who has not.',
  'Others in your field halved the hours that this takes within a quarter, and their suppliers answer two days sooner.',
  'Nothing has to be installed: what you have in your spreadsheets comes in as it is, and goes out again whenever you like.',
  'Whoever answers is left in peace at once, and so is everybody who would rather not hear from us, which the law asks for anyway.',
  'The first month costs nothing, the second only what you have used, and there is no contract that has to be ended by letter.',
  'Would a quarter of an hour on Tuesday at ten suit you, or Thursday after lunch, to see it with your own figures?',
  'If somebody else looks after this, a name is enough: I shall write there and mention that you were so kind as to tell me.',
];

/** A mail template of usual length, most of it layout, as editors make it. */
const html = `<p>Hello {{ lead.firstName }}</p>${said
  .map(
    (words, index) =>
      `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td style="padding:${8 + index}px 24px;font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:22px;color:#1f2937"><p style="margin:0 0 12px 0">${words}</p></td></tr></table>`,
  )
  .join('\n')}`;

/** Enrolls everybody on the first morning and runs five automated mails for each, to the end. */
export async function runMetered(metered: MeteredStore, scenario: Scenario): Promise<MeteredRun> {
  const changes: Enrollment[] = [];
  const remembering = { ...metered.store, versions: rememberedVersions(metered.store.versions) };
  const store = tellingChanges(remembering, (enrollment) => {
    changes.push(enrollment);
  });
  const w: World = world(at('2026-11-23T07:00:00.000Z'), undefined, store);
  const sent: MeteredRun['sent'] = [];
  w.ports.mailer = withLongIds(sent);
  const people = await seedEverybody(w, scenario);
  metered.read();
  await enrollEverybody(w, people);
  const enrolling = metered.read();
  await w.run(at('2028-01-01T00:00:00.000Z'));
  const expected = scenario.senders * scenario.leadsEach * steps.length;
  if (sent.length !== expected) throw new Error(`${sent.length} mails went out and not ${expected}`);
  return { w, sent, enrolling, tables: metered.read(), changes };
}

/** A provider whose message ids are as long as those of SES. */
function withLongIds(sent: MeteredRun['sent']): Mailer {
  return {
    async send(mail) {
      const messageId = `0100019ab3c4d5e6-${String(sent.length).padStart(8, '0')}-4f6a-4b7c-8d9e-0a1b2c3d4e5f-000000`;
      sent.push({ messageId, mail });
      return { kind: 'accepted', messageId };
    },
  };
}

/** Leads by the user who enrolls them. */
type People = Map<string, string[]>;

async function seedEverybody(w: World, { senders, leadsEach, settings }: Scenario): Promise<People> {
  const { store } = w.ports;
  const ids = Array.from({ length: senders }, (_, index) => (index === 0 ? SENDER : `user${index}`));
  const people = ids.map((id) => manyLeads(leadsEach, id));
  await seed(w, { steps, leads: people.flat(), settings });
  const [anne, template] = await Promise.all([
    store.users.get(ORGANISATION, SENDER),
    store.templates.get(ORGANISATION, 'mail'),
  ]);
  if (anne === undefined || template?.kind !== 'mail') throw new Error('Nothing was seeded');
  await store.templates.put({ ...template, revision: 2, html }, 1);
  for (const id of ids) if (id !== SENDER) await store.users.put({ ...anne, id, revision: 1 }, 'absent');
  return new Map(ids.map((id, index) => [id, (people[index] ?? []).map((lead) => lead.id)]));
}

async function enrollEverybody(w: World, people: People): Promise<void> {
  for (const [userId, leadIds] of people)
    await enrollLeads(w.ports, {
      organisation: ORGANISATION,
      leadIds,
      sequenceId: SEQUENCE,
      userId,
      by: userId,
      now: w.clock.now(),
    });
}

/** The store, telling of each change of an enrollment that was written, as the table's stream does. */
function tellingChanges(store: Store, tell: (enrollment: Enrollment) => void): Store {
  return {
    ...store,
    enrollments: {
      ...store.enrollments,
      async put(enrollment, expected) {
        const outcome = await store.enrollments.put(enrollment, expected);
        if (outcome === 'written') tell(enrollment);
        return outcome;
      },
    },
  };
}
