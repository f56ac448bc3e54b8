import assert from 'node:assert/strict';
import { CrmError, type CrmFault } from '#shared/ports/crm-error.ts';
import type { CrmUnderTest } from './crm-world.ts';

/** Tests a rule on a fresh CRM; `lacks` passes it over where the CRM has nothing of the kind. */
export type OnCrm = (
  rule: string,
  run: (under: CrmUnderTest & { lacks: (what: string) => Promise<void> }) => Promise<void>,
) => void;

/** That a call ends with this fault; gives it back, with its message. */
export async function faultOf(call: Promise<unknown>): Promise<CrmFault & { message: string }> {
  const error: unknown = await call.then(
    (answer) => assert.fail(`no fault: ${JSON.stringify(answer)}`),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CrmError)) throw error;
  assert.notEqual(error.message, '');
  return { ...error.fault, message: error.message };
}
