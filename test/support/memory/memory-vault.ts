import type { Credentials, CredentialVault } from '#shared/ports/credential-vault.ts';

/** Credentials in memory. */
export function memoryVault(): CredentialVault {
  const kept = new Map<string, Credentials>();
  const keyOf = (organisation: string, kind: string): string => `${organisation}/${kind}`;
  return {
    read: async (organisation, kind) => kept.get(keyOf(organisation, kind)),
    async write(organisation, kind, credentials) {
      kept.set(keyOf(organisation, kind), { ...credentials });
    },
    async remove(organisation, kind) {
      kept.delete(keyOf(organisation, kind));
    },
  };
}
