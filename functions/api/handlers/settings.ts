import type { settingsOperations } from '#shared/contracts/api/settings.ts';
import { isAdmin, type Caller } from '#shared/domain/people/access.ts';
import type { SettingsOfLevel } from '#shared/domain/settings/settings.ts';
import { concealed } from '#shared/domain/settings/lead-webhook.ts';
import { loadSender } from '#shared/use-cases/people/load-sender.ts';
import { changeSettings, readSettings, removeSetting } from '#shared/use-cases/settings/change-settings.ts';
import { previewChange } from '#shared/use-cases/settings/preview-change.ts';
import { itemAnswer, type Handlers } from '../route.ts';

const seerOf = (caller: Caller) => (isAdmin(caller) ? ('admin' as const) : ('other' as const));

/** Of webhooks, values of headers are for nobody's eyes, and whole addresses for admins' (A14). */
const shown = (level: SettingsOfLevel, caller: Caller): SettingsOfLevel => ({
  ...level,
  values: {
    ...level.values,
    ...(level.values.leadWebhooks && { leadWebhooks: concealed(level.values.leadWebhooks, seerOf(caller)) }),
  },
});

export const settingsHandlers: Handlers<typeof settingsOperations> = {
  getSettings: async (ports, { params, caller }) => {
    const outcome = await readSettings(ports, { organisation: caller.organisation, scope: params.scope });
    return outcome.kind === 'read' ? itemAnswer(shown(outcome.item, caller)) : outcome;
  },

  changeSettings: async (ports, { params, body, caller, expected }) => {
    const outcome = await changeSettings(ports, { caller, scope: params.scope, values: body, expected });
    return outcome.kind === 'saved' ? itemAnswer(shown(outcome.item, caller)) : outcome;
  },

  previewSettings: async (ports, { params: { scope }, body: values, caller }) => {
    const outcome = await previewChange(ports, { caller, scope, values });
    if (outcome.kind !== 'previewed') return outcome;
    const { users, ...preview } = outcome.preview;
    const told = users.map(({ user, changes }) => ({ userId: user.id, name: user.name, changes }));
    return { kind: 'ok', body: { ...preview, users: told } };
  },

  removeSetting: async (ports, { params, caller, expected }) => {
    const outcome = await removeSetting(ports, { caller, ...params, expected });
    return outcome.kind === 'saved' ? itemAnswer(shown(outcome.item, caller)) : outcome;
  },

  getUserSettings: async (ports, { params, caller }) => {
    const sender = await loadSender(ports.store, caller.organisation, params.id);
    if (sender === undefined) return { kind: 'not-found', what: 'user', id: params.id };
    const { leadWebhooks } = sender.settings;
    const shownWebhooks = { ...leadWebhooks, value: concealed(leadWebhooks.value, seerOf(caller)) };
    return { kind: 'ok', body: { ...sender.settings, leadWebhooks: shownWebhooks } };
  },
};
