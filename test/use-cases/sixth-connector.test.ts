import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { before, describe, test } from 'node:test';
import { plusMinutes } from '#shared/domain/time/instants.ts';

/*
 * Cardbox is a CRM that is none of ours: its folder is test/support/cardbox, and these are the lines that a connector
 * takes beside its folder, as CONTRIBUTING says: what is known of it, and how it is reached. Nothing else is changed.
 */
const folder = new URL('../support/cardbox/', import.meta.url).href;
const lines: Record<string, { imports: string; at: string; line: string }> = {
  'shared/domain/connections/connectors.ts': {
    imports: '',
    at: '} as const satisfies Record<string, Connector>;',
    line: `cardbox: connector({
      label: 'Cardbox', sort: 'crm', people: ['contact'], receives: true, ownerField: 'Keeper',
      hosts: { names: ['cardbox.example'], under: [], such: 'https://cardbox.example' },
      documentation: 'https://cardbox.example/docs',
      fields: [
        { name: 'url', label: 'Address', description: 'Of the box.', secret: false, address: true },
        { name: 'key', label: 'Key', description: 'Of the box.', secret: true },
      ],
    }),`,
  },
  'shared/adapters/crm/connectors.ts': {
    imports: `import { cardbox } from '${folder}cardbox-crm.ts';`,
    at: ' };',
    line: ', cardbox',
  },
  'shared/adapters/incoming/connectors.ts': {
    imports: `import { cardboxPush } from '${folder}cardbox-push.ts';`,
    at: '} as const satisfies',
    line: 'cardbox: cardboxPush,',
  },
};

registerHooks({
  load(url, context, nextLoad) {
    const file = Object.keys(lines).find((name) => url.endsWith(`/${name}`));
    if (file === undefined) return nextLoad(url, context);
    const { imports = '', at = '', line = '' } = lines[file] ?? {};
    const source = readFileSync(new URL(url), 'utf8');
    const place = source.indexOf(at);
    assert.ok(place > 0, file);
    const whole = `${imports}${source.slice(0, place)}${line}${source.slice(place)}`;
    return { ...nextLoad(url, context), source: whole };
  },
});

// What is loaded before the hooks would know five services only.
const load = async () => {
  const [api, crms, incoming, following, receiving, sync, out, box, known, rows] = await Promise.all([
    import('#test/support/api.ts'),
    import('#shared/adapters/crm/connectors.ts'),
    import('#shared/adapters/incoming/connectors.ts'),
    import('#shared/use-cases/incoming/follow-event.ts'),
    import('#shared/use-cases/incoming/receive-event.ts'),
    import('#shared/use-cases/crm/sync-hinted.ts'),
    import('#shared/use-cases/crm-writes/follow-lead-out.ts'),
    import('#test/support/cardbox/cardbox-crm.ts'),
    import('#shared/use-cases/incoming/known-connections.ts'),
    import('#shared/use-cases/crm-writes/outgoing-mappings.ts'),
  ]);
  return {
    ...api,
    ...crms,
    ...incoming,
    ...following,
    ...receiving,
    ...sync,
    ...out,
    ...box,
    ...known,
    ...rows,
  };
};
type Parts = Awaited<ReturnType<typeof load>>;

describe('a further service', () => {
  let parts: Parts;
  before(async () => {
    parts = await load();
  });

  test('B6: is a folder and an entry: it is connected, mapped, read, hinted at and written as the others are', async () => {
    const w = await parts.withPeople();
    const ports = Object.assign(w.connected, {
      crms: parts.crmConnectors,
      incoming: parts.incomingConnectors,
    });
    const { organisation, kind } = { organisation: 'acme', kind: 'cardbox' as 'hubspot' };
    const boss = w.as('eve', 'super_admin');
    const call = async (method: string, path: string, body?: object) => {
      const answer = await boss(method, `/v1/connections${path}`, body && { body });
      assert.ok(answer.status < 300, `${method} ${path}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    };

    // Connected: what is wrong is said of its own fields.
    const services = (await call('GET', '')).items as { kind: string; label: string; sort: string }[];
    assert.deepEqual(
      services.filter((one) => one.kind === kind).map(({ label, sort }) => [label, sort]),
      [['Cardbox', 'crm']],
    );
    const wrong = { settings: { url: 'https://elsewhere.example' }, credentials: {} };
    const refused = await boss('PUT', `/v1/connections/${kind}`, { body: wrong });
    assert.deepEqual(
      refused.body.errors.map(({ path }: { path: string }) => path),
      ['settings.url', 'credentials.key'],
    );
    const given = { settings: { url: 'https://cardbox.example' }, credentials: { key: 'open sesame' } };
    const { address } = await call('PUT', `/${kind}`, given);
    assert.equal((await call('POST', `/${kind}/test`)).ok, true);

    // Mapped.
    parts.box.seed({ object: 'contact', id: 'c1', fields: { Given: 'Nina', Mail: 'nina@customer.example' } });
    const person = { object: 'contact', direction: 'both' };
    const mapping = {
      fields: [
        { ...person, ours: 'firstName', theirs: 'Given' },
        { ...person, ours: 'email', theirs: 'Mail', direction: 'in' },
      ],
      ...{ status: {}, owners: 'none', takesIn: 'all', defaultOwnerId: 'claire', activities: {} },
    };
    const preview = await call('POST', `/${kind}/mapping/preview`, mapping);
    assert.deepEqual(
      preview.items.map(({ name, outcome }: { name: string; outcome: string }) => [name, outcome]),
      [['c1', 'create']],
    );
    await call('PUT', `/${kind}/mapping`, mapping);

    // Sends a hint, by which it is read.
    const token = String(address).split('/').at(-1) ?? '';
    const receive = (key: string) =>
      parts.receiveEvent(
        { ...ports, known: parts.knownConnections(ports, () => 0) },
        {
          ...{ kind, token, bytes: 2, now: w.clock.now() },
          message: { method: 'POST', url: address, headers: { 'cardbox-key': key }, body: 'c1' },
        },
      );
    assert.equal((await receive('another')).kind, 'refused');
    assert.deepEqual(await receive('open sesame'), { kind: 'received', events: 1 });
    const onCrmChanged = async (): Promise<void> => {
      const of = { organisation, kind, holder: 'a run', now: w.clock.now(), hasTime: () => true };
      assert.equal((await parts.syncHinted(ports, of)).kind, 'done');
    };
    for (const { id } of await Array.fromAsync(ports.store.incomingEvents.scan()))
      await parts.followEvent({ ...ports, onCrmChanged }, { organisation, id }, w.clock.now());
    const [lead] = (await ports.store.leads.list(organisation, { limit: 10 })).items;
    assert.deepEqual([lead?.firstName, lead?.email], ['Nina', 'nina@customer.example']);

    // Written to.
    assert.ok(lead);
    await ports.store.leads.put({ ...lead, firstName: 'Ninon', revision: lead.revision + 1 }, lead.revision);
    const mappingsOf = (of: string) => parts.outgoingMappings(ports.store, of);
    await parts.followLeadsOut(ports, [{ organisation, leadId: lead.id }], mappingsOf, w.clock.now());
    w.clock.set(plusMinutes(w.clock.now(), 5));
    await onCrmChanged();
    assert.deepEqual(parts.box.written, [{ object: 'contact', id: 'c1', field: 'Given', value: 'Ninon' }]);
  });
});
