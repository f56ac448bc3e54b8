import { hubspotStandIn, type HubspotStandIn } from '#infra/local/crm/hubspot/hubspot-stand-in.ts';
import { startCrmServer } from '#infra/local/crm/server.ts';
import type { StandIn } from '#infra/local/crm/stand-in.ts';
import { hubspot } from '#shared/adapters/crm/hubspot/hubspot.ts';
import type { CrmObject } from '#shared/domain/crm/crm-object.ts';
import { plusSeconds, toInstant } from '#shared/domain/time/instants.ts';
import type { Crm } from '#shared/ports/crm.ts';
import type { CrmFaultScript, CrmUnderTest, CrmWorld, SeededRecord } from './crm-world.ts';

export type HubspotFlow = 'private-app' | 'oauth';

/** The stand-in on loopback with a clock of its own, and what opens the connector on it. */
export type HubspotUnderTest = CrmUnderTest & {
  standIn: HubspotStandIn;
  address: string;
  /** Credentials that were kept, the last one last. */
  kept: Record<string, string>[];
  open: (of?: { settings?: Record<string, string>; credentials?: Record<string, string> }) => Crm;
  /** Requests since the beginning: method and path. */
  requests: string[];
  close: () => Promise<void>;
};

const typeOf = (object: CrmObject): 'contacts' | 'companies' =>
  object === 'account' ? 'companies' : 'contacts';

export async function hubspotUnderTest(flow: HubspotFlow): Promise<HubspotUnderTest> {
  let now = toInstant('2027-03-10T09:00:00.000Z');
  const standIn = hubspotStandIn({ now: () => now, limits: { daily: 10_000 } });
  const { driver } = standIn;
  const requests: string[] = [];
  const served: StandIn = {
    handle: (request) => {
      requests.push(`${request.method} ${request.path}`);
      return standIn.handle(request);
    },
  };
  const server = await startCrmServer({ hubspot: served });
  const address = `${server.endpoint}/hubspot`;
  let stopped: Promise<void> | undefined;
  const close = (): Promise<void> => (stopped ??= server.stop());
  const kept: Record<string, string>[] = [];
  const { accessToken, clientId, clientSecret } = standIn.credentials;
  const open: HubspotUnderTest['open'] = ({ settings = {}, credentials } = {}) => {
    const given =
      credentials ??
      (flow === 'oauth' ? { clientId, clientSecret, refreshToken: driver.allowed() } : { accessToken });
    let held: Readonly<Record<string, string>> = given;
    return hubspot.open({
      settings: { flow, apiUrl: address, ...settings },
      credentials: given,
      now: () => now,
      beforeRenewing: async () => held,
      keep: async (changed) => {
        held = changed;
        kept.push({ ...changed });
      },
    });
  };

  const propertiesOf = ({
    fields,
    ownerId,
    accountId,
  }: Omit<SeededRecord, 'object'>): Record<string, string> => ({
    ...fields,
    ...(ownerId !== undefined && { hubspot_owner_id: ownerId }),
    ...(accountId !== undefined && { associatedcompanyid: accountId }),
  });
  const fails = (fault: CrmFaultScript): void => {
    switch (fault.kind) {
      case 'expired-token':
        // The token of a private app does not run out.
        driver.expireTokens();
        break;
      case 'revoked':
        driver.revoke();
        break;
      case 'refuses-connection':
        void close();
        break;
      case 'throttled':
        driver.fails(fault);
        break;
      case 'allowance-used':
        driver.fails({ kind: fault.kind, stays: true });
        break;
      case 'unavailable':
      case 'answer-lost':
      case 'half-applied':
        driver.fails({ kind: fault.kind });
        break;
    }
  };
  const world: CrmWorld = {
    person: 'contact',
    names: {
      person: {
        lastName: 'lastname',
        email: 'email',
        list: 'hs_lead_status',
        values: ['OPEN', 'IN_PROGRESS'],
        readOnly: 'createdate',
        flag: 'newsletter',
        instant: 'demo_at',
      },
      account: { name: 'name' },
    },
    now: () => now,
    seed: async ({ object, ...of }) => driver.create(typeOf(object), propertiesOf(of)),
    change: async (object, id, fields) =>
      driver.update(
        typeOf(object),
        id,
        Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? ''])),
      ),
    remove: async (object, id) => driver.archive(typeOf(object), id),
    passes: async (seconds) => void (now = plusSeconds(now, seconds)),
    seedTogether: async (records) =>
      driver.together(() =>
        records.map(({ object, ...of }) => driver.create(typeOf(object), propertiesOf(of))),
      ),
    seedLate: async ({ object, ...of }, secondsAgo) =>
      driver.createLate(typeOf(object), propertiesOf(of), secondsAgo),
    addUser: async ({ email, name, active }) => {
      const [firstName = '', lastName = ''] = name.split(' ');
      return driver.addOwner({ email, firstName, lastName, archived: !active });
    },
    addValue: async (value) => driver.setOption('contacts', 'hs_lead_status', value, { hidden: false }),
    switchOffValue: async (value) => driver.setOption('contacts', 'hs_lead_status', value, { hidden: true }),
    activities: async ({ id }) => driver.activities(id),
    writesActivitiesOnce: true,
    tellsMissingFields: true,
    // To OAuth apps HubSpot does not tell it.
    tellsAllowance: flow === 'private-app',
    fails,
  };
  return { crm: open(), world, standIn, address, kept, open, requests, close };
}
