import type { UseQueryResult } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client.ts';
import { refresh } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { Progress } from '../../ui/progress.tsx';
import { leadsOf, OWNER, portionsOf, type Checked, type Enrolled, type Plan } from './enrolling.ts';
import type { Result } from './results-card.tsx';

/** Enrols: the leads portion by portion, or by a job everybody who matches a filter. */
export function EnrollButton({
  plan,
  filter,
  sender,
  check,
  onDone,
}: {
  plan: Plan;
  filter: string | undefined;
  sender: string;
  check: UseQueryResult<Checked[]>;
  onDone: (result: Result) => void;
}) {
  const t = useT();
  const client = useQueryClient();
  const [share, setShare] = useState<number>();
  const [error, setError] = useState<unknown>();
  // The same keys when an attempt is repeated: what has been enrolled already is answered alike.
  const [key] = useState(() => crypto.randomUUID());
  const count = (check.data ?? []).filter(({ outcome }) => outcome === 'can-enroll').length;

  const enrolLeads = async (): Promise<Result> => {
    const portions = portionsOf(plan);
    const results: Enrolled[] = [];
    for (const [index, portion] of portions.entries()) {
      setShare(index / portions.length);
      const body = { sequenceId: plan.sequenceId, ...portion };
      const idempotencyKey = `${key}-${plan.sequenceId}-${portion.userId}-${String(index)}`;
      results.push(...(await call('POST /v1/enrollments', { body }, { idempotencyKey })).results);
    }
    return { kind: 'leads', results };
  };
  const enrolMatching = async (id: string): Promise<Result> => {
    const { sequenceId } = plan;
    const body =
      sender === OWNER
        ? { sequenceId, sender: 'owner' as const }
        : { sequenceId, sender: 'user' as const, userId: sender };
    const idempotencyKey = `${key}-${sequenceId}-${sender}`;
    const job = await call('POST /v1/filters/{id}/enroll', { params: { id }, body }, { idempotencyKey });
    return { kind: 'job', jobId: job.id };
  };
  const start = async (): Promise<void> => {
    setShare(0);
    setError(undefined);
    try {
      const result = await (filter === undefined ? enrolLeads() : enrolMatching(filter));
      await refresh(client, ['GET /v1/enrollments', 'GET /v1/leads', 'GET /v1/sequences']);
      onDone(result);
    } catch (thrown) {
      setError(thrown);
      setShare(undefined);
    }
  };
  return (
    <div className="grid justify-items-start gap-3">
      <ProblemNotice error={error} />
      {share !== undefined && (
        <div className="w-full max-w-md">
          <Progress percent={share * 100} label={t('Enrolling')} />
        </div>
      )}
      <Button
        look="main"
        busy={share !== undefined}
        disabled={check.data === undefined || (count === 0 && filter === undefined)}
        onClick={() => void start()}
      >
        {filter === undefined
          ? t('Enrol {count, plural, one {# person} other {# people}}', { count })
          : t('Enrol everybody who matches')}
      </Button>
      {check.data !== undefined && count === 0 && filter === undefined && (
        <p className="text-soft">
          {t('None of the {count} can be enrolled: see the warnings above.', { count: leadsOf(plan) })}
        </p>
      )}
    </div>
  );
}
