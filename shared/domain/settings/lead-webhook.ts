import * as z from 'zod/mini';
import { text } from '../kernel/shapes.ts';

/** How a webhook may be called. */
export const webhookMethods = ['POST', 'PUT', 'PATCH'] as const;

/** Where news of a lead goes when its button is used (A14). */
const leadWebhook = z.object({
  url: text,
  method: z.enum(webhookMethods),
  /**
   * Further headers by name. A value may be a secret and is never given back: it comes in clear, is stored sealed (see
   * `WebhookKeys`) and is shown as null. Null in a change keeps the value that is stored for the same name and origin.
   */
  headers: z.record(text, z.nullable(text)),
  /** Nothing is sent while false. */
  active: z.boolean(),
});
export type LeadWebhook = z.output<typeof leadWebhook>;

/** The webhooks of the two buttons of a lead (A14); null: none. */
export const leadWebhooks = z.object({
  convert: z.nullable(leadWebhook),
  disqualify: z.nullable(leadWebhook),
});
export type LeadWebhooks = z.output<typeof leadWebhooks>;
export type LeadButton = keyof LeadWebhooks;
export const leadButtons = ['convert', 'disqualify'] as const satisfies LeadButton[];

/** Each of the two, changed. */
export function eachWebhook(
  webhooks: LeadWebhooks,
  change: (webhook: LeadWebhook, button: LeadButton) => LeadWebhook,
): LeadWebhooks {
  const changed = (button: LeadButton): LeadWebhook | null => {
    const webhook = webhooks[button];
    return webhook && change(webhook, button);
  };
  return { convert: changed('convert'), disqualify: changed('disqualify') };
}

/** With each address as it will be called: a URL is read leniently, and what it drops must not be kept (A14). */
export function withNormalUrls(webhooks: LeadWebhooks): LeadWebhooks {
  return eachWebhook(webhooks, (webhook) =>
    URL.canParse(webhook.url) ? { ...webhook, url: new URL(webhook.url).href } : webhook,
  );
}

/**
 * Without the values of headers, which nobody sees. An address may be a secret too, by its path: whoever is no admin is
 * shown its origin only.
 */
export function concealed(webhooks: LeadWebhooks, seer: 'admin' | 'other'): LeadWebhooks {
  return eachWebhook(webhooks, (webhook) => ({
    ...webhook,
    url: seer === 'admin' ? webhook.url : `${originOf(webhook.url) ?? ''}/…`,
    headers: Object.fromEntries(Object.keys(webhook.headers).map((name) => [name, null])),
  }));
}

/**
 * What was given, with each null replaced by the value stored under the same name, as long as the webhook stays at the
 * same origin: a secret is never sent elsewhere than where it was given for.
 */
export function withKeptValues(given: LeadWebhooks, stored: LeadWebhooks | undefined): LeadWebhooks {
  return eachWebhook(given, (webhook, button) => {
    const before = stored?.[button];
    if (!before || originOf(before.url) !== originOf(webhook.url)) return webhook;
    const valueBefore = new Map(
      Object.entries(before.headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    return {
      ...webhook,
      headers: Object.fromEntries(
        Object.entries(webhook.headers).map(([name, value]) => [
          name,
          value ?? valueBefore.get(name.toLowerCase()) ?? null,
        ]),
      ),
    };
  });
}

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}
