import { SUBJECTS_OF_A_MESSAGE, type ChangedParts, type Subject } from '../../domain/automations/match.ts';
import { chunksOf } from '../../domain/kernel/in-chunks.ts';
import type { Queue } from '../../ports/queue.ts';

/** Has subjects looked at by automations, each once, some with one message. `reads`: only by those that read what changed. */
export async function askToLook(
  queue: Pick<Queue, 'lookForMatches'>,
  { subjects, ...of }: { organisation: string; subjects: readonly Subject[]; reads?: ChangedParts },
): Promise<void> {
  const each = [...new Map(subjects.map((subject) => [subject.id, subject])).values()];
  await Promise.all(
    chunksOf(each, SUBJECTS_OF_A_MESSAGE).map((some) =>
      queue.lookForMatches({ ...of, subject: { kind: 'several', subjects: some } }),
    ),
  );
}
