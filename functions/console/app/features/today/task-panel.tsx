import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { leadPath } from '../../shell/paths.ts';
import { Button } from '../../ui/button.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { FinishForm } from './finish-form.tsx';
import { MessagePart } from './message-part.tsx';
import { ReassignDialog } from './reassign-dialog.tsx';
import { SkipDialog } from './skip-dialog.tsx';
import { TaskClosed } from './task-closed.tsx';
import { TaskHead } from './task-head.tsx';
import { Thread } from './thread.tsx';
import { isMessage, titleOf, type Task } from './task-types.ts';
import { useTaskActions } from './use-task-actions.ts';
import { useTaskKeys } from './use-task-keys.ts';

type Props = {
  id: string;
  /** The task as the list has it, shown until it is read. */
  listed: Task | undefined;
  wantsFocus: RefObject<boolean>;
  onSelect: (id: string | undefined) => void;
  onOver: (id: string) => void;
};

/** The task in hand: what it is about, and what can be done with it. */
export function TaskPanel({ id, listed, wantsFocus, onSelect, onOver }: Props) {
  const t = useT();
  const { data: task = listed, error, refetch } = useRead('GET /v1/tasks/{id}', { params: { id } });
  return (
    <div className="grid min-w-0 gap-3">
      <Button className="justify-self-start lg:hidden" small onClick={() => onSelect(undefined)}>
        {t('All tasks')}
      </Button>
      {task === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <Failed error={error} again={() => void refetch()} />
        )
      ) : (
        <TaskInHand task={task} wantsFocus={wantsFocus} onSelect={onSelect} onOver={onOver} />
      )}
    </div>
  );
}

function TaskInHand({ task, wantsFocus, onSelect, onOver }: Omit<Props, 'id' | 'listed'> & { task: Task }) {
  const t = useT();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'skip' | 'reassign'>();
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const actions = useTaskActions({ onOver, onSelect });
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    heading.current?.focus();
  }, [wantsFocus]);
  const isOpen = task.status === 'open';
  const done = (outcome: { outcome?: string; durationSeconds?: number } = {}): void =>
    actions.complete(task, t('Done: {name}', { name: titleOf(task) }), outcome);
  const finish = (): void => {
    if (!isOpen) return;
    if (form.current === null) done();
    else form.current.requestSubmit();
  };
  useTaskKeys({
    e: finish,
    s: () => isOpen && setDialog('skip'),
    o: () => void navigate({ to: leadPath(task.leadId) }),
  });
  const close = (): void => setDialog(undefined);

  return (
    <article aria-labelledby="task-in-hand" className="border-line bg-paper min-w-0 rounded-lg border">
      <TaskHead
        task={task}
        heading={heading}
        onReassign={() => setDialog('reassign')}
        onCancel={() => actions.cancel(task)}
      />
      <div className="grid gap-4 p-4">
        {task.enrollmentId !== undefined && isMessage(task.type) && (
          <Thread enrollmentId={task.enrollmentId} />
        )}
        {!isOpen ? (
          <TaskClosed task={task} />
        ) : isMessage(task.type) ? (
          <MessagePart
            task={task}
            onSent={() => onOver(task.id)}
            onDone={() => done()}
            onSkip={() => setDialog('skip')}
          />
        ) : (
          <FinishForm task={task} form={form} onDone={done} onSkip={() => setDialog('skip')} />
        )}
      </div>
      <SkipDialog
        task={task}
        open={dialog === 'skip'}
        onClose={close}
        onSkip={(reason) => {
          close();
          actions.skip(task, reason);
        }}
      />
      <ReassignDialog
        task={task}
        open={dialog === 'reassign'}
        onClose={close}
        onGiven={() => {
          close();
          onOver(task.id);
        }}
      />
    </article>
  );
}
