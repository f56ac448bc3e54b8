import * as z from 'zod/mini';
import { crmObjects } from '#shared/domain/crm/crm-object.ts';
import type { Crm, CrmConnector, CrmUser } from '#shared/ports/crm.ts';
import { addActivities } from './salesforce-activities.ts';
import { changes } from './salesforce-changes.ts';
import { convert } from './salesforce-convert.ts';
import { describe, picklist, recordTypes } from './salesforce-describe.ts';
import { count, newest, query, read } from './salesforce-records.ts';
import { salesforceRest, type SalesforceRest } from './salesforce-rest.ts';
import { authorizeUrl, redeem } from './salesforce-tokens.ts';
import { write } from './salesforce-write.ts';
import { isId, quoted } from './soql.ts';

/** Salesforce, by the customer’s own External Client App (B6). */
export const salesforce: CrmConnector = {
  open(opening): Crm {
    const rest = salesforceRest(opening);
    return {
      objects: crmObjects,
      test: () => test(rest),
      describe: (object) => describe(rest, object),
      picklist: (of) => picklist(rest, of),
      recordTypes: (object) => recordTypes(rest, object),
      users: () => users(rest),
      count: (object) => count(rest, object),
      changes: (of) => changes(rest, of),
      newest: (of) => newest(rest, of),
      read: (of) => read(rest, of),
      write: (object, writes) => write(rest, object, writes),
      convert: (leadId, status) => convert(rest, leadId, status),
      addActivities: (activities) => addActivities(rest, activities),
      knowsActivities: true,
      answered: rest.answered,
      allowance: rest.allowance,
    };
  },
  authorizeUrl,
  redeem,
};

async function test(rest: SalesforceRest): ReturnType<Crm['test']> {
  const { rows } = await query(rest, 'SELECT Id, Name, SystemModstamp FROM Organization LIMIT 1');
  const name = rows[0]?.['Name'];
  const organisation = typeof name === 'string' ? name : '';
  const id = (await rest.tokens.current()).identity?.split('/').at(-1) ?? '';
  const account = rows[0]?.['Id'] ?? '';
  if (!isId(id)) return { organisation, account };
  const found = await query(rest, `SELECT Id, Username, SystemModstamp FROM User WHERE Id = ${quoted(id)}`);
  const user = found.rows[0]?.['Username'];
  return { organisation, account, ...(typeof user === 'string' && { user }) };
}

/** So many users are read at most; more than any organisation that sells has in one place. */
const MOST_USERS = 20_000;
const PAGE_OF_USERS = 2_000;
const person = z.object({ Id: z.string(), Name: z.string(), Email: z.string(), IsActive: z.boolean() });

/** People, not the users of apps and sites. */
async function users(rest: SalesforceRest): Promise<CrmUser[]> {
  const all: CrmUser[] = [];
  for (let after = ''; all.length < MOST_USERS;) {
    const behind = after === '' ? '' : ` AND Id > ${quoted(after)}`;
    const soql = `SELECT Id, Name, Email, IsActive, SystemModstamp FROM User WHERE UserType = 'Standard'${behind} ORDER BY Id ASC LIMIT ${PAGE_OF_USERS}`;
    const { rows, done } = await query(rest, soql);
    for (const row of rows) {
      const { Id, Name, Email, IsActive } = person.parse(row);
      all.push({ id: Id, name: Name, email: Email, active: IsActive });
    }
    if (done && rows.length < PAGE_OF_USERS) break;
    after = rows.at(-1)?.Id ?? '';
    if (after === '') break;
  }
  return all;
}
