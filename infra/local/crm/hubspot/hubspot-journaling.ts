import { createHash } from 'node:crypto';
import * as z from 'zod';
import { hubspotTypes } from './hubspot-properties.ts';
import { HubspotReplyError, type HubspotReply } from './hubspot-reply.ts';
import { parsed } from './hubspot-shapes.ts';
import type { Happened } from './hubspot-store.ts';

/**
 * The journal of changes, and what an app subscribes to. Made from
 * https://developers.hubspot.com/docs/api-reference/2026-03/webhooks-journal/journal-entries/guide: entries by offset, each
 * a file that is fetched without a token, forgotten after three days.
 */
const subscription = z.strictObject({
  subscriptionType: z.literal('OBJECT'),
  objectTypeId: z.string(),
  portalId: z.int(),
  actions: z.array(z.enum(['CREATE', 'UPDATE', 'DELETE', 'MERGE', 'RESTORE'])).min(1),
  properties: z.array(z.string()).optional(),
});
type Subscription = z.output<typeof subscription>;

type JournalEvent = Record<string, unknown> & { portalId: number };
type Entry = { offset: string; events: JournalEvent[]; at: number };

const kept = 3 * 86_400_000;

export class HubspotJournaling {
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #entries: Entry[] = [];
  readonly #portalId: number;
  readonly #now: () => number;
  #open: JournalEvent[] | undefined;
  #count = 0;

  constructor(portalId: number, now: () => number) {
    this.#portalId = portalId;
    this.#now = now;
  }

  /** Writes what happened, where an app asked for it. */
  note({ type, id, action, at, changed, merge }: Happened): void {
    const { typeId } = hubspotTypes[type];
    const of = this.#subscriptions.get(typeId);
    if (!of?.actions.includes(action)) return;
    const names = Object.keys(changed);
    const isWanted = of.properties === undefined || names.some((name) => of.properties?.includes(name));
    if (action === 'UPDATE' && !isWanted) return;
    this.add([
      {
        type: 'crmObject',
        portalId: this.#portalId,
        occurredAt: new Date(at).toISOString(),
        action,
        objectTypeId: typeId,
        objectId: Number(id),
        ...(names.length > 0 && { propertyChanges: changed }),
        ...(merge && {
          primaryObjectId: Number(merge.primary),
          mergedObjectIds: merge.merged.map(Number),
          newObjectId: Number(id),
        }),
      },
    ]);
  }

  /** An entry of events, whosever they are. */
  add(events: JournalEvent[]): void {
    if (this.#open !== undefined) {
      this.#open.push(...events);
      return;
    }
    this.#count += 1;
    const hash = createHash('sha256').update(String(this.#count)).digest('hex');
    const offset = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
    this.#entries.push({ offset, events, at: this.#now() });
  }

  /** What happens within is one entry. */
  together<Made>(run: () => Made): Made {
    this.#open = [];
    const made = run();
    const events = this.#open;
    this.#open = undefined;
    if (events.length > 0) this.add(events);
    return made;
  }

  /** The last entry is there twice. */
  repeat(): void {
    const last = this.#entries.at(-1);
    if (last) this.add(last.events);
  }

  subscribe(body: string): HubspotReply {
    const asked = parsed(subscription, body);
    if (asked.portalId !== this.#portalId)
      throw new HubspotReplyError(403, 'MISSING_SCOPES', 'The app is not installed there.');
    this.#subscriptions.set(asked.objectTypeId, asked);
    return { status: 200, unmetered: true, body: { ...asked, id: this.#subscriptions.size, appId: 1 } };
  }

  /** `path`: behind `/webhooks-journal/journal-local/<version>/`. */
  read(path: string, { query, base }: { query: URLSearchParams; base: string }): HubspotReply {
    if (query.get('installPortalId') !== String(this.#portalId))
      throw new HubspotReplyError(403, 'MISSING_SCOPES', 'The app is not installed there.');
    const entries = this.#entries.filter(({ at }) => at > this.#now() - kept);
    const offset = /^offset\/([\w-]{1,64})\/next$/.exec(path)?.[1];
    const at = entries.findIndex((entry) => entry.offset === offset);
    if (path !== 'earliest' && path !== 'latest' && (offset === undefined || at < 0))
      throw new HubspotReplyError(404, 'OBJECT_NOT_FOUND', 'The offset is not known, or has expired.');
    const entry = path === 'earliest' ? entries[0] : path === 'latest' ? entries.at(-1) : entries[at + 1];
    if (entry === undefined) return { status: 204, unmetered: true };
    const expiresAt = new Date(this.#now() + 3_600_000).toISOString();
    return {
      status: 200,
      unmetered: true,
      body: {
        url: `${base}/journal-files/${entry.offset}.json?signature=local`,
        expiresAt,
        currentOffset: entry.offset,
      },
    };
  }

  /** A file, as the store of files gives it. */
  file(offset: string, { authorization }: { authorization: string | undefined }): HubspotReply {
    if (authorization !== undefined)
      throw new HubspotReplyError(400, 'InvalidArgument', 'Only one auth mechanism allowed');
    const entry = this.#entries.find((of) => of.offset === offset);
    if (entry === undefined) throw new HubspotReplyError(404, 'NoSuchKey', 'The file does not exist.');
    return {
      status: 200,
      unmetered: true,
      body: { offset, journalEvents: entry.events, publishedAt: new Date(entry.at).toISOString() },
    };
  }
}
