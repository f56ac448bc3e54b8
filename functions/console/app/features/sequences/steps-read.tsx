import { getRouteApi } from '@tanstack/react-router';
import { useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Card } from '../../ui/page.tsx';
import { Empty, Read } from '../../ui/states.tsx';
import { TemplateTexts } from '../templates/template-texts.tsx';
import { DraftOptions } from './draft-options.tsx';
import { PreviewChoice } from './preview-choice.tsx';
import { StepTitle } from './step-head.tsx';
import { PreviewBadge, StepPreviewView } from './step-preview.tsx';
import type { Draft, Step, StepPreview } from './types.ts';
import { usePreview } from './use-checks.ts';

const route = getRouteApi('/shell/sequences/$id');

/** The steps of a draft or a version, to be read and previewed, not changed. */
export function StepsRead({
  id,
  revision,
  content,
  version,
}: {
  id: string;
  /** Of the sequence: another one asks for another preview. */
  revision: number;
  content: Draft;
  version: 'draft' | number;
}) {
  const t = useT();
  const { step: open, lead, sender } = route.useSearch();
  const navigate = route.useNavigate();
  const preview = usePreview(id, { lead: lead ?? '', sender, version }, revision);
  if (content.steps.length === 0) return <Empty title={t('No steps yet')} />;
  const show = (step: string | undefined): void =>
    void navigate({ search: (before) => ({ ...before, step }), replace: true, resetScroll: false });
  return (
    <div className="grid gap-4">
      <PreviewChoice lead={lead} sender={sender} preview={preview} />
      <ol className="grid gap-2" aria-label={t('Steps')}>
        {content.steps.map((step, index) => (
          <ReadStep
            key={step.id}
            step={step}
            index={index}
            isOpen={open === step.id}
            preview={
              lead === undefined ? undefined : preview.data?.steps.find((each) => each.step === step.id)
            }
            onToggle={() => show(open === step.id ? undefined : step.id)}
          />
        ))}
      </ol>
      <Card title={t('For all steps')}>
        <DraftOptions draft={content} onChange={() => undefined} disabled />
      </Card>
    </div>
  );
}

function ReadStep({
  step,
  index,
  isOpen,
  preview,
  onToggle,
}: {
  step: Step;
  index: number;
  isOpen: boolean;
  preview: StepPreview | undefined;
  onToggle: () => void;
}) {
  const t = useT();
  const template = useRead(
    'GET /v1/templates/{id}',
    { params: { id: step.templateId ?? '' } },
    { enabled: isOpen && step.templateId !== undefined },
  );
  return (
    <li className="bg-paper border-line min-w-0 rounded-lg border">
      <div className="flex px-1.5 py-1.5">
        <StepTitle
          step={step}
          index={index}
          isOpen={isOpen}
          onToggle={onToggle}
          badges={<PreviewBadge preview={preview} />}
        />
      </div>
      {isOpen && (
        <div className="border-line grid gap-4 border-t px-4 py-4 sm:pl-10">
          {preview !== undefined ? (
            <StepPreviewView preview={preview} />
          ) : step.templateId === undefined ? (
            <p className="text-soft">{t('This step has no text.')}</p>
          ) : (
            <Read of={template}>{(read) => <TemplateTexts template={read} />}</Read>
          )}
        </div>
      )}
    </li>
  );
}
