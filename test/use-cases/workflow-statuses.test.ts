import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import type { Action } from '#shared/domain/workflows/actions.ts';
import { loadConnected } from '#shared/use-cases/workflows/load-connected.ts';
import { warningsOfWorkflow } from '#shared/domain/workflows/validate-workflow.ts';
import { recordStatusUpdate } from '#shared/use-cases/crm-writes/record-status.ts';
import { changeStatus } from '#shared/use-cases/workflows/change-status.ts';
import { crmWriteWorld, kind, type CrmWriteWorld } from '#test/support/crm-write-world.ts';
import { enroll, happens, id, prepared as preparedLead } from '#test/support/workflow-lead.ts';
import type { WorkflowWorld } from '#test/support/workflows.ts';
import { ORGANISATION as organisation, SENDER } from '#test/support/world.ts';

/** The page’s own example. */
const example = {
  type: 'change-integration-status',
  accountStatus: 'Not interested',
  leadStatus: 'Closed - Converted',
} as const satisfies Action;
const skipped = { type: 'task-skipped', step: 's1', by: SENDER } as const;
const trigger = { type: 'task-skipped' } as const;

type Both = { w: WorkflowWorld; crm: CrmWriteWorld };

/** A lead in a sequence, and in Salesforce with its account. */
async function prepared(): Promise<Both> {
  const w = await preparedLead();
  const crm = await crmWriteWorld(w.flows.store);
  crm.clock.set(w.clock.now());
  await crm.link('lead', 'L1', { agreed: { Status: 'Open - Not Contacted' }, theirAccountId: 'A1' });
  await crm.link('account', 'A1', { agreed: { Status__c: 'New' } });
  await enroll(w);
  return { w, crm };
}

async function skips({ w, crm }: Both, actions: Action[]): Promise<void> {
  await w.let({ trigger, actions });
  await happens(w, skipped);
  await crm.stream();
}

const outcomesOf = async ({ w }: Both) => (await w.runs()).flatMap(({ outcomes }) => outcomes);

