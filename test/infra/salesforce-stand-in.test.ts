import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idOf, knownId } from '#infra/local/crm/salesforce/ids.ts';
import { salesforceStandIn, standInApp } from '#infra/local/crm/salesforce/salesforce-stand-in.ts';
import { soapCall } from '#infra/local/crm/salesforce/soap.ts';
import { QueryRefusal, runSoql } from '#infra/local/crm/salesforce/soql-run.ts';
import { startCrmServer } from '#infra/local/crm/server.ts';
import { at } from '#test/support/at.ts';

const made = () => salesforceStandIn({ now: () => at('2027-03-15T09:00:00.000Z') });

/** The code with which a question is refused. */
function codeOf(soql: string): string {
  const { driver } = made();
  try {
    runSoql(driver.store, soql, false);
    return 'answered';
  } catch (error) {
    if (error instanceof QueryRefusal) return error.code;
    throw error;
  }
}

for (const [soql, code] of [
  ["SELECT Id FROM Lead WHERE LastName = 'O\\'Neil'", 'answered'],
  ["SELECT Id FROM Lead WHERE LastName = 'O'Neil'", 'MALFORMED_QUERY'],
  ["SELECT Id FROM Lead WHERE LastName = 'a' AND Email = 'b' OR Email = 'c'", 'MALFORMED_QUERY'],
  ["SELECT Id FROM Lead WHERE LastName = 'a' AND (Email = 'b' OR Email = 'c')", 'answered'],
  ['SELECT Id FROM Lead WHERE LastName = a', 'MALFORMED_QUERY'],
  ["SELECT Id FROM Lead WHERE CreatedDate > '2027-03-15T09:00:00Z'", 'INVALID_FIELD'],
  ['SELECT Id FROM Lead WHERE CreatedDate > 2027-03-15T09:00:00Z', 'answered'],
  ["SELECT Id FROM Lead WHERE Id = 'nobody'", 'INVALID_QUERY_FILTER_OPERATOR'],
  ["SELECT Id FROM Task WHERE Description = 'x'", 'INVALID_FIELD'],
  ['SELECT Id, id FROM Lead', 'INVALID_FIELD'],
  ['SELECT * FROM Lead', 'MALFORMED_QUERY'],
  ['SELECT Id FROM Nothing__c', 'INVALID_TYPE'],
  ['SELECT Id FROM Lead LIMIT 1 ORDER BY Id', 'MALFORMED_QUERY'],
  ['SELECT Id FROM Lead; DELETE', 'MALFORMED_QUERY'],
] as const)
  test(`the stand-in of Salesforce takes ${soql} as the real one does: ${code}`, () => {
    assert.equal(codeOf(soql), code);
  });

test('ids of the stand-in of Salesforce tell in their last three characters which are capitals', () => {
  assert.equal(knownId('001D000000IqhSL'), '001D000000IqhSLIAZ');
  assert.equal(knownId(idOf('Lead', 5)), idOf('Lead', 5));
  assert.equal(knownId(`${idOf('Lead', 38).slice(0, 15)}AAZ`), undefined);
});

test('the stand-in of Salesforce lets nobody in without a token that it gave', async (t) => {
  const server = await startCrmServer({ salesforce: made() });
  t.after(() => server.stop());
  const url = `${server.endpoint}/salesforce/services/data/v66.0/query?q=SELECT%20Id%20FROM%20Lead`;
  for (const headers of [{}, { authorization: 'Bearer nothing' }] as Record<string, string>[])
    assert.equal((await fetch(url, { headers })).status, 401);
  const token = await fetch(`${server.endpoint}/salesforce/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: standInApp.clientId,
      client_secret: standInApp.clientSecret,
    }),
  });
  const { access_token: given } = (await token.json()) as { access_token: string };
  const answer = await fetch(url, { headers: { authorization: `Bearer ${given}` } });
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('sforce-limit-info') ?? '', /^api-usage=1\/15000$/);
  assert.equal((await fetch(`${server.endpoint}/nobody`)).status, 404);
});

test('the stand-in of Salesforce reads an envelope whose elements are in the order of the WSDL, and no other', () => {
  const envelope = (inside: string): string =>
    `<e:Envelope xmlns:e="x"><e:Header><SessionHeader><sessionId>a&amp;b</sessionId></SessionHeader></e:Header><e:Body><convertLead><leadConverts>${inside}</leadConverts></convertLead></e:Body></e:Envelope>`;
  const parts = [
    '<convertedStatus>Closed</convertedStatus>',
    '<doNotCreateOpportunity>true</doNotCreateOpportunity>',
    '<leadId>1</leadId>',
    '<overwriteLeadSource>false</overwriteLeadSource>',
    '<sendNotificationEmail>false</sendNotificationEmail>',
  ];
  assert.equal(soapCall(envelope(parts.join('')))?.sessionId, 'a&b');
  assert.equal(soapCall(envelope(parts.toReversed().join(''))), undefined);
  assert.equal(soapCall(envelope(parts.slice(1).join(''))), undefined);
  assert.equal(soapCall('<e:Envelope>'), undefined);
});
