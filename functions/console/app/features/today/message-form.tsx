import { Send } from 'lucide-react';
import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { TextArea, TextInput } from '../../ui/inputs.tsx';
import { MailEditor } from '../../ui/mail-editor.tsx';
import { Facts } from '../../ui/page.tsx';
import { toast } from '../../ui/toast.tsx';
import { useUsers } from '../users/use-users.ts';
import { DraftNotices } from './draft-notices.tsx';
import { SmsParts } from './sms-parts.tsx';
import { titleOf, type Draft, type Task } from './task-types.ts';
import { shownWithTasks } from './use-task-actions.ts';

type Edits = { subject?: string; html?: string; text?: string };

/** The message of a task as it is to go out, every part of which can be changed before. */
export function MessageForm({
  task,
  draft,
  templateId,
  onEdited,
  onSent,
  onDone,
  onSkip,
}: {
  task: Task;
  draft: Draft;
  templateId: string | undefined;
  onEdited: () => void;
  onSent: () => void;
  onDone: () => void;
  onSkip: () => void;
}) {
  const t = useT();
  const { nameOf } = useUsers();
  // The first draft stays the one that is edited, whatever is read again meanwhile.
  const [begun] = useState(draft);
  const [edits, setEdits] = useState<Edits>({});
  const [words, setWords] = useState(begun.text);
  const edit = (changed: Edits): void => {
    setEdits((before) => ({ ...before, ...changed }));
    onEdited();
  };
  const act = useAct('POST /v1/tasks/{id}/send', {
    refreshes: shownWithTasks,
    onDone: (answer) => {
      if (answer.outcome === 'unknown') return;
      toast(t('Sent: {name}', { name: titleOf(task) }));
      onSent();
    },
  });
  const subject = edits.subject ?? begun.subject;
  const left = begun.missing.filter((name) => `${subject ?? ''}\n${words}`.includes(`[${name}]`));
  const isUnknown = act.data?.outcome === 'unknown';
  const cannotSend =
    draft.obstacle !== undefined || draft.problem !== undefined || draft.to === undefined || left.length > 0;
  const send = (): void => {
    if (cannotSend || isUnknown) return;
    act.mutate({
      params: { id: task.id },
      body: { ...(templateId !== undefined && { templateId }), ...edits },
    });
  };
  return (
    <Form
      error={act.error}
      onSubmit={send}
      actions={
        <>
          <Button look="main" type="submit" busy={act.isPending} disabled={cannotSend || isUnknown}>
            <Send size={15} aria-hidden />
            {t('Send now')}
          </Button>
          <Button onClick={onSkip} aria-keyshortcuts="s">
            {t('Skip …')}
          </Button>
          <Button look="bare" onClick={onDone} aria-keyshortcuts="e">
            {t('Done, sent elsewhere')}
          </Button>
        </>
      }
    >
      <Facts
        of={[
          [t('From'), nameOf(draft.from)],
          [t('To'), draft.to ?? <span className="text-bad">{t('The lead has no address for this.')}</span>],
        ]}
      />
      {subject !== undefined && (
        <TextInput
          label={t('Subject')}
          path="subject"
          value={subject}
          onChange={(value) => edit({ subject: value })}
          hint={draft.inReplyTo === undefined ? undefined : t('It goes as a reply in the thread above.')}
          maxLength={998}
        />
      )}
      {begun.html !== undefined ? (
        <div className="grid gap-1">
          <span className="text-sm font-medium">{t('Message')}</span>
          <MailEditor
            html={begun.html}
            label={t('Message')}
            onChange={(html, text) => {
              setWords(text);
              edit({ html });
            }}
          />
        </div>
      ) : (
        <TextArea
          label={t('Message')}
          path="text"
          value={words}
          rows={draft.channel === 'sms' ? 4 : 10}
          onChange={(text) => {
            setWords(text);
            edit({ text });
          }}
        />
      )}
      {draft.channel === 'sms' && <SmsParts text={words} />}
      <DraftNotices draft={draft} left={left} task={task} unknown={isUnknown ? act.data : undefined} />
    </Form>
  );
}
