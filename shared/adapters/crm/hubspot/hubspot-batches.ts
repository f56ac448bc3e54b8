import type { CrmWritten } from '#shared/ports/crm.ts';
import { CrmError } from '#shared/ports/crm-error.ts';
import { HubspotRefusal } from './hubspot-faults.ts';

/** What HubSpot answers to a batch, as far as it is told apart by its members. */
export type BatchAnswer = {
  results: readonly { id: string; objectWriteTraceId?: string }[];
  errors?: readonly {
    category: string;
    message: string;
    context: Readonly<Record<string, readonly string[]>>;
  }[];
};

/** Most members of a batch. */
const BATCH = 100;

/**
 * Sends members in batches, one answer each in their order. HubSpot turns a whole batch away for one member that is not
 * as it should be; it is then halved until that one stands alone, so that it keeps none of the others back.
 * `answerOf`: what the answer of a batch that was taken says of one of them.
 */
export async function inBatches<Member>(
  members: readonly Member[],
  send: (batch: readonly Member[]) => Promise<BatchAnswer>,
  answerOf: (member: Member, answer: BatchAnswer, batch: readonly Member[]) => CrmWritten,
): Promise<CrmWritten[]> {
  const answers: CrmWritten[] = [];
  for (let start = 0; start < members.length; start += BATCH)
    answers.push(...(await sent(members.slice(start, start + BATCH))));
  return answers;

  async function sent(batch: readonly Member[]): Promise<CrmWritten[]> {
    let answer: BatchAnswer;
    try {
      answer = await send(batch);
    } catch (error) {
      // Part of what was asked for is done, of the rest nothing is known: none of it may be taken for done.
      if (!(error instanceof HubspotRefusal)) throw error;
      if (batch.length === 1) return [refusalOf(error)];
      const middle = Math.ceil(batch.length / 2);
      return [...(await sent(batch.slice(0, middle))), ...(await sent(batch.slice(middle)))];
    }
    return batch.map((member) => answerOf(member, answer, batch));
  }
}

/** What the refusal of one member means. */
function refusalOf({
  category,
  message,
  status,
}: {
  category: string;
  message: string;
  status?: number;
}): CrmWritten {
  if (category === 'OBJECT_NOT_FOUND' || status === 404) return { kind: 'gone' };
  if (category === 'RATE_LIMITS' || category === 'INTERNAL_ERROR') return { kind: 'later', why: message };
  return { kind: 'refused', why: `HubSpot refuses: ${message}` };
}

/** The error of a batch that is about one of its members, by what HubSpot calls it. */
export function errorOf(
  { errors = [] }: BatchAnswer,
  name: 'ids' | 'objectWriteTraceId',
  value: string,
): CrmWritten | undefined {
  const error = errors.find(({ context }) => context[name]?.includes(value) === true);
  return error === undefined ? undefined : refusalOf(error);
}

/** A batch that answered for less than was asked of it. */
export function unanswered(): CrmError {
  return new CrmError({ kind: 'unknown' }, 'HubSpot did not say what came of a write.');
}
