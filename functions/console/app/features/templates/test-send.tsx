import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { TemplateKind } from './template-kinds.ts';

/** Sends a template to oneself, filled in as the preview is; a press that is repeated by mistake sends one. */
export function TestSend({
  id,
  kind,
  lead,
  sender,
}: {
  id: string;
  kind: TemplateKind;
  lead: string | undefined;
  sender: string | undefined;
}) {
  const t = useT();
  const [key, setKey] = useState(() => crypto.randomUUID());
  const test = useAct('POST /v1/templates/{id}/test', { onDone: () => setKey(crypto.randomUUID()) });
  if (kind === 'task') return null;
  const body = { ...(lead !== undefined && { lead }), ...(sender !== undefined && { sender }) };
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Button
          busy={test.isPending}
          onClick={() => test.mutate({ params: { id }, body, idempotencyKey: key })}
        >
          {t('Send it to me as a test')}
        </Button>
        <span className="text-soft text-sm">
          {lead === undefined ? t('Filled in as if you were the lead.') : t('Filled in for this lead.')}
        </span>
      </div>
      <ProblemNotice error={test.error} />
      {test.data && (
        <Notice tone={test.data.outcome === 'sent' ? 'good' : 'warn'} role="status">
          {test.data.outcome === 'sent'
            ? t('Sent to {address}.', { address: test.data.to })
            : t('It is not known whether it went out to {address}: look there before you send another.', {
                address: test.data.to,
              })}
        </Notice>
      )}
    </div>
  );
}
