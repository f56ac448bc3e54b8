import type { Problem } from '#shared/domain/kernel/problem.ts';
import { leadIn, type LeadIn } from './leads.ts';

/** Checks a lead from a file by the contract that the API checks it by; every problem at once. */
export function readLead(
  input: unknown,
): { kind: 'valid'; values: LeadIn } | { kind: 'invalid'; problems: Problem[] } {
  const read = leadIn.safeParse(input);
  if (read.success) return { kind: 'valid', values: read.data };
  const problems = read.error.issues.map(({ path, message }) => ({ path: path.map(String), message }));
  return { kind: 'invalid', problems };
}
