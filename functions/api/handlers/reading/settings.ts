import type { settingsOperations } from '#shared/contracts/api/settings.ts';
import { type Caller } from '#shared/domain/people/access.ts';
import type { EffectiveSettings } from '#shared/domain/settings/settings.ts';
import { concealed } from '#shared/domain/settings/lead-webhook.ts';
import { loadSender } from '#shared/use-cases/people/load-sender.ts';
import { readSettings } from '#shared/use-cases/settings/change-settings.ts';
import { readEffectiveSettings } from '#shared/use-cases/settings/read-effective-settings.ts';
import { itemAnswer } from '../../route.ts';
import { seerOf, shown } from '../../show-settings.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

/** The same of what applies. */
function shownEffective(settings: EffectiveSettings, caller: Caller): EffectiveSettings {
  const { leadWebhooks } = settings;
  return {
    ...settings,
    leadWebhooks: { ...leadWebhooks, value: concealed(leadWebhooks.value, seerOf(caller)) },
  };
}

export const settingsHandlers: ReadingHandlers<typeof settingsOperations> = {
  getSettings: async (ports, { params, caller }) => {
    const outcome = await readSettings(ports, { organisation: caller.organisation, scope: params.scope });
    return outcome.kind === 'read' ? itemAnswer(shown(outcome.item, caller)) : outcome;
  },

  getEffectiveSettings: async (ports, { params, caller }) => {
    const outcome = await readEffectiveSettings(ports, {
      organisation: caller.organisation,
      scope: params.scope,
    });
    return outcome.kind === 'read' ? { kind: 'ok', body: shownEffective(outcome.settings, caller) } : outcome;
  },

  getUserSettings: async (ports, { params, caller }) => {
    const sender = await loadSender(ports.store, caller.organisation, params.id);
    if (sender === undefined) return { kind: 'not-found', what: 'user', id: params.id };
    return { kind: 'ok', body: shownEffective(sender.settings, caller) };
  },
};
