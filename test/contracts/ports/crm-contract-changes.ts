import assert from 'node:assert/strict';
import type { CrmObject, CrmRecord } from '#shared/domain/crm/crm-object.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import type { Crm } from '#shared/ports/crm.ts';
import { people } from './crm-people.ts';
import type { OnCrm } from './crm-rule.ts';

type Walk = { records: CrmRecord[]; cursor: string; cursors: string[]; pages: CrmRecord[][] };

/** Everything that changed since a cursor, or since an instant, by pages. */
async function walk(
  crm: Crm,
  of: { object: CrmObject; fields: readonly string[]; cursor?: string; since?: Instant; most?: number },
): Promise<Walk> {
  const seen: Walk = { records: [], cursor: '', cursors: [], pages: [] };
  let cursor = of.cursor;
  for (let more = true; more;) {
    const page = await crm.changes({ ...of, cursor, most: of.most ?? 100 });
    assert.ok(page.records.length <= (of.most ?? 100));
    assert.ok(seen.pages.length < 1_000, 'paging ends');
    seen.records.push(...page.records);
    seen.pages.push(page.records);
    seen.cursors.push(page.cursor);
    ({ cursor, more } = page);
    seen.cursor = page.cursor;
  }
  return seen;
}

/** What was last told of each record. */
function last(records: readonly CrmRecord[]): Map<string, CrmRecord> {
  return new Map(records.map((record) => [record.id, record]));
}

const seven = ['Abel', 'Bach', 'Cohn', 'Dean', 'Eyre', 'Fink', 'Gray'];

