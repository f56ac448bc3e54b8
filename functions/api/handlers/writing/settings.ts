import type { settingsOperations } from '#shared/contracts/api/settings.ts';
import { changeSettings, removeSetting } from '#shared/use-cases/settings/change-settings.ts';
import { previewChange } from '#shared/use-cases/settings/preview-change.ts';
import { itemAnswer } from '../../route.ts';
import { shown } from '../../show-settings.ts';
import type { WritingHandlers } from '../../writing-ports.ts';

export const settingsHandlers: WritingHandlers<typeof settingsOperations> = {
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
};
