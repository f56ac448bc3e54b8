import type { Hold } from '#shared/domain/holds/hold.ts';

/** A hold as the API tells it. */
export const shownHold = ({ probe, ...hold }: Hold) => ({ ...hold, nextProbeAt: probe?.at });
