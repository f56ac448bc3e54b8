import { FunctionTimeoutError, type Invoke } from '../sources/invoke.ts';

/** Largest request that API Gateway takes: 10 MB. */
export const mostRequestBytes = 10 * 1024 * 1024;

/** Largest event or answer of a function that is waited for, as JSON: 6 MB. */
const mostPayloadBytes = 6 * 1024 * 1024;

/** How long the HTTP API of API Gateway waits for a function, whatever the function's own time. */
const mostSeconds = 30;

/** The event is longer than Lambda takes. */
export class EventTooLongError extends Error {
  override name = 'EventTooLongError';
}

/** The answer is longer than Lambda hands over. */
class AnswerTooLongError extends Error {
  override name = 'AnswerTooLongError';
}

/**
 * Calls a function as API Gateway does, within what both of them bear.
 * @throws EventTooLongError, AnswerTooLongError, FunctionTimeoutError
 */
export async function invokeWithinLimits(invoke: Invoke, event: unknown): Promise<unknown> {
  if (isTooLong(event)) throw new EventTooLongError(`Lambda takes ${mostPayloadBytes} bytes.`);
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<never>((_, reject) => {
    const late = () => reject(new FunctionTimeoutError(`API Gateway waits for ${mostSeconds} seconds.`));
    timer = setTimeout(late, mostSeconds * 1000);
  });
  try {
    const answer = await Promise.race([invoke(event), timeUp]);
    if (isTooLong(answer)) throw new AnswerTooLongError(`Lambda hands over ${mostPayloadBytes} bytes.`);
    return answer;
  } finally {
    clearTimeout(timer);
  }
}

function isTooLong(payload: unknown): boolean {
  return payload !== undefined && Buffer.byteLength(JSON.stringify(payload)) > mostPayloadBytes;
}
