import type { StepType } from '#shared/domain/channels/step-types.ts';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ProviderEvent } from '#shared/domain/provider-events/provider-event.ts';
import { leadWarnings } from '#shared/domain/core/enroll-warnings.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { Suppression } from '#shared/domain/people/people.ts';
import type { Step } from '#shared/domain/sequences/step.ts';
import { ingestProviderEvent } from '#shared/use-cases/provider-events/ingest-provider-event.ts';
import { loadSender } from '#shared/use-cases/people/load-sender.ts';
import { unsubscribeLead } from '#shared/use-cases/suppressions/unsubscribe-lead.ts';
import type { ProviderBehaviour } from '#test/support/memory/memory-sender.ts';
import { enroll, eventsOf, id, living, reasons, start, type Recorded } from '#test/support/recorded.ts';
import {
  ORGANISATION as organisation,
  seed,
  SENDER,
  SEQUENCE,
  world,
  type World,
} from '#test/support/world.ts';
import { at } from '#test/support/at.ts';

// The Monday on which the recorded world begins.
const noon = at('2026-11-23T11:00:00.000Z');
const later = at('2026-12-14T11:00:00.000Z');

const rules = [
  { number: 'A6', setting: 'unsubscribeRules', suppression: { unsubscribedAt: start }, fact: 'unsubscribed' },
  { number: 'A6', setting: 'unsubscribeRules', suppression: { complainedAt: start }, fact: 'complained' },
  { number: 'A6', setting: 'unsubscribeRules', suppression: { byHandAt: start }, fact: 'suppressed-by-hand' },
  { number: 'A7', setting: 'bounceRules', suppression: { bouncedAt: start }, fact: 'bounced' },
] as const satisfies { number: string; setting: string; suppression: Suppression; fact: string }[];

/** Who decides that automated mails are skipped (`skip`) or not (`send`), and what must then happen. */
const decided: {
  what: string;
  at: Record<string, 'skip' | 'send'>;
  groups: Record<string, number>;
  result: 'skip' | 'send';
  source: { level: string; id: string };
}[] = [
  {
    what: 'the organisation where nobody else decides',
    at: { organisation: 'send' },
    groups: {},
    result: 'send',
    source: { level: 'organisation', id: organisation },
  },
  {
    what: 'the group before the organisation',
    at: { organisation: 'send', 'group.paris': 'skip' },
    groups: { paris: 1 },
    result: 'skip',
    source: { level: 'group', id: 'paris' },
  },
  {
    what: 'of several groups the one with the lowest priority number',
    at: { organisation: 'skip', 'group.paris': 'skip', 'group.field': 'send' },
    groups: { paris: 7, field: 2 },
    result: 'send',
    source: { level: 'group', id: 'field' },
  },
  {
    what: 'a group that decides before one of a lower number that does not',
    at: { organisation: 'skip', 'group.paris': 'send' },
    groups: { paris: 7, field: 2 },
    result: 'send',
    source: { level: 'group', id: 'paris' },
  },
  {
    what: 'the user before every group',
    at: { organisation: 'skip', 'group.paris': 'skip', [`user.${SENDER}`]: 'send' },
    groups: { paris: 1 },
    result: 'send',
    source: { level: 'user', id: SENDER },
  },
];

async function withRules(setting: string, of: (typeof decided)[number]): Promise<World> {
  const w = world(start);
  const { store } = w.ports;
  await seed(w, { steps: [{}, { type: 'call' }], leads: [], user: { groupIds: Object.keys(of.groups) } });
  for (const [group, priority] of Object.entries(of.groups))
    await store.groups.put({ organisation, id: group, revision: 1, name: group, priority }, 'absent');
  for (const [scope, choice] of Object.entries(of.at)) {
    const before = await store.settings.get(organisation, scope);
    const skips: StepType[] = choice === 'skip' ? ['automated-mail'] : ['automated-sms'];
    const values = { ...before?.values, [setting]: { skips } };
    const revision = (before?.revision ?? 0) + 1;
    await store.settings.put({ organisation, scope, revision, values }, before?.revision ?? 'absent');
  }
  return w;
}

