import type { Instant } from '../../domain/kernel/instant.ts';
import type { Response } from '../../domain/surveys/response.ts';
import type { EnginePorts } from '../core/engine-ports.ts';
import { stopEnrollment } from '../enrollments/change-enrollment.ts';

/** Nothing more is sent to who completed the survey (C2); of who has not, nothing changes. */
export async function stopReminders(ports: EnginePorts, response: Response, now: Instant): Promise<void> {
  const { organisation, id, completedAt } = response;
  if (completedAt === undefined) return;
  const because = { kind: 'lead', fact: 'survey-completed', at: completedAt } as const;
  await stopEnrollment(ports, { organisation, id, because, now });
}
