import { connectorOf, type CrmKind } from '../connections/connectors.ts';
import type { CrmObject, CrmOption } from '../crm/crm-object.ts';
import type { Mapping } from '../crm/mapping.ts';

/** Something outside that must be connected first (B1). */
export type Connection = 'salesforce' | 'hubspot' | 'crm' | 'calendly';

/** A CRM that is connected: the fields that hold statuses as far as they are mapped, and their values as last read. */
export type ConnectedCrm = {
  kind: CrmKind;
  status: Mapping['status'];
  /** Absent: they were not read yet. */
  values: Partial<Record<CrmObject, readonly CrmOption[]>>;
};

/** What is connected of what workflows may need. */
export type Connected = { calendly: boolean; crms: readonly ConnectedCrm[] };

/** Whose status: of people, or of accounts. */
export type StatusSide = 'person' | 'account';
const objectsOf = { person: ['lead', 'contact'], account: ['account'] } as const satisfies Record<
  StatusSide,
  readonly CrmObject[]
>;
const called = { person: 'its people', account: 'its accounts' } as const satisfies Record<
  StatusSide,
  string
>;

/** What is missing, what to do about it, and where in the console. */
export type Missing = { message: string; see: string };

/** What to do about each that is not connected. */
const missingConnection = {
  salesforce: {
    message: 'Salesforce is not connected: connect it and map its status fields first.',
    see: '/console/connections/salesforce',
  },
  hubspot: {
    message: 'HubSpot is not connected: connect it and map its status fields first.',
    see: '/console/connections/hubspot',
  },
  crm: {
    message: 'No CRM is connected: connect Salesforce or HubSpot and map its status fields first.',
    see: '/console/connections',
  },
  calendly: {
    message: 'Calendly is not connected: connect it first.',
    see: '/console/connections/calendly',
  },
} as const satisfies Record<Connection, Missing>;

/** The objects of a CRM whose status field is mapped, of one side. */
export function statusObjects({ status }: Pick<ConnectedCrm, 'status'>, side: StatusSide): CrmObject[] {
  return objectsOf[side].filter((object) => status[object] !== undefined);
}

/** What keeps something that needs a connection, and the status of one side, from being saved (B1); undefined: nothing. */
export function missingFor(
  needs: Connection,
  connected: Connected,
  side: StatusSide | undefined,
): Missing | undefined {
  if (needs === 'calendly') return connected.calendly ? undefined : missingConnection.calendly;
  const crms = connected.crms.filter(({ kind }) => needs === 'crm' || kind === needs);
  const [first] = crms;
  if (first === undefined) return missingConnection[needs];
  if (side === undefined || crms.some((crm) => statusObjects(crm, side).length > 0)) return undefined;
  const { label } = connectorOf(first.kind);
  return {
    message: `${label} is connected, but the field that holds the status of ${called[side]} is not mapped: map it first.`,
    see: `/console/connections/${first.kind}/mapping`,
  };
}

/**
 * How a status stands with the lists of the connected CRMs as they were last read. `free`: a field has no list, and takes
 * any text; `unread`: some were not read yet.
 */
export type Listed =
  { is: 'there'; option: CrmOption } | { is: 'gone'; values: string[] } | { is: 'free' | 'unread' };

/** Looks a status up in the lists of the connected CRMs. */
export function lookUp(value: string, side: StatusSide, crms: readonly ConnectedCrm[]): Listed {
  const lists = crms.flatMap((crm) => statusObjects(crm, side).map((object) => crm.values[object]));
  const options = lists.flatMap((list) => list ?? []).filter(({ active }) => active);
  const option = options.find((one) => one.value === value);
  if (option !== undefined) return { is: 'there', option };
  if (lists.some((list) => list?.length === 0)) return { is: 'free' };
  if (lists.includes(undefined) || lists.length === 0) return { is: 'unread' };
  return { is: 'gone', values: options.map((one) => one.value) };
}
