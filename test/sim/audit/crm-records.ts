import type { CrmLink } from '#shared/domain/crm/crm-link.ts';
import type { Lead } from '#shared/domain/people/people.ts';
import type { Row } from '#infra/local/crm/salesforce/store.ts';
import { followed } from '../crm/set-up.ts';
import type { Stage } from '../stage.ts';
import type { Audited, Violation } from './audited.ts';

/** As long as a run may take: a lead is made by the time at which its run began. */
const RUN_MS = 600_000;

/**
 * B6: in the end each record of the CRM and the lead that it is say the same, whoever changed what; and whoever of the CRM
 * is somebody's record has not been lost sight of.
 */
export async function crmRecords({ stage }: Audited): Promise<Violation[]> {
  const { world, scenario } = stage;
  if (scenario.crm === undefined) return [];
  const { store, crm, agenda } = world;
  const violations: Violation[] = [];
  const wrong = (rule: string, expected: string): void =>
    void violations.push({ rule, at: agenda.now, expected });
  const links = await Array.fromAsync(store.crmLinks.scan());
  const people = links.filter(
    ({ object, ours, gone }) => object !== 'account' && ours !== undefined && !gone,
  );
  const refused = await refusedFields(stage);
  for (const link of people) {
    const row = rowOf(stage, link);
    if (row === undefined || row['IsDeleted'] === true) {
      wrong('B6 deletions', `${link.id}, which is deleted there, to be known as gone`);
      continue;
    }
    const lead = await store.leads.get('local', (link.ours ?? '').slice('lead.'.length));
    if (lead === undefined || row['IsConverted'] === true || isTwin(stage, people, link)) continue;
    for (const { field, ours, theirs } of differences(stage, lead, row)) {
      if (refused.has(`${link.id} ${field}`)) continue;
      wrong(
        'B6 the same in the end',
        `${link.id} (${lead.firstName}) to say the same of ${field}: we ${ours}, the CRM ${theirs}`,
      );
    }
  }
  // Whoever was changed there since we have somebody of that address is linked; and all, where all are taken in.
  const known = new Set(links.map(({ theirId }) => theirId));
  const since = new Map(
    (await Array.fromAsync(store.leads.scan())).map(({ email, createdAt }) => [email, createdAt]),
  );
  for (const row of [...crm.alive('Lead'), ...crm.alive('Contact')]) {
    const changed = crm.changes.findLast(({ id }) => id === row['Id'])?.at ?? 0;
    const isOurs = changed > (since.get(String(row['Email'])) ?? Infinity) + RUN_MS;
    if (!known.has(String(row['Id'])) && (scenario.crm.takesIn === 'all' || isOurs))
      wrong('B6 taken in', `${row['Name']} (${row['Id']}), who is in the CRM, to be somebody here`);
  }
  return violations;
}

function rowOf({ world }: Stage, { object, theirId }: Pick<CrmLink, 'object' | 'theirId'>): Row | undefined {
  const entity = object === 'lead' ? 'Lead' : object === 'contact' ? 'Contact' : 'Account';
  return world.crm.store.find(entity, theirId);
}

/** Of somebody whom the CRM has more than once the records may contradict each other. */
function isTwin(stage: Stage, links: readonly CrmLink[], { id, ours }: CrmLink): boolean {
  return links.some((one) => one.id !== id && one.ours === ours && rowOf(stage, one)?.['IsDeleted'] !== true);
}

type Difference = { field: string; ours: string; theirs: string };

function differences(stage: Stage, lead: Lead, row: Row): Difference[] {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const all = followed.map(({ ours, theirs }) => ({
    field: theirs,
    ours: text(lead[ours]),
    theirs: text(row[theirs]),
  }));
  const email = stage.world.crm.store.find('User', String(row['OwnerId']))?.['Email'];
  const owner = { field: '@owner', ours: `${lead.ownerId}@acme.example`, theirs: text(email) };
  // Who is no user there owns nothing there.
  const isUser = (address: string): boolean =>
    stage.scenario.users.some(({ id }) => `${id}@acme.example` === address);
  const follows = stage.scenario.crm?.owners === 'both' && isUser(owner.ours) && isUser(owner.theirs);
  return [...all, ...(follows ? [owner] : [])].filter(
    ({ ours, theirs }) => ours.toLowerCase() !== theirs.toLowerCase(),
  );
}

/** Values that the CRM did not take, as their writes say: `<link> <field>`. */
async function refusedFields({ world }: Stage): Promise<Set<string>> {
  const refused = new Set<string>();
  for await (const { kind, object, theirId, work, state } of world.store.crmWrites.scan())
    if (state.status === 'failed' && work.kind === 'fields')
      for (const field of Object.keys(work.fields)) refused.add(`${kind}.${object}.${theirId} ${field}`);
  return refused;
}
