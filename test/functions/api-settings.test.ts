import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { withPeople } from '#test/support/api.ts';

describe('settings', () => {
  test('apply with the level that decided them', async () => {
    const admin = (await withPeople()).as('ada', 'admin');
    const { body: before } = await admin('GET', '/v1/users/claire/settings');
    assert.deepEqual(before.maxMailsPerDay, { value: 200, source: { level: 'default', id: 'default' } });
    await admin('PATCH', '/v1/settings/group.paris', { body: { maxMailsPerDay: 50 } });
    const { body: after } = await admin('GET', '/v1/users/claire/settings');
    assert.deepEqual(after.maxMailsPerDay, { value: 50, source: { level: 'group', id: 'paris' } });
  });

  test('A1: apply at each level, with who decided them there', async () => {
    const admin = (await withPeople()).as('ada', 'admin');
    const capAt = async (scope: string) =>
      (await admin('GET', `/v1/settings/${scope}/effective`)).body.maxMailsPerDay;
    assert.deepEqual(await capAt('organisation'), {
      value: 200,
      source: { level: 'default', id: 'default' },
    });
    await admin('PATCH', '/v1/settings/organisation', { body: { maxMailsPerDay: 100 } });
    const byOrganisation = { value: 100, source: { level: 'organisation', id: 'acme' } };
    assert.deepEqual(await capAt('group.paris'), byOrganisation);
    await admin('PATCH', '/v1/settings/group.paris', { body: { maxMailsPerDay: 50 } });
    assert.deepEqual(await capAt('organisation'), byOrganisation);
    const byGroup = { value: 50, source: { level: 'group', id: 'paris' } };
    assert.deepEqual(await capAt('group.paris'), byGroup);
    assert.deepEqual(await capAt('user.claire'), byGroup);
    assert.equal((await admin('GET', '/v1/settings/group.nowhere/effective')).status, 404);
    assert.equal((await admin('GET', '/v1/settings/user.nobody/effective')).status, 404);
  });

  test('an exception that is removed leaves the decision to the next level', async () => {
    const admin = (await withPeople()).as('ada', 'admin');
    await admin('PATCH', '/v1/settings/organisation', { body: { maxMailsPerDay: 100 } });
    await admin('PATCH', '/v1/settings/user.claire', { body: { maxMailsPerDay: 50, maxSmsPerDay: 5 } });
    const headers = { 'if-match': '"1"' };
    const { body } = await admin('DELETE', '/v1/settings/user.claire/maxMailsPerDay', { headers });
    assert.deepEqual(body.values, { maxSmsPerDay: 5 });
    const { body: applied } = await admin('GET', '/v1/users/claire/settings');
    assert.deepEqual(applied.maxMailsPerDay.source, { level: 'organisation', id: 'acme' });
  });

  test('report what is wrong with each of them', async () => {
    const admin = (await withPeople()).as('ada', 'admin');
    const { status, body } = await admin('PATCH', '/v1/settings/organisation', {
      body: {
        workingDays: [],
        workingHours: [{ from: '9h', to: '18:00' }],
        holidays: { country: 'XX', extra: [] },
      },
    });
    assert.equal(status, 400);
    assert.deepEqual(body.errors.map(({ path }: { path: string }) => path).sort(), [
      'holidays.country',
      'workingDays',
      'workingHours.0.from',
    ]);
  });

  test('refuse a day that the calendar has not, and a zone that is none', async () => {
    const admin = (await withPeople()).as('ada', 'admin');
    const { status, body } = await admin('PATCH', '/v1/settings/organisation', {
      body: {
        profile: { name: 'Acme', address: '', zone: 'Mars/Olympus', language: 'fr' },
        holidays: { country: null, extra: ['2028-02-29', '2027-02-29', '2027-02-30'] },
      },
    });
    assert.equal(status, 400);
    assert.deepEqual(
      body.errors.map(({ path }: { path: string }) => path),
      ['profile.zone', 'holidays.extra.1', 'holidays.extra.2'],
    );
  });

  test('A11, F7: keep lists of reasons and of days off short enough to be read with every step', async () => {
    const admin = (await withPeople()).as('ada', 'admin');
    const reasons = Array.from({ length: 101 }, (_, n) => ({ id: `r${n}`, label: 'No answer' }));
    const first = Date.UTC(2027, 0, 1) / 86_400_000;
    const dayOf = (n: number) => new Date((first + n) * 86_400_000).toISOString().slice(0, 10);
    const extra = Array.from({ length: 501 }, (_, n) => dayOf(n));
    const body = { skipReasons: { reasons, compulsoryFor: [] }, holidays: { country: null, extra } };
    const refused = await admin('PATCH', '/v1/settings/organisation', { body });
    assert.deepEqual(
      refused.body.errors.map(({ path }: { path: string }) => path),
      ['holidays.extra', 'skipReasons.reasons'],
    );
    reasons.pop();
    extra.pop();
    assert.equal((await admin('PATCH', '/v1/settings/organisation', { body })).status, 200);
  });

  test('are refused by the name that does not exist, and for people who do not', async () => {
    const admin = (await withPeople()).as('ada', 'admin');
    const { body } = await admin('PATCH', '/v1/settings/organisation', { body: { maxMails: 3 } });
    assert.equal(body.errors[0].path, 'maxMails');
    assert.equal((await admin('PATCH', '/v1/settings/user.nobody', { body: {} })).status, 404);
    assert.equal((await admin('GET', '/v1/settings/everybody')).status, 400);
  });

  test('a change must say the revision it was made from', async () => {
    const admin = (await withPeople()).as('ada', 'admin');
    assert.equal((await admin('GET', '/v1/settings/organisation')).headers.etag, '"0"');
    const first = await admin('PATCH', '/v1/settings/organisation', {
      body: {},
      headers: { 'if-match': '"0"' },
    });
    assert.equal(first.status, 200);
    assert.equal((await admin('PATCH', '/v1/settings/organisation', { body: {} })).status, 428);
  });

  test('A6: a manager sets the unsubscribe rules of the own group and its users, and nothing else', async () => {
    const manager = (await withPeople()).as('max', 'manager');
    const rules = { body: { unsubscribeRules: { skips: ['automated-mail'] } } };
    assert.equal((await manager('PATCH', '/v1/settings/group.paris', rules)).status, 200);
    assert.equal((await manager('PATCH', '/v1/settings/user.claire', rules)).status, 200);
    assert.equal((await manager('PATCH', '/v1/settings/user.luc', rules)).status, 403);
    assert.equal((await manager('PATCH', '/v1/settings/organisation', rules)).status, 403);
    const bounces = { body: { bounceRules: { skips: ['automated-mail'] } } };
    assert.equal((await manager('PATCH', '/v1/settings/group.paris', bounces)).status, 403);
    const cap = { body: { maxMailsPerDay: 1000 } };
    assert.equal((await manager('PATCH', '/v1/settings/group.paris', cap)).status, 403);
  });
});
