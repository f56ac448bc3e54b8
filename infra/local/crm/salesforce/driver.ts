import type { Instant } from '../../../../shared/domain/kernel/instant.ts';
import type { Entity } from './ids.ts';
import { fieldOf, type Kept, type Row, type Store, type Value } from './store.ts';

/**
 * What is to go wrong with a request to come, once:
 * - `answer`: it is answered with this, and does nothing.
 * - `hang-up`: the connection ends; `done`: after it was done.
 * - `half`: of a collection the first half is written, then it is answered with status 500.
 */
export type Fault =
  | {
      kind: 'answer';
      status: number;
      headers?: Readonly<Record<string, string>>;
      code?: string;
      message?: string;
    }
  | { kind: 'hang-up'; done: boolean }
  | { kind: 'half' };

/** Seeds and scripts an organisation. Names are those of Salesforce; values may be texts of any type. */
export type SalesforceDriver = {
  /** Its records; read them, and write them through the driver. */
  store: Store;
  seed(entity: Kept, fields: Readonly<Record<string, Value>>, at?: Instant): string;
  change(entity: Kept, id: string, fields: Readonly<Record<string, Value>>): void;
  /** Into the recycle bin. */
  remove(entity: Kept, id: string): void;
  /** Out of the recycle bin too: nothing tells of it any more. */
  purge(entity: Kept, id: string): void;
  merge(entity: 'Lead' | 'Contact' | 'Account', winner: string, loser: string): void;
  addUser(user: { email: string; name: string; active: boolean }): string;
  addValue(entity: Kept, field: string, value: string): void;
  switchOffValue(entity: Kept, field: string, value: string): void;
  removeField(entity: Kept, field: string): void;
  /** The next write of this record meets a lock. */
  lock(id: string): void;
  fail(fault: Fault): void;
  /** Calls used of the day’s allowance, and allowed. */
  allowance: { used: number; allowed: number };
  expireTokens(): void;
  revokeAccess(): void;
  /** How often a conversion of this lead was asked for with a token that is good. */
  conversions(leadId: string): number;
};

type Scripted = Pick<
  SalesforceDriver,
  'allowance' | 'expireTokens' | 'revokeAccess' | 'fail' | 'conversions'
>;

/** A driver over a store. */
export function driverOf(store: Store, scripted: Scripted): SalesforceDriver {
  const typed = (entity: Kept, fields: Readonly<Record<string, Value>>): Row =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => {
        const field = fieldOf(store, entity, name);
        if (field === undefined) throw new Error(`${entity} has no field ${name}`);
        const isNumber = ['double', 'int', 'currency'].includes(field.type);
        if (typeof value !== 'string') return [field.name, value];
        return [field.name, field.type === 'boolean' ? value === 'true' : isNumber ? Number(value) : value];
      }),
    );
  const list = (entity: Kept, name: string): { value: string; active: boolean }[] => {
    const values = fieldOf(store, entity, name)?.values;
    if (values === undefined) throw new Error(`${entity}.${name} is no list`);
    return values;
  };
  return {
    ...scripted,
    store,
    seed: (entity, fields, at) => store.add(entity, { ...defaults[entity], ...typed(entity, fields) }, at),
    change: (entity, id, fields) => store.set(entity, id, typed(entity, fields)),
    remove: (entity, id) => store.set(entity, id, { IsDeleted: true }),
    purge: (entity, id) => void store.rows[entity].delete(id),
    merge(entity, winner, loser) {
      for (const task of store.rows.Task.values())
        for (const name of ['WhoId', 'WhatId']) if (task[name] === loser) task[name] = winner;
      for (const contact of store.rows.Contact.values())
        if (contact['AccountId'] === loser) contact['AccountId'] = winner;
      store.set(entity, loser, { IsDeleted: true, MasterRecordId: winner });
      store.set(entity, winner, {});
    },
    addUser: ({ email, name, active }) =>
      store.add('User', {
        Email: email,
        Username: email,
        Name: name,
        IsActive: active,
        UserType: 'Standard',
      }),
    addValue: (entity, field, value) => void list(entity, field).push({ value, active: true }),
    switchOffValue(entity, field, value) {
      for (const one of list(entity, field)) if (one.value === value) one.active = false;
    },
    removeField(entity, name) {
      store.schema[entity].fields = store.schema[entity].fields.filter((field) => field.name !== name);
    },
    lock: (id) => void store.locked.add(id),
  };
}

/** What people fill in when they make a record. */
const defaults: Partial<Record<Entity, Row>> = {
  Lead: { Company: 'Unknown', Status: 'Open - Not Contacted' },
};
