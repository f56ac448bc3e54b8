import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { doctorHandlers, type DoctorPorts } from '#functions/api/handlers/doctor/doctor.ts';
import { serveOperations } from '#functions/api/serve-operations.ts';
import { doctorOperations } from '#shared/contracts/api/doctor.ts';
import type { StageAccount } from '#shared/ports/stage-account.ts';
import { callersOf } from '#test/support/api.ts';
import { memoryAccount } from '#test/support/memory/memory-account.ts';
import { memoryClock } from '#test/support/memory/memory-clock.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';
import { at } from '#test/support/at.ts';

function doctor(changed: Partial<StageAccount> = {}) {
  const { users } = memoryStore();
  const ports: DoctorPorts = {
    recordOfCaller: (organisation, userId) => users.get(organisation, userId),
    clock: memoryClock(at('2027-03-01T08:00:00.000Z')),
    account: memoryAccount(changed),
    stage: { stage: 'prod', functionsAtOnce: 110 },
  };
  return callersOf(serveOperations(ports, doctorOperations, doctorHandlers, () => undefined));
}
type Item = { what: string; verdict: string; says: string; toDo?: string };
const look = async (as: ReturnType<typeof doctor>, query?: Record<string, string>) => {
  const { status, body } = await as('ada', 'admin')('GET', '/v1/doctor', query && { query });
  assert.equal(status, 200, JSON.stringify(body));
  return body as { at: string; items: Item[] };
};
const open = ({ items }: { items: Item[] }) =>
  items.filter(({ verdict }) => verdict !== 'ok').map(({ verdict, what }) => `${verdict} ${what}`);

describe('looking at what the stage needs', () => {
  test('says of everything how it stands, and when it was asked', async () => {
    const found = await look(doctor());
    assert.equal(found.at, '2027-03-01T08:00:00.000Z');
    assert.equal(found.items.length, 14);
    assert.deepEqual(open(found), []);
    assert.ok(found.items.every(({ says, toDo }) => says.length > 5 && toDo === undefined));
  });

  test('says what to do, with the name of the stage', async () => {
    const found = await look(
      doctor({
        mailIdentity: async () => ({ kind: 'absent' }),
        alarmReceivers: async () => ({ kind: 'found', value: [] }),
      }),
    );
    assert.deepEqual(open(found), [
      'to-do SES: acme.example',
      'to-do SES: DKIM of acme.example',
      'to-do Alarms: who is told',
    ]);
    assert.match(found.items.find(({ what }) => what.startsWith('Alarms'))?.toDo ?? '', /alarmEmail/);
  });

  test('says of what could not be found out why, and asks the rest', async () => {
    const why = 'AccessDeniedException: not allowed';
    const found = await look(doctor({ schedulerQuotas: async () => ({ kind: 'not-asked', why }) }));
    const unknown = found.items.filter(({ verdict }) => verdict === 'not-asked');
    assert.deepEqual(
      unknown.map(({ what, says }) => [what, says]),
      [
        ['Scheduler: entries made in a second', why],
        ['Scheduler: entries fired in a second', why],
      ],
    );
    assert.ok(unknown.every(({ toDo }) => toDo !== undefined));
  });

  test('judges quotas by the mails a day that are asked about', async () => {
    assert.deepEqual(open(await look(doctor(), { mailsPerDay: '60000' })), ['to-do SES: quota']);
    const { status } = await doctor()('ada', 'admin')('GET', '/v1/doctor', { query: { mailsPerDay: '0' } });
    assert.equal(status, 400);
  });

  test('replies are looked for where the stage says that they come to', async () => {
    const asked: string[] = [];
    await look(
      doctor({
        deployed: async () => ({
          kind: 'found',
          value: {
            region: 'eu-west-1',
            domain: 'acme.example',
            replyDomain: 'reply-dev.acme.example',
            from: 'sales@acme.example',
          },
        }),
        mailHosts: async (domain) => {
          asked.push(domain);
          return { kind: 'absent' };
        },
      }),
    );
    assert.deepEqual(asked, ['reply-dev.acme.example']);
  });

  test('F11: is for admins, and changes nothing', async () => {
    for (const role of ['user', 'manager'] as const)
      assert.equal((await doctor()('max', role)('GET', '/v1/doctor')).status, 403);
    assert.equal((await doctor()('root', 'super_admin')('GET', '/v1/doctor')).status, 200);
    assert.equal((await doctor()('ada', 'admin')('POST', '/v1/doctor')).status, 404);
  });
});
