import * as z from 'zod';
import { hubspotTypes, type HubspotType } from './hubspot-properties.ts';
import { HubspotReplyError, type HubspotReply } from './hubspot-reply.ts';
import { searchRecords } from './hubspot-searching.ts';
import { parsed, shown, type Shown } from './hubspot-shapes.ts';
import type { HubspotStore, StoredRecord } from './hubspot-store.ts';

/** Records through the API. Made from https://developers.hubspot.com/docs/api-reference/2026-03/crm/objects/contacts/guide */

const properties = z.record(z.string(), z.string());
const trace = z.string().max(200).optional();
const batchOf = <Of extends z.ZodType>(input: Of) =>
  z.strictObject({ inputs: z.array(input).min(1).max(100) });
const readBatch = batchOf(z.strictObject({ id: z.string() })).extend({
  properties: z.array(z.string()),
  propertiesWithHistory: z.array(z.string()).optional(),
});
const updateBatch = batchOf(z.strictObject({ id: z.string(), properties, objectWriteTraceId: trace }));
const association = z.strictObject({
  to: z.strictObject({ id: z.string() }),
  types: z
    .array(z.strictObject({ associationCategory: z.literal('HUBSPOT_DEFINED'), associationTypeId: z.int() }))
    .length(1),
});
const creation = z.strictObject({
  properties,
  associations: z.array(association).optional(),
  objectWriteTraceId: trace,
});
const createBatch = batchOf(creation);
const merging = z.strictObject({ primaryObjectId: z.string(), objectIdToMerge: z.string() });

/** Which associations are with which object. */
const associated: Readonly<Record<number, { from: HubspotType; to: HubspotType }>> = {
  204: { from: 'tasks', to: 'contacts' },
  192: { from: 'tasks', to: 'companies' },
  202: { from: 'notes', to: 'contacts' },
  190: { from: 'notes', to: 'companies' },
  194: { from: 'calls', to: 'contacts' },
  182: { from: 'calls', to: 'companies' },
};

/** `half`: of the next batch only the first half is done, then the stand-in breaks. */
export type CrmAsked = {
  method: string;
  rest: readonly string[];
  query: URLSearchParams;
  body: string;
  now: number;
  half: () => boolean;
};

export function crmReply(
  store: HubspotStore,
  type: HubspotType,
  { method, rest, query, body, now, half }: CrmAsked,
): HubspotReply {
  const [first = '', ...others] = rest;
  switch (`${method} ${rest.join('/')}`) {
    case 'GET ':
      return listReply(store, type, query);
    case 'POST ':
      return { status: 201, body: shown(made(store, type, parsed(creation, body)), []) };
    case 'POST search':
      return { ...searchRecords(store, type, body, now), unmetered: true };
    case 'POST batch/read': {
      const asked = parsed(readBatch, body);
      return batchReply(
        asked.inputs.map(({ id }) => {
          const found = store.find(type, id, query.get('archived') === 'true');
          return found === undefined ? missing(type, id) : shown(found, asked.properties);
        }),
        type,
      );
    }
    case 'POST batch/update': {
      const { inputs } = parsed(updateBatch, body);
      if (new Set(inputs.map(({ id }) => id)).size < inputs.length)
        throw new HubspotReplyError(400, 'VALIDATION_ERROR', 'Duplicate IDs found in batch input');
      // One that is not as it should be turns all away.
      for (const { id, properties: values } of inputs)
        store.check(type, values, store.find(type, id)?.id ?? id);
      const breaks = half() ? Math.ceil(inputs.length / 2) : inputs.length;
      const results = inputs.slice(0, breaks).map(({ id, properties: values, objectWriteTraceId }) => {
        const record = store.find(type, id);
        if (record === undefined) return missing(type, id);
        store.update(record, values);
        return {
          ...shown(record, Object.keys(values)),
          ...(objectWriteTraceId !== undefined && { objectWriteTraceId }),
        };
      });
      if (breaks < inputs.length) throw new HubspotReplyError(500, 'INTERNAL_ERROR', 'internal error');
      return batchReply(results, type);
    }
    case 'POST batch/create': {
      const { inputs } = parsed(createBatch, body);
      const results = inputs.map((input) => {
        try {
          const record = made(store, type, input);
          return {
            ...shown(record, Object.keys(input.properties)),
            ...(input.objectWriteTraceId !== undefined && { objectWriteTraceId: input.objectWriteTraceId }),
          };
        } catch (error) {
          // Told for each of them only where each has a trace.
          if (!(error instanceof HubspotReplyError) || input.objectWriteTraceId === undefined) throw error;
          const { category, message } = error.reply.body as { category: string; message: string };
          return {
            failed: {
              status: 'error',
              category,
              message,
              context: { objectWriteTraceId: [input.objectWriteTraceId] },
            },
          };
        }
      });
      return batchReply(results, type, 201);
    }
    case 'POST merge': {
      const { primaryObjectId, objectIdToMerge } = parsed(merging, body);
      return {
        status: 200,
        body: shown(
          store.merge(known(store, type, primaryObjectId), known(store, type, objectIdToMerge)),
          [],
        ),
      };
    }
    default:
      return singleReply(store, type, { method, id: first, extra: others.join('/'), query, body });
  }
}

