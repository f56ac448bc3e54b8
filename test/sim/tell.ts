import { admin } from './stage.ts';
import type { Options } from './scenario.ts';
import type { Simulation } from './simulate.ts';
import type { Violation } from './audit/audited.ts';

const HOUR = 3_600_000;

/** The command that lives through a world again. */
export function commandFor({ seed, days, leads, pace = 1, without = [] }: Options): string {
  const less = without.length > 0 ? ` --without ${without.join(',')}` : '';
  const slower = pace > 1 ? ` --pace ${pace}` : '';
  return `npm run sim -- --seed ${seed} --days ${days} --leads ${leads}${slower}${less}`;
}

/** What was wrong, for whoever is to mend it: what the auditor expected, and the record of the enrollment in words. */
export async function tell({ stage, log }: Simulation, violation: Violation): Promise<string> {
  const { rule, enrollment, at, expected } = violation;
  const lines = [`${rule} at ${new Date(at).toISOString()}: expected ${expected}.`];
  if (enrollment === undefined) return lines.join('\n');
  lines.push(`The record of ${enrollment}:`, ...(await record(stage, enrollment)));
  const [lead = ''] = enrollment.split('.');
  const about = log.lines.filter((line) => line.includes(enrollment) || line.includes(lead));
  lines.push('What the world saw of it:', ...about.slice(-30).map((line) => `  ${line}`));
  return lines.join('\n');
}

async function record({ world, people }: Simulation['stage'], enrollment: string): Promise<string[]> {
  const asking = people.ask(admin, 'GET', `/v1/enrollments/${enrollment}/record`);
  await world.runUntil(world.agenda.now + HOUR);
  const { body } = await asking;
  return (body?.items ?? []).map(({ at, words }: { at: string; words: string }) => `  ${at} ${words}`);
}
