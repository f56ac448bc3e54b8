import type { LeadId } from '../../domain/kernel/ids.ts';
import { maxInstant, plusSeconds, secondsBetween } from '../../domain/time/instants.ts';
import type { Activity, LeadEvent } from '../../domain/activity/activity.ts';
import { botSigns } from '../../domain/tracking/bot-signs.ts';
import type { BotRule } from '../../domain/provider-events/provider-event.ts';
import { burstAmong } from '../../domain/tracking/recognise-bot.ts';
import { isEarly, secondsUntilTold, type TrackingHit } from '../../domain/tracking/tracking-hit.ts';
import { enrollmentIdParts } from '../../domain/kernel/enrollment-id.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Store } from '../../ports/store.ts';
import { walk } from '../../ports/walk.ts';
import { countOnce } from './count-once.ts';

type Ports = {
  store: Pick<Store, 'visits' | 'activities' | 'markers' | 'requests' | 'enrollments'>;
  queue: Pick<Queue, 'decideHit'>;
};

/**
 * Decides whose an opening or a click was, and records it (D9, F8). A bot's is recorded as such, with the rule that
 * said so, and counts apart. May be done twice. `gone`: the enrollment is there no longer, so nothing is recorded.
 * `waits`: it came soon after the sending, and the delivery is not told of yet; it is decided about later.
 */
export async function recordHit(
  ports: Ports,
  hit: TrackingHit,
  now: Instant,
): Promise<'recorded' | 'gone' | 'waits'> {
  const { organisation, enrollment: enrollmentId, step, what, channel, at, link } = hit;
  const { leadId } = enrollmentIdParts(enrollmentId);
  const enrollment = await ports.store.enrollments.get(organisation, enrollmentId);
  if (enrollment === undefined) return 'gone';
  const deliveries = hit.machine === undefined ? await deliveriesOf(ports, hit, { leadId, now }) : [];
  const wait = hit.machine === undefined && deliveries.length === 0 ? secondsUntilTold(hit, now) : 0;
  if (wait > 0) {
    await ports.queue.decideHit(hit, wait);
    return 'waits';
  }
  const machine = hit.machine ?? tooFastAfterDelivery(hit, deliveries) ?? (await partOfBurst(ports, hit));

  const messageId = enrollment.messages[step] ?? '';
  const common = { step, messageId, channel, machine: machine !== undefined, rule: machine };
  const activityOf = (again: boolean): Activity => {
    const event: LeadEvent =
      what === 'opened' || link === undefined
        ? { type: 'opened', ...common, again }
        : { type: 'clicked', ...common, link: link.target, name: link.name, again };
    const { sequenceId, userId } = enrollment;
    return { organisation, leadId, id: hit.id, at, enrollmentId, sequenceId, userId, events: [event] };
  };
  const mark = `${enrollmentId}.${step}.${what}${machine === undefined ? '' : '.machine'}`;
  await countOnce(ports, organisation, mark, hit, (again) => ports.store.activities.add([activityOf(again)]));
  return 'recorded';
}

/** When the message was delivered, as far as that can say something of the hit and the provider has told of it. */
async function deliveriesOf(
  ports: Ports,
  hit: TrackingHit,
  { leadId, now }: { leadId: LeadId; now: Instant },
): Promise<Instant[]> {
  const { organisation, step, enrollment, sentAt, at } = hit;
  // What was delivered longer ago says nothing, and a lead's record may be long; of an early hit, that it is told of.
  // Hits bear whole seconds: a delivery within the same one is not after it.
  const span = isEarly(hit)
    ? // Tokens bear the second after the sending, within which a mail may be delivered.
      { from: plusSeconds(sentAt, -1), upTo: now }
    : { from: maxInstant(sentAt, plusSeconds(at, -botSigns.tooFastSeconds)), upTo: plusSeconds(at, 0.999) };
  const activities = walk((page) =>
    ports.store.activities.ofLead(organisation, leadId, { ...page, ...span }),
  );
  const deliveries: Instant[] = [];
  for await (const activity of activities) {
    const delivered = activity.events.some((event) => event.type === 'delivered' && event.step === step);
    if (delivered && activity.enrollmentId === enrollment) deliveries.push(activity.at);
  }
  return deliveries;
}

/** A hit within moments of the delivery, or while it was still under way. */
function tooFastAfterDelivery({ at }: TrackingHit, deliveries: readonly Instant[]): BotRule | undefined {
  const { tooFastSeconds } = botSigns;
  const seconds = deliveries.map((delivered) => secondsBetween(delivered, at)).toSorted((a, b) => a - b)[0];
  return seconds !== undefined && seconds < tooFastSeconds
    ? { rule: 'too-fast', sign: `${Math.max(0, seconds)} s` }
    : undefined;
}

/** A click that came with others of the same message, faster than a person reads. */
async function partOfBurst(ports: Ports, hit: TrackingHit): Promise<BotRule | undefined> {
  const { organisation, enrollment, step, link } = hit;
  if (link === undefined || link.of < 2) return undefined;
  const { burst } = botSigns;
  const near = (at: Instant) =>
    at >= plusSeconds(hit.at, -burst.seconds) && at <= plusSeconds(hit.at, burst.seconds);
  const clicks = [{ id: hit.id, number: link.number, at: hit.at }];
  const others = walk((page) => ports.store.visits.list(organisation, { ...page, group: enrollment }));
  for await (const other of others) {
    if (other.step !== step || other.link === undefined || other.id === hit.id || !near(other.at)) continue;
    clicks.push({ id: other.id, number: other.link.number, at: other.at });
  }
  const taken = burstAmong(clicks, link.of);
  return taken.some(({ id }) => id === hit.id)
    ? { rule: 'burst', sign: `${new Set(taken.map(({ number }) => number)).size} of ${link.of} links` }
    : undefined;
}
