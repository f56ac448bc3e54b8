import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { later, type InstantText } from '../clock.ts';
import { credentialsPrefix, linkSecretArn, webhookSecretArn } from '../names.ts';
import type { LocalTable } from './local-store.ts';
import { AwsError, jsonBody, jsonError, type AwsRequest, type AwsResponse, type Service } from './wire.ts';

/** Secrets that the stacks make. */
const names = new Map([
  [linkSecretArn, 'relance-local-links'],
  [webhookSecretArn, 'relance-local-webhooks'],
]);
const VERSION = '00000000-0000-0000-0000-000000000000';
/** Longest value, in bytes, and what a name may be. */
const LONGEST = 65_536;
const name = z.string().regex(/^[A-Za-z0-9/_+=.@-]{1,512}$/);

/**
 * Versions of a secret, and for how many seconds each counts: those without a label are removed once they are older than a
 * day. https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
 */
const MOST_VERSIONS = 100;
const KEPT_SECONDS = 86_400;

/** How long a secret that was removed stays marked, in milliseconds: "permanently deletes it in a few seconds". */
const MARKED_MS = 1_500;

const missing = (): AwsError =>
  new AwsError(400, 'ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
const marked = (): AwsError =>
  new AwsError(
    400,
    'InvalidRequestException',
    "You can't perform this operation on the secret because it was marked for deletion.",
  );

/**
 * Secrets Manager: the secrets that sign public links and webhooks, drawn on first use and kept, and those that functions
 * make for the credentials of connections, kept sealed. One that was removed is marked for deletion for a moment: nothing
 * can be done with it, and none of its name be made.
 *
 * @param versions when those of each secret were written that are younger than a day
 * @param elapsed milliseconds of a clock that never stands still: who waits for a name does not wait by the imagined one.
 */
export function secrets(
  table: LocalTable<string>,
  versions: LocalTable<InstantText[]>,
  now: () => InstantText,
  elapsed = () => performance.now(),
): Service {
  const goneAt = new Map<string, number>();
  const addVersion = (key: string): void => {
    const young = (versions.get(key) ?? []).filter((at) => later(at, KEPT_SECONDS) > now());
    if (young.length >= MOST_VERSIONS)
      throw new AwsError(
        400,
        'LimitExceededException',
        'The request failed because it would exceed the limit of versions of a secret.',
      );
    versions.put(key, [...young, now()]);
  };
  const drawn = (key: string): string => {
    if (table.get(key) === undefined) table.put(key, randomBytes(32).toString('base64url'));
    return table.get(key) ?? '';
  };
  const seal = sealing(() => drawn('sealing key'));
  const own = (SecretId: string): string => {
    if (!SecretId.startsWith(credentialsPrefix))
      throw new AwsError(400, 'AccessDeniedException', `Not allowed to use the secret ${SecretId}`);
    if (elapsed() - (goneAt.get(SecretId) ?? -MARKED_MS) < MARKED_MS) throw marked();
    return SecretId;
  };
  const actions: Record<string, (request: AwsRequest) => object> = {
    GetSecretValue: (request) => {
      const { SecretId } = jsonBody(request, z.object({ SecretId: z.string() }));
      if (names.has(SecretId)) return value(SecretId, names.get(SecretId) ?? '', drawn(SecretId));
      const sealed = table.get(own(SecretId));
      if (sealed === undefined) throw missing();
      return value(SecretId, SecretId, seal.open(sealed));
    },
    CreateSecret: (request) => {
      const { Name, SecretString } = jsonBody(
        request,
        z.object({ Name: name, SecretString: z.string().max(LONGEST) }),
      );
      if (table.get(own(Name)) !== undefined)
        throw new AwsError(400, 'ResourceExistsException', `The secret ${Name} already exists.`);
      addVersion(Name);
      table.put(Name, seal.close(SecretString));
      return { ARN: Name, Name, VersionId: VERSION };
    },
    PutSecretValue: (request) => {
      const { SecretId, SecretString } = jsonBody(
        request,
        z.object({ SecretId: name, SecretString: z.string().max(LONGEST) }),
      );
      if (table.get(own(SecretId)) === undefined) throw missing();
      addVersion(SecretId);
      table.put(SecretId, seal.close(SecretString));
      return { ARN: SecretId, Name: SecretId, VersionId: VERSION, VersionStages: ['AWSCURRENT'] };
    },
    DeleteSecret: (request) => {
      const { SecretId } = jsonBody(
        request,
        z.object({ SecretId: name, ForceDeleteWithoutRecovery: z.literal(true) }),
      );
      if (table.get(own(SecretId)) === undefined) throw missing();
      table.delete(SecretId);
      versions.delete(SecretId);
      goneAt.set(SecretId, elapsed());
      return { ARN: SecretId, Name: SecretId, DeletionDate: 0 };
    },
  };
  return {
    answer: (request): AwsResponse => {
      const action = String(request.headers['x-amz-target'] ?? '').replace('secretsmanager.', '');
      const act = actions[action];
      if (act === undefined) throw missing();
      return {
        status: 200,
        headers: { 'content-type': 'application/x-amz-json-1.1' },
        body: JSON.stringify(act(request)),
      };
    },
    refuse: jsonError,
  };
}

function value(ARN: string, Name: string, SecretString: string): object {
  return { ARN, Name, SecretString, VersionId: VERSION, VersionStages: ['AWSCURRENT'] };
}

/** Seals values with AES-256-GCM, so that no copy of the file shows one. */
function sealing(readKey: () => string) {
  const key = (): Buffer => createHash('sha256').update(readKey()).digest();
  return {
    close: (text: string): string => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key(), iv);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open: (sealed: string): string => {
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8');
    },
  };
}
