import { hubspotTypes, type HubspotProperty, type HubspotType } from './hubspot-properties.ts';
import { HubspotReplyError, invalidValues } from './hubspot-reply.ts';

/** A record of the stand-in. `visibleAt`: searches find it from then on. */
export type StoredRecord = {
  id: string;
  type: HubspotType;
  properties: Map<string, string>;
  createdAt: number;
  updatedAt: number;
  visibleAt: number;
  archivedAt?: number;
  /** Of tasks, notes and calls: what they are about. */
  about: string[];
};

export type HubspotOwner = {
  id: string;
  email: string;
  firstName: string;
  lastName: string;
  archived: boolean;
};

/** What happened to a record, for the journal and for pushed webhooks. */
export type Happened = {
  type: HubspotType;
  id: string;
  action: 'CREATE' | 'UPDATE' | 'DELETE' | 'MERGE';
  at: number;
  changed: Readonly<Record<string, string>>;
  merge?: { primary: string; merged: string[] };
};

/** Records, properties and owners in memory. Values are checked as HubSpot does; whoever watches is told of each change. */
export class HubspotStore {
  readonly records = new Map<string, StoredRecord>();
  readonly owners = new Map<string, HubspotOwner>();
  readonly properties = new Map<HubspotType, HubspotProperty[]>();
  /** Ids that were merged, and the record that each leads to. */
  readonly #merged = new Map<string, string>();
  readonly #now: () => number;
  readonly #watch: (happened: Happened) => void;
  #ids = 100_000_000;

  constructor(now: () => number, watch: (happened: Happened) => void) {
    this.#now = now;
    this.#watch = watch;
    for (const type of Object.keys(hubspotTypes) as HubspotType[])
      this.properties.set(type, structuredClone<HubspotProperty[]>([...hubspotTypes[type].properties]));
  }

