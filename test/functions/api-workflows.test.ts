import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { workflowRun } from '#test/contracts/store/samples/workflows.ts';
import { apiWorld, type As } from '#test/support/api.ts';
import type { Mapping } from '#shared/domain/crm/mapping.ts';
import { statusWarnings } from '#shared/use-cases/workflows/status-warnings.ts';
import { toInstant } from '#shared/domain/time/instants.ts';

async function prepared(): Promise<{ admin: As; world: ReturnType<typeof apiWorld> }> {
  const world = apiWorld();
  const admin = world.as('ada', 'admin');
  for (const id of ['claire', 'luc']) {
    const body = { name: id, email: `${id}@acme.example`, zone: 'Europe/Paris' };
    await admin('PUT', `/v1/users/${id}`, { body });
  }
  for (const id of ['spring', 'autumn']) {
    const steps = [{ id: 'call', name: 'Call', type: 'call', wait: { amount: 0, unit: 'days' } }];
    const put = await admin('PUT', `/v1/sequences/${id}`, { body: { name: id, draft: { steps } } });
    assert.equal(put.status, 201, JSON.stringify(put.body));
    const published = await admin('POST', `/v1/sequences/${id}/publish`, {
      headers: { 'if-match': String(put.headers['etag']) },
      body: {},
    });
    assert.ok(published.status < 300, JSON.stringify(published.body));
  }
  return { admin, world };
}

const kind = 'salesforce';
const start = toInstant('2027-03-01T08:00:00.000Z');
const pause = { type: 'pause-sequence', amount: 3, unit: 'days' };
const input = { name: 'Answered', trigger: { type: 'lead-replied' }, actions: [pause] };