const addLead = ({ ports }: World, suppression: Suppression, leadId = 'lead1') =>
  ports.store.leads.put(
    {
      organisation,
      id: leadId,
      revision: 1,
      status: 'lead',
      ownerId: SENDER,
      firstName: 'Zoé',
      email: `${leadId}@example.com`,
      fields: {},
      suppression,
      createdAt: start,
    },
    'absent',
  );

describe('exceptions of the rules for skipping', () => {
  for (const { number, setting, suppression, fact } of rules)
    for (const of of decided) {
      test(`${number}: for a lead who is ${fact}, ${of.what}, whole`, async () => {
        const w = await withRules(setting, of);
        await addLead(w, suppression);
        await enroll(w);
        await w.run(noon);
        assert.equal(w.mailer.sent.length, of.result === 'send' ? 1 : 0);
        const sender = await loadSender(w.ports.store, organisation, SENDER);
        const version = await w.ports.store.versions.get(organisation, `${SEQUENCE}.1`);
        const lead = await w.ports.store.leads.get(organisation, 'lead1');
        assert.ok(sender && version && lead);
        const [warning] = leadWarnings(version.steps, lead, sender.settings);
        assert.equal(warning?.because.fact, fact);
        assert.deepEqual(warning.decidedBy, { setting, source: of.source });
        assert.deepEqual(warning.steps, of.result === 'skip' ? ['s1'] : []);
      });
    }
});

const bounce = (at: Instant, permanent = true, step = 's1'): ProviderEvent => ({
  kind: 'bounced',
  at,
  messageId: 'message-1',
  recipient: ['lead1@example.com'],
  tags: { organisation, enrollment: id, step, attempt: 1 },
  bounce: { permanent, type: permanent ? 'Permanent' : 'Transient', subType: 'General' },
});
const ingest = (w: World, event: ProviderEvent) =>
  ingestProviderEvent(w.ports, event, w.clock.now(), organisation);
const unsubscribe = (w: World) =>
  unsubscribeLead(w.ports, {
    organisation,
    leadId: 'lead1',
    by: 'link',
    enrollmentId: id,
    now: w.clock.now(),
  });
const finishes = (w: Recorded) => eventsOf(w).filter(({ type }) => type === 'finished').length;
const activities = async (w: World) => {
  const { items } = await w.ports.store.activities.ofLead(organisation, 'lead1', { limit: 100 });
  return items.flatMap(({ events }) => events);
};

/** Lives until noon of the first day: the first mail is out. */
async function begun(
  steps: Partial<Step>[],
  behave?: (call: number) => ProviderBehaviour,
): Promise<Recorded> {
  const w = await living({ steps }, behave);
  await w.run(noon);
  return w;
}

describe('a bounce', () => {
  test('A7: that is permanent is recorded as an activity, and skips what the rules name', async () => {
    const w = await begun([{}, {}, { type: 'call' }]);
    await ingest(w, bounce(noon));
    await w.run(later);
    assert.deepEqual(
      (await activities(w)).filter(({ type }) => type === 'bounced'),
      [{ type: 'bounced', step: 's1', permanent: true, detail: 'Permanent/General' }],
    );
    assert.equal(w.mailer.sent.length, 1);
    assert.deepEqual(reasons(w, 'skipped'), [[{ kind: 'lead', fact: 'bounced', at: noon }]]);
    assert.equal((await w.enrollment(id)).state.status, 'waiting');
  });

  test('A7: that is transient is recorded and changes nothing', async () => {
    const w = await begun([{}, {}]);
    await ingest(w, bounce(noon, false));
    await w.run(later);
    const [recorded] = await activities(w);
    assert.equal(recorded?.type === 'bounced' && recorded.permanent, false);
    assert.equal(w.mailer.sent.length, 2);
    const lead = await w.ports.store.leads.get(organisation, 'lead1');
    assert.deepEqual(lead?.suppression, {});
    assert.deepEqual((await w.ports.store.suppressions.list(organisation, { limit: 9 })).items, []);
  });

  test('A7: skips a reply as it skips a mail, and an automated reply as an automated mail, listed or not', async () => {
    for (const [skips, expected] of [
      [['automated-mail'], ['s2', 's3']],
      [['mail'], ['s4', 's5']],
      [[], []],
    ] as const) {
      const w = await begun([
        {},
        {},
        { type: 'automated-reply' },
        { type: 'mail' },
        { type: 'reply' },
        { type: 'call' },
      ]);
      const sender = await loadSender(w.ports.store, organisation, SENDER);
      const version = await w.ports.store.versions.get(organisation, `${SEQUENCE}.1`);
      const lead = await w.ports.store.leads.get(organisation, 'lead1');
      assert.ok(sender && version && lead);
      const bounceRules = { value: { skips: [...skips] }, source: sender.settings.bounceRules.source };
      const bounced = { ...lead, phone: '+33612345678', suppression: { bouncedAt: noon } };
      const [warning] = leadWarnings(version.steps, bounced, { ...sender.settings, bounceRules });
      assert.deepEqual(
        warning?.steps.filter((step) => step !== 's1'),
        expected,
      );
    }
  });
});

