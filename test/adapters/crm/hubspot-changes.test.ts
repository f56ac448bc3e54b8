import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  hubspotUnderTest,
  type HubspotFlow,
  type HubspotUnderTest,
} from '#test/contracts/ports/hubspot-world.ts';
import type { CrmRecord } from '#shared/domain/crm/crm-object.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import type { Crm } from '#shared/ports/crm.ts';

const of = { object: 'contact', fields: ['lastname'] } as const;
type Walked = { records: CrmRecord[]; cursor: string; calls: number };

async function walk(
  crm: Crm,
  from: { cursor?: string; most?: number; fields?: readonly string[] } = {},
): Promise<Walked> {
  const walked: Walked = { records: [], cursor: from.cursor ?? '', calls: 0 };
  for (let more = true; more;) {
    const cursor = walked.cursor === '' ? undefined : walked.cursor;
    const page = await crm.changes({
      ...of,
      fields: from.fields ?? of.fields,
      cursor,
      most: from.most ?? 100,
    });
    assert.ok(page.records.length <= (from.most ?? 100));
    assert.ok((walked.calls += 1) < 500, 'it ends');
    walked.records.push(...page.records);
    ({ more, cursor: walked.cursor } = page);
  }
  return walked;
}

const names = (records: readonly CrmRecord[]): (string | undefined)[] =>
  records.map(({ id, deleted, mergedInto, fields }) =>
    mergedInto !== undefined ? `${id} into ${mergedInto}` : deleted ? `${id} gone` : fields['lastname'],
  );

function onEach(rule: string, run: (under: HubspotUnderTest) => Promise<void>): void {
  for (const flow of ['private-app', 'oauth'] as const) on(flow, rule, run);
}
function on(flow: HubspotFlow, rule: string, run: (under: HubspotUnderTest) => Promise<void>): void {
  test(`B6: ${rule} (${flow})`, async () => {
    const under = await hubspotUnderTest(flow);
    try {
      await run(under);
    } finally {
      await under.close();
    }
  });
}

