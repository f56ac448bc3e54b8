import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { jsonText } from '#shared/contracts/json-text.ts';
import type { CrmRecord } from '#shared/domain/crm/crm-object.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { epochMs, fromEpochMs, isInstant, toInstant } from '#shared/domain/time/instants.ts';
import { CrmError } from '#shared/ports/crm-error.ts';
import type { HubspotClient } from './hubspot-client.ts';
import type { Stage } from './hubspot-cursor.ts';
import { HubspotRefusal } from './hubspot-faults.ts';
import type { AccessTokens } from '../access-tokens.ts';
import { hubspotObject, isHubspotId } from './hubspot-objects.ts';
import type { HubspotReading, Wanted } from './hubspot-reading.ts';
import { deletedRecord, neededOf, type HubspotRecord } from './hubspot-records.ts';
import { askHubspot } from './hubspot-transport.ts';
import { hubspotPaths } from './hubspot-version.ts';

export type JournalStage = Extract<Stage, { stage: 'journal' }>;

/** https://developers.hubspot.com/docs/api-reference/2026-03/webhooks-journal/journal-entries/guide */
const entry = z.pipe(jsonText, z.object({ url: z.url(), currentOffset: z.string().check(z.maxLength(200)) }));
const anId = z.pipe(z.union([z.number(), z.string()]), z.transform(String));
const moment = z.union([z.string(), z.number()]);
const file = z.pipe(
  jsonText,
  z.object({
    publishedAt: z.optional(moment),
    journalEvents: z.array(
      z.object({
        portalId: anId,
        occurredAt: z.optional(moment),
        objectTypeId: z.optional(z.string()),
        objectId: z.optional(anId),
        /** Of merges, by their names in pushed webhooks. */
        primaryObjectId: z.optional(anId),
        newObjectId: z.optional(anId),
        mergedObjectIds: z.optional(z.array(anId)),
      }),
    ),
  }),
);
type Happened = z.output<typeof file>['journalEvents'][number];
const account = z.pipe(jsonText, z.object({ portalId: anId }));

/** Entries of the journal that one reading opens at most. */
const MOST_ENTRIES = 20;

/** The journal of changes of one account, read by the app itself. */
export type HubspotJournal = {
  /** Asks for changes of these fields to be told; answers with what it asked for, shortened. Again, it changes nothing. */
  subscribe(of: Wanted): Promise<void>;
  /** Where the journal ends now; empty: it has nothing yet. */
  end(): Promise<string>;
  /** What changed behind a stage; `expired`: HubSpot has forgotten it, which it does after three days. */
  read(
    of: Wanted,
    asked: { stage: JournalStage; most: number },
  ): Promise<{ found: HubspotRecord[]; gone: CrmRecord[]; stage: JournalStage; more: boolean } | 'expired'>;
};

/** The fields of a subscription, shortened. */
export function subscriptionMark({ fields }: Wanted): string {
  return createHash('sha256')
    .update([...fields].sort().join('\n'))
    .digest('base64url')
    .slice(0, 16);
}

/** The account that the credentials lead to. */
export async function accountOf({ ask }: Pick<HubspotClient, 'ask'>): Promise<string> {
  const read = account.safeParse(await ask({ method: 'GET', path: hubspotPaths.account }));
  if (!read.success)
    throw new CrmError({ kind: 'unavailable' }, 'HubSpot does not say whose account this is.');
  return read.data.portalId;
}

type Parts = {
  client: HubspotClient;
  reading: HubspotReading;
  tokens: AccessTokens;
  portal: () => Promise<string>;
  now: () => Instant;
};