describe('workflows through the API', () => {
  test('A13: two with the same trigger in the same scope are refused, however close they come', async () => {
    const { admin } = await prepared();
    const both = await Promise.all([
      admin('POST', '/v1/workflows', { body: input }),
      admin('POST', '/v1/workflows', { body: { ...input, name: 'Another' } }),
    ]);
    assert.deepEqual(both.map(({ status }) => status).toSorted(), [201, 409]);
    const own = await admin('POST', '/v1/workflows', { body: { ...input, sequenceId: 'spring' } });
    assert.equal(own.status, 201);
    assert.equal(own.body.id, 'spring.lead-replied');
    const again = await admin('POST', '/v1/workflows', { body: { ...input, sequenceId: 'spring' } });
    assert.equal(again.status, 409);
    const calls = { ...input, trigger: { type: 'call-longer-than', seconds: 60 } };
    assert.equal((await admin('POST', '/v1/workflows', { body: calls })).status, 201);
    const longer = { ...input, trigger: { type: 'call-longer-than', seconds: 600 } };
    assert.equal((await admin('POST', '/v1/workflows', { body: longer })).status, 409);
  });

  test('A13: are changed, switched off and on, and deleted', async () => {
    const { admin } = await prepared();
    await admin('POST', '/v1/workflows', { body: input });
    const path = '/v1/workflows/lead-replied';
    assert.equal((await admin('PUT', path, { body: input })).status, 428);
    const headers = { 'if-match': '"1"' };
    const body = { ...input, actions: [{ type: 'change-owner', userId: 'claire' }] };
    const changed = await admin('PUT', path, { headers, body });
    assert.deepEqual([changed.status, changed.body.revision], [200, 2]);
    const other = { ...input, trigger: { type: 'mail-opened' } };
    assert.equal((await admin('PUT', path, { headers: { 'if-match': '"2"' }, body: other })).status, 400);
    assert.equal((await admin('POST', `${path}/deactivate`)).body.active, false);
    assert.equal((await admin('POST', `${path}/activate`)).body.active, true);
    assert.deepEqual(
      (await admin('GET', '/v1/workflows')).body.items.map(({ id }: any) => id),
      ['lead-replied'],
    );
    assert.equal((await admin('DELETE', path, { headers: { 'if-match': '"4"' } })).status, 204);
    assert.equal((await admin('GET', path)).status, 404);
  });

  test('B1: are for admins alone', async () => {
    const { world } = await prepared();
    for (const role of ['user', 'manager'] as const) {
      const as = world.as('claire', role);
      assert.equal((await as('POST', '/v1/workflows', { body: input })).status, 403);
      assert.equal((await as('GET', '/v1/workflow-runs')).status, 403);
    }
  });

  test('B1: what waits for something not connected is refused, and says what is missing', async () => {
    const { admin } = await prepared();
    const missing = {
      'demo-booked': /Calendly is not connected/,
      'lead-status-updated': /Salesforce is not connected/,
      'contact-status-updated': /HubSpot is not connected/,
      'account-status-updated': /No CRM is connected/,
    };
    for (const [type, message] of Object.entries(missing)) {
      const { status, body } = await admin('POST', '/v1/workflows', {
        body: { ...input, trigger: { type } },
      });
      assert.equal(status, 400, type);
      assert.equal(body.errors[0].path, 'trigger.type');
      assert.match(body.errors[0].message, message);
    }
    const actions = [{ type: 'change-integration-status', accountStatus: 'New' }];
    const { body } = await admin('POST', '/v1/workflows', { body: { ...input, actions } });
    assert.match(body.errors[0].message, /No CRM is connected/);
  });

  const connected = async (world: ReturnType<typeof apiWorld>, mapped: Partial<Mapping['status']> = {}) => {
    const of = { organisation: 'acme', revision: 1, id: kind, kind } as const;
    const { connections, mappings } = world.ports.store;
    await connections.put(
      { ...of, settings: {}, credentialsAt: start, createdBy: 'ada', createdAt: start },
      'absent',
    );
    await mappings.put(
      {
        ...{
          ...of,
          fields: [],
          status: mapped,
          owners: 'none',
          defaultOwnerId: 'claire',
          takesIn: 'by-rule',
        },
        ...{ activities: {}, changedBy: 'ada', changedAt: start },
      },
      'absent',
    );
  };
  const statuses = { accountStatus: 'Not interested', leadStatus: 'Closed - Converted' };
  const change = { type: 'change-integration-status', ...statuses };

  test('B1: a CRM that is connected but not mapped is refused, with where to map it', async () => {
    const { admin, world } = await prepared();
    await connected(world, { lead: 'Status' });
    const { status, body } = await admin('POST', '/v1/workflows', { body: { ...input, actions: [change] } });
    assert.equal(status, 400);
    assert.deepEqual(body.errors, [
      {
        in: 'body',
        path: 'actions.0.accountStatus',
        message:
          'Salesforce is connected, but the field that holds the status of its accounts is not mapped: map it first.',
        see: '/console/connections/salesforce/mapping',
      },
    ]);
    const trigger = { type: 'account-status-updated' };
    const waits = await admin('POST', '/v1/workflows', { body: { ...input, trigger } });
    assert.equal(waits.body.errors[0].see, '/console/connections/salesforce/mapping');
    const heard = { ...input, trigger: { type: 'lead-status-updated' } };
    assert.equal((await admin('POST', '/v1/workflows', { body: heard })).status, 201);
    const none = { ...input, actions: [{ type: 'change-integration-status' }] };
    assert.match(
      (await admin('POST', '/v1/workflows', { body: none })).body.errors[0].message,
      /Choose a status/,
    );
  });

  test('B1: what is not connected is refused with where to connect it', async () => {
    const { admin } = await prepared();
    const see = async (type: string) =>
      (await admin('POST', '/v1/workflows', { body: { ...input, trigger: { type } } })).body.errors[0].see;
    assert.equal(await see('demo-booked'), '/console/connections/calendly');
    assert.equal(await see('lead-status-updated'), '/console/connections/salesforce');
    assert.equal(await see('account-status-updated'), '/console/connections');
  });

  test('B3: a status must be on the list as it was last read; before it was read it is taken with a warning', async () => {
    const { admin, world } = await prepared();
    await connected(world, { lead: 'Status', account: 'Status__c' });
    const unread = await admin('POST', '/v1/workflows', { body: { ...input, actions: [change] } });
    assert.equal(unread.status, 201, JSON.stringify(unread.body));
    assert.match(unread.body.warnings.join(' '), /were not read yet: whether “Closed - Converted”/);
    const option = (value: string, converts?: true) => ({
      value,
      label: value,
      active: true,
      ...(converts && { converts }),
    });
    const of = { organisation: 'acme', revision: 1, kind, readAt: start } as const;
    const { picklists } = world.ports.store;
    const list = { ...of, id: 'salesforce.lead.Status', object: 'lead', field: 'Status' } as const;
    await picklists.put({ ...list, options: [option('Open'), option('Closed - Converted', true)] }, 'absent');
    const accounts = {
      ...of,
      id: 'salesforce.account.Status__c',
      object: 'account',
      field: 'Status__c',
    } as const;
    await picklists.put({ ...accounts, options: [option('New'), option('Not interested')] }, 'absent');
    const wrong = {
      ...input,
      trigger: { type: 'mail-opened' },
      actions: [{ ...change, leadStatus: 'Shut' }],
    };
    const refused = await admin('POST', '/v1/workflows', { body: wrong });
    assert.equal(refused.body.errors[0].path, 'actions.0.leadStatus');
    assert.match(
      refused.body.errors[0].message,
      /no status “Shut”: choose one of “Open”, “Closed - Converted”/,
    );
  });

  test('B5: a pair that contradicts itself is saved with a warning; a value that is gone is said', async () => {
    const { admin, world } = await prepared();
    await connected(world, { lead: 'Status', account: 'Status__c' });
    const { body, status } = await admin('POST', '/v1/workflows', {
      body: { ...input, trigger: { type: 'task-skipped' }, actions: [change] },
    });
    assert.equal(status, 201);
    assert.match(
      body.warnings[0],
      /“Not interested” and the lead “Closed - Converted”: these contradict each other/,
    );
    const of = { organisation: 'acme', revision: 1, kind, readAt: start } as const;
    const list = { ...of, id: 'salesforce.lead.Status', object: 'lead', field: 'Status' } as const;
    const options = [{ value: 'Open', label: 'Open', active: true }];
    await world.ports.store.picklists.put({ ...list, options }, 'absent');
    const read = await admin('GET', '/v1/workflows/task-skipped');
    assert.match(read.body.warnings.join(' '), /“Closed - Converted” is not on the list of the CRM any more/);
    assert.deepEqual(await statusWarnings(world.ports, { organisation: 'acme', kind }), [
      'The workflow “Answered” writes the status “Closed - Converted”, which Salesforce does not have any more.',
    ]);
  });

  test('B2: all triggers are described, with what each needs', async () => {
    const { admin } = await prepared();
    const { body } = await admin('GET', '/v1/workflows/triggers');
    assert.equal(body.triggers.length, 23);
    const needs = body.triggers.flatMap(({ type, needs: what }: any) => (what ? [`${type} ${what}`] : []));
    assert.deepEqual(needs, [
      'demo-booked calendly',
      'lead-status-updated salesforce',
      'contact-status-updated hubspot',
      'account-status-updated crm',
    ]);
    assert.equal(body.actions.length, 6);
  });

  test('B3: a pause says how long; users and sequences must be there', async () => {
    const { admin } = await prepared();
    const problem = async (action: unknown) => {
      const { status, body } = await admin('POST', '/v1/workflows', {
        body: { ...input, actions: [action] },
      });
      assert.equal(status, 400);
      return body.errors[0].path;
    };
    assert.equal(await problem({ type: 'pause-sequence', unit: 'days' }), 'actions.0.amount');
    assert.equal(await problem({ type: 'pause-sequence', amount: 0, unit: 'days' }), 'actions.0.amount');
    assert.equal(await problem({ type: 'pause-sequence', amount: 366, unit: 'days' }), 'actions.0.amount');
    assert.equal(await problem({ type: 'change-owner', userId: 'nobody' }), 'actions.0.userId');
    assert.equal(await problem({ type: 'move-to-sequence', sequenceId: 'none' }), 'actions.0.sequenceId');
    const body = { ...input, sequenceId: 'none' };
    assert.equal((await admin('POST', '/v1/workflows', { body })).body.errors[0].path, 'sequenceId');
  });

  test('B4: orders that contradict each other are refused', async () => {
    const { admin } = await prepared();
    const move = { type: 'move-to-sequence', sequenceId: 'autumn' };
    const contradictions = [
      [{ type: 'stop-sequence' }, pause],
      [{ type: 'stop-sequence' }, { type: 'go-to-last-step' }],
      [{ type: 'stop-sequence' }, move],
      [move, pause],
      [pause, { type: 'go-to-last-step' }],
      [pause, pause],
    ];
    for (const actions of contradictions) {
      const { status, body } = await admin('POST', '/v1/workflows', { body: { ...input, actions } });
      assert.equal(status, 400, JSON.stringify(actions));
      assert.equal(body.errors[0].path, 'actions.1.type');
    }
    const ended = { ...input, trigger: { type: 'sequence-ended' } };
    assert.equal((await admin('POST', '/v1/workflows', { body: ended })).status, 400);
    const next = { ...ended, actions: [move, { type: 'change-owner', userId: 'luc' }] };
    assert.equal((await admin('POST', '/v1/workflows', { body: next })).status, 201);
  });

  test('B4: a pause on a reply is warned of: a reply stops most sequences', async () => {
    const { admin } = await prepared();
    const { body } = await admin('POST', '/v1/workflows', { body: input });
    assert.match(body.warnings[0], /A reply stops a sequence/);
  });

  test('B4: runs are listed by lead, workflow and state; one that has failed is tried again on demand', async () => {
    const { admin, world } = await prepared();
    const { organisation, ...sample } = workflowRun;
    const at = toInstant('2027-03-01T08:00:00.000Z');
    const { workflowRuns } = world.ports.store;
    await workflowRuns.put({ ...sample, organisation, revision: 1, state: { status: 'done', at } }, 'absent');
    const id = `${sample.leadId}.aaaaaaaaaaaaaaaa`;
    const state = { status: 'failed', at, tries: 6 } as const;
    const other = { ...sample, organisation, id, revision: 1, workflowId: 'mail-opened', state };
    await workflowRuns.put({ ...other, startedAt: toInstant('2027-03-01T09:00:00.000Z') }, 'absent');
    const ids = async (query: Record<string, string>) =>
      (await admin('GET', '/v1/workflow-runs', { query })).body.items.map((run: any) => run.id);
    assert.deepEqual(await ids({ lead: sample.leadId }), [id, sample.id]);
    assert.deepEqual(await ids({ workflow: 'mail-opened' }), [id]);
    assert.deepEqual(await ids({ state: 'done' }), [sample.id]);
    assert.deepEqual(await ids({ lead: sample.leadId, state: 'done' }), [sample.id]);
    assert.deepEqual((await ids({})).toSorted(), [id, sample.id].toSorted());

    const { body } = await admin('GET', `/v1/workflow-runs/${id}`);
    assert.equal(body.tries, 6);
    assert.equal(body.actions[1].text, 'Change the owner: failed. There is no user u1.');
    assert.equal((await admin('POST', `/v1/workflow-runs/${sample.id}/retry`)).status, 409);
    const again = await admin('POST', `/v1/workflow-runs/${id}/retry`);
    assert.deepEqual([again.status, again.body.state], [202, 'waiting']);
    assert.deepEqual(
      world.queue.workflows.map(({ message }) => message),
      [{ kind: 'again', organisation, runId: id, tries: 6 }],
    );
  });
});
