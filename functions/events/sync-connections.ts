import type { Context } from 'aws-lambda';
import { clock } from '#functions/runtime/clock.ts';
import { connectionPorts } from '#functions/runtime/connection-ports.ts';
import { logger } from '#functions/runtime/logger.ts';
import { logMessages } from '#shared/config/log-messages.ts';
import { syncAll, type Synced } from '#shared/use-cases/crm/sync-all.ts';

/** A run stops to note how far it is when so little time is left, in milliseconds. */
const TIME_TO_STOP_MS = 60_000;
/** Of the day’s allowance of calls, so much is used when somebody should look. */
const NEARS = 0.8;

/** Reads what changed in the connected CRMs and takes it in, and tries again what could not be written to them (B6). */
export async function handler(
  _event: unknown,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<Record<string, unknown>> {
  const failed: unknown[] = [];
  const hasTime = (): boolean => context.getRemainingTimeInMillis() > TIME_TO_STOP_MS;
  const passOver = (unreadable: Error): void => void failed.push(unreadable);
  const synced = await syncAll(connectionPorts(), { now: clock.now(), hasTime, passOver });
  for (const one of synced) tell(one);
  for (const error of failed) logger.error('a connection is passed over', { error });
  return { connections: synced.length, failed: failed.length };
}

/** Tells how a run went; alarms are made of what keeps it from working. */
function tell({ organisation, kind, run, health }: Synced): void {
  const of = { organisation, kind };
  const { problem, allowance } = health;
  if (run.kind === 'failed') logger.error('a connection was not read; it comes again', { ...of, ...run });
  if (run.kind === 'done') {
    for (const { record, why } of run.value.passedOver)
      logger.warn('a record was not taken in', { ...of, record, why });
    logger.info('connection read', { ...of, taken: run.value.taken });
  }
  if (run.kind === 'fault') logger.warn('a CRM was not read', { ...of, fault: run.fault, why: run.message });
  if (problem?.trouble === 'unauthorised')
    logger.warn(logMessages.connectionRefused, { ...of, why: problem.detail });
  if (problem?.trouble === 'lagging') logger.warn(logMessages.connectionLags, of);
  if (problem?.trouble === 'allowance' || (allowance && allowance.used > allowance.allowed * NEARS))
    logger.warn(logMessages.allowanceNears, { ...of, ...allowance });
}
