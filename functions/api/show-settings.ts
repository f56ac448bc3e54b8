import { isAdmin, type Caller } from '#shared/domain/people/access.ts';
import type { SettingsOfLevel } from '#shared/domain/settings/settings.ts';
import { concealed } from '#shared/domain/settings/lead-webhook.ts';

/** Who looks at settings, as far as it matters to what is shown of webhooks. */
export const seerOf = (caller: Caller) => (isAdmin(caller) ? ('admin' as const) : ('other' as const));

/** Of webhooks, values of headers are for nobody's eyes, and whole addresses for admins' (A14). */
export const shown = (level: SettingsOfLevel, caller: Caller): SettingsOfLevel => ({
  ...level,
  values: {
    ...level.values,
    ...(level.values.leadWebhooks && { leadWebhooks: concealed(level.values.leadWebhooks, seerOf(caller)) }),
  },
});
