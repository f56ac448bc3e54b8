import type { Instant } from '../../domain/kernel/instant.ts';
import { isUnderWay, valuesUnderWay, writeId, type CrmWrite } from '../../domain/crm/crm-write.ts';
import { withdrawn, wished, writeIdOf, type CrmWish } from '../../domain/crm/wish-write.ts';
import { change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';

type Ports = { store: Pick<Store, 'crmWrites'> };

/** `asked`: it is to be written; `unchanged`: it was asked for before, or something newer was. */
export type Asked = 'asked' | 'unchanged';

/**
 * Asks for something to be written to a record of the CRM (B6): puts the one item of the record and aspect, or raises its
 * wish. `activity`: the id of an activity, made from what it tells of.
 */
export async function askForWrite(
  { store }: Ports,
  wish: CrmWish,
  { now, activity }: { now: Instant; activity?: string },
): Promise<Asked> {
  const id = writeIdOf(wish, activity);
  const { kind } = await change(store.crmWrites, { organisation: wish.organisation, id }, (item) =>
    wished(item, id, wish, now),
  );
  return kind === 'written' ? 'asked' : 'unchanged';
}

/** What values of a record are to become, as decided beside what is under way already; undefined: nothing. */
type Values = Readonly<Record<string, string | null>>;

/**
 * Asks for those values to be written that the CRM would not have in the end. `wanted` is read after what is under way is
 * known, so that of two who follow the same record the later one writes what is so now, never what was.
 */
export async function askForDifference(
  { store }: Ports,
  wish: Omit<CrmWish, 'work'>,
  wanted: () => Promise<{ values: Values; agreed: Readonly<Record<string, string>> } | undefined>,
  now: Instant,
): Promise<Asked> {
  const { organisation } = wish;
  const id = writeId(wish, 'fields');
  const { kind } = await change(store.crmWrites, { organisation, id, gather: wanted }, (item, facts) => {
    const fields = facts && differing(facts.values, { ...facts.agreed, ...valuesUnderWay(item) });
    if (fields === undefined || Object.keys(fields).length === 0) return 'unchanged' as const;
    return wished(item, id, { ...wish, work: { kind: 'fields', fields } }, now);
  });
  return kind === 'written' ? 'asked' : 'unchanged';
}

function differing(values: Values, there: Values): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([field, value]) => (there[field] ?? null) !== value),
  );
}

/** A status that is wished of a record: the field that holds it, and whether choosing it converts the lead. */
export type StatusWish = Omit<CrmWish, 'work'> & { field: string; value: string; converts: boolean };

/**
 * Asks for the status of a record to be written (B3), or for its lead to be converted where the status does that. A newer
 * status takes back a conversion that nobody has begun, and an older one never comes after a newer.
 */
export async function askForStatus(
  ports: Ports,
  { field, value, converts, ...wish }: StatusWish,
  now: Instant,
): Promise<Asked> {
  const { crmWrites } = ports.store;
  const { organisation } = wish;
  if (converts) {
    const fields = await crmWrites.get(organisation, writeId(wish, 'fields'));
    const since = fields?.since?.[field];
    if (since !== undefined && since > wish.at) return 'unchanged';
    return askForWrite(ports, { ...wish, work: { kind: 'convert', status: value } }, { now });
  }
  const asked = await askForWrite(
    ports,
    { ...wish, work: { kind: 'fields', fields: { [field]: value } } },
    { now },
  );
  // Also when it was asked for before: whoever did so may have died here.
  await withdrawConversion(ports, wish, now);
  return asked;
}

/** Takes back a conversion that nobody has begun and that is older than a wish. */
async function withdrawConversion(
  { store }: Ports,
  wish: Omit<CrmWish, 'work'>,
  now: Instant,
): Promise<void> {
  if (wish.object !== 'lead') return;
  const { organisation } = wish;
  const id = writeId(wish, 'convert');
  await change(store.crmWrites, { organisation, id }, (item) => withdrawn(item, wish.at, now));
}

/** What is under way for a record: values by field, and the status that its lead is converted with. */
export type UnderWay = { values: Values; convertsTo?: string | undefined };

/**
 * What is still to be written to a record, or is being written: when it is read from the CRM in the meantime with these
 * values, nobody there has changed them.
 */
export async function writesUnderWay(
  { store }: Ports,
  of: Pick<CrmWish, 'organisation' | 'kind' | 'object' | 'theirId'>,
): Promise<UnderWay> {
  const items = await store.crmWrites.getMany(of.organisation, [
    writeId(of, 'fields'),
    ...(of.object === 'lead' ? [writeId(of, 'convert')] : []),
  ]);
  const conversion = items.find((item): item is CrmWrite => item.work.kind === 'convert' && isUnderWay(item));
  return {
    values: items.reduce<Values>((all, item) => ({ ...all, ...valuesUnderWay(item) }), {}),
    ...(conversion?.work.kind === 'convert' && { convertsTo: conversion.work.status }),
  };
}
