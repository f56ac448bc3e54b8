import type { CrmUser, CrmConnector, Crm, CrmOpening } from '#shared/ports/crm.ts';
import { CrmError } from '#shared/ports/crm-error.ts';
import { hubspotActivities } from './hubspot-activities.ts';
import { hubspotChanges } from './hubspot-changes.ts';
import { hubspotClient, type HubspotClient } from './hubspot-client.ts';
import { asCrmError } from './hubspot-faults.ts';
import { hubspotFields } from './hubspot-fields.ts';
import { accountOf, hubspotJournal } from './hubspot-journal.ts';
import { authorizeUrl, journalTokens, redeem } from './hubspot-oauth.ts';
import { hubspotObject, hubspotObjects } from './hubspot-objects.ts';
import { hubspotReading } from './hubspot-reading.ts';
import { mergedRecord, modifiedAt } from './hubspot-records.ts';
import { hubspotWriting } from './hubspot-writing.ts';

/** HubSpot (B6): a private app or OAuth; contacts are the people, companies the accounts. */
export const hubspot: CrmConnector = { open, authorizeUrl, redeem };

function open(opening: CrmOpening): Crm {
  const client = hubspotClient(opening);
  const fields = hubspotFields(client);
  const reading = hubspotReading(client, fields);
  let account: Promise<string> | undefined;
  const portal = (): Promise<string> => (account ??= ownAccount(client, opening));
  const tokens = journalTokens(opening);
  const journal = tokens && hubspotJournal({ client, reading, tokens, portal, now: opening.now });
  const write = hubspotWriting(client);
  const changes = hubspotChanges({ reading, journal, now: opening.now });
  const addActivities = hubspotActivities(client);
  return {
    objects: hubspotObjects,
    test: told(async () => {
      const of = await portal();
      await journal?.end();
      return { organisation: `HubSpot account ${of}`, account: of };
    }),
    describe: told((object) => fields.describe(object)),
    picklist: told(({ object, field }) => fields.picklist(object, field)),
    recordTypes: async () => [],
    users: told(() => owners(client)),
    count: told(async (object) => {
      const sort = hubspotObject(object).modified;
      return (await reading.search({ object, fields: [] }, { filters: [], sort, most: 1 })).total;
    }),
    changes: told(async (of) => {
      await fields.typesOf(of.object, of.fields);
      return changes(of);
    }),
    newest: told(async (of) => {
      await fields.typesOf(of.object, of.fields);
      const sort = `-${hubspotObject(of.object).modified}`;
      const { records } = await reading.search(of, { filters: [], sort, most: of.most });
      return reading.records(of, records);
    }),
    read: told(async ({ object, ids, ...of }) => {
      await fields.typesOf(object, of.fields);
      const found = await reading.byIds({ object, ...of }, ids);
      const direct = [...found].filter(([id, record]) => id === record.id).map(([, record]) => record);
      const merged = [...found].filter(([id, record]) => id !== record.id);
      return [
        ...(await reading.records({ object, ...of }, direct)),
        ...merged.map(([id, record]) =>
          mergedRecord(object, id, { id: record.id, at: modifiedAt(object, record) }),
        ),
      ];
    }),
    write: told(write),
    addActivities: told(addActivities),
    knowsActivities: true,
    answered: () => client.answered(),
    allowance: () => client.allowance(),
  };
}

/** With what it throws in the words of the port. */
function told<Asked extends unknown[], Answer>(
  call: (...asked: Asked) => Promise<Answer>,
): (...asked: Asked) => Promise<Answer> {
  return async (...asked) => {
    try {
      return await call(...asked);
    } catch (error) {
      throw asCrmError(error);
    }
  };
}

/** The account that the credentials lead to, which must be the one that was named. */
async function ownAccount(
  client: HubspotClient,
  { settings: { portalId = '' } }: CrmOpening,
): Promise<string> {
  const account = await accountOf(client);
  if (portalId !== '' && portalId !== account)
    throw new CrmError(
      { kind: 'refused' },
      `These credentials are of the HubSpot account ${account}, and the connection is for ${portalId}: change one of them.`,
    );
  return account;
}

/** Pages of owners that are read at most. */
const OWNER_PAGES = 50;

/** https://developers.hubspot.com/docs/api-reference/crm-crm-owners-v3/guide */
async function owners({ owners: api }: Pick<HubspotClient, 'owners'>): Promise<CrmUser[]> {
  const users: CrmUser[] = [];
  for (const archived of [false, true]) {
    let after: string | undefined;
    for (let page = 0; page < OWNER_PAGES; page += 1) {
      const { results, paging } = await api.getPage(undefined, after, 100, archived);
      for (const { id, email = '', firstName = '', lastName = '' } of results) {
        const name = [firstName, lastName].filter((part) => part !== '').join(' ');
        // Queues own records too, and are nobody.
        if (email !== '') users.push({ id, email, name: name === '' ? email : name, active: !archived });
      }
      after = paging?.next?.after;
      if (after === undefined) break;
    }
  }
  return users;
}
