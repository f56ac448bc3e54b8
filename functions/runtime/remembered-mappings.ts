import type { Mapping } from '#shared/domain/crm/mapping.ts';
import { memoized } from './memoized.ts';

/** How long it is believed what of an organisation goes out to its CRM, or that nothing does. */
const BELIEVED_MS = 60_000;
/** Organisations kept in memory. */
const KEPT = 500;

type Load = (organisation: string) => Promise<Mapping[]>;

/**
 * What of an organisation goes out to its CRM, loaded at most once a minute: most have none, and their streams are not
 * slowed by asking. `elapsed` is a clock that nobody sets, in milliseconds.
 */
export function rememberedMappings(load: Load, elapsed: () => number): Load {
  // What one process has learnt ends with it.
  const known = memoized(() => new Map<string, { mappings: Promise<Mapping[]>; readAt: number }>());
  return (organisation) => {
    const kept = known();
    const before = kept.get(organisation);
    const readAt = elapsed();
    if (before !== undefined && readAt - before.readAt < BELIEVED_MS) return before.mappings;
    if (kept.size >= KEPT) kept.clear();
    const mappings = load(organisation).catch((error: unknown) => {
      kept.delete(organisation);
      throw error;
    });
    kept.set(organisation, { mappings, readAt });
    return mappings;
  };
}
