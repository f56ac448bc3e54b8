import type { Expected } from '../../domain/kernel/expected.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { previousSignsUntil, type WebhookRotation } from '../../domain/webhooks/rotation.ts';
import type { Store } from '../../ports/store.ts';
import type { WebhookKeys } from '../../ports/webhook-keys.ts';
import { saveItem } from '../save-item.ts';

type Ports = {
  store: Pick<Store, 'webhookRotations'>;
  webhookKeys: Pick<WebhookKeys, 'secretOf'>;
};

/** The secret that receivers verify with, and the one before while it signs too (A14). */
export type SigningSecret = {
  /** 0: never rotated. */
  revision: number;
  secret: string;
  rotatedAt?: Instant | undefined;
  previous?: { secret: string; signsUntil: Instant } | undefined;
};

/** The signing secret of an organisation, made anew each time it is asked for. */
export async function readSigningSecret(
  ports: Ports,
  { organisation, now }: { organisation: string; now: Instant },
): Promise<SigningSecret> {
  return secretOf(ports, organisation, await ports.store.webhookRotations.get(organisation, 'current'), now);
}

/**
 * Takes a new signing secret into use. Both sign for a day; a rotation within that day ends the oldest at once. The caller
 * says which secret is to be replaced, so that a request repeated does not rotate twice.
 */
export async function rotateSigningSecret(
  ports: Ports,
  { organisation, expected, now }: { organisation: string; expected: Expected; now: Instant },
): Promise<{ kind: 'rotated'; secret: SigningSecret } | Refusal> {
  const existing = await ports.store.webhookRotations.get(organisation, 'current');
  if (expected === undefined) return { kind: 'revision-needed', revision: existing?.revision ?? 0 };
  const next = {
    organisation,
    id: 'current' as const,
    number: (existing?.number ?? 0) + 1,
    rotatedAt: now,
  };
  const outcome = await saveItem(ports.store.webhookRotations, existing, next, expected);
  if (outcome.kind !== 'saved') return outcome;
  return { kind: 'rotated', secret: await secretOf(ports, organisation, outcome.item, now) };
}

async function secretOf(
  { webhookKeys }: Ports,
  organisation: string,
  rotation: WebhookRotation | undefined,
  now: Instant,
): Promise<SigningSecret> {
  const number = rotation?.number ?? 0;
  const signsUntil = previousSignsUntil(rotation, now);
  return {
    revision: rotation?.revision ?? 0,
    secret: await webhookKeys.secretOf(organisation, number),
    ...(rotation && { rotatedAt: rotation.rotatedAt }),
    ...(signsUntil !== undefined && {
      previous: { secret: await webhookKeys.secretOf(organisation, number - 1), signsUntil },
    }),
  };
}