  /** The record that an id leads to; undefined: there is none, or it is archived. */
  find(type: HubspotType, id: string, archived = false): StoredRecord | undefined {
    const record = this.records.get(this.#leadsTo(id));
    return record?.type === type && (record.archivedAt !== undefined) === archived ? record : undefined;
  }

  of(type: HubspotType, archived = false): StoredRecord[] {
    return [...this.records.values()].filter(
      (record) => record.type === type && (record.archivedAt !== undefined) === archived,
    );
  }

  create(
    type: HubspotType,
    properties: Readonly<Record<string, string>>,
    { about = [], stampedAt }: { about?: string[]; stampedAt?: number } = {},
  ): StoredRecord {
    this.check(type, properties);
    this.#ids += 1;
    const now = this.#now();
    const at = stampedAt ?? now;
    const record: StoredRecord = {
      id: String(this.#ids),
      type,
      properties: new Map(),
      createdAt: at,
      updatedAt: at,
      visibleAt: now,
      about,
    };
    this.#set(record, properties);
    this.#stamp(record, at);
    this.records.set(record.id, record);
    this.#watch({ type, id: record.id, action: 'CREATE', at: now, changed: properties });
    return record;
  }

  update(record: StoredRecord, properties: Readonly<Record<string, string>>): void {
    this.check(record.type, properties, record.id);
    this.#set(record, properties);
    // Two changes never have one stamp, though a clock may stand still here.
    this.#stamp(record, Math.max(this.#now(), record.updatedAt + 1));
    this.#watch({ type: record.type, id: record.id, action: 'UPDATE', at: this.#now(), changed: properties });
  }

  archive(record: StoredRecord): void {
    record.archivedAt = this.#now();
    this.#watch({ type: record.type, id: record.id, action: 'DELETE', at: this.#now(), changed: {} });
  }

  /**
   * Makes a new record of two, to which both of their ids lead.
   * https://developers.hubspot.com/changelog/updated-merge-functionality-for-contacts-and-companies
   */
  merge(primary: StoredRecord, other: StoredRecord): StoredRecord {
    const before = [primary, other].flatMap((record) => [
      record.id,
      ...(record.properties.get('hs_merged_object_ids') ?? '').split(';').filter((id) => id !== ''),
    ]);
    this.#ids += 1;
    const id = String(this.#ids);
    const now = this.#now();
    const properties = new Map([...other.properties, ...primary.properties]);
    properties.set('hs_merged_object_ids', before.join(';'));
    const made: StoredRecord = {
      ...primary,
      id,
      properties,
      visibleAt: now,
      createdAt: Math.min(primary.createdAt, other.createdAt),
    };
    this.#stamp(made, Math.max(now, primary.updatedAt + 1, other.updatedAt + 1));
    this.records.set(id, made);
    for (const record of [primary, other]) {
      this.records.delete(record.id);
      this.#merged.set(record.id, id);
    }
    const merge = { primary: primary.id, merged: [other.id] };
    this.#watch({ type: made.type, id, action: 'MERGE', at: now, changed: {}, merge });
    return made;
  }

  /** @throws HubspotReplyError as HubSpot answers to values that are not as they should be */
  check(type: HubspotType, values: Readonly<Record<string, string>>, id?: string): void {
    const known = new Map((this.properties.get(type) ?? []).map((of) => [of.name, of]));
    const errors = Object.entries(values).flatMap(([name, value]) => {
      const found = this.#wrong(known.get(name), name, value);
      return found === undefined ? [] : [{ name, ...found }];
    });
    if (errors.length > 0) throw invalidValues(errors);
    const email = values['email'];
    const taken =
      type === 'contacts' &&
      email !== undefined &&
      email !== '' &&
      this.of('contacts').find((other) => other.id !== id && other.properties.get('email') === email);
    if (taken)
      throw new HubspotReplyError(409, 'CONFLICT', `Contact already exists. Existing ID: ${taken.id}`);
  }

  #wrong(
    property: HubspotProperty | undefined,
    name: string,
    value: string,
  ): { message: string; error: string } | undefined {
    if (property === undefined)
      return { message: `Property "${name}" does not exist`, error: 'PROPERTY_DOESNT_EXIST' };
    if (property.modificationMetadata.readOnlyValue)
      return {
        message: `"${name}" is a read only property; its value cannot be set.`,
        error: 'READ_ONLY_VALUE',
      };
    if (value === '') return undefined;
    if (name === 'hubspot_owner_id')
      return this.owners.get(value)?.archived === false
        ? undefined
        : { message: `${value} is no valid owner`, error: 'INVALID_OWNER_ID' };
    if (name === 'email' && !/^[^\s@]{1,64}@[^\s@]{1,255}$/.test(value))
      return { message: `Email address ${value} is invalid`, error: 'INVALID_EMAIL' };
    if (property.type === 'enumeration' && !property.options.some((option) => option.value === value))
      return {
        message: `${value} was not one of the allowed options: [${property.options.map((option) => option.value).join(', ')}]`,
        error: 'INVALID_OPTION',
      };
    if (property.type === 'number' && !/^-?\d{1,20}(?:\.\d{1,10})?$/.test(value))
      return { message: `${value} was not a valid number.`, error: 'INVALID_INTEGER' };
    if (property.type === 'datetime' && Number.isNaN(Date.parse(value)) && !/^\d{1,14}$/.test(value))
      return { message: `${value} was not a valid long.`, error: 'INVALID_LONG' };
    return undefined;
  }

  #leadsTo(id: string): string {
    let at = id;
    for (let next = this.#merged.get(at); next !== undefined; next = this.#merged.get(at)) at = next;
    return at;
  }

  #set(record: StoredRecord, properties: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(properties)) {
      if (value === '') record.properties.delete(name);
      else record.properties.set(name, value);
    }
  }

  #stamp(record: StoredRecord, at: number): void {
    record.updatedAt = at;
    const { modified, created } = hubspotTypes[record.type];
    record.properties.set(modified, new Date(at).toISOString());
    record.properties.set(created, new Date(record.createdAt).toISOString());
    record.properties.set('hs_object_id', record.id);
  }
}
