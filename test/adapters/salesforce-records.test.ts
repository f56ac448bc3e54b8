import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fillSample } from '#infra/local/crm/salesforce/sample.ts';
import type { CrmRecord } from '#shared/domain/crm/crm-object.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import type { Crm } from '#shared/ports/crm.ts';
import { faultOf } from '#test/contracts/ports/crm-rule.ts';
import { openedSalesforce as opened } from './opened-salesforce.ts';

describe('what changed in Salesforce', () => {
  const of = { object: 'lead', fields: ['LastName'] } as const;
  /** Pages from a cursor until they end. */
  const rest = async (
    crm: Crm,
    cursor: string | undefined,
    most = 200,
  ): Promise<{ records: CrmRecord[]; cursor: string }> => {
    const records: CrmRecord[] = [];
    for (let from = cursor; ;) {
      const page = await crm.changes({ ...of, cursor: from, most });
      records.push(...page.records);
      from = page.cursor;
      if (!page.more) return { records, cursor: page.cursor };
    }
  };

  test('B6: what was told is not told again where nothing changed since', async (t) => {
    const { crm, driver, passes } = await opened(t);
    for (let n = 0; n < 12; n++) driver.seed('Lead', { LastName: `Quiet ${n}` });
    passes(60);
    const first = await rest(crm, undefined, 5);
    assert.equal(first.records.length, 12);
    passes(60);
    const second = await rest(crm, first.cursor, 5);
    assert.deepEqual(second.records, []);
    passes(3_600);
    assert.deepEqual((await rest(crm, second.cursor)).records, []);
  });

  test('B6: a record that changes twice in one second, with a look between, is told as it is now', async (t) => {
    const { crm, driver, passes } = await opened(t);
    const id = driver.seed('Lead', { LastName: 'First' });
    const { cursor } = await rest(crm, undefined);
    driver.change('Lead', id, { LastName: 'Second' });
    passes(120);
    const { records } = await rest(crm, cursor);
    assert.deepEqual(
      records.map(({ fields }) => fields['LastName']),
      ['Second'],
    );
  });

  test('B6: a clock that differs from ours by an hour loses nothing', async (t) => {
    for (const seconds of [-3_600, 3_600]) {
      const { crm, driver, passes } = await opened(t);
      driver.store.skew.seconds = seconds;
      driver.seed('Lead', { LastName: 'Before' });
      const { cursor } = await rest(crm, undefined);
      passes(600);
      const late = driver.seed('Lead', { LastName: 'Late' }, plusMinutes(driver.store.now(), -12));
      const id = driver.seed('Lead', { LastName: 'After' });
      const told = (await rest(crm, cursor)).records.map((record) => record.id);
      assert.ok(told.includes(id) && told.includes(late));
    }
  });

  test('B6: those who were deleted before the first look are not told; those deleted during it are', async (t) => {
    const { crm, driver, passes } = await opened(t);
    const [gone = '', early = '', ...others] = Array.from({ length: 6 }, (_, n) =>
      driver.seed('Lead', { LastName: `Row ${n}` }),
    );
    driver.remove('Lead', gone);
    passes(600);
    const first = await crm.changes({ ...of, most: 2 });
    assert.deepEqual(
      first.records.map(({ id }) => id),
      [early, ...others].slice(0, 1),
    );
    driver.remove('Lead', early);
    const { records } = await rest(crm, first.cursor, 2);
    assert.equal(records.findLast(({ id }) => id === early)?.deleted, true);
    assert.ok(!records.some(({ id }) => id === gone));
  });

  test('B6: how far it was read stays short, however much changes at once', async (t) => {
    const { crm, driver, passes } = await opened(t);
    for (let n = 0; n < 2_500; n++) driver.seed('Lead', { LastName: `Row ${n}` });
    passes(60);
    const { records, cursor } = await rest(crm, undefined, 1_000);
    assert.equal(new Set(records.map(({ id }) => id)).size, 2_500);
    assert.ok(cursor.length < 9_000);
  });

  test('B6: a cursor that is none is refused, not read from the beginning', async (t) => {
    const { crm } = await opened(t);
    for (const cursor of ['', 'x', '{}', '{"known":[[1]]}'])
      assert.equal((await faultOf(crm.changes({ ...of, cursor, most: 10 }))).kind, 'refused');
  });

  test('B6: a field that was taken away is a fault that names it', async (t) => {
    const { crm, driver } = await opened(t);
    await rest(crm, undefined);
    driver.removeField('Lead', 'Rating');
    const fault = await faultOf(crm.changes({ object: 'lead', fields: ['LastName', 'Rating'], most: 10 }));
    assert.deepEqual(fault.kind === 'no-field' && fault.field, 'Rating');
  });

  test('B6: names that are no fields are never put into a question', async (t) => {
    const { crm, requests } = await opened(t);
    await crm.count('lead');
    requests.length = 0;
    for (const field of ['Id FROM User', "x'", 'Owner.Name', '', 'a'.repeat(81)])
      assert.equal(
        (await faultOf(crm.newest({ object: 'lead', fields: [field], most: 1 }))).kind,
        'no-field',
      );
    assert.deepEqual(requests, []);
  });
});

