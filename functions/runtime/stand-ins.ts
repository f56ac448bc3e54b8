import * as z from 'zod';
import type { ConnectionKind } from '#shared/domain/connections/connectors.ts';

const values = z.record(z.string(), z.string());
const standIn = z.object({ settings: values, credentials: values });

/**
 * What connects the stand-ins of services that run on one machine: it is known to everybody, and opens nothing else.
 * @param text JSON by kind; undefined: there are none
 */
export function standInsIn(
  text: string | undefined,
): (kind: ConnectionKind) => z.output<typeof standIn> | undefined {
  const all = text === undefined ? {} : z.record(z.string(), standIn).parse(JSON.parse(text));
  return (kind) => all[kind];
}
