import { maxInstant, plusSeconds, secondsBetween } from '../../domain/time/instants.ts';
import type { Activity, LeadEvent } from '../../domain/activity/activity.ts';
import { machineSigns } from '../../domain/tracking/machine-signs.ts';
import type { MachineRule } from '../../domain/provider-events/provider-event.ts';
import { burstAmong } from '../../domain/tracking/recognise-machine.ts';
import type { Visit } from '../../domain/tracking/visit.ts';
import { enrollmentIdParts } from '../../domain/kernel/enrollment-id.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Store } from '../../ports/store.ts';
import { walk } from '../../ports/walk.ts';
import { countOnce } from './count-once.ts';

type Ports = { store: Pick<Store, 'visits' | 'activities' | 'markers' | 'requests' | 'enrollments'> };

/**
 * Decides whose an opening or a click was, and records it (D9, F8). A machine's is recorded as such, with the rule that
 * said so, and counts apart. May be done twice. `gone`: the enrollment is there no longer, so nothing is recorded.
 */
export async function recordVisit(ports: Ports, visit: Visit): Promise<'recorded' | 'gone'> {
  const { organisation, enrollment: enrollmentId, step, what, channel, at, link } = visit;
  const leadId = enrollmentIdParts(enrollmentId)?.leadId;
  const enrollment = await ports.store.enrollments.get(organisation, enrollmentId);
  if (enrollment === undefined || leadId === undefined) return 'gone';
  const machine =
    visit.machine ?? (await tooFastAfterDelivery(ports, visit, leadId)) ?? (await partOfBurst(ports, visit));

  const messageId = enrollment.messages[step] ?? '';
  const common = { step, messageId, channel, machine: machine !== undefined, rule: machine };
  const activityOf = (again: boolean): Activity => {
    const event: LeadEvent =
      what === 'opened' || link === undefined
        ? { type: 'opened', ...common, again }
        : { type: 'clicked', ...common, link: link.target, name: link.name, again };
    const { sequenceId, userId } = enrollment;
    return { organisation, leadId, id: visit.id, at, enrollmentId, sequenceId, userId, events: [event] };
  };
  const mark = `${enrollmentId}.${step}.${what}${machine === undefined ? '' : '.machine'}`;
  await countOnce(ports, organisation, mark, visit, (again) =>
    ports.store.activities.add([activityOf(again)]),
  );
  return 'recorded';
}

/** A click within moments of the delivery, where the provider has told of it. */
async function tooFastAfterDelivery(
  ports: Ports,
  { organisation, step, enrollment, sentAt, at }: Visit,
  leadId: string,
): Promise<MachineRule | undefined> {
  const { tooFastSeconds } = machineSigns;
  // What was delivered longer ago says nothing, and a lead's record may be long.
  const since = plusSeconds(at, -tooFastSeconds);
  const deliveries: Instant[] = [];
  // Visits bear whole seconds: a delivery within the same one is not after it.
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
async function partOfBurst(ports: Ports, visit: Visit): Promise<MachineRule | undefined> {
  const { organisation, enrollment, step, link } = visit;
  if (link === undefined || link.of < 2) return undefined;
  const { burst } = machineSigns;
  const near = (at: Instant) =>
    at >= plusSeconds(visit.at, -burst.seconds) && at <= plusSeconds(visit.at, burst.seconds);
  const clicks = [{ id: visit.id, number: link.number, at: visit.at }];
  const others = walk((page) => ports.store.visits.list(organisation, { ...page, group: enrollment }));
  for await (const other of others) {
    if (other.step !== step || other.link === undefined || other.id === visit.id || !near(other.at)) continue;
    clicks.push({ id: other.id, number: other.link.number, at: other.at });
  }
  const taken = burstAmong(clicks, link.of);
  return taken.some(({ id }) => id === visit.id)
    ? { rule: 'burst', sign: `${new Set(taken.map(({ number }) => number)).size} of ${link.of} links` }
    : undefined;
}
