import { useT } from '../../i18n/i18n.ts';
import { MailView } from '../../ui/mail-view.tsx';
import type { Template } from './template-kinds.ts';

/** The texts of a template as they are written, with their variables. */
export function TemplateTexts({ template }: { template: Pick<Template, 'subject' | 'html' | 'text'> }) {
  const t = useT();
  const { subject, html, text } = template;
  return (
    <div className="grid gap-2">
      {subject !== undefined && <p className="font-medium [overflow-wrap:anywhere]">{subject}</p>}
      {html !== undefined && <MailView html={html} title={t('The text')} />}
      {text !== undefined && (
        <p className="border-line bg-raised rounded-md border px-3 py-2 whitespace-pre-wrap [overflow-wrap:anywhere]">
          {text}
        </p>
      )}
    </div>
  );
}