/** What is told of changes, and in which order (B6: at least once, resumable, none missed). */
export function changesContract(rule: OnCrm): void {
  rule('everything that is there comes page by page, the oldest first', async ({ crm, world }) => {
    const { person: object, names } = world;
    const fields = [names.person.lastName];
    const since = world.now();
    const ids = await people(world, seven);
    const { records, pages } = await walk(crm, { object, fields, since, most: 3 });
    assert.deepEqual(
      records.filter(({ id }) => ids.includes(id)).map(({ id }) => id),
      ids,
    );
    assert.ok(pages.length >= 3);
    for (const page of pages)
      assert.deepEqual(
        page.map(({ modifiedAt }) => modifiedAt),
        page.map(({ modifiedAt }) => modifiedAt).toSorted((a, b) => a - b),
      );
    const all = await walk(crm, { object, fields });
    assert.deepEqual(
      ids.filter((id) => !last(all.records).has(id)),
      [],
    );
  });

  rule(
    'a record carries its fields as texts, under their names there, and those that were asked for alone',
    async ({ crm, world }) => {
      const { person: object, names } = world;
      const { lastName, email, list, values, flag, instant } = names.person;
      const awkward = `O’Neil "Q" \\ 'x' % _ é 漢 🙂`;
      const since = world.now();
      const id = await world.seed({
        object,
        fields: {
          [lastName]: awkward,
          [list]: values[0],
          ...(flag !== undefined && { [flag]: 'true' }),
          ...(instant !== undefined && { [instant]: '2027-03-15T09:00:00.000Z' }),
        },
      });
      const asked = [lastName, email, list, flag, instant].filter((field) => field !== undefined);
      const record = last((await walk(crm, { object, fields: asked, since })).records).get(id);
      assert.deepEqual(record?.fields, {
        [lastName]: awkward,
        [list]: values[0],
        ...(flag !== undefined && { [flag]: 'true' }),
        ...(instant !== undefined && { [instant]: '2027-03-15T09:00:00.000Z' }),
      });
      assert.equal(record.object, object);
    },
  );

  rule('a record says who owns it, and a contact where it works', async ({ crm, world, lacks }) => {
    if (world.addUser === undefined) return lacks('adding users');
    const ownerId = await world.addUser({ email: 'noor@owner.example', name: 'Noor Haas', active: true });
    const accountId = await world.seed({
      object: 'account',
      fields: { [world.names.account.name]: 'Haas SA' },
    });
    const lastName = world.names.person.lastName;
    const contact = await world.seed({
      object: 'contact',
      ownerId,
      accountId,
      fields: { [lastName]: 'Roth' },
    });
    const [record] = await crm.read({ object: 'contact', ids: [contact], fields: [lastName] });
    assert.deepEqual([record?.ownerId, record?.accountId], [ownerId, accountId]);
  });

  rule('after a cursor comes what was created and changed since, as it is now', async ({ crm, world }) => {
    const { person: object, names } = world;
    const { lastName } = names.person;
    const of = { object, fields: [lastName] };
    const [changed = ''] = await people(world, ['Hale', 'Ives']);
    const { cursor } = await walk(crm, { ...of, since: plusSeconds(world.now(), -600) });
    await world.change(object, changed, { [lastName]: 'Hale-Ito' });
    const [created = ''] = await people(world, ['Jung']);
    const told = last((await walk(crm, { ...of, cursor })).records);
    assert.equal(told.get(changed)?.fields[lastName], 'Hale-Ito');
    assert.equal(told.get(created)?.fields[lastName], 'Jung');
  });

  rule('a field that was emptied is absent', async ({ crm, world }) => {
    const { person: object, names } = world;
    const of = { object, fields: [names.person.lastName, names.person.email] };
    const [id = ''] = await people(world, ['Kerr']);
    const { cursor } = await walk(crm, { ...of, since: plusSeconds(world.now(), -600) });
    await world.change(object, id, { [names.person.email]: null });
    const told = last((await walk(crm, { ...of, cursor })).records).get(id);
    assert.deepEqual(told?.fields, { [names.person.lastName]: 'Kerr' });
  });

  rule('paging goes on from any of its cursors, as after a crash', async ({ crm, world }) => {
    const of = { object: world.person, fields: [world.names.person.lastName], most: 2 };
    const since = world.now();
    const ids = await people(world, seven);
    const { cursors, pages } = await walk(crm, { ...of, since });
    for (const [n, cursor] of cursors.entries()) {
      const again = last((await walk(crm, { ...of, cursor })).records);
      const told = new Set(
        pages
          .slice(0, n + 1)
          .flat()
          .map(({ id }) => id),
      );
      assert.deepEqual(
        ids.filter((id) => !told.has(id) && !again.has(id)),
        [],
      );
    }
  });

  rule('what is changed while it is paged through is not missed', async ({ crm, world }) => {
    const { person: object, names } = world;
    const { lastName } = names.person;
    const of = { object, fields: [lastName], most: 3 };
    const since = world.now();
    const ids = await people(world, seven);
    const first = await crm.changes({ ...of, since });
    const [early = '', , , , , late = ''] = ids;
    await world.change(object, early, { [lastName]: 'Abel-Ash' });
    await world.change(object, late, { [lastName]: 'Fink-Fox' });
    const rest = await walk(crm, { ...of, cursor: first.cursor });
    const told = last([...first.records, ...rest.records]);
    assert.deepEqual(
      ids.map((id) => told.get(id)?.fields[lastName]),
      ['Abel-Ash', 'Bach', 'Cohn', 'Dean', 'Eyre', 'Fink-Fox', 'Gray'],
    );
  });

  rule('many that changed at the same instant come by pages too', async ({ crm, world, lacks }) => {
    if (world.seedTogether === undefined) return lacks('changing many at once');
    const { lastName } = world.names.person;
    const since = world.now();
    const ids = await world.seedTogether(
      Array.from({ length: 23 }, (_, n) => ({ object: world.person, fields: { [lastName]: `Many ${n}` } })),
    );
    const { records } = await walk(crm, { object: world.person, fields: [lastName], since, most: 5 });
    assert.deepEqual(
      ids.filter((id) => !last(records).has(id)),
      [],
    );
  });

  rule(
    'a record that shows itself with an instant of a minute ago is not missed',
    async ({ crm, world, lacks }) => {
      if (world.seedLate === undefined) return lacks('late records');
      const of = { object: world.person, fields: [world.names.person.lastName] };
      await people(world, ['Lang']);
      const { cursor } = await walk(crm, { ...of, since: plusSeconds(world.now(), -600) });
      const fields = { [world.names.person.lastName]: 'Late' };
      const id = await world.seedLate({ object: world.person, fields }, 60);
      const told = last((await walk(crm, { ...of, cursor })).records);
      assert.equal(told.get(id)?.fields[world.names.person.lastName], 'Late');
    },
  );

  rule('a deletion is told', async ({ crm, world }) => {
    const of = { object: world.person, fields: [world.names.person.lastName] };
    const [id = '', other = ''] = await people(world, ['Mann', 'Nash']);
    const { cursor } = await walk(crm, { ...of, since: plusSeconds(world.now(), -600) });
    await world.remove(world.person, id);
    const told = last((await walk(crm, { ...of, cursor })).records);
    assert.equal(told.get(id)?.deleted, true);
    assert.notEqual(told.get(other)?.deleted, true);
  });

  rule('a merge is told, with the record that is left', async ({ crm, world, lacks }) => {
    if (world.merge === undefined) return lacks('merging');
    const of = { object: world.person, fields: [world.names.person.lastName] };
    const [winner = '', loser = ''] = await people(world, ['Ober', 'Pope']);
    const { cursor } = await walk(crm, { ...of, since: plusSeconds(world.now(), -600) });
    await world.merge(world.person, winner, loser);
    const told = last((await walk(crm, { ...of, cursor })).records);
    assert.equal(told.get(loser)?.mergedInto, winner);
    assert.equal(told.get(winner)?.mergedInto, undefined);
    assert.notEqual(told.get(winner)?.deleted, true);
  });

  rule('a walk that has caught up ends, and goes on from where it ended', async ({ crm, world }) => {
    const of = { object: world.person, fields: [world.names.person.lastName], most: 2 };
    await people(world, ['Quin', 'Rose', 'Sand']);
    let { cursor } = await walk(crm, { ...of, since: plusSeconds(world.now(), -600) });
    for (const name of ['Toll', 'Ueda', 'Vane']) {
      ({ cursor } = await walk(crm, { ...of, cursor }));
      const [id = ''] = await people(world, [name]);
      const next = await walk(crm, { ...of, cursor });
      assert.ok(last(next.records).has(id));
      await world.passes(100);
    }
  });
}
