import * as z from 'zod';
import { postMessage, type Message } from './message.ts';
import type { StandInAnswer, StandInRequest } from './stand-in.ts';

/** Answers with JSON. */
export const json = (status: number, body: unknown, headers: Record<string, string> = {}): StandInAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
});

/**
 * A path by which a person has a stand-in do something: JSON with the `address` that it is to tell of it. No service has
 * such a path.
 */
export async function controlled<Shape extends z.ZodType>(
  request: StandInRequest,
  shape: Shape,
  make: (of: z.output<Shape>) => { id: string; message: Message } | undefined,
): Promise<StandInAnswer> {
  const text = z
    .string()
    .transform((body, context): unknown => {
      try {
        return JSON.parse(body);
      } catch {
        context.addIssue({ code: 'custom', message: 'not JSON' });
        return z.NEVER;
      }
    })
    .pipe(z.looseObject({ address: z.url() }))
    .safeParse(request.body);
  const wanted = shape.safeParse(text.data);
  if (!text.success || !wanted.success) return json(400, { error: (text.error ?? wanted.error)?.message });
  const made = make(wanted.data);
  if (made === undefined) return json(404, { error: 'There is no such thing.' });
  return json(200, { id: made.id, status: await postMessage(text.data.address, made.message) });
}
