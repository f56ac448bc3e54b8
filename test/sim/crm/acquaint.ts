import type { Stage } from '../stage.ts';

/** Has the stage know leads that are made of records of the CRM, by their first names, as soon as they are there. */
export function acquaint({ world, leads }: Stage): void {
  world.onWritten = ({ table, item }) => {
    const { firstName: name, sort: id } = item;
    if (table === 'leads' && typeof name === 'string' && !leads.has(name)) leads.set(name, id);
  };
}

/** Has the history know whom people of the CRM converted, or we did there: nobody asked for it here. */
export async function noteConverted(stage: Stage): Promise<void> {
  for (const lead of await convertedThere(stage)) stage.history.tried.add(`converted ${lead}`);
}

/** The leads whose record in the CRM is converted, by whomever. */
export async function convertedThere({ world: { store, crm } }: Stage): Promise<Set<string>> {
  const all = [...crm.store.rows.Lead.values()];
  const converted = new Set(all.filter((row) => row['IsConverted'] === true).map((row) => row['Id']));
  const leads = new Set<string>();
  for await (const { object, theirId, ours } of store.crmLinks.scan())
    if (object === 'lead' && converted.has(theirId)) leads.add((ours ?? '').slice('lead.'.length));
  return leads;
}