function singleReply(
  store: HubspotStore,
  type: HubspotType,
  {
    method,
    id,
    extra,
    query,
    body,
  }: { method: string; id: string; extra: string; query: URLSearchParams; body: string },
): HubspotReply {
  if (extra !== '' || !['GET', 'PATCH', 'DELETE'].includes(method))
    throw new HubspotReplyError(404, 'OBJECT_NOT_FOUND', 'No such endpoint');
  const record = store.find(type, id);
  if (method === 'DELETE') {
    if (record !== undefined) store.archive(record);
    return { status: 204 };
  }
  if (record === undefined) throw new HubspotReplyError(404, 'OBJECT_NOT_FOUND', 'resource not found');
  if (method === 'PATCH') store.update(record, parsed(z.strictObject({ properties }), body).properties);
  return { status: 200, body: shown(record, propertiesOf(query)) };
}

function listReply(store: HubspotStore, type: HubspotType, query: URLSearchParams): HubspotReply {
  const limit = Number(query.get('limit') ?? '10');
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw new HubspotReplyError(400, 'VALIDATION_ERROR', 'limit must be between 1 and 100');
  const after = Number(query.get('after') ?? '0');
  const page = store
    .of(type, query.get('archived') === 'true')
    .filter(({ id }) => Number(id) > after)
    .sort((one, other) => Number(one.id) - Number(other.id));
  const results = page.slice(0, limit);
  const last = results.at(-1);
  return {
    status: 200,
    body: {
      results: results.map((record) => shown(record, propertiesOf(query))),
      ...(page.length > limit && last !== undefined && { paging: { next: { after: last.id, link: '' } } }),
    },
  };
}

function propertiesOf(query: URLSearchParams): string[] {
  return query.getAll('properties').flatMap((text) => text.split(','));
}

function made(
  store: HubspotStore,
  type: HubspotType,
  { properties: values, associations = [] }: z.output<typeof creation>,
): StoredRecord {
  const about = associations.map(({ to, types: [of] }) => {
    const kind = associated[of?.associationTypeId ?? 0];
    if (kind?.from !== type)
      throw new HubspotReplyError(400, 'VALIDATION_ERROR', `invalid association type of ${type}`);
    return known(store, kind.to, to.id).id;
  });
  if (type !== 'contacts' && type !== 'companies' && values['hs_timestamp'] === undefined)
    throw new HubspotReplyError(
      400,
      'VALIDATION_ERROR',
      'Error creating object. Some required properties were not set: hs_timestamp',
    );
  return store.create(type, values, { about });
}

function known(store: HubspotStore, type: HubspotType, id: string): StoredRecord {
  const record = store.find(type, id);
  if (record === undefined)
    throw new HubspotReplyError(
      404,
      'OBJECT_NOT_FOUND',
      `No ${hubspotTypes[type].word} with ID ${id} exists`,
    );
  return record;
}

type Missing = { failed: Record<string, unknown> } | { lacks: string };

function missing(_type: HubspotType, id: string): Missing {
  return { lacks: id };
}

function batchReply(members: readonly (Shown | Missing)[], type: HubspotType, status = 200): HubspotReply {
  const results = members.filter((member) => !('lacks' in member) && !('failed' in member));
  const lacking = members.flatMap((member) => ('lacks' in member ? [member.lacks] : []));
  const errors = [
    ...members.flatMap((member) => ('failed' in member ? [member.failed] : [])),
    ...(lacking.length === 0
      ? []
      : [
          {
            status: 'error',
            category: 'OBJECT_NOT_FOUND',
            message: `Could not get some ${hubspotTypes[type].word.toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`,
            context: { ids: lacking },
          },
        ]),
  ];
  const at = '2026-01-01T00:00:00.000Z';
  return {
    status: errors.length === 0 ? status : 207,
    body: {
      status: 'COMPLETE',
      results,
      startedAt: at,
      completedAt: at,
      ...(errors.length > 0 && { numErrors: errors.length, errors }),
    },
  };
}