describe('what is written to Salesforce', () => {
  test('B6: numbers and yes or no are written as such', async (t) => {
    const { crm, driver } = await opened(t);
    const id = driver.seed('Lead', { LastName: 'Typed' });
    const fields = {
      NumberOfEmployees: '120',
      AnnualRevenue: '12.5',
      HasOptedOutOfEmail: 'true',
      LastName: '42',
    };
    assert.deepEqual(await crm.write('lead', [{ id, fields }]), [{ kind: 'written' }]);
    const [record] = await crm.read({ object: 'lead', ids: [id], fields: Object.keys(fields) });
    assert.deepEqual(record?.fields, fields);
  });

  test('B6: a record that is not even in the recycle bin any more is gone; a wrong owner is not', async (t) => {
    const { crm, driver } = await opened(t);
    const [purged, here] = [driver.seed('Lead', { LastName: 'A' }), driver.seed('Lead', { LastName: 'B' })];
    driver.purge('Lead', purged);
    const answers = await crm.write('lead', [
      { id: purged, fields: { LastName: 'C' } },
      { id: here, fields: { OwnerId: purged } },
      { id: 'no id', fields: { LastName: 'C' } },
    ]);
    assert.deepEqual(
      answers.map(({ kind }) => kind),
      ['gone', 'refused', 'gone'],
    );
  });

  test('B6: what is refused says what to mend, and the field', async (t) => {
    const { crm, driver } = await opened(t);
    const id = driver.seed('Lead', { LastName: 'A' });
    const left = driver.addUser({ email: 'left@firm.example', name: 'Left', active: false });
    const whys = await Promise.all(
      [{ Email: 'none' }, { Status: 'Nowhere' }, { LastName: null }, { OwnerId: left }].map(
        async (fields) => {
          const [answer] = await crm.write('lead', [{ id, fields }]);
          return answer?.kind === 'refused' ? answer.why : undefined;
        },
      ),
    );
    for (const [n, word] of [
      'INVALID_EMAIL_ADDRESS',
      'does not know this value',
      'needs a value',
      'INACTIVE_OWNER',
    ].entries())
      assert.ok(whys[n]?.includes(word), whys[n]);
  });

  test('B6: activities about the same record, of the same day and words, are told apart by their keys', async (t) => {
    const { crm, driver, clock } = await opened(t);
    const id = driver.seed('Account', { Name: 'Haas SA' });
    const activity = (key: string) => ({
      key,
      about: { object: 'account', id } as const,
      as: 'task' as const,
      call: false,
      subject: 'Mail',
      body: 'The same',
      at: clock.now,
    });
    await crm.addActivities([activity('a'), activity('b')]);
    await crm.addActivities([activity('b'), activity('c')]);
    assert.equal(driver.store.rows.Task.size, 3);
    assert.ok([...driver.store.rows.Task.values()].every((task) => task['Status'] === 'Completed'));
  });

  test('B6: a conversion is never asked for twice by itself, whatever is answered', async (t) => {
    const { crm, driver } = await opened(t);
    await crm.test();
    for (const [status, kind] of [
      [500, 'unknown'],
      [502, 'unknown'],
      [503, 'unavailable'],
      [429, 'throttled'],
    ] as const) {
      const id = driver.seed('Lead', { LastName: 'Once' });
      driver.fail({ kind: 'answer', status });
      assert.equal((await faultOf(crm.convert?.(id, 'Closed - Converted') ?? Promise.resolve())).kind, kind);
      assert.equal(driver.conversions(id), 1);
    }
  });
});

test('the sample of Salesforce is what a small firm has', async (t) => {
  const { crm, driver } = await opened(t);
  fillSample(driver, [
    { email: 'ada@firm.example', name: 'Ada Roy' },
    { email: 'ben@firm.example', name: 'Ben Roy' },
    { email: 'cleo@firm.example', name: 'Cleo Roy' },
  ]);
  assert.deepEqual(
    await Promise.all([crm.count('lead'), crm.count('account'), crm.count('contact')]),
    [40, 15, 10],
  );
  const { records } = await crm.changes({ object: 'lead', fields: ['Email', 'Status'], most: 100 });
  assert.equal(new Set(records.map(({ fields }) => fields['Email'])).size, 40);
  const owners = new Set((await crm.users()).map(({ id }) => id));
  assert.ok(records.every(({ ownerId }) => owners.has(ownerId ?? '')));
});
