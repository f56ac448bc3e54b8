import type { Clock } from '../../ports/clock.ts';
import type { WebhookWakeUps } from '../../ports/webhook-wake-ups.ts';
import { scheduleEntries, type ScheduleTarget } from './schedule-entries.ts';

/** Wakes up deliveries through EventBridge Scheduler, which sends to the queue `webhooks`. */
export function webhookWakeUps(target: ScheduleTarget, clock: Clock): WebhookWakeUps {
  const entries = scheduleEntries(target, clock);
  return {
    async at({ name, at, organisation, deliveryId }) {
      await entries.create({ name, at, input: { organisation, deliveryId } });
    },
  };
}
