import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemError } from '../../api/problem.ts';
import { useT } from '../../i18n/i18n.ts';
import { ProblemNotice } from '../../ui/form.tsx';
import { Card } from '../../ui/page.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Empty } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { AddStep } from './add-step.tsx';
import { DraftOptions } from './draft-options.tsx';
import { randomId } from './new-id.ts';
import { PreviewChoice } from './preview-choice.tsx';
import { ConflictNotice } from './save-state.tsx';
import { SortableSteps } from './sortable-steps.tsx';
import { stepKinds } from './step-kinds.ts';
import { problemsBesideSteps, problemsOfSteps } from './step-problems.ts';
import type { Draft, Step, StepType } from './types.ts';
import { usePreview, useValidation } from './use-checks.ts';
import type { DraftEditing } from './use-draft.ts';

const route = getRouteApi('/shell/sequences/$id');

/** The steps of a draft in their order, each to be opened and changed, and what holds for all of them. */
export function StepsEditor({ id, editing }: { id: string; editing: DraftEditing }) {
  const t = useT();
  const { step: open, lead, sender } = route.useSearch();
  const navigate = route.useNavigate();
  const [lastAdded, setLastAdded] = useState<string>();
  const { content, revision, error, change } = editing;
  const { draft } = content;
  const validation = useValidation(id, revision);
  const preview = usePreview(id, { lead: lead ?? '', sender, version: 'draft' }, revision);
  const refused = editing.state === 'refused' && error instanceof ProblemError ? error : undefined;
  const found = { refused: refused?.problem.errors ?? [], checked: validation.data?.errors ?? [] };
  const problems = problemsOfSteps(draft.steps.length, found);

  const show = (step: string | undefined): void =>
    void navigate({ search: (before) => ({ ...before, step }), replace: true, resetScroll: false });
  const setDraft = (made: (before: Draft) => Draft): void =>
    change((before) => ({ ...before, draft: made(before.draft) }));
  const setSteps = (made: (before: Step[]) => Step[]): void =>
    setDraft((before) => ({ ...before, steps: made(before.steps) }));
  const add = (type: StepType): void => {
    const step: Step = {
      id: randomId(6),
      name: t(stepKinds[type].label),
      type,
      wait: draft.steps.length === 0 ? { amount: 0, unit: 'days' } : { amount: 3, unit: 'working-days' },
    };
    setLastAdded(step.id);
    setSteps((before) => [...before, step]);
    show(step.id);
  };
  const remove = (step: Step, index: number): void => {
    setSteps((before) => before.filter(({ id: each }) => each !== step.id));
    toast(t('Step {number} is removed from the draft.', { number: index + 1 }), () =>
      setSteps((before) => before.toSpliced(index, 0, step)),
    );
  };
  const besides = problemsBesideSteps(found);
  return (
    <div className="grid gap-4">
      <ConflictNotice editing={editing} />
      {editing.state === 'refused' &&
        (refused === undefined || problems.every((each) => each.length === 0)) && (
          <ProblemNotice error={error} />
        )}
      {besides.length > 0 && draft.steps.length > 0 && (
        <Notice tone="warn">
          {besides.map((message) => (
            <p key={message}>{message}</p>
          ))}
        </Notice>
      )}
      {draft.steps.length > 0 && <PreviewChoice lead={lead} sender={sender} preview={preview} />}
      {draft.steps.length === 0 ? (
        <Empty title={t('No steps yet')}>
          <p>{t('Add what a lead gets first. Nobody gets anything before you publish.')}</p>
          <AddStep onAdd={add} />
        </Empty>
      ) : (
        <>
          <SortableSteps
            name={content.name}
            steps={draft.steps}
            problems={problems}
            previews={lead === undefined ? [] : (preview.data?.steps ?? [])}
            open={open}
            justAdded={lastAdded}
            onOpen={show}
            onChange={(changed) =>
              setSteps((before) => before.map((each) => (each.id === changed.id ? changed : each)))
            }
            onRemove={remove}
            onOrder={(ordered) => setSteps(() => ordered)}
          />
          <div>
            <AddStep onAdd={add} />
          </div>
          <Card title={t('For all steps')}>
            <DraftOptions draft={draft} onChange={(changed) => setDraft(() => changed)} />
          </Card>
        </>
      )}
    </div>
  );
}
