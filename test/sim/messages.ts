import type { Written } from './claims.ts';
import type { Received } from './provider.ts';
import type { Stage } from './stage.ts';

/** Mails that recipients have. */
export function reached({ world }: Stage): Received[] {
  return world.provider.received.filter(({ channel }) => channel === 'mail');
}

/** The lead that a message is for: texts and subjects begin with its name. */
export function leadOf({ leads }: Stage, { text }: Pick<Received, 'text'>): string {
  return leads.get(/^\s*(L\d+) /.exec(text)?.[1] ?? '') ?? '';
}

/** The sequence and the step that a message is of, as its text says. */
export function stepOfMessage({ text, tags }: Pick<Received, 'text' | 'tags'>): {
  sequence: string;
  step: string;
} {
  const [, sequence = '', step = ''] = /^\s*L\d+ (q\d|f\d) (s\d|invite|remind)/.exec(text) ?? [];
  // All reminders say the same.
  return { sequence, step: step === 'remind' ? (tags['step'] ?? '') : step };
}

/** The enrollment that a message was claimed for; undefined: nobody claimed it. */
export function enrollmentOf(stage: Stage, message: Received): string | undefined {
  return claimOf(stage, message)?.enrollment;
}

/** The claim that a message went out under: the last of the invocation that sent it, for its lead and step. */
export function claimOf(stage: Stage, message: Received): Written | undefined {
  const { sequence, step } = stepOfMessage(message);
  const enrollments = `${leadOf(stage, message)}.${sequence}.`;
  return stage.world.claims.all.findLast(
    (one) =>
      one.order <= message.order &&
      one.process === message.by.id &&
      one.step === step &&
      one.enrollment.startsWith(enrollments),
  );
}

/** Whether a message of a step has reached its recipient. */
export function isThere(stage: Stage, enrollmentId: string, step: string): boolean {
  const [lead, sequence] = enrollmentId.split('.');
  const claim = stage.world.claims.all.find((one) => one.enrollment === enrollmentId && one.step === step);
  return stage.world.provider.received.some((message) => {
    const of = stepOfMessage(message);
    return (
      leadOf(stage, message) === lead &&
      of.sequence === sequence &&
      of.step === step &&
      message.order > (claim?.order ?? 0)
    );
  });
}
