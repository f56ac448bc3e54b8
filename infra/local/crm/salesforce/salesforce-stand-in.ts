import type { Instant } from '../../../../shared/domain/kernel/instant.ts';
import type { StandIn, StandInAnswer, StandInRequest } from '../stand-in.ts';
import { driverOf, type Fault, type SalesforceDriver } from './driver.ts';
import { knownId } from './ids.ts';
import { oauthOf, type ClientApp } from './oauth.ts';
import { answerRest, httpDate, refusal } from './rest.ts';
import { convertLead, soapCall, soapFault } from './soap.ts';
import { storeOf } from './store.ts';

/** How it is made. `app`: the External Client App with which one connects. */
export type SalesforceOptions = {
  now: () => Instant;
  organisation?: string;
  app?: Partial<Pick<ClientApp, 'clientId' | 'clientSecret' | 'username' | 'publicKey' | 'rotates'>>;
};

/** With what one connects where nothing else was said. */
export const standInApp = {
  clientId: '3MVG9.stand-in.of.relance',
  clientSecret: 'E7C4F0A9D2B86135',
  username: 'relance@stand-in.example',
};

/**
 * An organisation of Salesforce as far as the connector calls it: tokens, SOQL, describe, lists by record type, collections
 * of records, convertLead. It keeps what it is given, and is as strict as the real one about names, types and order.
 * Made from https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/ and the pages that its files name.
 */
export function salesforceStandIn(options: SalesforceOptions): StandIn & { driver: SalesforceDriver } {
  const store = storeOf(options.now);
  const organisationId = store.add('Organization', {
    Name: options.organisation ?? 'Stand-in of Salesforce',
  });
  const app = { ...standInApp, rotates: true, ...options.app };
  const userId = store.add('User', {
    Name: 'Relance Integration',
    Username: app.username,
    Email: app.username,
    IsActive: true,
    UserType: 'Standard',
  });
  for (const [n, { value, converts }] of (
    store.schema.Lead.fields.find(({ name }) => name === 'Status')?.values ?? []
  ).entries())
    store.add('LeadStatus', {
      ApiName: value,
      MasterLabel: value,
      SortOrder: n + 1,
      IsConverted: converts === true,
    });
  for (const [n, value] of ['Not Started', 'In Progress', 'Completed'].entries())
    store.add('TaskStatus', {
      ApiName: value,
      MasterLabel: value,
      SortOrder: n + 1,
      IsClosed: value === 'Completed',
    });
  const oauth = oauthOf({ ...app, userId, organisationId }, options.now);
  const allowance = { used: 0, allowed: 15_000 };
  const faults: Fault[] = [];
  const conversions = new Map<string, number>();
  const driver = driverOf(store, {
    allowance,
    expireTokens: () => oauth.expire(),
    revokeAccess: () => oauth.revoke(),
    fail: (fault) => void faults.push(fault),
    conversions: (leadId) => conversions.get(leadId) ?? 0,
  });

  /** A call that was let in, whichever it is. */
  const answered = (
    fault: Fault | undefined,
    work: () => Exclude<StandInAnswer, 'hang-up'>,
  ): StandInAnswer => {
    if (fault?.kind === 'hang-up' && !fault.done) return 'hang-up';
    if (fault?.kind === 'answer') {
      const told = refusal(fault.status, fault.code ?? 'UNKNOWN_EXCEPTION', fault.message ?? 'Scripted.');
      return { ...told, headers: { ...told.headers, ...fault.headers } };
    }
    allowance.used += 1;
    const answer = work();
    return fault?.kind === 'hang-up' ? 'hang-up' : answer;
  };
  const isUsedUp = (): boolean => allowance.used >= allowance.allowed;

  const rest = (request: StandInRequest): StandInAnswer => {
    const [, token = ''] =
      /^(?:Bearer|OAuth) (.{1,2000})$/.exec(request.headers['authorization'] ?? '') ?? [];
    if (!oauth.knows(token)) return refusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
    if (isUsedUp()) return refusal(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
    const fault = faults.shift();
    return answered(fault, () => answerRest(store, request, fault?.kind === 'half'));
  };

  const soap = (request: StandInRequest): StandInAnswer => {
    const call = soapCall(request.body);
    if (call === undefined) return soapFault('UNKNOWN_EXCEPTION', 'The envelope is not understood');
    if (!oauth.knows(call.sessionId))
      return soapFault('INVALID_SESSION_ID', 'Invalid Session ID found in SessionHeader: Illegal Session');
    if (isUsedUp()) return soapFault('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
    const lead = knownId(call.convert['leadId'] ?? '') ?? '';
    conversions.set(lead, (conversions.get(lead) ?? 0) + 1);
    const work = (): Exclude<StandInAnswer, 'hang-up'> => {
      const answer = convertLead(store, call.convert);
      return answer === 'hang-up' ? refusal(500, 'UNKNOWN_EXCEPTION', '') : answer;
    };
    return answered(faults.shift(), work);
  };

  return {
    driver,
    async handle(request) {
      const answer = request.path.startsWith('/services/oauth2/')
        ? await oauth.handle(request)
        : request.path.startsWith('/services/Soap/u/') && request.method === 'POST'
          ? soap(request)
          : rest(request);
      if (answer === 'hang-up') return answer;
      const used = request.path.startsWith('/services/data/') && answer.status !== 401;
      return {
        ...answer,
        headers: {
          ...answer.headers,
          date: httpDate(store),
          ...(used && { 'sforce-limit-info': `api-usage=${allowance.used}/${allowance.allowed}` }),
        },
      };
    },
  };
}
