import { useT } from '../../i18n/i18n.ts';
import { Select } from '../../ui/inputs.tsx';
import { UserSelect } from '../users/user-select.tsx';
import { useGroups } from '../users/use-users.ts';
import { useMe } from '../../shell/me.tsx';
import { scopeParts, type Level } from './scope.ts';

/** Whose settings are shown: those of the organisation, of a group, or what applies to a user. */
export function ScopeSelect({ scope, onChange }: { scope: string; onChange: (scope: string) => void }) {
  const t = useT();
  const me = useMe();
  const { groups } = useGroups();
  const { level, id } = scopeParts(scope);
  const choose = (next: Level): void => {
    if (next === 'organisation') onChange(next);
    else if (next === 'group') onChange(`group.${groups[0]?.id ?? ''}`);
    else onChange(`user.${me.userId}`);
  };
  return (
    <>
      <Select<Level>
        label={t('Settings of')}
        value={level}
        onChange={choose}
        options={[
          { value: 'organisation', label: t('the whole organisation') },
          { value: 'group', label: t('a group'), disabled: groups.length === 0 },
          { value: 'user', label: t('a user') },
        ]}
      />
      {level === 'group' && (
        <Select
          label={t('Group')}
          value={id}
          onChange={(next) => onChange(`group.${next}`)}
          options={groups.map((group) => ({ value: group.id, label: group.name }))}
        />
      )}
      {level === 'user' && (
        <UserSelect label={t('User')} value={id} onChange={(next) => onChange(`user.${next}`)} />
      )}
    </>
  );
}
