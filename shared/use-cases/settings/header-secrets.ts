import type { Settings } from '../../domain/settings/settings.ts';
import { eachWebhook, type LeadWebhooks } from '../../domain/settings/lead-webhook.ts';
import type { WebhookKeys } from '../../ports/webhook-keys.ts';

/** Encrypts the values of headers that settings hold in clear (A14); all else stays as it is. */
export async function sealHeaders(
  ports: { webhookKeys: Pick<WebhookKeys, 'seal'> },
  organisation: string,
  values: Partial<Settings>,
): Promise<Partial<Settings>> {
  const { leadWebhooks } = values;
  if (leadWebhooks === undefined) return values;
  const clear = new Set(valuesOf(leadWebhooks));
  const sealed = new Map<string, string>();
  for (const value of clear) sealed.set(value, await ports.webhookKeys.seal(organisation, value));
  const sealedOf = (value: string | null): string | null =>
    value === null ? null : (sealed.get(value) ?? null);
  return {
    ...values,
    leadWebhooks: eachWebhook(leadWebhooks, (webhook) => ({
      ...webhook,
      headers: Object.fromEntries(
        Object.entries(webhook.headers).map(([name, value]) => [name, sealedOf(value)]),
      ),
    })),
  };
}

function valuesOf({ convert, disqualify }: LeadWebhooks): string[] {
  return [convert, disqualify].flatMap((webhook) =>
    Object.values(webhook?.headers ?? {}).filter((value) => value !== null),
  );
}
