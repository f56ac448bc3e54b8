import { useBlocker } from '@tanstack/react-router';
import { useRef, useState, type FocusEvent } from 'react';
import { ProblemError } from '../../api/problem.ts';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Form, FormButtons } from '../../ui/form.tsx';
import { Checkbox, NameInput, TextArea, TextInput } from '../../ui/inputs.tsx';
import { Notice } from '../../ui/notice.tsx';
import { toast } from '../../ui/toast.tsx';
import { newId } from '../sequences/new-id.ts';
import { Fallbacks } from './fallbacks.tsx';
import type { Writable } from './insert.ts';
import { templateKinds, type Template, type TemplateKind } from './template-kinds.ts';
import { bodyOf, lackable, valuesOf, type TemplateValues } from './template-values.ts';
import { TextToolbar } from './text-toolbar.tsx';

type Props = {
  /** The template that is changed; absent: a new one of `kind`. */
  template?: Template;
  kind?: TemplateKind;
  /** What a new one is called until somebody calls it otherwise. */
  name?: string;
  /** A sequence uses it, so it cannot be private. */
  mustBeShared?: boolean;
  onSaved?: (template: Template) => void;
  onCancel?: () => void;
};

/** Writes a template: its texts with their variables, and what stands in for those that a lead lacks. */
export function TemplateForm({
  template,
  kind = 'mail',
  name = '',
  mustBeShared = false,
  onSaved,
  onCancel,
}: Props) {
  const t = useT();
  const [base, setBase] = useState(template);
  const [values, setValues] = useState<TemplateValues>(() =>
    template === undefined
      ? { kind, name, subject: '', html: '', text: '', fallbacks: {}, shared: true }
      : valuesOf(template),
  );
  const begun = useRef(values);
  /** What is in the fields, also for who asks between two renderings. */
  const latest = useRef(values);
  const cursor = useRef<Writable>(null);
  const show = (next: TemplateValues): void => {
    latest.current = next;
    setValues(next);
  };
  const isDirty = values !== begun.current;
  const put = useAct('PUT /v1/templates/{id}', {
    refreshes: ['GET /v1/templates', 'POST /v1/sequences'],
    onDone: (saved) => {
      begun.current = valuesOf(saved);
      setBase(saved);
      show(begun.current);
      toast(t('“{name}” is saved.', { name: saved.name }));
      onSaved?.(saved);
    },
  });
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      begun.current !== latest.current && current.pathname !== next.pathname,
    enableBeforeUnload: () => begun.current !== latest.current,
    withResolver: true,
  });
  const set = (change: Partial<TemplateValues>): void => show({ ...latest.current, ...change });
  const keepCursor = ({ target }: FocusEvent): void => {
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) cursor.current = target;
  };
  const { isMail } = templateKinds[values.kind];
  const usedBy = base?.usedBy ?? 0;
  const save = (revision: number | 'new'): void =>
    put.mutate({ params: { id: base?.id ?? newId(values.name, 40) }, body: bodyOf(values), revision });
  const changed =
    put.error instanceof ProblemError && put.error.status === 412 ? put.error.problem : undefined;
  return (
    <>
      <Form
        error={changed === undefined ? put.error : undefined}
        onSubmit={() => save(base?.revision ?? 'new')}
        actions={
          <>
            <FormButtons
              action={t('Save the text')}
              busy={put.isPending}
              disabled={base !== undefined && !isDirty}
              onCancel={onCancel}
            />
            {isDirty && <span className="text-soft text-sm">{t('Not saved yet')}</span>}
          </>
        }
      >
        <NameInput value={values.name} onChange={(each) => set({ name: each })} />
        {usedBy > 0 && (
          <Notice>
            {t(
              'A change applies at once to everything that is not sent yet, in {count, plural, one {# sequence} other {# sequences}}.',
              {
                count: usedBy,
              },
            )}
          </Notice>
        )}
        <div className="grid gap-3" onFocus={keepCursor}>
          {isMail && (
            <TextInput
              label={t('Subject')}
              path="subject"
              hint={t('A reply without a subject takes that of its thread.')}
              value={values.subject}
              onChange={(subject) => set({ subject })}
              maxLength={500}
            />
          )}
          <TextToolbar into={cursor} isMail={isMail} />
          {isMail && (
            <TextArea
              label={t('Text')}
              path="html"
              rows={12}
              hint={t('Plain lines become paragraphs; HTML works too.')}
              value={values.html}
              onChange={(html) => set({ html })}
              className="font-mono"
            />
          )}
          {isMail ? (
            <details open={values.text !== ''}>
              <summary className="text-accent cursor-pointer text-sm">{t('Own plain text')}</summary>
              <TextArea
                label={t('For readers without HTML')}
                path="text"
                hint={t('Left empty, it is made from the text above.')}
                value={values.text}
                onChange={(text) => set({ text })}
                maxLength={50_000}
              />
            </details>
          ) : (
            <TextArea
              label={t('Text')}
              path="text"
              rows={6}
              value={values.text}
              onChange={(text) => set({ text })}
              maxLength={50_000}
            />
          )}
        </div>
        <Fallbacks
          names={lackable(values)}
          values={values.fallbacks}
          onChange={(fallbacks) => set({ fallbacks })}
        />
        {!mustBeShared && (
          <Checkbox
            label={t('Everybody in the organisation may use it')}
            hint={t('Sequences take shared templates alone.')}
            checked={values.shared}
            onChange={(shared) => set({ shared })}
          />
        )}
        {changed !== undefined && (
          <Notice tone="warn" role="alert">
            <p className="font-medium">
              {t('Somebody else has changed this template in the meantime. Your text is still here.')}
            </p>
            <Button small className="mt-2" onClick={() => save(changed.revision ?? 'new')}>
              {t('Save mine in place of theirs')}
            </Button>
          </Notice>
        )}
      </Form>
      <Confirm
        open={blocker.status === 'blocked'}
        onClose={() => blocker.reset?.()}
        onConfirm={() => blocker.proceed?.()}
        title={t('Leave without saving?')}
        action={t('Leave')}
      >
        {t('What you changed in this text is not saved. If you leave, it is lost.')}
      </Confirm>
    </>
  );
}
