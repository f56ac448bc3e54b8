import { useAct, useRead } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { Checkbox } from '../../ui/inputs.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Facts } from '../../ui/page.tsx';
import { Read } from '../../ui/states.tsx';
import { useUsers } from '../users/use-users.ts';
import { LeadById } from './lead-link.tsx';
import { states } from './person-state.ts';

/** One enrolment: how it stands, the version that it is on, and whether it keeps that version. */
export function PersonDialog({
  id,
  name,
  onClose,
}: {
  id: string;
  /** What the lead is called, where it is known already. */
  name: string | undefined;
  onClose: () => void;
}) {
  const t = useT();
  const { nameOf } = useUsers();
  const read = useRead('GET /v1/enrollments/{id}', { params: { id } });
  const refreshes = ['GET /v1/enrollments', 'GET /v1/sequences/{id}'];
  const pin = useAct('PUT /v1/enrollments/{id}/pin', { refreshes });
  const pause = useAct('POST /v1/enrollments/{id}/pause', { refreshes });
  const resume = useAct('POST /v1/enrollments/{id}/resume', { refreshes });
  return (
    <Dialog open onClose={onClose} title={name ?? t('Enrolment')}>
      <Read of={read}>
        {({ leadId, version, pinned, userId, enrolledAt, done, state }) => {
          const isOver = state.status === 'stopped' || state.status === 'finished';
          return (
            <div className="grid gap-4">
              <Facts
                of={[
                  [t('Lead'), <LeadById key="lead" id={leadId} />],
                  [
                    t('State'),
                    <Badge key="state" tone={states[state.status].tone}>
                      {t(states[state.status].label)}
                    </Badge>,
                  ],
                  state.at !== undefined && [t('When'), when(state.at)],
                  state.until !== undefined && [t('Paused until'), when(state.until)],
                  [t('Steps done'), String(done.length)],
                  [t('Sender'), nameOf(userId)],
                  [t('Enrolled'), when(enrolledAt)],
                  [t('Version'), String(version)],
                ]}
              />
              {!isOver && (
                <Checkbox
                  label={t('Stays on version {number}, whatever is published', { number: version })}
                  hint={t('Otherwise it takes the present version from its next step on.')}
                  checked={pinned}
                  disabled={pin.isPending}
                  onChange={(next) => pin.mutate({ params: { id }, body: { pinned: next } })}
                />
              )}
              <ProblemNotice error={pin.error ?? pause.error ?? resume.error} />
              {!isOver && (
                <div className="flex flex-wrap gap-2">
                  {state.status === 'paused' ? (
                    <Button busy={resume.isPending} onClick={() => resume.mutate({ params: { id } })}>
                      {t('Resume')}
                    </Button>
                  ) : (
                    <Button busy={pause.isPending} onClick={() => pause.mutate({ params: { id } })}>
                      {t('Pause until somebody resumes it')}
                    </Button>
                  )}
                </div>
              )}
            </div>
          );
        }}
      </Read>
    </Dialog>
  );
}
