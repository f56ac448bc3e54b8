import { getRouteApi } from '@tanstack/react-router';
import { useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { MailView } from '../../ui/mail-view.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Read } from '../../ui/states.tsx';
import { LeadPicker } from '../leads/lead-picker.tsx';
import { UserSelect } from '../users/user-select.tsx';
import { SmsLength } from './sms-length.tsx';
import { TestSend } from './test-send.tsx';
import type { Template } from './template-kinds.ts';

const route = getRouteApi('/shell/templates/$id');

/** A template filled in for a lead, in the name of a sender. */
export function TemplatePreview({ template: { id, kind } }: { template: Template }) {
  const t = useT();
  const { lead, sender } = route.useSearch();
  const navigate = route.useNavigate();
  const set = (change: { lead?: string | undefined; sender?: string | undefined }): void =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });
  const read = useRead(
    'GET /v1/templates/{id}/preview',
    { params: { id }, query: { lead, sender } },
    { enabled: lead !== undefined },
  );
  return (
    <div className="grid gap-3">
      <LeadPicker label={t('For this lead')} value={lead} onChange={(chosen) => set({ lead: chosen })} />
      <UserSelect
        label={t('Sent in the name of')}
        value={sender ?? ''}
        onChange={(chosen) => set({ sender: chosen || undefined })}
        empty={t('Me')}
      />
      {lead === undefined ? (
        <p className="text-soft">{t('Choose a lead to see the text with its values, as it is saved.')}</p>
      ) : (
        <Read of={read}>
          {({ subject, html, text, missing, sms }) => (
            <div className="grid gap-2">
              {missing.length > 0 && (
                <Notice tone="warn">
                  {t('Missing for this lead: {names}. It would wait until somebody fills it in.', {
                    names: missing.join(', '),
                  })}
                </Notice>
              )}
              {subject !== undefined && <p className="font-medium [overflow-wrap:anywhere]">{subject}</p>}
              {html !== undefined ? (
                <MailView html={html} title={t('The text')} />
              ) : (
                text !== undefined && (
                  <p className="border-line bg-raised rounded-md border px-3 py-2 whitespace-pre-wrap [overflow-wrap:anywhere]">
                    {text}
                  </p>
                )
              )}
              {sms && <SmsLength sms={sms} />}
            </div>
          )}
        </Read>
      )}
      <TestSend id={id} kind={kind} lead={lead} sender={sender} />
    </div>
  );
}
