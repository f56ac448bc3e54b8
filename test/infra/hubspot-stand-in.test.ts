import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fillHubspot } from '#infra/local/crm/hubspot/hubspot-data.ts';
import {
  hubspotStandIn,
  type HubspotSettings,
  type HubspotStandIn,
} from '#infra/local/crm/hubspot/hubspot-stand-in.ts';
import { plusSeconds, toInstant } from '#shared/domain/time/instants.ts';

let now = toInstant('2027-03-10T09:00:00.000Z');
const made = (settings: Partial<HubspotSettings> = {}): HubspotStandIn =>
  hubspotStandIn({ now: () => now, ...settings });

type Answer = { status: number; headers: Readonly<Record<string, string>>; body: any };
async function ask(
  standIn: HubspotStandIn,
  request: string,
  {
    json,
    form,
    token = standIn.credentials.accessToken,
  }: { json?: unknown; form?: Record<string, string>; token?: string | null } = {},
): Promise<Answer> {
  const [method = '', path = ''] = request.split(' ');
  const answer = await standIn.handle({
    method,
    path,
    headers: { host: '127.0.0.1:4000', ...(token !== null && { authorization: `Bearer ${token}` }) },
    body:
      form === undefined
        ? json === undefined
          ? ''
          : JSON.stringify(json)
        : new URLSearchParams(form).toString(),
  });
  assert.ok(answer !== 'hang-up');
  return {
    status: answer.status,
    headers: answer.headers ?? {},
    body: answer.body === '' ? undefined : JSON.parse(answer.body),
  };
}

const search = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  filterGroups: [],
  sorts: [],
  properties: [],
  limit: 10,
  after: '0',
  ...more,
});
const contacts = '/crm/objects/2026-03/contacts';

