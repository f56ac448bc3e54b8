import type { Crm, CrmWritten } from '#shared/ports/crm.ts';
import { errorOf, inBatches, unanswered, type BatchAnswer } from './hubspot-batches.ts';
import type { HubspotClient } from './hubspot-client.ts';
import { hubspotObject, isHubspotId } from './hubspot-objects.ts';

type Write = Parameters<Crm['write']>[1][number];

/** Writes fields by batch updates. https://developers.hubspot.com/docs/api-reference/2026-03/crm/objects/contacts/guide */
export function hubspotWriting({ objects }: Pick<HubspotClient, 'objects'>): Crm['write'] {
  return async (object, writes) => {
    const answers = new Map<Write, CrmWritten>();
    for (const round of rounds(writes)) {
      const known = round.filter(({ id }) => isHubspotId(id));
      const written = await inBatches(
        known,
        (batch) => objects.batch.update(hubspotObject(object).type, { inputs: batch.map(inputOf) }),
        answerOf,
      );
      for (const [n, write] of known.entries()) answers.set(write, written[n] ?? { kind: 'gone' });
    }
    return writes.map((write) => answers.get(write) ?? { kind: 'gone' });
  };
}

/** Writes of the same record one after the other: in one batch HubSpot refuses them. */
function rounds(writes: readonly Write[]): Write[][] {
  const rounds: Write[][] = [];
  const times = new Map<string, number>();
  for (const write of writes) {
    const round = times.get(write.id) ?? 0;
    times.set(write.id, round + 1);
    (rounds[round] ??= []).push(write);
  }
  return rounds;
}

function inputOf({ id, fields }: Write): { id: string; properties: Record<string, string> } {
  return {
    id,
    properties: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? ''])),
  };
}

/** An id that was merged leads on to the record that is left, and it is written there: it answers under another id. */
function answerOf({ id }: Write, answer: BatchAnswer, batch: readonly Write[]): CrmWritten {
  const error = errorOf(answer, 'ids', id);
  if (error !== undefined) return error;
  const asked = new Set(batch.map((write) => write.id));
  const ids = answer.results.map((result) => result.id);
  if (ids.includes(id) || ids.some((other) => !asked.has(other))) return { kind: 'written' };
  throw unanswered();
}
