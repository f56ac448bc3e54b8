import type { Answer, Asked, ItemOf } from '../../../api/operations.ts';
import type { CrmObject } from '../connection-words.ts';

export type Mapping = Answer<'GET /v1/connections/{kind}/mapping'>;
export type MappingBody = Asked<'PUT /v1/connections/{kind}/mapping'>['body'];
export type CrmField = ItemOf<'GET /v1/connections/{kind}/fields'>;
type Mapped = Mapping['fields'][number];
export type Direction = Mapped['direction'];
export type Activity = keyof NonNullable<Mapping['activities']>;

/** A pair of fields as it is edited; an own field of ours is `fields.<name>`. */
export type Row = {
  key: string;
  object: CrmObject;
  ours: string;
  theirs: string;
  direction: Direction;
  wins: 'ours' | 'theirs';
};
export type MappingForm = {
  rows: Row[];
  /** The field of each object that holds the status; empty: none. */
  status: Record<CrmObject, string>;
  owners: 'none' | Direction;
  defaultOwnerId: string;
  takesIn: 'by-rule' | 'all';
  /** What each kind of activity is written as; empty: it is not. */
  activities: Record<Activity, '' | 'task' | 'note'>;
};

/** Most pairs of fields. */
export const MOST_ROWS = 200;

let lastKey = 0;
export const newRow = (object: CrmObject, of: Partial<Row> = {}): Row => ({
  ours: '',
  theirs: '',
  direction: 'in',
  wins: 'theirs',
  ...of,
  object,
  key: `row-${String((lastKey += 1))}`,
});

const noActivities: MappingForm['activities'] = {
  mail: '',
  text: '',
  call: '',
  task: '',
  reply: '',
  booking: '',
};

/** A mapping that is begun; whom leads belong to at first is who begins it. */
export const newMapping = (userId: string): MappingForm => ({
  rows: [],
  status: { lead: '', contact: '', account: '' },
  owners: 'in',
  defaultOwnerId: userId,
  takesIn: 'by-rule',
  activities: noActivities,
});

export const formOf = (mapping: Mapping): MappingForm => ({
  rows: mapping.fields.map((field) => newRow(field.object, { ...field, wins: field.wins ?? 'theirs' })),
  status: {
    lead: mapping.status.lead ?? '',
    contact: mapping.status.contact ?? '',
    account: mapping.status.account ?? '',
  },
  owners: mapping.owners ?? 'none',
  defaultOwnerId: mapping.defaultOwnerId,
  takesIn: mapping.takesIn ?? 'by-rule',
  activities: { ...noActivities, ...mapping.activities },
});

const filled = <Name extends string>(values: Record<Name, string>): Record<string, string> =>
  Object.fromEntries(Object.entries<string>(values).filter(([, value]) => value !== ''));

/** What is sent: rows in their order, by which problems name them. */
export const bodyOf = (form: MappingForm): MappingBody => ({
  fields: form.rows.map(({ object, ours, theirs, direction, wins }) => ({
    object,
    ours,
    theirs,
    direction,
    wins,
  })),
  status: filled(form.status),
  owners: form.owners,
  defaultOwnerId: form.defaultOwnerId,
  takesIn: form.takesIn,
  activities: filled(form.activities),
});
