import { convertLead } from '#infra/local/crm/salesforce/soap.ts';
import type { Row } from '#infra/local/crm/salesforce/store.ts';
import { BUYER } from '../crm/set-up.ts';
import type { Stage } from '../stage.ts';
import { at, type Doings } from './acting.ts';

/** A change may be stamped so many seconds before it can be seen: as long as its transaction takes. */
const LATEST = 200;
/** From here on the names of people whom the CRM knew first are counted. */
const FIRST_NAME = 1_001;
const titles = [BUYER, 'Clerk', BUYER, 'Buyer of paper', 'Engineer'];

/** What people of the CRM do there. */
export const crm = {
  async 'crm-create'(stage, { pick, vary }) {
    const { crm: service } = stage.world;
    const accounts = service.alive('Account');
    const users = usersOf(stage);
    const many = vary % 4 === 0 ? 2 + (vary % 5) : 1;
    for (let n = 0; n < many; n += 1) {
      const person = personOf(stage, pick + n, vary + n);
      const owned = { ...person, OwnerId: String(at(users, vary + n)?.['Id'] ?? '') };
      const title = at(titles, pick + n) ?? '';
      const isContact = (vary + n) % 7 === 0;
      const account = String(at(accounts, pick)?.['Id'] ?? '');
      if (isContact) service.driver.seed('Contact', { ...owned, Title: title, AccountId: account });
      else
        service.driver.seed('Lead', {
          ...owned,
          Title: title,
          Company: `Company ${vary % 4}`,
          LeadSource: 'Web',
        });
    }
  },
  async 'crm-change'({ world: { crm: service } }, { pick, vary }) {
    const entity = vary % 3 === 0 ? 'Contact' : 'Lead';
    const changes: Record<string, string>[] = [
      { Title: at(titles, vary) ?? '' },
      { LastName: `Doe-${vary % 50}` },
      { Title: at(titles, vary + 1) ?? '', LastName: `Roe-${vary % 50}` },
      { Phone: `+336${String(50_000_000 + (vary % 40))}` },
    ];
    write(service, at(service.alive(entity), pick), entity, at(changes, vary) ?? {}, vary);
  },
  async 'crm-status'({ world: { crm: service } }, { pick, vary }) {
    const status = at(['Open - Not Contacted', 'Working - Contacted', 'Closed - Not Converted'], vary) ?? '';
    const ofAccount = at(['New', 'Interested', 'In progress'], vary) ?? '';
    if (vary % 3 === 0)
      write(service, at(service.alive('Account'), pick), 'Account', { Status__c: ofAccount }, vary);
    else write(service, at(service.alive('Lead'), pick), 'Lead', { Status: status }, vary);
  },
  async 'crm-owner'(stage, { pick, vary }) {
    const { crm: service } = stage.world;
    const owner = String(at(usersOf(stage), vary)?.['Id'] ?? '');
    const entity = vary % 2 === 0 ? 'Lead' : 'Contact';
    write(service, at(service.alive(entity), pick), entity, { OwnerId: owner }, vary);
  },
  async 'crm-delete'({ world: { crm: service } }, { pick, vary }) {
    const entity = vary % 3 === 0 ? 'Contact' : 'Lead';
    const row = at(service.alive(entity), pick);
    if (row !== undefined) service.driver.remove(entity, String(row['Id']));
  },
  async 'crm-merge'({ world: { crm: service, store } }, { pick, vary }) {
    const all = service.alive('Lead');
    // Mostly two records of one person are merged.
    const winner = at(all, pick);
    const id = String(winner?.['Id']);
    const twins = all.filter((one) => one !== winner && one['Email'] === winner?.['Email']);
    // One that is nobody's here would give its name to whom the other is: by names messages are told apart.
    const isOurs = (await store.crmLinks.get('local', `salesforce.lead.${id}`))?.ours !== undefined;
    const loser = at(twins, vary) ?? (isOurs ? at(all, pick + 1 + vary) : undefined);
    if (winner === undefined || loser === undefined || winner === loser) return;
    service.driver.merge('Lead', id, String(loser['Id']));
  },
  async 'crm-convert'({ world: { crm: service } }, { pick }) {
    const row = at(service.alive('Lead'), pick);
    if (row === undefined) return;
    convertLead(service.store, {
      leadId: String(row['Id']),
      convertedStatus: 'Closed - Converted',
      doNotCreateOpportunity: 'true',
    });
  },
} satisfies Doings;

function write(
  service: Stage['world']['crm'],
  row: Row | undefined,
  entity: 'Lead' | 'Contact' | 'Account',
  fields: Record<string, string>,
  vary: number,
): void {
  if (row !== undefined) service.write(entity, String(row['Id']), fields, vary % 5 === 0 ? vary % LATEST : 0);
}

/** Somebody new, somebody whom the CRM has already, or a lead of ours. */
function personOf({ world, scenario }: Stage, pick: number, vary: number): Record<string, string> {
  const known = at(scenario.leads, pick);
  if (vary % 6 === 0 && known !== undefined)
    return { FirstName: known.name, LastName: 'Doe', Email: known.email };
  const all = world.crm.alive('Lead').filter(({ FirstName: name }) => String(name).length > 4);
  const twin = vary % 6 === 1 ? at(all, pick) : undefined;
  if (twin !== undefined)
    return { FirstName: String(twin['FirstName']), LastName: 'Doe', Email: String(twin['Email']) };
  const number = FIRST_NAME + world.crm.store.rows.Lead.size + world.crm.store.rows.Contact.size;
  return { FirstName: `L${number}`, LastName: 'Doe', Email: `l${number}@crm.example` };
}

const usersOf = ({ world: { crm: service } }: Stage): Row[] =>
  [...service.store.rows.User.values()].filter(({ Email: email }) => String(email).endsWith('@acme.example'));
