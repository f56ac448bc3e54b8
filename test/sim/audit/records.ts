import { enrollmentCodec } from '#shared/contracts/stored/enrollment.ts';
import type { Activity } from '#shared/domain/activity/activity.ts';
import type { EnrollmentEvent } from '#shared/domain/core/events.ts';
import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import type { Audited, Violation } from './audited.ts';

/** F2, F4: whoever was enrolled is there, its record is whole, and what it says came about as it says. */
export async function records({ stage, messages }: Audited): Promise<Violation[]> {
  const { store, agenda } = stage.world;
  const enrollments = await Array.fromAsync(store.enrollments.scan());
  const byId = new Map<string, Enrollment>(enrollments.map((enrollment) => [enrollment.id, enrollment]));
  const violation = (rule: string, enrollment: string, expected: string): Violation => ({
    rule,
    enrollment,
    at: agenda.now,
    expected,
  });
  const violations = stage.history.enrolled
    .filter(({ enrollment }) => !byId.has(enrollment))
    .map(({ enrollment }) => violation('F4 accounting', enrollment, 'the enrollment to be there'));
  const sent = new Set<string>();
  for (const enrollment of enrollments) {
    const record = await recordOf(stage, enrollment);
    const missing = missingRevisions(stage, enrollment, record);
    if (missing.length > 0)
      violations.push(
        violation(
          'F2 record',
          enrollment.id,
          `an activity for each change, and there is none for ${missing.join(', ')}`,
        ),
      );
    for (const event of record.flatMap(({ events }) => events as EnrollmentEvent[])) {
      if (event.type === 'sent') sent.add(`${enrollment.id} ${event.step}`);
      const why = untrue(stage, messages, enrollment, event);
      if (why !== undefined) violations.push(violation('F2 reasons', enrollment.id, why));
    }
  }
  // What a person took for lost, or a dead worker could not tell of, may be told of no more once it is over.
  for (const { enrollment, step, messageId, at } of messages) {
    const state = byId.get(enrollment)?.state.status;
    if (
      sent.has(`${enrollment} ${step}`) ||
      state === 'stopped' ||
      state === 'unknown' ||
      state === 'sending'
    )
      continue;
    if (byId.get(enrollment)?.claim?.step === step) continue;
    violations.push({
      rule: 'F2 sent',
      enrollment,
      at,
      expected: `the record to tell that ${messageId} (${step}) went out`,
    });
  }
  return violations;
}

async function recordOf(
  { world: { store } }: Audited['stage'],
  { organisation, leadId, id }: Enrollment,
): Promise<Activity[]> {
  const { items } = await store.activities.ofLead(organisation, leadId, { limit: 10_000 });
  return items.filter(({ enrollmentId }) => enrollmentId === id);
}

/** Changes that nothing tells of; that a step was claimed is told with what came of it. */
function missingRevisions(
  { world }: Audited['stage'],
  { revision, id }: Enrollment,
  record: readonly Activity[],
): number[] {
  const told = new Set(record.map((activity) => activity.id));
  return Array.from({ length: revision }, (_, n) => n + 1).filter((n) => {
    const item = world.claims.changes.get(`${id}#${n}`);
    if (told.has(`${id}#${n}`) || item === undefined) return false;
    return enrollmentCodec.decode(item).events.some(({ type }) => type !== 'claimed');
  });
}

/** What an event says that did not come about; undefined: it may well be as it says. */
function untrue(
  { history, world }: Audited['stage'],
  messages: Audited['messages'],
  { id, leadId }: Enrollment,
  event: EnrollmentEvent,
): string | undefined {
  if (event.type === 'sent') {
    const isThere =
      messages.some(({ enrollment, step }) => enrollment === id && step === event.step) ||
      world.provider.told.some(({ tags }) => enrollmentTold(tags) === id && tags['step'] === event.step);
    return isThere ? undefined : `${event.step} to be sent only if it went out`;
  }
  if (!('because' in event) || event.because === undefined || Array.isArray(event.because)) return undefined;
  const { because } = event;
  switch (because.kind) {
    case 'lead': {
      const { fact } = because;
      const known =
        history.tried.has(`${fact} ${leadId}`) ||
        history.ended.some(({ why, of }) => why === fact && 'lead' in of && of.lead === leadId);
      const isOfNotification = fact === 'bounced' || fact === 'complained' || fact === 'no-address';
      return known || isOfNotification ? undefined : `${event.type} because of “${fact}” only if the lead is`;
    }
    case 'person':
      if (event.type !== 'stopped') return undefined;
      return history.tried.has(`stopped ${id}`) || history.tried.has(`moved ${id}`)
        ? undefined
        : 'to be stopped by a person only if one did';
    case 'engine':
      if (because.rule !== 'sequence-deleted') return undefined;
      return history.tried.has('deleted q2') ? undefined : 'its sequence to be deleted';
    case 'automation':
    case 'crm-rule':
      return event.type === 'enrolled' ? undefined : 'an automation or a CRM rule to do nothing but enrol';
    case 'provider': {
      const { faults } = world;
      const codes = {
        MessageRejected: 'provider-refuses',
        TooManyRequestsException: 'provider-throttles',
      } as const;
      const kind = Object.entries(codes).find(([code]) => code === because.code)?.[1];
      return event.type !== 'failed' || (kind !== undefined && faults.happened.has(kind))
        ? undefined
        : `to fail only where the provider refuses, not because of ${because.code}`;
    }
    case 'setting':
    case 'step':
    case 'calendar':
    case 'workflow':
    case 'interval':
    case 'content':
      return undefined;
  }
}

/** The enrollment that a mail to users was sent for, as its tags say. */
function enrollmentTold(tags: Readonly<Record<string, string>>): string {
  return (tags['enrollment'] ?? '').replaceAll('_', '.');
}
