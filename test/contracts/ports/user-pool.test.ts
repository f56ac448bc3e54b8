import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { cognitoUserPool } from '#shared/adapters/aws/cognito-user-pool.ts';

type Person = { name: string; email: string; organisation: string; userId: string };

const pool = 'eu-west-1_abc';
const people: Person[] = [
  { name: 'sub-1', email: 'anne@acme.example', organisation: 'acme', userId: 'anne' },
  { name: 'sub-2', email: 'anne@acme.example', organisation: 'other', userId: 'anne' },
  { name: 'sub-3', email: 'luc@acme.example', organisation: 'acme', userId: 'luc' },
];

/** What the pool was asked, as `<operation> <user>`. */
const asked: string[] = [];

/** A pool as far as it is asked: it finds users by their address alone, as Cognito does. */
const server = createServer((request, response) => {
  let text = '';
  request.on('data', (chunk: Buffer) => (text += chunk.toString()));
  request.on('end', () => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const input = JSON.parse(text) as { UserPoolId: string; Filter?: string; Username?: string };
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    asked.push(`${operation} ${input.Username ?? input.Filter ?? ''}`);
    if (input.UserPoolId !== pool) return answer(400, { __type: 'ResourceNotFoundException' });
    if (operation !== 'ListUsers') {
      const isThere = people.some(({ name }) => name === input.Username);
      return isThere ? answer(200, {}) : answer(400, { __type: 'UserNotFoundException' });
    }
    const email = /^email = "((?:[^"\\]|\\.)*)"$/.exec(input.Filter ?? '')?.[1]?.replaceAll(/\\(.)/g, '$1');
    if (email === undefined) return answer(400, { __type: 'InvalidParameterException' });
    const found = people.filter((one) => one.email === email);
    return answer(200, {
      Users: found.map(({ name, organisation, userId, ...one }) => ({
        Username: name,
        Attributes: [
          { Name: 'email', Value: one.email },
          { Name: 'custom:organisation', Value: organisation },
          { Name: 'custom:user_id', Value: userId },
        ],
      })),
    });
  });
});

describe('the user pool in Cognito', () => {
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    Object.assign(process.env, {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    });
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });

  const change = async (who: Omit<Person, 'name'>, access: 'open' | 'closed') => {
    asked.length = 0;
    await cognitoUserPool(pool).setAccess(who, access);
    return asked.slice(1);
  };

  test('F11: who is switched off is disabled, then signed out everywhere; switched on, enabled', async () => {
    const anne = { organisation: 'acme', userId: 'anne', email: 'Anne@acme.example' };
    assert.deepEqual(await change(anne, 'closed'), [
      'AdminDisableUser sub-1',
      'AdminUserGlobalSignOut sub-1',
    ]);
    assert.deepEqual(await change(anne, 'open'), ['AdminEnableUser sub-1']);
  });

  test('F11: nobody is switched off by an address that is somebody else’s, or that no user has', async () => {
    const luc = { organisation: 'acme', userId: 'anne', email: 'luc@acme.example' };
    assert.deepEqual(await change(luc, 'closed'), []);
    assert.deepEqual(await change({ ...luc, email: '"x\\"@acme.example' }, 'closed'), []);
  });

  test('a pool that does not answer as it should is an error', async () => {
    const of = { organisation: 'acme', userId: 'anne', email: 'anne@acme.example' };
    await assert.rejects(cognitoUserPool('eu-west-1_other').setAccess(of, 'closed'), /ResourceNotFound/);
  });
});