describe('the stand-in of HubSpot is as strict as HubSpot', () => {
  test('B6: paths of another version are not served', async () => {
    for (const path of [
      '/crm/v3/objects/contacts',
      '/crm/objects/2025-09/contacts',
      '/crm/objects/2026-03/deals',
      '/crm/objects/2026-03/contacts/a/b/c',
    ])
      assert.equal((await ask(made(), `GET ${path}`)).status, 404, path);
  });

  test('B6: nobody is let in without a token that is good', async () => {
    for (const token of [null, '', 'other', 'x'.repeat(600)])
      assert.equal((await ask(made(), `GET ${contacts}`, { token })).status, 401);
  });

  test('B6: bodies keep to their form, with no name too many', async () => {
    const standIn = made({ limits: { daily: 1_000 } });
    for (const json of [
      undefined,
      [],
      search({ limit: 201 }),
      search({ more: 1 }),
      search({ after: 9 }),
      search({ after: '9991' }),
      search({ sorts: ['a', 'b'] }),
    ])
      assert.equal((await ask(standIn, `POST ${contacts}/search`, { json })).status, 400);
    const long = search({
      properties: Array.from({ length: 200 }, (_, n) => `a_long_name_of_a_property_${n}`),
    });
    assert.equal((await ask(standIn, `POST ${contacts}/search`, { json: long })).status, 400);
    const inputs = Array.from({ length: 101 }, (_, n) => ({ id: String(n), properties: {} }));
    assert.equal((await ask(standIn, `POST ${contacts}/batch/update`, { json: { inputs } })).status, 400);
    const twice = [
      { id: '1', properties: {} },
      { id: '1', properties: {} },
    ];
    assert.equal(
      (await ask(standIn, `POST ${contacts}/batch/update`, { json: { inputs: twice } })).status,
      400,
    );
  });

  test('B6: one value that is wrong turns the whole batch away', async () => {
    const standIn = made();
    const id = standIn.driver.create('contacts', { lastname: 'Before' });
    const other = standIn.driver.create('contacts', { lastname: 'Other' });
    const inputs = [
      { id, properties: { lastname: 'After' } },
      { id: other, properties: { hs_lead_status: 'NO' } },
    ];
    const answer = await ask(standIn, `POST ${contacts}/batch/update`, { json: { inputs } });
    assert.equal(answer.status, 400);
    assert.match(answer.body.message, /INVALID_OPTION/);
    assert.equal(standIn.driver.record('contacts', id)?.properties.get('lastname'), 'Before');
  });

  test('B6: calls are limited by ten seconds, searches by the second, and all by the day', async () => {
    const standIn = made({ limits: { daily: 8, perTenSeconds: 6, searchesPerSecond: 2 } });
    const searching = (): Promise<Answer> => ask(standIn, `POST ${contacts}/search`, { json: search() });
    const listing = (): Promise<Answer> => ask(standIn, `GET ${contacts}`);
    assert.deepEqual([(await searching()).status, (await searching()).status], [200, 200]);
    assert.equal((await searching()).body.policyName, 'SECONDLY');
    const { headers } = await listing();
    assert.equal(headers['x-hubspot-ratelimit-daily-remaining'], '5');
    assert.equal(headers['x-hubspot-ratelimit-max'], '6');
    for (let n = 0; n < 3; n += 1) assert.equal((await listing()).status, 200);
    assert.equal((await listing()).body.policyName, 'TEN_SECONDLY_ROLLING');
    now = plusSeconds(now, 11);
    const found = await searching();
    assert.equal(found.headers['x-hubspot-ratelimit-daily'], undefined);
    assert.equal((await listing()).status, 200);
    assert.equal((await listing()).body.policyName, 'DAILY');
    now = plusSeconds(now, 86_400);
    assert.equal((await listing()).status, 200);
  });

  test('B6: access tokens run out after half an hour, and those of the journal read nothing else', async () => {
    const standIn = made();
    const { clientId: client_id, clientSecret: client_secret } = standIn.credentials;
    const token = async (more: Record<string, string>): Promise<Answer> =>
      ask(standIn, 'POST /oauth/2026-03/token', { form: { client_id, client_secret, ...more }, token: null });
    const calls = (await token({ grant_type: 'refresh_token', refresh_token: standIn.driver.allowed() })).body
      .access_token;
    assert.equal((await ask(standIn, `GET ${contacts}`, { token: calls })).status, 200);
    now = plusSeconds(now, 1_801);
    assert.equal((await ask(standIn, `GET ${contacts}`, { token: calls })).status, 401);
    const scope = 'developer.webhooks_journal.read';
    const journal = (await token({ grant_type: 'client_credentials', scope })).body.access_token;
    assert.equal((await ask(standIn, `GET ${contacts}`, { token: journal })).status, 403);
    const latest = `GET /webhooks-journal/journal-local/2026-03/latest?installPortalId=${standIn.portalId}`;
    assert.equal((await ask(standIn, latest, { token: journal })).status, 204);
    assert.equal((await ask(standIn, latest)).status, 403);
    assert.equal((await token({ grant_type: 'client_credentials' })).status, 400);
    assert.equal((await token({ grant_type: 'password' })).status, 400);
    assert.equal((await token({ grant_type: 'refresh_token', refresh_token: 'x' })).status, 400);
  });

  test('B6: records can be made, changed, merged and archived by calls as well', async () => {
    const standIn = made();
    const one = (await ask(standIn, `POST ${contacts}`, { json: { properties: { email: 'a@b.example' } } }))
      .body.id;
    const two = (await ask(standIn, `POST ${contacts}`, { json: { properties: { lastname: 'Two' } } })).body
      .id;
    assert.equal(
      (await ask(standIn, `POST ${contacts}`, { json: { properties: { email: 'a@b.example' } } })).status,
      409,
    );
    const merge = { primaryObjectId: one, objectIdToMerge: two };
    const { id } = (await ask(standIn, `POST ${contacts}/merge`, { json: merge })).body;
    assert.equal(
      (await ask(standIn, `PATCH ${contacts}/${one}`, { json: { properties: { firstname: 'One' } } })).body
        .id,
      id,
    );
    const read = await ask(standIn, `GET ${contacts}/${two}?properties=firstname,hs_merged_object_ids`);
    assert.deepEqual(
      [read.body.id, read.body.properties.firstname, read.body.properties.hs_merged_object_ids],
      [id, 'One', `${one};${two}`],
    );
    assert.equal((await ask(standIn, `DELETE ${contacts}/${id}`)).status, 204);
    assert.equal((await ask(standIn, `GET ${contacts}/${id}`)).status, 404);
    const archived = await ask(standIn, `GET ${contacts}?archived=true`);
    assert.equal(archived.body.results[0].id, id);
  });

  test('B6: the firm of the stand-in has forty people in fifteen companies, whose three owners are given', async () => {
    const { driver } = made();
    const owner = (n: number): { email: string; firstName: string; lastName: string } => ({
      email: `o${n}@firm.example`,
      firstName: 'O',
      lastName: String(n),
    });
    fillHubspot(driver, [owner(1), owner(2), owner(3)]);
    const people = driver.records('contacts');
    assert.deepEqual([people.length, driver.records('companies').length], [40, 15]);
    assert.equal(new Set(people.map(({ properties }) => properties.get('email'))).size, 40);
    assert.equal(new Set(people.map(({ properties }) => properties.get('hubspot_owner_id'))).size, 3);
    assert.ok(people.every(({ properties }) => /\.example$/.test(properties.get('email') ?? '')));
  });
});
