import type { Refusal } from '../../domain/kernel/refusal.ts';
import { resolveSettings } from '../../domain/settings/resolve.ts';
import type { EffectiveSettings } from '../../domain/settings/settings.ts';
import type { Store } from '../../ports/store.ts';
import { loadSender } from '../people/load-sender.ts';

/**
 * Every setting as it applies at a level, with who decided it (A1): for the organisation itself, for a group whose users
 * have no other group and no exceptions of their own, for a user. Refused where the group or user does not exist.
 */
export async function readEffectiveSettings(
  ports: { store: Pick<Store, 'settings' | 'users' | 'groups'> },
  request: { organisation: string; scope: string },
): Promise<{ kind: 'read'; settings: EffectiveSettings } | Refusal> {
  const { organisation, scope } = request;
  const [level, id = ''] = scope.split('.');
  if (level === 'user') {
    const sender = await loadSender(ports.store, organisation, id);
    return sender === undefined
      ? { kind: 'not-found', what: 'user', id }
      : { kind: 'read', settings: sender.settings };
  }
  const [group, levels] = await Promise.all([
    level === 'group' ? ports.store.groups.get(organisation, id) : undefined,
    ports.store.settings.getMany(organisation, [...new Set(['organisation', scope])]),
  ]);
  if (level === 'group' && group === undefined) return { kind: 'not-found', what: 'group', id };
  const at = (of: string) => levels.find((each) => each.scope === of);
  const ofGroup = at(`group.${id}`);
  return {
    kind: 'read',
    settings: resolveSettings({
      organisation: at('organisation'),
      groups: group && ofGroup ? [{ group, settings: ofGroup }] : [],
      user: undefined,
    }),
  };
}
