import type { LeadId, SequenceId, UserId } from '../../domain/kernel/ids.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Problem } from '../../domain/kernel/problem.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type Caller } from '../../domain/people/access.ts';
import { enrollmentId } from '../../domain/kernel/enrollment-id.ts';
import { blankResponse } from '../../domain/surveys/response.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { enrollOnce, type Enrolled } from '../enrollments/enroll-once.ts';
import { roundOf } from '../enrollments/enroll-leads.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { isFeedback } from './save-feedback.ts';

/** A client to be asked, and the users whose work it is about (C6). */
export type Client = { leadId: LeadId; employees: readonly string[] };

/**
 * Enrolls clients in a feedback sequence (C1), each with the employees concerned, who are noted before the client is
 * enrolled: what was noted for somebody who was not enrolled after all is that of the next time.
 */
export async function inviteClients(
  ports: WholePorts,
  request: {
    caller: Caller;
    sequenceId: SequenceId;
    clients: readonly Client[];
    userId: UserId;
    key?: string | undefined;
    now: Instant;
  },
): Promise<Enrolled | Refusal> {
  const { caller, sequenceId, clients, userId, key, now } = request;
  const { organisation } = caller;
  const named = [...new Set(clients.flatMap(({ employees }) => employees))];
  const [sequence, employees, access] = await Promise.all([
    ports.store.sequences.get(organisation, sequenceId),
    ports.store.users.getMany(organisation, named),
    loadAccessScope(ports.store, caller),
  ]);
  if (!isFeedback(sequence) || sequence.status === 'deleted')
    return { kind: 'not-found', what: 'feedback sequence', id: sequenceId };
  const problems = clients.flatMap(({ employees: ofClient }, index) =>
    ofClient.flatMap((id, at): Problem[] => {
      if (employees.some((user) => user.id === id)) return [];
      const path = ['clients', String(index), 'employees', String(at)];
      return [{ path, message: `There is no user “${id}”.` }];
    }),
  );
  if (problems.length > 0) return { kind: 'invalid', problems };
  if (!canAccess(access, userId))
    return { kind: 'forbidden', detail: `You cannot enroll leads in the name of “${userId}”.` };

  const leads = await ports.store.leads.getMany(
    organisation,
    clients.map(({ leadId }) => leadId),
  );
  const surveyId = sequence.feedback.survey;
  for (const { leadId, employees: ofClient } of clients) {
    const lead = leads.find(({ id }) => id === leadId);
    if (ofClient.length === 0 || lead === undefined || !canAccess(access, lead.ownerId)) continue;
    const round = await roundOf(ports, { organisation, sequenceId, request: undefined }, leadId);
    if (round.kind === 'taken') continue;
    const id = enrollmentId(leadId, sequenceId, round.round);
    const { ownerId } = lead;
    const of = { organisation, id, leadId, sequenceId, userId, ownerId, surveyId, employees: [...ofClient] };
    await ports.store.responses.put({ ...blankResponse(of, now), revision: 1 }, 'absent');
  }
  const leadIds = clients.map(({ leadId }) => leadId);
  return enrollOnce(ports, { caller, leadIds, sequenceId, userId, key, now });
}
