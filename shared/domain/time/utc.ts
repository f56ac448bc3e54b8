import type { Zone } from '../kernel/instant.ts';

/** The zone of whoever has said none. */
export const utc = 'UTC' as Zone;
