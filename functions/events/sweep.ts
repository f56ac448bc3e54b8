import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { clock } from '#functions/runtime/clock.ts';
import { sendingDomainPorts } from '#functions/runtime/sending-domain-ports.ts';
import { enginePorts } from '#functions/runtime/engine-ports.ts';
import { logHeld } from '#functions/runtime/log-held.ts';
import { logger } from '#functions/runtime/logger.ts';
import { assertNever } from '#shared/domain/kernel/assert-never.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { instant } from '#shared/domain/time/instant-text.ts';
import { reviewHolds } from '#shared/use-cases/holds/review-holds.ts';
import { sweepAutomations } from '#shared/use-cases/reconciliation/sweep-automations.ts';
import { markRestored } from '#shared/use-cases/reconciliation/mark-restored.ts';
import { sweepEnrollments } from '#shared/use-cases/reconciliation/sweep-enrollments.ts';
import { sweepRetention } from '#shared/use-cases/reconciliation/sweep-retention.ts';
import { wakePlannedTasks } from '#shared/use-cases/reconciliation/wake-planned-tasks.ts';
import { recheckDomains } from '#shared/use-cases/sending-domains/recheck-domains.ts';
import { repairDeliveries } from '#shared/use-cases/webhooks/repair-deliveries.ts';

const number = z.int();

/** What to sweep; each is an invocation of its own, so that none keeps another from being swept. */
const sweepInput = z.discriminatedUnion('sweep', [
  z.object({ sweep: z.literal('enrollments'), number, of: number, small: number }),
  z.object({ sweep: z.literal('planned-tasks') }),
  z.object({ sweep: z.literal('holds') }),
  z.object({ sweep: z.literal('webhook-deliveries') }),
  z.object({ sweep: z.literal('sending-domains') }),
  z.object({ sweep: z.literal('automations') }),
  z.object({ sweep: z.literal('retention') }),
  /** Called by hand after a backup was restored; `since`: the moment of the backup. */
  z.object({ sweep: z.literal('restored'), since: instant }),
]);
type SweepInput = z.output<typeof sweepInput>;

/** A sweep stops to note how far it is when so little time is left, in milliseconds. */
const TIME_TO_STOP_MS = 60_000;

/**
 * Proves that nothing is lost, and mends what is (F4); tells what is held (F10), asks again for webhooks that are
 * overdue (A14), verifies sending domains again (A8), has what automations may be about looked at again (E1), and what is
 * kept no longer removed (F9). Answers with what it came to, for who calls it by hand.
 */
export async function handler(
  event: unknown,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<Record<string, unknown>> {
  const input = sweepInput.parse(event);
  const report = await sweep(input, clock.now(), () => context.getRemainingTimeInMillis() > TIME_TO_STOP_MS);
  const { failed, ...figures } = report;
  for (const error of failed) logger.error('passed over by the sweep; it comes again', { ...input, error });
  const told = { ...input, ...figures, failed: failed.length };
  logger.info('swept', told);
  return told;
}

type Report = { failed: unknown[]; [figure: string]: unknown };

async function sweep(input: SweepInput, now: Instant, hasTime: () => boolean): Promise<Report> {
  const failed: unknown[] = [];
  const passOver = (unreadable: Error) => void failed.push(unreadable);
  switch (input.sweep) {
    case 'enrollments': {
      const { small, ...part } = input;
      return sweepEnrollments(enginePorts(), { part, small, now, hasTime });
    }
    case 'planned-tasks':
      return { failed, woken: await wakePlannedTasks(enginePorts(), now, passOver) };
    case 'holds': {
      const holds = await reviewHolds(enginePorts(), now, passOver);
      for (const hold of holds) logHeld(hold);
      return { failed, holds: holds.length };
    }
    case 'webhook-deliveries':
      return { failed, repaired: await repairDeliveries(enginePorts(), now, passOver) };
    case 'sending-domains': {
      const report = await recheckDomains(sendingDomainPorts(), now, passOver);
      return { ...report, failed: [...failed, ...report.failed] };
    }
    case 'automations':
      return { failed, begun: await sweepAutomations(enginePorts(), now, passOver) };
    case 'retention':
      return { failed, begun: await sweepRetention(enginePorts(), now, passOver) };
    case 'restored': {
      const report = await markRestored(enginePorts(), { since: input.since, now, hasTime });
      if (!('kind' in report)) return report;
      return { failed: [new Error('Hold the stage first: npm run holds -- STAGE hold all')] };
    }
    default:
      return assertNever(input);
  }
}
