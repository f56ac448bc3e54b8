import { startCrmServer } from '#infra/local/crm/server.ts';
import { salesforceStandIn, standInApp } from '#infra/local/crm/salesforce/salesforce-stand-in.ts';
import { salesforce } from '#shared/adapters/crm/salesforce/salesforce.ts';
import type { CrmObject } from '#shared/domain/crm/crm-object.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import { at } from '#test/support/at.ts';
import type { CrmFaultScript, CrmUnderTest, CrmWorld, SeededRecord } from './crm-world.ts';

export const entityOf = { lead: 'Lead', contact: 'Contact', account: 'Account' } as const satisfies Record<
  CrmObject,
  string
>;

const names: CrmWorld['names'] = {
  person: {
    lastName: 'LastName',
    email: 'Email',
    list: 'Status',
    values: ['Open - Not Contacted', 'Working - Contacted'],
    readOnly: 'CreatedDate',
    flag: 'HasOptedOutOfEmail',
    instant: 'Next_Call__c',
  },
  account: { name: 'Name' },
};

/** A stand-in of Salesforce under a clock of the test’s own, served on loopback, and opened by client credentials. */
export async function salesforceUnderTest() {
  let now = at('2027-03-15T09:00:00.000Z');
  const standIn = salesforceStandIn({ now: () => now });
  const server = await startCrmServer({ salesforce: standIn });
  const settings = { domain: `${server.endpoint}/salesforce`, flow: 'client-credentials' };
  const kept: Readonly<Record<string, string>>[] = [];
  const opening = {
    settings,
    credentials: { clientId: standInApp.clientId, clientSecret: standInApp.clientSecret },
    now: () => now,
    beforeRenewing: async () => ({ clientId: standInApp.clientId, clientSecret: standInApp.clientSecret }),
    keep: async (credentials: Readonly<Record<string, string>>) => void kept.push(credentials),
  };
  const { driver } = standIn;
  const seed = ({ object, fields, ownerId, accountId }: SeededRecord, when?: Instant): string =>
    driver.seed(
      entityOf[object],
      {
        ...fields,
        ...(ownerId !== undefined && { OwnerId: ownerId }),
        ...(accountId !== undefined && { AccountId: accountId }),
      },
      when,
    );
  const fails = (fault: CrmFaultScript): void => {
    switch (fault.kind) {
      case 'expired-token': {
        driver.expireTokens();
        return;
      }
      case 'revoked': {
        driver.revokeAccess();
        return;
      }
      case 'allowance-used':
        driver.allowance.used = driver.allowance.allowed;
        return;
      case 'throttled': {
        driver.fail({
          kind: 'answer',
          status: 403,
          code: 'REQUEST_LIMIT_EXCEEDED',
          message: 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.',
        });
        return;
      }
      case 'unavailable': {
        driver.fail({
          kind: 'answer',
          status: 503,
          code: 'SERVER_UNAVAILABLE',
          message: 'Service unavailable',
        });
        return;
      }
      case 'answer-lost': {
        driver.fail({ kind: 'hang-up', done: true });
        return;
      }
      case 'half-applied': {
        driver.fail({ kind: 'half' });
        return;
      }
      case 'refuses-connection':
        void server.stop();
        return;
    }
  };
  const world: CrmWorld = {
    person: 'lead',
    names,
    now: () => now,
    seed: async (record) => seed(record),
    change: async (object, id, fields) => driver.change(entityOf[object], id, fields),
    remove: async (object, id) => driver.remove(entityOf[object], id),
    passes: async (seconds) => void (now = plusSeconds(now, seconds)),
    merge: async (object, winner, loser) => driver.merge(entityOf[object], winner, loser),
    seedTogether: async (records) => records.map((record) => seed(record)),
    seedLate: async (record, secondsAgo) => seed(record, plusSeconds(now, -secondsAgo)),
    addUser: async (user) => driver.addUser(user),
    addValue: async (value) => driver.addValue('Lead', 'Status', value),
    switchOffValue: async (value) => driver.switchOffValue('Lead', 'Status', value),
    dependent: {
      field: 'Lost_Reason__c',
      value: 'No budget',
      on: 'Status',
      whileValue: 'Closed - Not Converted',
      notWhile: 'Working - Contacted',
    },
    recordTyped: { object: 'lead', field: 'LeadSource', recordType: 'Partners', lacks: 'Web' },
    converting: {
      status: 'Closed - Converted',
      other: 'Working - Contacted',
      field: 'Status',
      asked: (leadId) => driver.conversions(leadId),
    },
    lock: async (_object, id) => driver.lock(id),
    activities: async ({ object, id }) =>
      [...driver.store.rows.Task.values()]
        .filter((task) => task[object === 'account' ? 'WhatId' : 'WhoId'] === id)
        .map((task) => ({ subject: String(task['Subject']), body: String(task['Description']) })),
    writesActivitiesOnce: true,
    tellsMissingFields: true,
    tellsAllowance: true,
    fails,
  };
  return {
    crm: salesforce.open(opening),
    world,
    close: () => server.stop(),
    opening,
    driver,
    kept,
    endpoint: settings.domain,
  } satisfies CrmUnderTest & Record<string, unknown>;
}
