import { ProblemError } from '../../api/problem.ts';
import { useT } from '../../i18n/i18n.ts';
import { Form } from '../../ui/form.tsx';
import { NameInput, Select } from '../../ui/inputs.tsx';
import { choosableTypes, stepKinds } from './step-kinds.ts';
import { StepPreviewView } from './step-preview.tsx';
import type { StepProblem } from './step-problems.ts';
import { StepText } from './step-text.tsx';
import { StepTime } from './step-time.tsx';
import type { Step, StepPreview, StepType } from './types.ts';

/** Everything of one step: what it is, when it comes, its text, and how the text looks for a lead. */
export function StepEditor({
  sequenceName,
  step,
  index,
  steps,
  problems,
  preview,
  isNew,
  onChange,
}: {
  sequenceName: string;
  step: Step;
  index: number;
  steps: readonly Step[];
  problems: readonly StepProblem[];
  preview: StepPreview | undefined;
  /** It was just added: its name is typed first. */
  isNew: boolean;
  onChange: (step: Step) => void;
}) {
  const t = useT();
  const { isReply, about } = stepKinds[step.type];
  const error =
    problems.length === 0
      ? undefined
      : new ProblemError({
          type: 'about:blank',
          title: t('To fix before this can be published'),
          status: 422,
          errors: problems.map((problem) => ({ in: 'body', ...problem })),
        });
  return (
    <div className="border-line grid gap-4 border-t px-4 py-4 sm:pl-14">
      <Form error={error} onSubmit={() => undefined} actions={null}>
        <div className="grid gap-4 sm:grid-cols-2">
          <NameInput
            label={t('Name of the step')}
            value={step.name}
            onChange={(name) => onChange({ ...step, name })}
            autoFocus={isNew}
            placeholder={t('For you: “First mail”, “Second try” …')}
          />
          <Select<StepType>
            label={t('What happens')}
            path="type"
            hint={t(about)}
            value={step.type}
            onChange={(type) => onChange(ofType(step, type))}
            options={choosableTypes.map((type) => ({ value: type, label: t(stepKinds[type].label) }))}
          />
        </div>
        <StepTime step={step} isFirst={index === 0} onChange={onChange} />
        {isReply && <Thread step={step} before={steps.slice(0, index)} onChange={onChange} />}
      </Form>
      <StepText sequenceName={sequenceName} step={step} onChange={onChange} />
      {preview !== undefined && <StepPreviewView preview={preview} />}
    </div>
  );
}

/** The step as one of another type: what only the former type has is left out. */
function ofType(step: Step, type: StepType): Step {
  const { templateId, inThreadOf, ...rest } = step;
  const [from, to] = [stepKinds[step.type], stepKinds[type]];
  return {
    ...rest,
    type,
    ...(templateId !== undefined && from.template === to.template && { templateId }),
    ...(inThreadOf !== undefined && to.isReply && { inThreadOf }),
  };
}

/** Which mail a reply answers. */
function Thread({
  step,
  before,
  onChange,
}: {
  step: Step;
  before: readonly Step[];
  onChange: (step: Step) => void;
}) {
  const t = useT();
  const mails = before.filter(({ type }) => stepKinds[type].template === 'mail');
  const { inThreadOf, ...rest } = step;
  return (
    <div className="sm:max-w-80">
      <Select
        label={t('In the thread of')}
        path="inThreadOf"
        value={inThreadOf ?? ''}
        onChange={(id) => onChange(id === '' ? rest : { ...step, inThreadOf: id })}
        empty={t('The latest mail before it')}
        options={mails.map(({ id, name, type }) => ({
          value: id,
          label: name || t(stepKinds[type].label),
        }))}
      />
    </div>
  );
}
