import { useEffect, useRef, useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Form, FormButtons } from '../../ui/form.tsx';
import { toast } from '../../ui/toast.tsx';
import { Effect } from './effect.tsx';
import { catalogue } from './catalogue.ts';
import { changedBySettings, type SettingName, type ValueOf } from './values.ts';

/**
 * Changes one setting at a level. The revision is the one that was read when editing began, so that what somebody else
 * changed meanwhile is told instead of overwritten.
 */
export function SettingEditor<Name extends SettingName>({
  name,
  scope,
  value,
  revision,
  onClose,
}: {
  name: Name;
  scope: string;
  value: ValueOf<Name>;
  revision: number;
  onClose: () => void;
}) {
  const t = useT();
  const [before] = useState(value);
  const [draft, setDraft] = useState(value);
  const [readRevision] = useState(revision);
  const part = useRef<HTMLDivElement>(null);
  useEffect(() => part.current?.querySelector<HTMLElement>('input, select, textarea')?.focus(), []);
  const save = useAct('PATCH /v1/settings/{scope}', {
    refreshes: changedBySettings,
    onDone: () => {
      toast(t('Saved.'));
      onClose();
    },
  });
  const Editor = catalogue[name].editor;
  if (Editor === undefined) return null;
  return (
    <Form
      error={save.error}
      onSubmit={() =>
        save.mutate({
          params: { scope },
          body: { [name]: draft },
          revision: readRevision === 0 ? 'new' : readRevision,
        })
      }
      actions={<FormButtons action={t('Save')} busy={save.isPending} onCancel={onClose} />}
    >
      <div ref={part}>
        <Editor value={draft} onChange={setDraft} path={name} />
      </div>
      {JSON.stringify(draft) !== JSON.stringify(before) && <Effect scope={scope} name={name} value={draft} />}
    </Form>
  );
}
