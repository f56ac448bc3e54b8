import { useState } from 'react';
import { useList, useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/inputs.tsx';
import { Read } from '../../ui/states.tsx';
import { TemplateForm } from '../templates/template-form.tsx';
import { stepKinds } from './step-kinds.ts';
import type { Step } from './types.ts';

/** The text of a step: which template, changed in place, or a new one. */
export function StepText({
  sequenceName,
  step,
  onChange,
}: {
  sequenceName: string;
  step: Step;
  onChange: (step: Step) => void;
}) {
  const t = useT();
  const { template: kind, needsText } = stepKinds[step.type];
  const [shown, setShown] = useState<'text' | 'new'>();
  const list = useList('GET /v1/templates', { query: { kind, shared: 'true', limit: 100 } });
  const { templateId, ...without } = step;
  const chosen = list.items.find(({ id }) => id === templateId);
  const known = list.items.map(({ id, name }) => ({ value: id, label: name }));
  const options =
    templateId === undefined || chosen !== undefined
      ? known
      : [{ value: templateId, label: templateId }, ...known];
  const choose = (id: string): void => {
    setShown(undefined);
    onChange(id === '' ? without : { ...step, templateId: id });
  };
  return (
    <section aria-label={t('Text')} className="grid gap-3">
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-0 flex-1 basis-52 sm:max-w-80">
          <Select
            label={needsText ? t('Text (template)') : t('Text (template, optional)')}
            value={templateId ?? ''}
            onChange={choose}
            empty={t('None chosen')}
            options={options}
          />
        </div>
        {list.hasMore && (
          <Button busy={list.isLoadingMore} onClick={list.more}>
            {t('More templates')}
          </Button>
        )}
        {templateId !== undefined && (
          <Button
            aria-expanded={shown === 'text'}
            onClick={() => setShown(shown === 'text' ? undefined : 'text')}
          >
            {shown === 'text' ? t('Close the text') : t('Change the text')}
          </Button>
        )}
        <Button aria-expanded={shown === 'new'} onClick={() => setShown(shown === 'new' ? undefined : 'new')}>
          {t('Write a new text')}
        </Button>
      </div>
      {shown === 'text' && templateId !== undefined && <EditText key={templateId} id={templateId} />}
      {shown === 'new' && (
        <div className="border-line rounded-md border p-4">
          <TemplateForm
            kind={kind}
            name={[sequenceName, step.name].filter(Boolean).join(' – ').slice(0, 100)}
            mustBeShared
            onSaved={({ id }) => {
              choose(id);
              setShown('text');
            }}
            onCancel={() => setShown(undefined)}
          />
        </div>
      )}
    </section>
  );
}

function EditText({ id }: { id: string }) {
  const read = useRead('GET /v1/templates/{id}', { params: { id } });
  return (
    <div className="border-line rounded-md border p-4">
      <Read of={read}>
        {(template) => <TemplateForm key={template.id} template={template} mustBeShared />}
      </Read>
    </div>
  );
}
