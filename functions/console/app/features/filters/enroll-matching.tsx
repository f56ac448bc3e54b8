import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { number } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { useMe } from '../../shell/me.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Form, FormButtons } from '../../ui/form.tsx';
import { Select } from '../../ui/inputs.tsx';
import { Card } from '../../ui/page.tsx';
import { JobLine } from '../editor/job-line.tsx';
import { useEvery } from '../editor/use-every.ts';
import { UserSelect } from '../users/user-select.tsx';

/** Enrols everybody who matches a filter, by a job. */
export function EnrollMatching({ id }: { id: string }) {
  const t = useT();
  const { userId: self } = useMe();
  const sequences = useEvery('GET /v1/sequences', { query: { limit: 100, status: 'active' } }).items;
  const [sequenceId, setSequenceId] = useState('');
  const [sender, setSender] = useState<'user' | 'owner'>('owner');
  const [userId, setUserId] = useState(self);
  const [isAsked, setAsked] = useState(false);
  const [jobId, setJobId] = useState<string>();
  const enroll = useAct('POST /v1/filters/{id}/enroll', {
    refreshes: ['GET /v1/jobs', 'GET /v1/sequences'],
    onDone: (job) => {
      setAsked(false);
      setJobId(job.id);
    },
  });
  const sequence = sequences.find((each) => each.id === sequenceId)?.name ?? '';
  const confirm = (): void =>
    enroll.mutate({
      params: { id },
      body: { sequenceId, sender, ...(sender === 'user' && { userId }) },
      idempotencyKey: crypto.randomUUID(),
    });
  return (
    <Card title={t('Enrol everybody who matches')}>
      <Form
        error={enroll.error}
        onSubmit={() => setAsked(true)}
        actions={<FormButtons action={t('Enrol everybody …')} disabled={sequenceId === ''} />}
      >
        <Select
          label={t('Sequence')}
          path="sequenceId"
          value={sequenceId}
          onChange={setSequenceId}
          empty={sequences.length === 0 ? t('No sequence is published yet') : t('Choose a sequence')}
          options={sequences.map((each) => ({ value: each.id, label: each.name }))}
        />
        <Select
          label={t('In whose name')}
          path="sender"
          value={sender}
          onChange={setSender}
          options={[
            { value: 'owner', label: t('The owner of each lead') },
            { value: 'user', label: t('One user') },
          ]}
        />
        {sender === 'user' && (
          <UserSelect label={t('User')} path="userId" value={userId} onChange={setUserId} />
        )}
      </Form>
      {jobId !== undefined && (
        <div className="mt-3">
          <JobLine id={jobId}>
            {({ progress }) =>
              t('{accepted} enrolled, {rejected} refused, of {read} that match.', {
                accepted: number(progress.accepted),
                rejected: number(progress.rejected),
                read: number(progress.read),
              })
            }
          </JobLine>
        </div>
      )}
      <Confirm
        open={isAsked}
        onClose={() => setAsked(false)}
        onConfirm={confirm}
        title={t('Enrol everybody who matches in “{sequence}”?', { sequence })}
        action={t('Enrol everybody')}
        busy={enroll.isPending}
        error={enroll.error}
      >
        {t('Everybody who matches now is enrolled, and their first messages are planned at once.')}
      </Confirm>
    </Card>
  );
}
