import type { LeadId } from '../../domain/kernel/ids.ts';
import type { EnrollmentId } from '../../domain/kernel/enrollment-id.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { RuleLook } from '../../domain/crm/crm-rule.ts';
import { change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';

type Ports = { store: Pick<Store, 'ruleLooks'> };
type Of = { organisation: string; id: string; now: Instant };

/** What became of a look that matched. */
export type LookEnd =
  | { outcome: 'enrolled'; leadId: LeadId; enrollmentId: EnrollmentId; why?: string | undefined }
  | { outcome: 'refused'; leadId?: LeadId | undefined; why: string };

/** Notes what became of a look that waits. Enrolled stays, and is noted over whatever else was. */
export async function noteEnd(
  ports: Ports,
  { organisation, id, now }: Of,
  end: LookEnd,
): Promise<RuleLook | undefined> {
  const done = await change(ports.store.ruleLooks, { organisation, id }, (look) => {
    if (look === undefined || look.outcome === 'enrolled') return 'unchanged';
    if (end.outcome === 'refused' && look.outcome !== 'waits') return 'unchanged';
    return { write: { ...look, round: undefined, why: undefined, ...end, at: now } };
  });
  return done.item;
}

/** Notes for whom a look waits, and for which time of asking; undefined: it waits for the rule to act again. */
export async function noteWaiting(
  ports: Ports,
  { organisation, id }: Pick<Of, 'organisation' | 'id'>,
  { leadId, round }: { leadId: LeadId; round: number | undefined },
): Promise<RuleLook | undefined> {
  const done = await change(ports.store.ruleLooks, { organisation, id }, (look) =>
    look?.outcome !== 'waits' || (look.leadId === leadId && look.round === round)
      ? 'unchanged'
      : { write: { ...look, leadId, round } },
  );
  return done.item;
}

/**
 * Notes that no lead can be made of a record that a rule would have taken: it waits no longer, and is asked again at its
 * next change.
 */
export async function refuseByRules(
  ports: Ports,
  {
    organisation,
    looks,
    why,
    now,
  }: { organisation: string; looks: readonly RuleLook[]; why: string; now: Instant },
): Promise<void> {
  for (const { id } of looks) await noteEnd(ports, { organisation, id, now }, { outcome: 'refused', why });
}
