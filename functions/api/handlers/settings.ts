import type { settingsOperations } from '#shared/contracts/api/settings.ts';
import { loadSender } from '#shared/use-cases/engine/load-sender.ts';
import { changeSettings, readSettings, removeSetting } from '#shared/use-cases/settings/change-settings.ts';
import { itemAnswer, type Handlers } from '../route.ts';

export const settingsHandlers: Handlers<typeof settingsOperations> = {
  getSettings: async (ports, { params, caller }) => {
    const outcome = await readSettings(ports, { organisation: caller.organisation, scope: params.scope });
    return outcome.kind === 'read' ? itemAnswer(outcome.item) : outcome;
  },

  changeSettings: async (ports, { params, body, caller, expected }) => {
    const outcome = await changeSettings(ports, { caller, scope: params.scope, values: body, expected });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item) : outcome;
  },

  removeSetting: async (ports, { params, caller, expected }) => {
    const outcome = await removeSetting(ports, { caller, ...params, expected });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item) : outcome;
  },

  getUserSettings: async (ports, { params, caller }) => {
    const sender = await loadSender(ports.store, caller.organisation, params.id);
    return sender
      ? { kind: 'ok', body: sender.settings }
      : { kind: 'not-found', what: 'user', id: params.id };
  },
};
