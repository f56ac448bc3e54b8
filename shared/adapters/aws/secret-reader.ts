import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientSettings } from './client-settings.ts';

/** Reads a secret of Secrets Manager as text. */
export async function readSecret(arn: string): Promise<string> {
  const client = new SecretsManagerClient(clientSettings({ attempts: 4, timeoutMs: 5_000 }));
  try {
    const { SecretString: secret } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    if (secret === undefined) throw new Error(`The secret ${arn} holds no text`);
    return secret;
  } finally {
    client.destroy();
  }
}
