import { useBlocker, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { TextInput } from '../../ui/inputs.tsx';
import { Page } from '../../ui/page.tsx';
import { toast } from '../../ui/toast.tsx';
import { BackToSequences } from './back-to-sequences.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { SaveStateLine } from './save-state.tsx';
import { SequenceMenu } from './sequence-menu.tsx';
import { SequenceStatus } from './sequence-status.tsx';
import { SequenceTabs } from './sequence-tabs.tsx';
import { StepsEditor } from './steps-editor.tsx';
import type { Sequence } from './types.ts';
import { useDraft } from './use-draft.ts';

/** A sequence, for who may change it: what is typed saves itself, and nobody gets any of it before it is published. */
export function EditedSequence({ sequence }: { sequence: Sequence }) {
  const t = useT();
  const navigate = useNavigate();
  const editing = useDraft(sequence);
  const [isPublishing, setPublishing] = useState(false);
  const [isRenaming, setRenaming] = useState(false);
  const blocker = useBlocker({
    shouldBlockFn: async ({ current, next }) =>
      current.pathname !== next.pathname && sequence.status !== 'deleted' && !(await editing.flush()),
    enableBeforeUnload: () => editing.state !== 'saved',
    withResolver: true,
  });
  const publish = async (): Promise<void> => {
    if (await editing.flush()) setPublishing(true);
  };
  return (
    <Page
      title={editing.content.name}
      above={<BackToSequences />}
      about={
        <span className="flex flex-wrap items-center gap-2">
          <SequenceStatus status={sequence.status} />
          <SaveStateLine editing={editing} />
        </span>
      }
      actions={
        <>
          <Button look="main" onClick={() => void publish()}>
            {t('Publish …')}
          </Button>
          <SequenceMenu
            sequence={sequence}
            onRename={() => setRenaming(!isRenaming)}
            onDeleted={() => void navigate({ to: '/sequences' })}
          />
        </>
      }
    >
      {isRenaming && (
        <form
          className="flex max-w-xl items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            setRenaming(false);
          }}
        >
          <div className="flex-1">
            <TextInput
              label={t('Name of the sequence')}
              value={editing.content.name}
              onChange={(name) => editing.change((before) => ({ ...before, name }))}
              maxLength={100}
              autoFocus
            />
          </div>
          <Button type="submit">{t('Done')}</Button>
        </form>
      )}
      <SequenceTabs
        sequence={sequence}
        steps={<StepsEditor id={sequence.id} editing={editing} />}
        onTake={(draft) => {
          const former = editing.content.draft;
          editing.change((before) => ({ ...before, draft }));
          void navigate({ to: '/sequences/$id', params: { id: sequence.id }, search: {} });
          toast(t('The draft is now as that version was.'), () =>
            editing.change((before) => ({ ...before, draft: former })),
          );
        }}
      />
      {isPublishing && (
        <PublishDialog sequence={sequence} editing={editing} onClose={() => setPublishing(false)} />
      )}
      <Confirm
        open={blocker.status === 'blocked'}
        onClose={() => blocker.reset?.()}
        onConfirm={() => blocker.proceed?.()}
        title={t('Leave without saving?')}
        action={t('Leave')}
      >
        {t('Your last changes could not be saved. If you leave, they are lost.')}
      </Confirm>
    </Page>
  );
}
