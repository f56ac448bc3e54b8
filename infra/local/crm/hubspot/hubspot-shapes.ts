import * as z from 'zod';
import { hubspotTypes } from './hubspot-properties.ts';
import { HubspotReplyError } from './hubspot-reply.ts';
import type { StoredRecord } from './hubspot-store.ts';

export type Shown = Record<string, unknown>;

/** A record as the API shows it: what is asked for and known, and what always comes. */
export function shown(
  { id, type, properties: values, createdAt, updatedAt, archivedAt }: StoredRecord,
  asked: readonly string[],
): Shown {
  const { modified, created } = hubspotTypes[type];
  const names = [...new Set([...asked, 'hs_object_id', created, modified])];
  return {
    id,
    properties: Object.fromEntries(names.map((name) => [name, values.get(name) ?? null])),
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
    archived: archivedAt !== undefined,
    ...(archivedAt !== undefined && { archivedAt: new Date(archivedAt).toISOString() }),
  };
}

/** @throws HubspotReplyError for what is not of this form, unknown names among it */
export function parsed<Of extends z.ZodType>(schema: Of, body: string): z.output<Of> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new HubspotReplyError(400, 'VALIDATION_ERROR', 'Invalid input JSON');
  }
  const read = schema.safeParse(value);
  if (!read.success)
    throw new HubspotReplyError(
      400,
      'VALIDATION_ERROR',
      `Invalid input JSON: ${z.prettifyError(read.error)}`,
    );
  return read.data;
}
