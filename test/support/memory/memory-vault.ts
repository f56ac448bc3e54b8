import type { CredentialVault, Credentials } from '#shared/ports/credential-vault.ts';

/** Credentials in memory. `held`: by organisation and kind. */
export type MemoryVault = CredentialVault & { held: Map<string, Credentials> };

export function memoryVault(): MemoryVault {
  const held = new Map<string, Credentials>();
  const nameOf = (organisation: string, kind: string): string => `${organisation}/${kind}`;
  return {
    held,
    async read(organisation, kind) {
      const kept = held.get(nameOf(organisation, kind));
      return kept && { ...kept };
    },
    async write(organisation, kind, credentials) {
      held.set(nameOf(organisation, kind), { ...credentials });
    },
    async remove(organisation, kind) {
      held.delete(nameOf(organisation, kind));
    },
  };
}