describe('the end of a sequence when the rules skip all that is left', () => {
  const endings: Record<string, (w: Recorded) => Promise<unknown>> = {
    'a bounce that comes twice': async (w) => {
      await ingest(w, bounce(noon));
      await ingest(w, bounce(noon));
    },
    'a bounce told twice at once': (w) => Promise.all([ingest(w, bounce(noon)), ingest(w, bounce(noon))]),
    'a bounce, a complaint and an unsubscription': async (w) => {
      await ingest(w, bounce(noon));
      await ingest(w, { ...bounce(noon), kind: 'complained', bounce: undefined });
      await unsubscribe(w);
    },
    'all of these at once': (w) =>
      Promise.all([
        ingest(w, bounce(noon)),
        unsubscribe(w),
        ingest(w, { ...bounce(noon), kind: 'complained', bounce: undefined }),
      ]),
  };
  for (const [what, happens] of Object.entries(endings)) {
    test(`A7: comes once: ${what}`, async () => {
      const w = await begun([{}, {}, { type: 'automated-reply' }]);
      await happens(w);
      assert.equal((await w.enrollment(id)).state.status, 'finished');
      await ingest(w, bounce(noon));
      await w.run(later);
      assert.equal(finishes(w), 1);
      assert.equal(w.mailer.sent.length, 1);
    });
  }

  test('A7: comes once when the bounce of the last mail comes after the end', async () => {
    const w = await begun([{}]);
    assert.equal((await w.enrollment(id)).state.status, 'finished');
    w.clock.set(at('2026-11-24T09:00:00.000Z'));
    await ingest(w, bounce(at('2026-11-24T08:00:00.000Z')));
    assert.equal(finishes(w), 1);
  });

  test('A7: comes once when the bounce settles a mail whose outcome was unknown', async () => {
    const w = await begun([{}, {}], (call) => (call === 1 ? 'lose-answer' : 'accept'));
    assert.equal((await w.enrollment(id)).state.status, 'unknown');
    await ingest(w, bounce(noon));
    await ingest(w, bounce(noon));
    await w.run(later);
    assert.equal((await w.enrollment(id)).state.status, 'finished');
    assert.equal(finishes(w), 1);
    assert.equal(w.mailer.calls.length, 1);
  });
});

describe('an unsubscription in the moment of a send', () => {
  test('D7: that comes before the claim keeps the mail back', async () => {
    const w = await living({ steps: [{}, {}] });
    await unsubscribe(w);
    await w.run(later);
    assert.equal(w.mailer.calls.length, 0);
  });

  test('D7: that comes after the claim lets that one mail go, and none after it', async () => {
    const w = await living({ steps: [{}, {}] });
    const { mailer } = w.ports;
    w.ports.mailer = {
      send: async (mail) => {
        await unsubscribe(w);
        return mailer.send(mail);
      },
    };
    await w.run(later);
    assert.equal(w.mailer.calls.length, 1);
    assert.equal((await w.enrollment(id)).state.status, 'finished');
    assert.equal(finishes(w), 1);
  });
});
