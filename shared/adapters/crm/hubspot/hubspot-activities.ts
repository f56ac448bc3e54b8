import { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/objects/models/AssociationSpec.js';
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/objects/models/Filter.js';
import { cutText } from '#shared/domain/kernel/cut-text.ts';
import { textOf } from '#shared/domain/time/instants.ts';
import type { Crm, CrmActivity, CrmWritten } from '#shared/ports/crm.ts';
import { errorOf, inBatches, unanswered } from './hubspot-batches.ts';
import type { HubspotClient, NewRecord } from './hubspot-client.ts';
import { isHubspotId } from './hubspot-objects.ts';

type Kind = 'tasks' | 'notes' | 'calls';

/** Ids of the associations with contacts and companies that HubSpot defines. https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide */
const associations: Readonly<Record<Kind, { contact: number; account: number }>> = {
  tasks: { contact: 204, account: 192 },
  notes: { contact: 202, account: 190 },
  calls: { contact: 194, account: 182 },
};

/** Longest body that HubSpot takes. */
const MOST_BODY = 60_000;

/**
 * Writes activities as what HubSpot has for them: calls, tasks that are done, notes. `hs_engagement_source_id` keeps the
 * key of each: those that are there by it are not written again. HubSpot finds what was written after some seconds, so
 * that a second try within them may write it twice.
 * https://developers.hubspot.com/docs/api-reference/crm-tasks-v3/guide
 */
export function hubspotActivities({ objects }: Pick<HubspotClient, 'objects'>): Crm['addActivities'] {
  const present = async (kind: Kind, activities: readonly CrmActivity[]): Promise<Set<string>> => {
    const keys = new Set<string>();
    for (const values of inSearches(activities.map(({ key }) => key.toLowerCase()))) {
      const { results } = await objects.search.doSearch(kind, {
        filterGroups: [
          { filters: [{ propertyName: 'hs_engagement_source_id', operator: FilterOperatorEnum.In, values }] },
        ],
        sorts: ['hs_object_id'],
        properties: ['hs_engagement_source_id'],
        limit: 200,
        after: '0',
      });
      for (const { properties } of results)
        keys.add((properties['hs_engagement_source_id'] ?? '').toLowerCase());
    }
    return keys;
  };
  return async (activities) => {
    const answers = new Map<CrmActivity, CrmWritten>();
    for (const kind of ['tasks', 'notes', 'calls'] as const) {
      const ofKind = activities.filter(
        (activity) => kindOf(activity) === kind && isHubspotId(activity.about.id),
      );
      if (ofKind.length === 0) continue;
      const there = await present(kind, ofKind);
      const fresh = ofKind.filter(({ key }) => !there.has(key.toLowerCase()));
      for (const activity of ofKind) answers.set(activity, { kind: 'written' });
      const written = await inBatches(
        fresh,
        (batch) => objects.batch.create(kind, { inputs: batch.map((activity) => inputOf(kind, activity)) }),
        ({ key }, answer) => {
          const error = errorOf(answer, 'objectWriteTraceId', key);
          if (error !== undefined) return error;
          const isAll = (answer.errors ?? []).length === 0;
          if (isAll || answer.results.some(({ objectWriteTraceId }) => objectWriteTraceId === key))
            return { kind: 'written' };
          throw unanswered();
        },
      );
      for (const [n, activity] of fresh.entries()) answers.set(activity, written[n] ?? { kind: 'gone' });
    }
    return activities.map((activity) => answers.get(activity) ?? { kind: 'gone' });
  };
}

/** Keys as many at a time as a search may carry: 3,000 characters in all. */
function inSearches(keys: readonly string[]): string[][] {
  const chunks: string[][] = [];
  let length = Infinity;
  for (const key of keys) {
    if (length + key.length > 2_000) {
      chunks.push([]);
      length = 0;
    }
    chunks.at(-1)?.push(key);
    length += key.length + 3;
  }
  return chunks;
}

function kindOf({ as, call }: CrmActivity): Kind {
  if (call) return 'calls';
  return as === 'task' ? 'tasks' : 'notes';
}

function inputOf(kind: Kind, activity: CrmActivity): NewRecord {
  const { key, about, at, ownerId } = activity;
  return {
    // With it, HubSpot answers for each member of a batch.
    objectWriteTraceId: key,
    properties: {
      hs_timestamp: textOf(at),
      hs_engagement_source: 'INTEGRATION',
      hs_engagement_source_id: key,
      ...(ownerId !== undefined && { hubspot_owner_id: ownerId }),
      ...contentOf(kind, activity),
    },
    associations: [
      {
        to: { id: about.id },
        types: [
          {
            associationCategory: AssociationSpecAssociationCategoryEnum.HubspotDefined,
            associationTypeId: associations[kind][about.object === 'account' ? 'account' : 'contact'],
          },
        ],
      },
    ],
  };
}

function contentOf(kind: Kind, { subject, body = '', seconds }: CrmActivity): Record<string, string> {
  switch (kind) {
    case 'tasks':
      return {
        hs_task_subject: subject,
        hs_task_body: htmlOf(body),
        hs_task_status: 'COMPLETED',
        hs_task_type: 'TODO',
      };
    case 'notes':
      return {
        hs_note_body: `<p><strong>${htmlOf(subject)}</strong></p>${body === '' ? '' : `<p>${htmlOf(body)}</p>`}`,
      };
    case 'calls':
      return {
        hs_call_title: subject,
        hs_call_body: htmlOf(body),
        hs_call_status: 'COMPLETED',
        ...(seconds !== undefined && { hs_call_duration: String(Math.round(seconds * 1_000)) }),
      };
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '<br>',
};

/** Bodies are HTML there, ours is text. */
function htmlOf(text: string): string {
  return cutText(text, MOST_BODY)
    .replaceAll('\r', '')
    .replace(/[&<>"\n]/g, (character) => entities[character] ?? '');
}
