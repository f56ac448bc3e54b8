import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { toItem } from '#shared/adapters/collection.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import type { ProviderEvent } from '#shared/domain/provider-events/provider-event.ts';
import { tables } from '#shared/tables/tables.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { ingestProviderEvent } from '#shared/use-cases/provider-events/ingest-provider-event.ts';
import { unsubscribeLead } from '#shared/use-cases/suppressions/unsubscribe-lead.ts';
import { itemSize } from '#test/support/item-size.ts';
import { add, address, id, spring, start, suppressionOf } from '#test/support/suppressed-lead.ts';
import { ORGANISATION as organisation, SENDER, SEQUENCE, type World } from '#test/support/world.ts';

/** Ana, enrolled and written to once, with so many own fields that no note fits beside them. */
async function overgrown(): Promise<World> {
  const w = await spring();
  const enrolling = { organisation, leadIds: ['ana'], sequenceId: SEQUENCE, userId: SENDER, by: SENDER };
  await enrollLeads(w.ports, { ...enrolling, request: 'r', now: start });
  await w.run(plusMinutes(start, 5));
  assert.equal(w.mailer.calls.length, 1);
  const lead = await w.ports.store.leads.get(organisation, 'ana');
  assert.ok(lead);
  const fields: Record<string, string> = { least: 'x', last: '' };
  for (let n = 0; n < 203; n += 1) fields[`field${n}`] = 'y'.repeat(2_000);
  const full = { ...lead, fields, revision: 2 };
  const room = 400 * 1024 - itemSize(toItem(tables.leads, full));
  fields['last'] = 'z'.repeat(room);
  await w.ports.store.leads.put(full, 1);
  return w;
}

const later = plusMinutes(start, 6);

const event = (kind: 'bounced' | 'complained'): ProviderEvent => ({
  messageId: 'provider-1',
  recipient: [address],
  sentTo: [address],
  at: later,
  kind,
  tags: { organisation, enrollment: id, step: 's1', attempt: 1 },
  ...(kind === 'bounced' && {
    bounce: { permanent: true, type: 'Permanent', subType: 'General', diagnostic: '' },
  }),
});

const ways = {
  unsubscribing: (w: World) =>
    unsubscribeLead(w.ports, { organisation, leadId: 'ana', by: 'one-click', enrollmentId: id, now: later }),
  'a bounce': (w: World) => ingestProviderEvent(w.ports, event('bounced'), later, organisation),
  'a complaint': (w: World) => ingestProviderEvent(w.ports, event('complained'), later, organisation),
  'suppressing by hand': (w: World) => add(w, address),
};

describe('a lead as large as the store takes', () => {
  for (const [name, act] of Object.entries(ways)) {
    test(`D7: nothing goes out after ${name}, and the shortest fields stay`, async () => {
      const w = await overgrown();
      await act(w);
      assert.equal(Object.keys((await suppressionOf(w)) ?? {}).length, 1);
      await w.run(plusMinutes(start, 60 * 24 * 10));
      assert.equal(w.mailer.calls.length, 1);
      const lead = await w.ports.store.leads.get(organisation, 'ana');
      assert.ok(lead);
      assert.equal(lead.fields['least'], 'x');
      assert.equal(Object.keys(lead.fields).length, 204);
    });
  }
});
