import { setTimeout } from 'node:timers/promises';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import type { CredentialVault } from '../../ports/credential-vault.ts';
import { isAwsError } from './aws-error.ts';
import { clientSettings } from './client-settings.ts';

const stored = z.record(z.string(), z.string());

/**
 * Credentials of connections in Secrets Manager: one secret a connection, `<prefix><organisation>/<kind>`, whose value is
 * JSON. A secret that was removed cannot be restored.
 */
export function secretsVault(prefix: string): CredentialVault {
  const client = new SecretsManagerClient(clientSettings({ attempts: 4, timeoutMs: 5_000 }));
  const nameOf = (organisation: string, kind: string): string => `${prefix}${organisation}/${kind}`;
  return {
    async read(organisation, kind) {
      try {
        const SecretId = nameOf(organisation, kind);
        const { SecretString: text } = await client.send(new GetSecretValueCommand({ SecretId }));
        return text === undefined ? undefined : stored.parse(JSON.parse(text));
      } catch (error) {
        if (isGone(error)) return undefined;
        throw error;
      }
    },
    async write(organisation, kind, credentials) {
      const name = nameOf(organisation, kind);
      const SecretString = JSON.stringify(credentials);
      try {
        await client.send(new PutSecretValueCommand({ SecretId: name, SecretString }));
      } catch (error) {
        if (!isGone(error)) throw error;
        await create(client, name, SecretString);
      }
    },
    async remove(organisation, kind) {
      const SecretId = nameOf(organisation, kind);
      try {
        await client.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    },
  };
}

/**
 * Whether there is no such secret, or one that was told to go: AWS keeps it marked for some seconds, and does nothing with
 * it meanwhile.
 */
function isGone(error: unknown): boolean {
  return isAwsError(error, 'ResourceNotFoundException') || isAwsError(error, 'InvalidRequestException');
}

/** How often and how long one waits for a secret of the same name that was just removed, in milliseconds. */
const goneTries = 5;
const goneWaitMs = 1_000;

/** Makes a secret. AWS removes one some seconds after it was told to, and refuses another of its name until then. */
async function create(client: SecretsManagerClient, Name: string, SecretString: string): Promise<void> {
  const Description = 'Relance: credentials of a connection';
  for (let tries = 1; ; tries += 1) {
    try {
      await client.send(new CreateSecretCommand({ Name, SecretString, Description }));
      return;
    } catch (error) {
      if (!isAwsError(error, 'InvalidRequestException') || tries === goneTries) throw error;
      await setTimeout(goneWaitMs);
    }
  }
}
