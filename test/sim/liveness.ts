import { isOver, isPending, type Enrollment } from '#shared/domain/core/enrollment.ts';
import { clearDesk } from './acts.ts';
import type { Violation } from './audit/audited.ts';
import type { Stage } from './stage.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Within this, once nothing goes wrong any more, everything pending has a future: a wake-up lost is a sweep away. */
const SETTLED_WITHIN = 26 * HOUR;
/** Within this everything that is under way comes to its end, once caps are wide and people do what is theirs. */
const DONE_WITHIN_DAYS = 75;

/** Lets the faults end, and sees that whatever is pending has a future, and then that it comes to its end (F4). */
export async function calmDown(stage: Stage): Promise<Violation[]> {
  const { world } = stage;
  world.faults.calm = true;
  stage.calmSince = world.agenda.now;
  world.provider.account = { mail: 'good', sms: 'good' };
  world.log('nothing goes wrong any more');
  await world.runUntil(world.agenda.now + SETTLED_WITHIN);
  const enrollments = await Array.fromAsync(world.store.enrollments.scan());
  const lost = enrollments.flatMap((enrollment) => {
    const why = whyLost(stage, enrollment);
    return why === undefined ? [] : [found(stage, enrollment, why)];
  });
  return [...lost, ...(await finish(stage))];
}

/** Why an enrollment has nothing before it; undefined: it has. */
function whyLost({ world }: Stage, { id, state }: Enrollment): string | undefined {
  const { now } = world.agenda;
  const bodies = [
    ...world.schedules.bodies(),
    ...(world.queues.get('lanes')?.messages() ?? []).map(({ body }) => body),
  ];
  switch (state.status) {
    case 'scheduled':
      if (state.at < now - HOUR) return `its step to have gone at ${new Date(state.at).toISOString()}`;
      return bodies.some((body) => body.includes(`"${id}"`)) || state.at - now < 2 * HOUR
        ? undefined
        : 'a wake-up';
    case 'backlogged':
      return bodies.some((body) => body.includes(`"${state.lane}"`) && body.includes('"kind":"lane"'))
        ? undefined
        : `the lane ${state.lane} to open`;
    case 'sending':
      return 'its claim to be settled or given up';
    case 'paused':
      return state.until !== undefined && state.until < now - HOUR ? 'its pause to have ended' : undefined;
    case 'unknown':
    case 'waiting':
    case 'stopped':
    case 'finished':
      return undefined;
  }
}

async function finish(stage: Stage): Promise<Violation[]> {
  const { world, scenario } = stage;
  const plain = {
    maxMailsPerDay: 200,
    maxSmsPerDay: 100,
    maxTasksPerDay: null,
    mailDelay: { kind: 'fixed' as const, seconds: 60 },
    workingHours: [{ from: '09:00', to: '18:00' }],
    workingDays: [
      'monday' as const,
      'tuesday' as const,
      'wednesday' as const,
      'thursday' as const,
      'friday' as const,
    ],
  };
  stage.act(async () => {
    await stage.decide('organisation', plain);
    for (const { id } of scenario.users) {
      const { maxMailsPerDay, workingHours } = plain;
      await stage.decide(`user.${id}`, { absences: [], maxMailsPerDay, workingHours });
    }
  });
  for (let day = 0; day < DONE_WITHIN_DAYS; day += 1) {
    stage.act(() => clearDesk(stage));
    await world.runUntil(world.agenda.now + DAY);
    const pending = (await Array.fromAsync(world.store.enrollments.scan())).filter(
      ({ state }) => isUnderWay(state) && !isFarOff(state, world.agenda.now),
    );
    if (pending.length === 0) return [];
    if (day === DONE_WITHIN_DAYS - 1)
      return pending.map((one) => found(stage, one, `to come to its end within ${DONE_WITHIN_DAYS} days`));
  }
  return [];
}

function isUnderWay(state: Enrollment['state']): boolean {
  return !isOver(state) && (isPending(state) || (state.status === 'paused' && state.until !== undefined));
}

/** Windows and quiet hours that meet only once the clocks change give a step an instant months ahead. */
function isFarOff(state: Enrollment['state'], now: number): boolean {
  return state.status === 'scheduled' && state.at > now + 14 * DAY;
}

function found({ world }: Stage, { id, state }: Enrollment, expected: string): Violation {
  const words = `${expected}; it is ${JSON.stringify(state)}`;
  return { rule: 'F4 liveness', enrollment: id, at: world.agenda.now, expected: words };
}
