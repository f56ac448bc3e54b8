import type { Mapping } from './mapping.ts';

/** Whether changes of leads are written to the CRM: a field, or whose they are. */
export function followsLeads({ fields, owners }: Pick<Mapping, 'fields' | 'owners'>): boolean {
  return (
    ownersGoOut({ owners }) ||
    fields.some(({ object, direction }) => object !== 'account' && direction !== 'in')
  );
}

/** Whether the owner of a lead is written to the CRM. */
export function ownersGoOut({ owners }: Pick<Mapping, 'owners'>): boolean {
  return owners === 'out' || owners === 'both';
}

/** Whether something of a lead’s history is written to the CRM. */
export function mirrorsActivities({ activities }: Pick<Mapping, 'activities'>): boolean {
  return Object.keys(activities).length > 0;
}
