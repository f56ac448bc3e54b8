import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { linkSecretArn, webhookSecretArn } from '../names.ts';
import type { LocalTable } from './local-store.ts';
import { AwsError, jsonBody, jsonError, type Service } from './wire.ts';

const names = new Map([
  [linkSecretArn, 'relance-local-links'],
  [webhookSecretArn, 'relance-local-webhooks'],
]);

/** Secrets Manager with the secrets that sign public links and webhooks, drawn on first use and kept. */
export function secrets(table: LocalTable<string>): Service {
  return {
    answer: (request) => {
      const { SecretId } = jsonBody(request, z.object({ SecretId: z.string() }));
      if (request.headers['x-amz-target'] !== 'secretsmanager.GetSecretValue' || !names.has(SecretId)) {
        const message = "Secrets Manager can't find the specified secret.";
        throw new AwsError(400, 'ResourceNotFoundException', message);
      }
      if (table.get(SecretId) === undefined) table.put(SecretId, randomBytes(32).toString('base64url'));
      return {
        status: 200,
        headers: { 'content-type': 'application/x-amz-json-1.1' },
        body: JSON.stringify({
          ARN: SecretId,
          Name: names.get(SecretId),
          SecretString: table.get(SecretId),
          VersionId: '00000000-0000-0000-0000-000000000000',
          VersionStages: ['AWSCURRENT'],
        }),
      };
    },
    refuse: jsonError,
  };
}
