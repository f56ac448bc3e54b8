import type { Instant } from '#shared/domain/kernel/instant.ts';
import { secondsBetween } from '#shared/domain/time/instants.ts';
import type { CredentialVault, Credentials } from '#shared/ports/credential-vault.ts';
import type { Clock } from '#shared/ports/clock.ts';

/** Credentials in memory. `held`: by organisation and kind; `written`: when each was written since it was made. */
export type MemoryVault = CredentialVault & {
  held: Map<string, Credentials>;
  written: Map<string, Instant[]>;
};

/** What Secrets Manager keeps of a secret: every version that was written within a day, and no more than this. */
const mostVersions = 100;
const daySeconds = 86_400;

export function memoryVault(clock: Clock): MemoryVault {
  const held = new Map<string, Credentials>();
  const written = new Map<string, Instant[]>();
  const nameOf = (organisation: string, kind: string): string => `${organisation}/${kind}`;
  return {
    held,
    written,
    async read(organisation, kind) {
      const kept = held.get(nameOf(organisation, kind));
      return kept && { ...kept };
    },
    async write(organisation, kind, credentials) {
      const name = nameOf(organisation, kind);
      const now = clock.now();
      const versions = written.get(name) ?? [];
      if (versions.filter((at) => secondsBetween(at, now) < daySeconds).length >= mostVersions)
        throw new Error('LimitExceededException: too many versions of the secret within a day');
      written.set(name, [...versions, now]);
      held.set(name, { ...credentials });
    },
    async remove(organisation, kind) {
      held.delete(nameOf(organisation, kind));
      written.delete(nameOf(organisation, kind));
    },
  };
}
