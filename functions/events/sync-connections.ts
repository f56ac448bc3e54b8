import type { Context } from 'aws-lambda';
import { clock } from '#functions/runtime/clock.ts';
import { connectionPorts } from '#functions/runtime/connection-ports.ts';
import { logConnection } from '#functions/runtime/log-connections.ts';
import { logger } from '#functions/runtime/logger.ts';
import { syncAll, type Synced } from '#shared/use-cases/crm/sync-all.ts';

/** A run stops to note how far it is when so little time is left, in milliseconds. */
const TIME_TO_STOP_MS = 60_000;

/**
 * Looks after connections (B6): reads what changed in the connected CRMs and takes it in, and tries again what could not be
 * written to them and what services sent.
 */
export async function handler(
  _event: unknown,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<Record<string, unknown>> {
  const unreadable: unknown[] = [];
  const hasTime = (): boolean => context.getRemainingTimeInMillis() > TIME_TO_STOP_MS;
  const passOver = (error: Error): void => void unreadable.push(error);
  const { crms, errors } = await syncAll(connectionPorts(), { now: clock.now(), hasTime, passOver });
  for (const one of crms) tell(one);
  const failed = [...unreadable, ...errors];
  for (const error of failed) logger.error('passed over by a run; it comes again', { error });
  return { crms: crms.length, failed: failed.length };
}

/** Tells how a run went. */
function tell({ organisation, kind, run, health }: Synced): void {
  const of = { organisation, kind };
  if (run.kind === 'failed') logger.error('a connection was not read; it comes again', { ...of, ...run });
  if (run.kind === 'done') {
    for (const { record, why } of run.value.passedOver)
      logger.warn('a record was not taken in', { ...of, record, why });
    logger.info('connection read', { ...of, taken: run.value.taken });
  }
  if (run.kind === 'fault') logger.warn('a CRM was not read', { ...of, fault: run.fault, why: run.message });
  logConnection(of, health);
}
