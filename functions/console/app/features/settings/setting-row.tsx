import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '../../api/operations.ts';
import { useAct } from '../../api/queries.ts';
import { useT, type Say } from '../../i18n/i18n.ts';
import { Button, buttonClasses } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Badge } from '../../ui/notice.tsx';
import { toast } from '../../ui/toast.tsx';
import { useGroups, useUsers } from '../users/use-users.ts';
import { catalogue } from './catalogue.ts';
import { inWords } from './in-words.ts';
import { scopeParts, useMayDecide } from './scope.ts';
import { SettingEditor } from './setting-editor.tsx';
import { changedBySettings, type Applied, type SettingName, type Source } from './values.ts';

/** Where the sending domain is decided. */
const domainPage: string = '/domain';

type Props<Name extends SettingName> = {
  name: Name;
  scope: string;
  applied: Applied;
  /** What the level itself decides. */
  own: Answer<'GET /v1/settings/{scope}'>;
  isEditing: boolean;
  onEdit: (isOn: boolean) => void;
};

/** One setting: what it does, the value that applies, who decided it, and what can be done about it. */
export function SettingRow<Name extends SettingName>(props: Props<Name>) {
  const { name, scope, applied, own, isEditing, onEdit } = props;
  const t = useT();
  const { label, about } = catalogue[name];
  const { nameOf } = useUsers();
  const { nameOf: groupNameOf } = useGroups();
  const { value, source } = applied[name];
  const isOwn = own.values[name] !== undefined;
  return (
    <div className="grid gap-x-8 gap-y-2 py-4 md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <div className="min-w-0">
        <h3 className="font-medium">{t(label)}</h3>
        <p className="text-soft text-sm">{t(about)}</p>
      </div>
      {isEditing ? (
        <SettingEditor
          key={`${scope} ${name}`}
          name={name}
          scope={scope}
          value={value}
          revision={own.revision}
          onClose={() => onEdit(false)}
        />
      ) : (
        <div className="flex min-w-0 flex-wrap items-start gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1 basis-56">
            <p className="[overflow-wrap:anywhere]">{inWords[name](value, { t, nameOf })}</p>
            <p className="mt-1">
              <Badge tone={isOwn ? 'accent' : 'plain'}>{decidedBy(source, t, nameOf, groupNameOf)}</Badge>
            </p>
          </div>
          <Actions {...props} isOwn={isOwn} />
        </div>
      )}
    </div>
  );
}

/** Who decided a value, in words. */
function decidedBy(
  { level, id }: Source,
  t: Say,
  userName: (id: string) => string,
  groupName: (id: string) => string,
): string {
  switch (level) {
    case 'default':
      return t('Default');
    case 'organisation':
      return t('Set for the organisation');
    case 'group':
      return t('Set for the group {name}', { name: groupName(id) });
    case 'user':
      return t('Set for {name}', { name: userName(id) });
  }
}

function Actions<Name extends SettingName>({
  name,
  scope,
  own,
  onEdit,
  isOwn,
}: Props<Name> & { isOwn: boolean }) {
  const t = useT();
  const [isRemoving, setRemoving] = useState(false);
  const mayDecide = useMayDecide(scope);
  const { level } = scopeParts(scope);
  const { label, only, editor } = catalogue[name];
  const remove = useAct('DELETE /v1/settings/{scope}/{name}', {
    refreshes: changedBySettings,
    onDone: () => {
      setRemoving(false);
      toast(t('Removed.'));
    },
  });
  if (editor === undefined)
    return (
      <Link to={domainPage} className={buttonClasses('plain', true)}>
        {t('To the sending domain')}
      </Link>
    );
  if (only !== undefined && only !== level)
    return (
      <p className="text-soft text-sm">
        {only === 'user' ? t('Set for each user.') : t('Set for the organisation only.')}
      </p>
    );
  if (!mayDecide(name)) return null;
  const removal = level === 'organisation' ? t('Back to the default') : t('Remove the exception');
  return (
    <div className="flex flex-wrap gap-2">
      <Button small onClick={() => onEdit(true)}>
        {isOwn || level === 'organisation' || only === 'user' ? t('Change') : t('Set an exception')}
      </Button>
      {isOwn && (
        <Button small look="bare" onClick={() => setRemoving(true)}>
          {removal}
        </Button>
      )}
      <Confirm
        open={isRemoving}
        onClose={() => setRemoving(false)}
        onConfirm={() => remove.mutate({ params: { scope, name }, revision: own.revision })}
        title={`${removal}: ${t(label)}`}
        action={removal}
        busy={remove.isPending}
        error={remove.error}
      >
        {level === 'organisation'
          ? t('The default applies from then on, also to what is planned already.')
          : t('The setting of the wider level applies from then on, also to what is planned already.')}
      </Confirm>
    </div>
  );
}
