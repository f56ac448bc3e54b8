import { hubspotTypes } from './hubspot-properties.ts';
import { signedHeaders } from './hubspot-signing.ts';
import type { Happened } from './hubspot-store.ts';

/** What is to be posted: an address, and a request that proves itself. */
export type PushedWebhook = { url: string; headers: Record<string, string>; body: string };

const words = { CREATE: 'creation', UPDATE: 'propertyChange', DELETE: 'deletion', MERGE: 'merge' } as const;

/** Pushed webhooks, to one address of one app. Made from https://developers.hubspot.com/docs/api-reference/webhooks-webhooks-v3/guide */
export class HubspotPushing {
  /** Where to; undefined: nowhere. */
  url: string | undefined;
  readonly #of: { portalId: number; clientSecret: string; now: () => number };
  readonly #waiting: Record<string, unknown>[] = [];
  #count = 0;

  constructor(of: { portalId: number; clientSecret: string; now: () => number }) {
    this.#of = of;
  }

  note({ type, id, action, at, changed, merge }: Happened): void {
    if (this.url === undefined || (type !== 'contacts' && type !== 'companies')) return;
    const changes = action === 'UPDATE' ? Object.entries(changed) : [undefined];
    for (const change of changes) {
      this.#count += 1;
      this.#waiting.push({
        eventId: this.#count,
        subscriptionId: 1,
        portalId: this.#of.portalId,
        appId: 1,
        occurredAt: at,
        subscriptionType: `${hubspotTypes[type].word}.${words[action]}`,
        attemptNumber: 0,
        objectId: Number(id),
        changeSource: 'CRM_UI',
        ...(change && { propertyName: change[0], propertyValue: change[1] }),
        ...(merge && {
          primaryObjectId: Number(merge.primary),
          mergedObjectIds: merge.merged.map(Number),
          newObjectId: Number(id),
        }),
      });
    }
  }

  /** The next request with what waits, a hundred events at most; undefined: nothing waits. */
  next(): PushedWebhook | undefined {
    const events = this.#waiting.splice(0, 100);
    const { url } = this;
    if (url === undefined || events.length === 0) return undefined;
    return this.signed(events, url);
  }

  signed(events: readonly Record<string, unknown>[], url: string): PushedWebhook {
    const body = JSON.stringify(events);
    return {
      url,
      body,
      headers: signedHeaders({ url, body, secret: this.#of.clientSecret, at: this.#of.now() }),
    };
  }

  /** Posts all that waits; answers with the statuses. */
  async flush(): Promise<number[]> {
    const statuses: number[] = [];
    for (let push = this.next(); push !== undefined; push = this.next()) {
      const { url, headers, body } = push;
      statuses.push((await fetch(url, { method: 'POST', headers, body })).status);
    }
    return statuses;
  }
}