export function hubspotJournal({ client, reading, tokens, portal, now }: Parts): HubspotJournal {
  /** An entry; undefined: there is none there. */
  const entryAt = async (path: string): Promise<z.output<typeof entry> | undefined> => {
    const text = await client.ask({
      method: 'GET',
      path: `${hubspotPaths.journal}/${path}?installPortalId=${encodeURIComponent(await portal())}`,
      tokens,
    });
    // 204: there is nothing behind.
    if (text.trim() === '') return undefined;
    const read = entry.safeParse(text);
    if (!read.success) throw new CrmError({ kind: 'unavailable' }, 'The journal of HubSpot cannot be read.');
    return read.data;
  };
  const eventsOf = async (url: string): Promise<z.output<typeof file>> => {
    // Signed in itself: a token of ours has no place there.
    const { text } = await askHubspot({ method: 'GET', url: new URL(url), writes: false }, now);
    const read = file.safeParse(text);
    if (!read.success)
      throw new CrmError({ kind: 'unavailable' }, 'A file of HubSpot’s journal cannot be read.');
    return read.data;
  };
  return {
    subscribe: async (of) => {
      await client.ask({
        method: 'POST',
        path: hubspotPaths.subscriptions,
        json: {
          subscriptionType: 'OBJECT',
          objectTypeId: hubspotObject(of.object).typeId,
          portalId: Number(await portal()),
          actions: ['CREATE', 'UPDATE', 'DELETE', 'MERGE', 'RESTORE'],
          properties: [...new Set([...of.fields, ...neededOf(of.object)])].sort(),
        },
        tokens,
      });
    },
    end: async () => {
      const entry = await orMissing(entryAt('latest'));
      return entry === undefined || entry === 'missing' ? '' : entry.currentOffset;
    },
    read: async (of, { stage, most }) => {
      let { offset, index, at } = stage;
      let isEnd = false;
      const changed = new Map<string, Instant>();
      for (let entries = 0; entries < MOST_ENTRIES && changed.size < most && !isEnd; entries += 1) {
        const next = await orMissing(
          entryAt(offset === '' ? 'earliest' : `offset/${encodeURIComponent(offset)}/next`),
        );
        if (next === 'missing' && offset !== '') return 'expired';
        if (next === undefined || next === 'missing') {
          at = epochMs(now());
          isEnd = true;
          continue;
        }
        const { journalEvents, publishedAt } = await eventsOf(next.url);
        const ours = await portal();
        for (; index < journalEvents.length && changed.size < most; index += 1) {
          const event = journalEvents[index];
          if (event?.portalId !== ours || event.objectTypeId !== hubspotObject(of.object).typeId) continue;
          for (const id of idsOf(event)) changed.set(id, momentOf(event.occurredAt) ?? now());
        }
        if (index < journalEvents.length) break;
        [offset, index, at] = [next.currentOffset, 0, epochMs(momentOf(publishedAt) ?? now())];
      }
      const byIds = await reading.byIds(of, [...changed.keys()]);
      const found = new Map([...byIds.values()].map((record) => [record.id, record]));
      const gone = [...changed]
        .filter(([id]) => !byIds.has(id))
        .map(([id, when]) => deletedRecord(of.object, id, when));
      return {
        found: [...found.values()],
        gone,
        stage: { stage: 'journal', offset, index, at },
        more: !isEnd,
      };
    },
  };
}

/** An entry that is not there any more is told from one that is not there yet. */
async function orMissing<Of>(asking: Promise<Of>): Promise<Of | 'missing'> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof HubspotRefusal && error.status === 404) return 'missing';
    throw error;
  }
}

/** Every record that an event is about; a merge is about several. */
function idsOf({ objectId, primaryObjectId, newObjectId, mergedObjectIds = [] }: Happened): string[] {
  return [objectId, primaryObjectId, newObjectId, ...mergedObjectIds.slice(0, 250)].filter(
    (id) => id !== undefined && isHubspotId(id),
  ) as string[];
}

function momentOf(value: string | number | undefined): Instant | undefined {
  if (typeof value === 'number') return isInstant(value) ? fromEpochMs(value) : undefined;
  return value === undefined || !/^\d{4}-\d\d-\d\dT[\d:.]{5,18}Z$/.test(value) ? undefined : toInstant(value);
}
