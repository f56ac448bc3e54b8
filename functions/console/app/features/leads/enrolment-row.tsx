import { useState } from 'react';
import { useAct, useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { Badge } from '../../ui/notice.tsx';
import { becauseWords } from '../../why/because-words.ts';
import type { Because, Happening } from '../../why/told.ts';
import { useNames } from '../../why/use-names.ts';
import { useSequence } from '../enroll/use-sequences.ts';
import { afterChange } from './after-change.ts';
import { EnrolmentRecord } from './enrolment-record.tsx';
import { isOver, StatusBadge, useStatusWords, type Enrolment } from './enrolment-status.tsx';
import { GoToStep } from './go-to-step.tsx';
import { MoveEnrolment } from './move-enrolment.tsx';
import { NextSteps } from './next-steps.tsx';
import { PauseEnrolment } from './pause-enrolment.tsx';
import { ResolveUnknown } from './resolve-unknown.tsx';

type Asking = 'pause' | 'stop' | 'move' | 'step' | 'record';
/** One sequence of a lead: how it stands and why, what follows, and what can be done. */
export function EnrolmentRow({ enrolment }: { enrolment: Enrolment }) {
  const t = useT();
  const { id, state, sequenceId, version, pinned, userId } = enrolment;
  const over = isOver(enrolment);
  const { name, steps, stepName } = useSequence(sequenceId, version);
  const names = useNames({ step: stepName });
  const words = useStatusWords();
  const why = useWhy(enrolment);
  const [asking, setAsking] = useState<Asking>();
  const close = (): void => setAsking(undefined);
  const options = { refreshes: afterChange, onDone: close };
  const resume = useAct('POST /v1/enrollments/{id}/resume', options);
  const stop = useAct('POST /v1/enrollments/{id}/stop', options);
  const pin = useAct('PUT /v1/enrollments/{id}/pin', options);
  const params = { id };
  const canGoOn = !over && state.status !== 'sending' && state.status !== 'unknown';
  const items: (MenuItem | 'line')[] = [
    { label: t('The whole record'), onSelect: () => setAsking('record') },
    ...(over
      ? []
      : ([
          'line',
          { label: t('Go to a later step'), onSelect: () => setAsking('step'), disabled: !canGoOn },
          { label: t('Move to another sequence'), onSelect: () => setAsking('move') },
          pinned
            ? {
                label: t('Follow the present version'),
                onSelect: () => pin.mutate({ params, body: { pinned: false } }),
              }
            : {
                label: t('Keep this version'),
                onSelect: () => pin.mutate({ params, body: { pinned: true } }),
              },
          'line',
          { label: t('Stop'), onSelect: () => setAsking('stop'), danger: true },
        ] satisfies (MenuItem | 'line')[])),
  ];
  return (
    <article aria-label={name} className="border-line grid gap-2 rounded-md border p-3">
      <div className="flex flex-wrap items-start gap-2">
        <div className="min-w-0 flex-1 basis-56">
          <h3 className="font-medium [overflow-wrap:anywhere]">{name}</h3>
          <p className="text-soft text-sm">
            {t('in the name of {name}', { name: names.user(userId) })}
            {pinned && <> · {t('keeps version {version}', { version })}</>}
          </p>
        </div>
        <StatusBadge status={state.status} />
        {state.status === 'paused' && (
          <Button small busy={resume.isPending} onClick={() => resume.mutate({ params })}>
            {t('Resume')}
          </Button>
        )}
        {!over && state.status !== 'paused' && state.status !== 'unknown' && (
          <Button small onClick={() => setAsking('pause')}>
            {t('Pause')}
          </Button>
        )}
        <Menu
          trigger={
            <Button small aria-label={t('More about {name}', { name })}>
              {t('More')}
            </Button>
          }
          items={items}
        />
      </div>
      <div>
        <p>
          {words(enrolment, names)} {state.status === 'waiting' && <Badge>{t('task')}</Badge>}
        </p>
        {why.length > 0 && (
          <p className="text-soft text-sm">{why.map((each) => becauseWords(t, each, names)).join(' · ')}</p>
        )}
      </div>
      {state.status === 'unknown' && <ResolveUnknown enrolment={enrolment} />}
      {!over && <NextSteps steps={steps} enrolment={enrolment} />}
      <ProblemNotice error={resume.error ?? pin.error} />
      <PauseEnrolment id={id} open={asking === 'pause'} onClose={close} />
      <Confirm
        open={asking === 'stop'}
        onClose={close}
        title={t('Stop “{name}” for this lead?', { name })}
        action={t('Stop for good')}
        busy={stop.isPending}
        error={stop.error}
        onConfirm={() => stop.mutate({ params })}
      >
        {t('Nothing more of it goes out, and it cannot be resumed. To go on later, pause it instead.')}
      </Confirm>
      {asking === 'move' && <MoveEnrolment id={id} from={sequenceId} onClose={close} />}
      {asking === 'step' && <GoToStep enrolment={enrolment} steps={steps} onClose={close} />}
      {asking === 'record' && <EnrolmentRecord id={id} name={name} names={names} onClose={close} />}
    </article>
  );
}

/** Why an enrolment stands as it does: its own reason, or those of the last event that gave its step a time. */
function useWhy({ id, state }: Enrolment): Because[] {
  const isTimed = state.status === 'scheduled' || state.status === 'backlogged';
  const record = useRead('GET /v1/enrollments/{id}/record', { params: { id } }, { enabled: isTimed });
  if (state.because !== undefined) return [state.because as Because];
  if (!isTimed || record.data === undefined) return [];
  const last = record.data.items
    .map(({ event }) => event as Happening)
    .findLast(
      (event) =>
        (event.type === 'planned' ||
          event.type === 'queued' ||
          event.type === 'deferred' ||
          event.type === 'held') &&
        event.step === state.step,
    );
  return last !== undefined && 'because' in last && last.because !== undefined ? [last.because].flat() : [];
}
