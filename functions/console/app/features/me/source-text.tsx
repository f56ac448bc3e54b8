import type { Answer } from '../../api/operations.ts';
import { useT } from '../../i18n/i18n.ts';
import { useGroups } from '../users/use-users.ts';

type Settings = Answer<'GET /v1/users/{id}/settings'>;
export type Source = Settings['workingDays']['source'];

/** Who decided a value, in a few words. */
export function SourceText({ source: { level, id } }: { source: Source }) {
  const t = useT();
  const { nameOf } = useGroups();
  switch (level) {
    case 'user':
      return t('Set for you');
    case 'group':
      return t('Set for the group {name}', { name: nameOf(id) });
    case 'organisation':
      return t('Set for the organisation');
    case 'default':
      return t('By default; nobody changed it');
  }
}
