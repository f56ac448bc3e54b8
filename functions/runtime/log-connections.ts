import { logMessages } from '#shared/config/log-messages.ts';
import type { ConnectionProblem, SyncState } from '#shared/domain/connections/connection.ts';
import { logger } from './logger.ts';

/** Of the day’s allowance of calls, so much is used when somebody should look. */
const NEARS = 0.8;

/** Tells of what keeps a connection from working, or soon will; alarms are made of it. */
export function logConnection(
  of: { organisation: string; kind: string },
  { problem, allowance }: { problem?: ConnectionProblem | undefined; allowance?: SyncState['allowance'] },
): void {
  if (problem?.trouble === 'unauthorised')
    logger.warn(logMessages.connectionRefused, { ...of, why: problem.detail });
  if (problem?.trouble === 'lagging') logger.warn(logMessages.connectionLags, of);
  const nears = allowance !== undefined && allowance.used > allowance.allowed * NEARS;
  if (problem?.trouble === 'allowance' || nears)
    logger.warn(logMessages.allowanceNears, { ...of, ...allowance });
}
