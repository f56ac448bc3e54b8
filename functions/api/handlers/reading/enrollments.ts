import type { enrollmentOperations } from '#shared/contracts/api/enrollments.ts';
import { describeEvent } from '#shared/domain/activity/describe-event.ts';
import { listEnrollments, readEnrollment } from '#shared/use-cases/enrollments/read-enrollments.ts';
import { readRecord } from '#shared/use-cases/enrollments/read-record.ts';
import { readExcerpts } from '#shared/use-cases/replies/read-excerpts.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

type Operations = typeof enrollmentOperations;

export const enrollmentHandlers: ReadingHandlers<Operations> = {
  listEnrollments: async (ports, { caller, query }) => ({
    kind: 'ok',
    body: await listEnrollments(ports, { caller, ...query }),
  }),

  getEnrollment: async (ports, { caller, params }) => {
    const outcome = await readEnrollment(ports, { caller, ...params });
    return outcome.kind === 'read' ? { kind: 'ok', body: outcome.item } : outcome;
  },

  getRecord: async (ports, { caller, params }) => {
    const outcome = await readRecord(ports, { caller, ...params });
    if (outcome.kind !== 'read') return outcome;
    const names = { step: (id: string) => outcome.stepNames.get(id) ?? id };
    const all = outcome.activities.flatMap(({ events }) => events);
    const replyOf = await readExcerpts(ports, caller.organisation, all);
    const items = outcome.activities.flatMap(({ at, events }) =>
      events.map((event) => ({
        at,
        type: event.type,
        step: 'step' in event ? event.step : undefined,
        words: describeEvent(event, names),
        reply: replyOf(event),
        event,
      })),
    );
    return { kind: 'ok', body: { enrollment: outcome.item, items } };
  },
};
