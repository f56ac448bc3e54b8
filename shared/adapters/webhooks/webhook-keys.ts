import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { WebhookKeys } from '../../ports/webhook-keys.ts';

/** Tells a sealed value from a clear one. */
const MARK = 'sealed:';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Makes signing secrets and the key that seals headers from one key of the stage, each by HMAC-SHA256 for its own use.
 * Signatures are those of Standard Webhooks: HMAC-SHA256 of `id.timestamp.body`. Values are sealed with AES-256-GCM, bound
 * to their organisation. @param readMaster reads the stage's key; asked for at each use
 */
export function webhookKeys(readMaster: () => Promise<string>): WebhookKeys {
  const derived = async (use: string): Promise<Buffer> =>
    createHmac('sha256', await readMaster())
      .update(use)
      .digest();
  const signingKey = (organisation: string, number: number): Promise<Buffer> =>
    derived(`webhook signature\n${organisation}\n${number}`);
  const sealingKey = (): Promise<Buffer> => derived('webhook headers');

  return {
    async secretOf(organisation, number) {
      return `whsec_${(await signingKey(organisation, number)).toString('base64')}`;
    },
    async signatures({ organisation, id, at, body }, numbers) {
      const keys = await Promise.all(numbers.map((number) => signingKey(organisation, number)));
      return keys
        .map((key) => `v1,${createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')}`)
        .join(' ');
    },
    async seal(organisation, value) {
      if (value.startsWith(MARK)) return value;
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', await sealingKey(), iv).setAAD(Buffer.from(organisation));
      const text = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
      return MARK + Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
    },
    async open(organisation, sealed) {
      const bytes = Buffer.from(sealed.slice(MARK.length), 'base64url');
      if (!sealed.startsWith(MARK) || bytes.length < IV_BYTES + TAG_BYTES) return undefined;
      const key = await sealingKey();
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(organisation));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        return (
          decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
        );
      } catch {
        // The tag does not fit: another key, another organisation, or damaged.
        return undefined;
      }
    },
  };
}
