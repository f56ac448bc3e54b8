import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import { useAct } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Notice } from '../../ui/notice.tsx';
import { toast } from '../../ui/toast.tsx';
import type { Rule } from './rule-form.ts';

/** A rule that stopped and asks: how many wait, and the button that lets it go on. */
export function GoOn({
  rule,
  asking,
  onDone,
}: {
  rule: Rule;
  asking: NonNullable<Rule['asking']>;
  onDone: (rule: Rule) => void;
}) {
  const t = useT();
  const [isAsked, setAsked] = useState(false);
  const { id, name, asksAbove = 0 } = rule;
  const { waiting } = asking;
  const act = useAct('POST /v1/crm-rules/{id}/go-on', {
    refreshes: ['GET /v1/crm-rules'],
    onDone: (saved) => {
      setAsked(false);
      onDone(saved);
      toast(t('“{name}” goes on.', { name }));
    },
  });
  return (
    <Notice tone="warn" role="status">
      <p>
        <span className="font-medium">
          {t('{count, plural, one {# record waits for you.} other {# records wait for you.}}', {
            count: waiting,
          })}
        </span>{' '}
        {t('The rule was about to enrol more than {most} within an hour, and stopped on {when}.', {
          most: asksAbove,
          when: when(asking.since),
        })}
      </p>
      <p className="mt-2 flex flex-wrap items-center gap-3">
        <Button small onClick={() => setAsked(true)}>
          {t('Let it go on …')}
        </Button>
        <Link to="/crm-rules/$id" params={{ id }} search={{ tab: 'looks' }}>
          {t('See who waits')}
        </Link>
      </p>
      <Confirm
        open={isAsked}
        onClose={() => setAsked(false)}
        onConfirm={() => act.mutate({ params: { id } })}
        title={t('Let “{name}” go on?', { name })}
        action={t('Let it go on')}
        busy={act.isPending}
        error={act.error}
      >
        {t(
          '{count, plural, one {# person is} other {# people are}} enrolled, each in the name of the lead’s owner, within working hours and limits. If they are not meant, deactivate the rule instead.',
          { count: waiting },
        )}
      </Confirm>
    </Notice>
  );
}
