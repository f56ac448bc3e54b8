import type { LeadId } from '../../domain/kernel/ids.ts';
import { maxInstant, plusSeconds, secondsBetween } from '../../domain/time/instants.ts';
import type { Activity, LeadEvent } from '../../domain/activity/activity.ts';
import { botSigns } from '../../domain/tracking/bot-signs.ts';
import type { BotRule } from '../../domain/provider-events/provider-event.ts';
import { burstAmong } from '../../domain/tracking/recognise-bot.ts';
import type { TrackingHit } from '../../domain/tracking/tracking-hit.ts';
import { enrollmentIdParts } from '../../domain/kernel/enrollment-id.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Store } from '../../ports/store.ts';
import { walk } from '../../ports/walk.ts';
import { countOnce } from './count-once.ts';

type Ports = { store: Pick<Store, 'visits' | 'activities' | 'markers' | 'requests' | 'enrollments'> };

/**
 * Decides whose an opening or a click was, and records it (D9, F8). A bot's is recorded as such, with the rule that
 * said so, and counts apart. May be done twice. `gone`: the enrollment is there no longer, so nothing is recorded.
 */
export async function recordHit(ports: Ports, hit: TrackingHit): Promise<'recorded' | 'gone'> {
  const { organisation, enrollment: enrollmentId, step, what, channel, at, link } = hit;
  const { leadId } = enrollmentIdParts(enrollmentId);
  const enrollment = await ports.store.enrollments.get(organisation, enrollmentId);
  if (enrollment === undefined) return 'gone';
  const machine =
    hit.machine ?? (await tooFastAfterDelivery(ports, hit, leadId)) ?? (await partOfBurst(ports, hit));

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

/** A click within moments of the delivery, where the provider has told of it. */
async function tooFastAfterDelivery(
  ports: Ports,
  { organisation, step, enrollment, sentAt, at }: TrackingHit,
  leadId: LeadId,
): Promise<BotRule | undefined> {
  const { tooFastSeconds } = botSigns;
  // What was delivered longer ago says nothing, and a lead's record may be long.
  const since = plusSeconds(at, -tooFastSeconds);
  const deliveries: Instant[] = [];
  // Hits bear whole seconds: a delivery within the same one is not after it.
  const span = { from: maxInstant(sentAt, since), upTo: plusSeconds(at, 0.999) };
  const activities = walk((page) =>
    ports.store.activities.ofLead(organisation, leadId, { ...page, ...span }),
  );
  for await (const activity of activities) {
    const delivered = activity.events.some((event) => event.type === 'delivered' && event.step === step);
    if (delivered && activity.enrollmentId === enrollment) deliveries.push(activity.at);
  }
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
