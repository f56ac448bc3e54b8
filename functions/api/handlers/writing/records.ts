import type * as z from 'zod';
import { recordIn, type recordOperations } from '#shared/contracts/api/records.ts';
import { isRefusal, type Refusal } from '#shared/domain/kernel/refusal.ts';
import { deleteRecord } from '#shared/use-cases/records/delete-record.ts';
import { putRecords, type PutRecord } from '#shared/use-cases/records/put-records.ts';
import { problemOf } from '../../problem-of-refusal.ts';
import { fieldErrors } from '../../read-request.ts';
import { itemAnswer, type Answer } from '../../route.ts';
import type { WritingHandlers } from '../../writing-ports.ts';

type Result = Answer<typeof recordOperations.putRecords>['body']['results'][number];

export const recordHandlers: WritingHandlers<typeof recordOperations> = {
  putRecord: async (ports, { caller, body, now }) => {
    const [outcome] = await putRecords(ports, { caller, inputs: [body], now });
    if (outcome === undefined) throw new Error('A record was written, and nothing said of it');
    return isRefusal(outcome) ? outcome : itemAnswer(outcome.item, outcome.outcome === 'created');
  },

  putRecords: async (ports, { caller, body, now }) => {
    // Each is checked by itself, so that one with a wrong shape keeps no other from being written.
    const read = body.records.map((record) => recordIn.safeParse(record));
    const inputs = read.flatMap(({ data }) => (data === undefined ? [] : [data]));
    const outcomes = (await putRecords(ports, { caller, inputs, now })).values();
    const results = read.map(({ error }) =>
      error === undefined ? resultOf(outcomes.next().value) : resultOfShape(error),
    );
    return { kind: 'ok', body: { results } };
  },

  deleteRecord: async (ports, { caller, params: { id }, now }) => {
    const outcome = await deleteRecord(ports, { caller, id, now });
    return outcome.kind === 'deleted' ? { kind: 'ok' } : outcome;
  },
};

/** Problems of one record that are told at most, so that an answer of a thousand is not too long. */
const mostErrors = 20;

function resultOf(outcome: PutRecord | undefined): Result {
  if (outcome === undefined) throw new Error('A record was written, and nothing said of it');
  if (isRefusal(outcome)) return refused(outcome);
  const { id, revision } = outcome.item;
  return { outcome: outcome.outcome, id, revision };
}

function refused(refusal: Refusal): Result {
  const { detail, errors } = problemOf(refusal);
  return { outcome: 'refused', detail, errors: errors?.slice(0, mostErrors) };
}

function resultOfShape({ issues }: z.ZodError): Result {
  const errors = issues.flatMap((issue) => fieldErrors('body', issue));
  return { outcome: 'refused', errors: errors.slice(0, mostErrors) };
}