describe('changes of HubSpot', () => {
  onEach(
    'a merge makes a new record, and both that were merged are told to be in it',
    async ({ crm, world, standIn: { driver } }) => {
      const [one, two] = [
        driver.create('contacts', { lastname: 'One' }),
        driver.create('contacts', { lastname: 'Two' }),
      ];
      const { cursor } = await walk(crm);
      await world.passes(600);
      const made = driver.merge('contacts', one, two);
      const { records, cursor: after } = await walk(crm, { cursor, most: 2 });
      assert.deepEqual(
        new Set(names(records)),
        new Set(['One', `${one} into ${made}`, `${two} into ${made}`]),
      );
      const read = await crm.read({ ...of, ids: [two, made] });
      assert.deepEqual(new Set(names(read)), new Set(['One', `${two} into ${made}`]));
      assert.deepEqual(await crm.write('contact', [{ id: two, fields: { lastname: 'Left' } }]), [
        { kind: 'written' },
      ]);
      assert.equal(driver.record('contacts', made)?.properties.get('lastname'), 'Left');
      // The merge is told once, though the record that was made carries it for good.
      assert.deepEqual(names((await walk(crm, { cursor: after })).records), ['Left']);
    },
  );

  onEach(
    'what was merged is told before the record that was made of it',
    async ({ crm, world, standIn: { driver } }) => {
      const [one, two] = [
        driver.create('contacts', { lastname: 'One' }),
        driver.create('contacts', { lastname: 'Two' }),
      ];
      const { cursor } = await walk(crm);
      await world.passes(600);
      const made = driver.merge('contacts', one, two);
      const { records } = await walk(crm, { cursor });
      assert.deepEqual(names(records), [`${one} into ${made}`, `${two} into ${made}`, 'One']);
    },
  );

  onEach(
    'what changes while everything is listed is told after it',
    async ({ crm, world, standIn: { driver } }) => {
      const ids = Array.from({ length: 6 }, (_, n) => driver.create('contacts', { lastname: `L${n}` }));
      await world.passes(600);
      const first = await crm.changes({ ...of, most: 2 });
      driver.update('contacts', ids[0]!, { lastname: 'Changed' });
      driver.archive('contacts', ids[1]!);
      const rest = await walk(crm, { cursor: first.cursor, most: 2 });
      assert.ok(names(rest.records).includes('Changed'));
      assert.ok(names(rest.records).includes(`${ids[1]} gone`));
      for (const n of [2, 3, 4, 5]) assert.ok(names(rest.records).includes(`L${n}`));
    },
  );

  onEach('a cursor of another version, or broken, begins again', async ({ crm, standIn: { driver } }) => {
    driver.create('contacts', { lastname: 'Here' });
    for (const cursor of ['', '{', '{"v":2}', 'x'.repeat(200_000)]) {
      const page = await crm.changes({ ...of, cursor, most: 10 });
      assert.deepEqual(names(page.records), ['Here']);
    }
  });

  onEach('a cursor stays small, however much was told', async ({ crm, world, standIn: { driver } }) => {
    let { cursor } = await walk(crm);
    driver.together(() =>
      Array.from({ length: 450 }, (_, n) => driver.create('contacts', { lastname: `N${n}` })),
    );
    await world.passes(5);
    const { records, cursor: after } = await walk(crm, { cursor });
    assert.equal(new Set(names(records)).size, 450);
    assert.ok(after.length < 10_000);
    ({ cursor } = await walk(crm, { cursor: after }));
    await world.passes(600);
    ({ cursor } = await walk(crm, { cursor }));
    const quiet = await walk(crm, { cursor });
    assert.deepEqual([quiet.records.length, quiet.calls], [0, 1]);
  });

  onEach(
    'many deletions come by pages of what was asked for',
    async ({ crm, world, standIn: { driver } }) => {
      const ids = Array.from({ length: 130 }, (_, n) => driver.create('contacts', { lastname: `D${n}` }));
      const { cursor } = await walk(crm);
      await world.passes(600);
      for (const id of ids) driver.archive('contacts', id);
      const { records } = await walk(crm, { cursor, most: 7 });
      for (const id of ids) assert.ok(names(records).includes(`${id} gone`));
    },
  );

  onEach(
    'fields that do not fit into a search are read all the same',
    async ({ crm, world, standIn: { driver } }) => {
      const { cursor } = await walk(crm);
      const properties = (await crm.describe('contact')).filter(({ writable }) => writable);
      assert.ok(properties.length > 5);
      driver.create('contacts', { lastname: 'Long', firstname: 'Field' });
      // The search carries names, not values: many of them are asked for by many copies of a long name.
      const many = Array.from({ length: 60 }, (_, n) => `a_property_with_quite_a_long_name_${n}`);
      for (const name of many) driver.addProperty('contacts', name);
      await world.passes(5);
      const { records } = await walk(crm, { cursor, fields: ['lastname', 'firstname', ...many] });
      const told = records.find(({ fields }) => fields['lastname'] === 'Long');
      assert.deepEqual(told?.fields, { lastname: 'Long', firstname: 'Field' });
      const [newest] = await crm.newest({ object: 'contact', fields: ['firstname', ...many], most: 1 });
      assert.deepEqual(newest?.fields, { firstname: 'Field' });
    },
  );

  on(
    'private-app',
    'more than a search can page through are all told, though changed at one instant',
    async ({ crm, world, standIn: { driver } }) => {
      const { cursor } = await walk(crm);
      await world.passes(600);
      for (let n = 0; n < 10_300; n += 1) driver.create('contacts', { lastname: `B${n}` });
      const { records } = await walk(crm, { cursor, most: 200 });
      assert.equal(new Set(names(records)).size, 10_300);
    },
  );

  on(
    'oauth',
    'the journal is asked to tell of the fields that are mapped, anew when they change',
    async ({ crm, requests, standIn: { driver } }) => {
      const id = driver.create('contacts', { lastname: 'Field' });
      const subscriptions = (): number =>
        requests.filter((request) => request.startsWith('POST /webhooks-journal')).length;
      const first = await walk(crm);
      assert.equal(subscriptions(), 1);
      driver.update('contacts', id, { jobtitle: 'Not mapped' });
      const second = await walk(crm, { cursor: first.cursor });
      assert.deepEqual([second.records.length, subscriptions()], [0, 1]);
      const third = await walk(crm, { cursor: second.cursor, fields: ['lastname', 'jobtitle'] });
      assert.equal(subscriptions(), 2);
      driver.update('contacts', id, { jobtitle: 'Mapped' });
      const fourth = await walk(crm, { cursor: third.cursor, fields: ['lastname', 'jobtitle'] });
      assert.equal(fourth.records[0]?.fields['jobtitle'], 'Mapped');
    },
  );

  on(
    'oauth',
    'entries of other accounts are passed over, repeated ones are told again at most',
    async ({ crm, standIn: { driver } }) => {
      const { cursor } = await walk(crm);
      const id = driver.create('contacts', { lastname: 'Ours' });
      driver.foreignJournalEntry(id);
      driver.repeatJournalEntry();
      driver.create('companies', { name: 'No person' });
      const { records } = await walk(crm, { cursor });
      assert.deepEqual(new Set(names(records)), new Set(['Ours']));
    },
  );

  on(
    'oauth',
    'an entry with more than was asked for is read in parts',
    async ({ crm, standIn: { driver } }) => {
      const { cursor } = await walk(crm);
      driver.together(() =>
        Array.from({ length: 25 }, (_, n) => driver.create('contacts', { lastname: `E${n}` })),
      );
      const page = await crm.changes({ ...of, cursor, most: 10 });
      assert.equal(page.records.length, 10);
      const { records } = await walk(crm, { cursor: page.cursor, most: 10 });
      assert.equal(new Set(names([...page.records, ...records])).size, 25);
    },
  );

  on(
    'oauth',
    'what the journal has forgotten after days of silence is searched for, deletions too',
    async ({ crm, world, requests, standIn: { driver } }) => {
      const [gone, stays] = [
        driver.create('contacts', { lastname: 'Gone' }),
        driver.create('contacts', { lastname: 'Stays' }),
      ];
      let { cursor } = await walk(crm);
      driver.update('contacts', stays, { lastname: 'Seen' });
      ({ cursor } = await walk(crm, { cursor }));
      driver.archive('contacts', gone);
      await world.passes(86_400);
      driver.update('contacts', stays, { lastname: 'Silence' });
      await world.passes(4 * 86_400);
      const late = await walk(crm, { cursor });
      assert.ok(names(late.records).includes('Silence'));
      assert.ok(names(late.records).includes(`${gone} gone`));
      requests.length = 0;
      driver.update('contacts', stays, { lastname: 'After' });
      assert.deepEqual(names((await walk(crm, { cursor: late.cursor })).records), ['After']);
      assert.ok(!requests.some((request) => request.endsWith('/search')), 'the journal goes on');
    },
  );

  on(
    'oauth',
    'a connection that loses its app goes on with searches, and one that gets it with the journal',
    async ({ open, world, requests, standIn }) => {
      const { driver, credentials } = standIn;
      const app = { ...credentials };
      const withApp = open({ settings: { flow: 'private-app' }, credentials: app });
      const alone = open({
        settings: { flow: 'private-app' },
        credentials: { accessToken: app.accessToken },
      });
      const id = driver.create('contacts', { lastname: 'Zero' });
      let { cursor } = await walk(withApp);
      for (const [crm, name] of [
        [alone, 'First'],
        [withApp, 'Second'],
        [withApp, 'Third'],
        [alone, 'Fourth'],
      ] as const) {
        await world.passes(30);
        driver.update('contacts', id, { lastname: name });
        requests.length = 0;
        const walked = await walk(crm, { cursor });
        assert.equal(names(walked.records).at(-1), name);
        if (name === 'Third') assert.ok(!requests.some((request) => request.endsWith('/search')));
        ({ cursor } = walked);
      }
    },
  );

  on(
    'private-app',
    'only those that are new are told of the minutes that are looked at again',
    async ({ crm, world, standIn: { driver } }) => {
      driver.create('contacts', { lastname: 'Old' });
      let { cursor } = await walk(crm);
      ({ cursor } = await walk(crm, { cursor }));
      await world.passes(30);
      driver.create('contacts', { lastname: 'New' });
      const { records } = await walk(crm, { cursor });
      assert.deepEqual(names(records), ['New']);
      const since = await crm.changes({ ...of, since: plusSeconds(world.now(), -10), most: 10 });
      assert.deepEqual(names(since.records), ['New']);
    },
  );
});
