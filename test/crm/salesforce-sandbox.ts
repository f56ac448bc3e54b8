import * as z from 'zod/mini';
import { apiVersion } from '#shared/adapters/crm/salesforce/salesforce-rest.ts';
import { salesforce } from '#shared/adapters/crm/salesforce/salesforce.ts';
import { systemClock } from '#shared/adapters/aws/system-clock.ts';
import { entityOf } from '#test/contracts/ports/salesforce-world.ts';
import type { CrmUnderTest } from '#test/contracts/ports/crm-world.ts';

const created = z.object({ id: z.string() });
const token = z.object({ access_token: z.string() });

/**
 * A sandbox of Salesforce, by client credentials: RELANCE_TEST_SALESFORCE_DOMAIN, _CLIENT_ID and _CLIENT_SECRET. What the
 * tests make there is left in the recycle bin. Never an organisation that people work in.
 */
export async function salesforceSandbox(environment: NodeJS.ProcessEnv): Promise<CrmUnderTest> {
  const given = (name: string): string => {
    const value = environment[`RELANCE_TEST_SALESFORCE_${name}`];
    if (value === undefined || value === '') throw new Error(`RELANCE_TEST_SALESFORCE_${name} is not set`);
    return value;
  };
  const [domain, clientId, clientSecret] = [given('DOMAIN'), given('CLIENT_ID'), given('CLIENT_SECRET')];
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const signedIn = await fetch(new URL('/services/oauth2/token', domain), {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  const { access_token: access } = token.parse(await signedIn.json());
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(new URL(`/services/data/v${apiVersion}/sobjects/${path}`, domain), {
      method,
      headers: { authorization: `Bearer ${access}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  };
  const made: string[] = [];
  return {
    crm: salesforce.open({
      settings: { domain, flow: 'client-credentials' },
      credentials: { clientId, clientSecret },
      now: () => systemClock.now(),
      beforeRenewing: async () => ({ clientId, clientSecret }),
      keep: async () => undefined,
    }),
    world: {
      person: 'lead',
      names: {
        person: {
          lastName: 'LastName',
          email: 'Email',
          list: 'Status',
          values: ['Open - Not Contacted', 'Working - Contacted'],
          readOnly: 'CreatedDate',
          refuses: { field: 'Email', value: 'no address' },
        },
        account: { name: 'Name' },
      },
      now: () => systemClock.now(),
      seed: async ({ object, fields, ownerId, accountId }) => {
        const { id } = created.parse(
          await call('POST', entityOf[object], {
            ...(object === 'lead' && { Company: 'Relance test' }),
            ...fields,
            ...(ownerId !== undefined && { OwnerId: ownerId }),
            ...(accountId !== undefined && { AccountId: accountId }),
          }),
        );
        made.push(`${entityOf[object]}/${id}`);
        return id;
      },
      change: async (object, id, fields) => {
        await call('PATCH', `${entityOf[object]}/${id}`, fields);
      },
      remove: async (object, id) => {
        await call('DELETE', `${entityOf[object]}/${id}`);
      },
      passes: async (seconds) =>
        new Promise((resolve) => void setTimeout(resolve, Math.min(seconds, 2) * 1_000)),
      converting: { status: 'Closed - Converted', other: 'Working - Contacted', field: 'Status' },
      tellsMissingFields: true,
      tellsAllowance: true,
    },
    close: async () => {
      // Those that a test removed or converted are gone already, or stay.
      for (const path of made) await call('DELETE', path).catch(() => undefined);
    },
  };
}
