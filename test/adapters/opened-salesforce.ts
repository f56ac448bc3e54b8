import type { TestContext } from 'node:test';
import {
  salesforceStandIn,
  standInApp,
  type SalesforceOptions,
} from '#infra/local/crm/salesforce/salesforce-stand-in.ts';
import { startCrmServer } from '#infra/local/crm/server.ts';
import type { StandInRequest } from '#infra/local/crm/stand-in.ts';
import { salesforce } from '#shared/adapters/crm/salesforce/salesforce.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import type { Crm } from '#shared/ports/crm.ts';
import { at } from '#test/support/at.ts';

export type Texts = Readonly<Record<string, string>>;

export const client = { clientId: standInApp.clientId, clientSecret: standInApp.clientSecret };
/** A stand-in under a clock of the test’s own, opened; and all requests that it was sent. */
export async function openedSalesforce(
  t: TestContext,
  of: {
    flow?: string;
    credentials?: Texts;
    app?: SalesforceOptions['app'];
    keep?: (credentials: Texts) => Promise<void>;
  } = {},
) {
  const clock = { now: at('2027-03-15T09:00:00.000Z') };
  const standIn = salesforceStandIn({ now: () => clock.now, ...(of.app !== undefined && { app: of.app }) });
  const requests: StandInRequest[] = [];
  const server = await startCrmServer({
    salesforce: {
      handle: async (request) => {
        requests.push(request);
        return standIn.handle(request);
      },
    },
  });
  t.after(() => server.stop());
  const settings = { domain: `${server.endpoint}/salesforce`, flow: of.flow ?? 'client-credentials' };
  const kept: Texts[] = [];
  const open = (credentials: Texts): Crm => {
    let held = credentials;
    return salesforce.open({
      settings,
      credentials,
      now: () => clock.now,
      beforeRenewing: async () => held,
      keep: async (changed) => {
        await of.keep?.(changed);
        held = changed;
        kept.push(changed);
      },
    });
  };
  const passes = (seconds: number): void => void (clock.now = plusSeconds(clock.now, seconds));
  return {
    crm: open(of.credentials ?? client),
    open,
    settings,
    kept,
    driver: standIn.driver,
    requests,
    clock,
    passes,
  };
}
