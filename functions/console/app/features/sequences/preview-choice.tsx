import { getRouteApi } from '@tanstack/react-router';
import { useT } from '../../i18n/i18n.ts';
import { ProblemNotice } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { LeadPicker } from '../leads/lead-picker.tsx';
import { UserSelect } from '../users/user-select.tsx';
import type { Answer } from '../../api/operations.ts';

const route = getRouteApi('/shell/sequences/$id');
type Preview = Answer<'POST /v1/sequences/{id}/preview'>;

/** Chooses for whom the texts are shown, and says what of the sequence would not go to that lead at all. */
export function PreviewChoice({
  lead,
  sender,
  preview: { data, error },
}: {
  lead: string | undefined;
  sender: string | undefined;
  preview: { data: Preview | undefined; error: unknown };
}) {
  const t = useT();
  const navigate = route.useNavigate();
  const set = (change: { lead?: string | undefined; sender?: string | undefined }): void =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });
  const missing = [...new Set((data?.steps ?? []).flatMap((step) => step.missing))];
  return (
    <section
      aria-label={t('Preview')}
      className="bg-paper border-line grid gap-3 rounded-lg border px-4 py-3 sm:grid-cols-2"
    >
      <LeadPicker
        label={t('Show each text as this lead gets it')}
        value={lead}
        onChange={(id) => set({ lead: id })}
      />
      {lead !== undefined && (
        <UserSelect
          label={t('Sent in the name of')}
          value={sender ?? ''}
          onChange={(id) => set({ sender: id || undefined })}
          empty={t('Me')}
        />
      )}
      {lead !== undefined && (
        <div className="grid gap-2 empty:hidden sm:col-span-2">
          <ProblemNotice error={error} />
          {data?.stops !== undefined && (
            <Notice tone="bad">{t('This lead would get nothing of it: {why}', { why: data.stops })}</Notice>
          )}
          {missing.length > 0 && (
            <Notice tone="warn">
              {t(
                'Missing for this lead: {names}. Give a value for when it is missing in the text, or fill it in at the lead.',
                {
                  names: missing.join(', '),
                },
              )}
            </Notice>
          )}
        </div>
      )}
    </section>
  );
}
