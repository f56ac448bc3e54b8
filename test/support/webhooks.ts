import { webhookKeys } from '#shared/adapters/webhooks/webhook-keys.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { LeadWebhooks } from '#shared/domain/settings/lead-webhook.ts';
import type { WebhookDelivery } from '#shared/domain/webhooks/delivery.ts';
import {
  deliverWebhook,
  type Delivered,
  type WebhookPorts,
} from '#shared/use-cases/webhooks/deliver-webhook.ts';
import { repairDeliveries } from '#shared/use-cases/webhooks/repair-deliveries.ts';
import { ProcessDied } from './memory/faults.ts';
import { memoryWebhookSender, type GivenAnswer, type MemoryWebhookSender } from './memory/memory-webhooks.ts';
import { ORGANISATION, seed, world, type World } from './world.ts';

export const HOOK = 'https://crm.example/hook';

/** A webhook at an address, without headers. */
export const hookAt = (url: string, button: keyof LeadWebhooks = 'convert'): LeadWebhooks => ({
  convert: null,
  disqualify: null,
  [button]: { url, method: 'POST', headers: {}, active: true },
});

/** An engine in memory with a receiver of webhooks; messages of the queue and wake-ups are worked off as in AWS. */
export type WebhookWorld = {
  engine: World;
  ports: WebhookPorts & World['ports'];
  receiver: MemoryWebhookSender;
  /** Works off everything until an instant; `through` stands in for the ports of the first worker only. */
  run(until: Instant, through?: WebhookPorts): Promise<void>;
  sweep(): Promise<number>;
  deliveries(): Promise<WebhookDelivery[]>;
};

/** After how long a message that was not worked off comes again, in seconds: the visibility timeout of the queue. */
const VISIBILITY_SECONDS = 60;

export async function webhookWorld(
  start: Instant,
  options: {
    webhooks?: LeadWebhooks;
    answer?: (call: number) => GivenAnswer;
  } = {},
): Promise<WebhookWorld> {
  const engine = world(start);
  await seed(engine, {
    steps: [{}],
    settings: { leadWebhooks: options.webhooks ?? hookAt(HOOK) },
    leads: [{ id: 'a', accountId: 'initech' }, { id: 'b' }],
  });
  await engine.ports.store.accounts.put(
    { organisation: ORGANISATION, id: 'initech', revision: 1, name: 'Initech', fields: { size: '50' } },
    'absent',
  );
  const receiver = memoryWebhookSender(options.answer ?? (() => ({})));
  const ports = {
    ...engine.ports,
    webhookKeys: webhookKeys(async () => 'a key of the tests, thirty-two characters'),
    webhookSender: receiver,
  };
  const { clock, queue, scheduler } = engine;
  const again: { at: Instant; deliveryId: string }[] = [];

  async function deliver(deliveryId: string, through: WebhookPorts): Promise<void> {
    const now = clock.now();
    const done: Delivered | 'died' = await deliverWebhook(through, {
      organisation: ORGANISATION,
      deliveryId,
      now,
    }).catch((error: unknown) => {
      if (error instanceof ProcessDied) return 'died';
      throw error;
    });
    if (done === 'died' || done === 'busy') {
      again.push({ at: plusSeconds(now, VISIBILITY_SECONDS), deliveryId });
    }
  }

  return {
    engine,
    ports,
    receiver,
    async run(until, through = ports) {
      let worker: WebhookPorts = through;
      for (;;) {
        for (const { deliveryId } of queue.webhooks.splice(0)) {
          await deliver(deliveryId, worker);
          worker = ports;
        }
        const next = [...scheduler.deliveries.values(), ...again].toSorted((a, b) =>
          a.at < b.at ? -1 : 1,
        )[0];
        if (next === undefined || next.at > until) break;
        if (next.at > clock.now()) clock.set(next.at);
        if ('name' in next) scheduler.deliveries.delete(next.name as string);
        else again.splice(again.indexOf(next), 1);
        queue.webhooks.push({ organisation: ORGANISATION, deliveryId: next.deliveryId });
      }
      if (until > clock.now()) clock.set(until);
    },
    sweep: () => repairDeliveries(ports, clock.now()),
    deliveries: () => Array.fromAsync(ports.store.webhookDeliveries.scan()),
  };
}
