import type { Stage } from '../stage.ts';

/**
 * Has the stage know what the CRM brought about: the leads that were made of its records, by their first names, and those
 * that were converted there, which nobody here asked for.
 */
export async function acquaint({ world: { store, crm }, leads, history }: Stage): Promise<void> {
  const known = new Set(leads.values());
  for await (const { id, firstName } of store.leads.scan())
    if (firstName !== undefined && !known.has(id)) leads.set(firstName, id);
  const converted = new Set(
    [...crm.store.rows.Lead.values()].filter((row) => row['IsConverted'] === true).map((row) => row['Id']),
  );
  for await (const { object, theirId, ours } of store.crmLinks.scan())
    if (object === 'lead' && converted.has(theirId))
      history.tried.add(`converted ${(ours ?? '').slice('lead.'.length)}`);
}