describe('changing the integration status', () => {
  test('B3: a task is skipped, the account becomes “Not interested” and the lead is converted with its status', async () => {
    const both = await prepared();
    const { crm } = both;
    assert.match(
      warningsOfWorkflow({ trigger, actions: [example] }, await loadConnected(crm.store, organisation)).join(
        ' ',
      ),
      /“Not interested”.*“Closed - Converted”: these contradict each other/,
    );
    await skips(both, [example]);
    assert.deepEqual(
      (await outcomesOf(both)).map(({ kind: of }) => of),
      ['done'],
    );
    assert.equal(crm.crm.valueOf('account', 'A1', 'Status__c'), 'Not interested');
    assert.deepEqual(crm.crm.converted, ['L1']);
    await crm.passes(60);
    assert.equal(crm.crm.written.length, 1);
    assert.deepEqual(await crm.agreed('account', 'A1'), { Status__c: 'Not interested' });
  });

  test('B3: a status that does not convert is written as it is, with its reason', async () => {
    const both = await prepared();
    await skips(both, [{ type: 'change-integration-status', leadStatus: 'Working - Contacted' }]);
    const { crm } = both;
    assert.equal(crm.crm.valueOf('lead', 'L1', 'Status'), 'Working - Contacted');
    const [write] = await crm.writes();
    assert.ok(write?.because?.kind === 'workflow');
    assert.deepEqual(write.because.chain, ['task-skipped']);
  });

  test('B4: done again for the same run it is written once', async () => {
    const both = await prepared();
    const { w, crm } = both;
    await skips(both, [example]);
    const [run] = await w.runs();
    assert.ok(run);
    assert.equal((await changeStatus(w.flows, run, example, w.clock.now())).kind, 'done');
    await crm.stream();
    assert.equal(crm.crm.written.length, 1);
    assert.deepEqual(crm.crm.converted, ['L1']);
  });

  test('B3: what the CRM has already is not written', async () => {
    const both = await prepared();
    await skips(both, [{ type: 'change-integration-status', accountStatus: 'New' }]);
    assert.deepEqual(
      (await outcomesOf(both)).map(({ kind: of }) => of),
      ['unchanged'],
    );
    assert.deepEqual(await both.crm.writes(), []);
  });

  test('B3: an account that only its people name is written to all the same', async () => {
    const both = await prepared();
    const { crm } = both;
    await crm.store.crmLinks.remove(organisation, `${kind}.account.A1`);
    await skips(both, [{ type: 'change-integration-status', accountStatus: 'Interested' }]);
    assert.equal(crm.crm.valueOf('account', 'A1', 'Status__c'), 'Interested');
  });

  test('B3: of a pair the status of a lead without an account there is written, and the run says what was left out', async () => {
    for (const status of ['Working - Contacted', 'Closed - Converted']) {
      const both = await prepared();
      const { crm } = both;
      await crm.store.crmLinks.remove(organisation, `${kind}.account.A1`);
      await crm.store.crmLinks.remove(organisation, `${kind}.lead.L1`);
      await crm.link('lead', 'L1', { agreed: { Status: 'Open - Not Contacted' } });
      const pair = { ...example, leadStatus: status };
      await skips(both, [pair]);
      const [outcome] = await outcomesOf(both);
      assert.deepEqual(
        [outcome?.kind, outcome?.why],
        ['done', 'The lead has no account in Salesforce. Its status was left out: “Not interested”.'],
      );
      const { converted, written } = crm.crm;
      assert.deepEqual(
        [converted, written.map(({ id: of, value }) => [of, value])],
        status === 'Closed - Converted' ? [['L1'], []] : [[], [['L1', status]]],
      );
      const [run] = await both.w.runs();
      assert.equal(run?.state.status, 'done');
      // The status of the account alone has no place to go.
      await both.w.let({
        trigger: { type: 'call-received' },
        actions: [{ type: 'change-integration-status', accountStatus: 'Interested' }],
      });
      await happens(both.w, { type: 'call-received', seconds: 30, by: SENDER });
      const outcomes = await outcomesOf(both);
      assert.deepEqual(
        outcomes.flatMap(({ kind: of, why }) => (of === 'refused' ? [why] : [])),
        ['The lead has no account in Salesforce.'],
      );
    }
  });

  test('B3: a pair of which one has no place to go writes neither, and the run says why', async () => {
    const cases: [string, (both: Both) => Promise<void>, RegExp][] = [
      [
        'lead',
        ({ crm }) => crm.store.crmLinks.remove(organisation, `${kind}.lead.L1`),
        /The (?:lead|account) is not in Salesforce/,
      ],
      [
        'mapping',
        ({ crm }) => crm.map({ status: { account: 'Status__c' } }),
        /status of the lead is not mapped in Salesforce/,
      ],
      ['connection', ({ crm }) => crm.store.connections.remove(organisation, kind), /No CRM is connected/],
      [
        'value',
        async ({ crm }) => {
          const of = `${kind}.lead.Status`;
          const list = await crm.store.picklists.get(organisation, of);
          assert.ok(list);
          const options = list.options.filter(({ converts }) => converts !== true);
          await crm.store.picklists.put({ ...list, revision: 2, options }, 1);
        },
        /Salesforce has no status “Closed - Converted” any more/,
      ],
    ];
    for (const [name, breaks, why] of cases) {
      const both = await prepared();
      await breaks(both);
      await skips(both, [example]);
      const [outcome] = await outcomesOf(both);
      assert.equal(outcome?.kind, 'refused', name);
      assert.match(outcome.why ?? '', why);
      assert.deepEqual(await both.crm.writes(), []);
    }
  });

  test('B3: a lead that is converted there takes no other status', async () => {
    const both = await prepared();
    await skips(both, [example]);
    await both.w.let({
      trigger: { type: 'call-received' },
      actions: [{ type: 'change-integration-status', leadStatus: 'Working - Contacted' }],
    });
    await happens(both.w, { type: 'call-received', seconds: 30, by: SENDER });
    const outcomes = await outcomesOf(both);
    assert.match(outcomes.find(({ kind: of }) => of === 'refused')?.why ?? '', /converted in Salesforce/);
  });
});

describe('statuses that change in the CRM', () => {
  const told = async (
    w: WorkflowWorld,
    object: 'lead' | 'account',
    of: 'salesforce' | 'hubspot' = 'salesforce',
  ) => {
    for (let n = 0; n < 2; n += 1)
      await recordStatusUpdate(w.flows, {
        ...{ organisation, kind: of, object: of === 'hubspot' && object === 'lead' ? 'contact' : object },
        ...{
          leadIds: ['lead1'],
          from: 'Open',
          to: 'Working',
          key: 'change-1',
          at: plusMinutes(w.clock.now(), 1),
        },
      });
    await w.settle();
  };

  test('B2: fire for a person of Salesforce, for one of HubSpot, and for an account, each once', async () => {
    const cases = [
      ['lead', 'salesforce', 'lead-status-updated'],
      ['lead', 'hubspot', 'contact-status-updated'],
      ['account', 'salesforce', 'account-status-updated'],
      ['account', 'hubspot', 'account-status-updated'],
    ] as const;
    for (const [object, of, type] of cases) {
      const { w } = await prepared();
      for (const each of ['lead-status-updated', 'contact-status-updated', 'account-status-updated'] as const)
        await w.let({ trigger: { type: each }, actions: [{ type: 'stop-sequence' }] });
      await told(w, object, of);
      assert.deepEqual(
        (await w.runs()).map(({ workflowId }) => workflowId),
        [type],
      );
      assert.equal((await w.enrollment(id)).state.status, 'stopped');
    }
  });

  test('B2: of an account each of its leads is told, two hundred at most', async () => {
    const { w } = await prepared();
    const leadIds = Array.from({ length: 250 }, (_, n) => `lead-${n}`);
    await recordStatusUpdate(w.flows, {
      ...{ organisation, kind: 'salesforce', object: 'account', leadIds },
      ...{ from: undefined, to: 'Interested', key: 'change-2', at: w.clock.now() },
    });
    assert.equal(w.recorded.length, 200);
  });
});
