import type { Refusal } from '../../domain/kernel/refusal.ts';

/** Holding the whole stage concerns other organisations: it takes access to the AWS account, not a role in one of them. */
export function ofTheOperator(): Refusal {
  return {
    kind: 'forbidden',
    detail:
      'The whole stage is held and released by its operator, with `npm run holds` (runbook, “Sending held”).',
  };
}
