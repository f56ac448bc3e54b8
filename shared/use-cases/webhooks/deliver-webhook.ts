import { epochSeconds, fromEpochMs, plusMinutes, secondsBetween } from '../../domain/time/instants.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import {
  begun,
  dueKind,
  settled,
  switchedOff,
  type CallOutcome,
  type WebhookDelivery,
} from '../../domain/webhooks/delivery.ts';
import type { LeadWebhook } from '../../domain/settings/lead-webhook.ts';
import { withoutSecrets } from '../../domain/webhooks/without-secrets.ts';
import { signingNumbers } from '../../domain/webhooks/rotation.ts';
import { change } from '../../ports/change.ts';
import type { Scheduler } from '../../ports/scheduler.ts';
import type { Store } from '../../ports/store.ts';
import type { WebhookKeys } from '../../ports/webhook-keys.ts';
import type { WebhookAnswer, WebhookSender } from '../../ports/webhook-sender.ts';
import { loadSender } from '../people/load-sender.ts';

/** What delivering reaches outside through. */
export type WebhookPorts = {
  store: Pick<
    Store,
    'webhookDeliveries' | 'webhookRotations' | 'leads' | 'users' | 'groups' | 'settings' | 'sequences'
  >;
  webhookKeys: WebhookKeys;
  webhookSender: WebhookSender;
  scheduler: Pick<Scheduler, 'createDelivery'>;
};

type Request = { organisation: string; deliveryId: string; now: Instant };

/**
 * What came of it: nothing to do now · another worker is at it · the lead did not leave after all, and the delivery is
 * gone · how the delivery stands after a try.
 */
export type Delivered = 'nothing' | 'busy' | 'dropped' | WebhookDelivery['state']['status'];

/** A lead that has not left this long after its delivery was prepared, in minutes, will not: the request died. */
const PREPARED_MINUTES = 10;

/**
 * Tries a delivery if it is time (A14). Every try is in the log before the call is made and its outcome after it, so that
 * the log is true even if the worker dies; the receiver may then get the same `webhook-id` twice, never nothing.
 */
export async function deliverWebhook(ports: WebhookPorts, request: Request): Promise<Delivered> {
  const { organisation, deliveryId, now } = request;
  const deliveries = ports.store.webhookDeliveries;
  const delivery = await deliveries.get(organisation, deliveryId);
  if (delivery === undefined) return 'nothing';
  const due = dueKind(delivery, now);
  if (due !== 'try') return due;
  const standing = await confirmation(ports, delivery, now);
  if (standing === 'never') {
    await ports.store.webhookDeliveries.remove(organisation, deliveryId);
    return 'dropped';
  }
  if (standing === 'not-yet') return 'nothing';

  const webhook = await webhookOf(ports, delivery);
  if (!webhook?.active) {
    const off = switchedOff({ ...delivery, confirmed: true }, now);
    return (await deliveries.put(off, delivery.revision)) === 'written' ? off.state.status : 'busy';
  }
  const trying = begun({ ...delivery, confirmed: true }, now);
  if ((await deliveries.put(trying, delivery.revision)) === 'conflict') return 'busy';
  const outcome = await call(ports, trying, webhook, now);
  return settle(ports, request, outcome);
}

/** Whether the lead left when the delivery says so: it was prepared before the lead was written. */
async function confirmation(
  ports: WebhookPorts,
  { confirmed, organisation, leadId, button, at, createdAt }: WebhookDelivery,
  now: Instant,
): Promise<'left' | 'not-yet' | 'never'> {
  if (confirmed || leadId === undefined) return 'left';
  const lead = await ports.store.leads.get(organisation, leadId);
  if ((button === 'convert' ? lead?.convertedAt : lead?.disqualifiedAt) === at) return 'left';
  return createdAt > plusMinutes(now, -PREPARED_MINUTES) ? 'not-yet' : 'never';
}

/** Where it goes, as decided now: a mended address or header applies to what is still pending. */
async function webhookOf(
  { store }: WebhookPorts,
  { organisation, ownerId, button, scope, sequenceId }: WebhookDelivery,
): Promise<LeadWebhook | null | undefined> {
  if (sequenceId !== undefined) {
    const sequence = await store.sequences.get(organisation, sequenceId);
    const url = sequence?.feedback?.webhookUrl;
    return url === undefined ? undefined : { url, method: 'POST', headers: {}, active: true };
  }
  if (button === undefined) return undefined;
  if (scope !== undefined) {
    const level = await store.settings.get(organisation, scope);
    return level?.values.leadWebhooks?.[button];
  }
  const owner = await loadSender(store, organisation, ownerId);
  return owner?.settings.leadWebhooks.value[button];
}

async function call(
  ports: WebhookPorts,
  { organisation, id, body }: WebhookDelivery,
  webhook: LeadWebhook,
  now: Instant,
): Promise<CallOutcome> {
  const headers: Record<string, string> = {};
  for (const [name, sealed] of Object.entries(webhook.headers)) {
    const value = await ports.webhookKeys.open(organisation, sealed ?? '');
    if (value === undefined) {
      return { durationMs: 0, error: `The value of the header ${name} cannot be read: give it anew.` };
    }
    headers[name] = value;
  }
  const rotation = await ports.store.webhookRotations.get(organisation, 'current');
  const at = epochSeconds(now);
  const signature = await ports.webhookKeys.signatures(
    { organisation, id, at, body },
    signingNumbers(rotation, now),
  );
  const answer = await ports.webhookSender.send({
    url: webhook.url,
    method: webhook.method,
    headers: {
      'user-agent': 'Relance',
      ...headers,
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(at),
      'webhook-signature': signature,
    },
    body,
  });
  return outcomeOf(answer, now, (text) => withoutSecrets(text, Object.values(headers)));
}

function outcomeOf(answer: WebhookAnswer, now: Instant, clean: (text: string) => string): CallOutcome {
  const { durationMs } = answer;
  if (answer.kind === 'failed') return { durationMs, error: clean(answer.error) };
  const { status, retryAfter, text } = answer;
  return {
    durationMs,
    status,
    ...(text !== '' && { answer: clean(text) }),
    ...(status >= 300 && status < 400 && { error: 'Redirects are not followed: set the final address.' }),
    ...((status === 429 || status === 503) && { retryAfterSeconds: secondsAsked(retryAfter, now) }),
  };
}

/** Seconds that `Retry-After` asks for: a number, or a date of HTTP; undefined when it is neither. */
function secondsAsked(retryAfter: string | undefined, now: Instant): number | undefined {
  const text = retryAfter?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : Math.max(0, secondsBetween(now, fromEpochMs(ms)));
}

/** Writes the outcome into the log, whoever has changed the delivery meanwhile; before it, the wake-up of the next try. */
async function settle(
  ports: WebhookPorts,
  { organisation, deliveryId, now }: Request,
  outcome: CallOutcome,
): Promise<Delivered> {
  const { item } = await change(
    ports.store.webhookDeliveries,
    {
      organisation,
      id: deliveryId,
      before: async ({ state, revision }) => {
        if (state.status !== 'pending') return;
        const name = `${organisation}.${deliveryId}.${revision}`;
        await ports.scheduler.createDelivery({ name, at: state.nextAt, organisation, deliveryId });
      },
    },
    (delivery) => (delivery === undefined ? 'unchanged' : { write: settled(delivery, now, outcome) }),
  );
  return item?.state.status ?? 'nothing';
}
