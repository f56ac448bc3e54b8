import * as z from 'zod/mini';
import { jsonText } from '../json-text.ts';

const payload = z.pipe(jsonText, z.record(z.string(), z.unknown()));

/** What is sent to a webhook, read from the text that is stored of it. */
export function payloadOf(body: string): Record<string, unknown> {
  return payload.parse(body);
}
