import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { buttonClasses } from '../../ui/button.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Loading } from '../../ui/states.tsx';
import { isCrm } from './connection-words.ts';

const route = getRouteApi('/shell/connections/$kind/allowed');

/** Where a service sends back to, with a code or with what went wrong. */
export function AllowedPage() {
  const t = useT();
  const { kind } = route.useParams();
  const [sent] = useState(() => new URLSearchParams(location.search));
  const isBegun = useRef(false);
  const redeem = useAct('POST /v1/connections/{kind}/redeem', { refreshes: ['GET /v1/connections'] });
  const { mutate } = redeem;
  const code = sent.get('code');
  const state = sent.get('state');
  const isWhole = code !== null && state !== null && isCrm(kind);
  useEffect(() => {
    // A code is good for once.
    if (isBegun.current || !isWhole) return;
    isBegun.current = true;
    mutate({ params: { kind }, body: { code, state } });
  }, [isWhole, mutate, kind, code, state]);
  const isFailed = redeem.error !== null || redeem.data?.ok === false;
  return (
    <Page
      title={t('Allowing Relance in')}
      above={
        <Link to="/connections/$kind" params={{ kind }}>
          {t('Back to the connection')}
        </Link>
      }
    >
      <div className="grid max-w-prose justify-items-start gap-4">
        {!isWhole && (
          <Notice tone="bad" role="alert">
            {sent.get('error_description') ??
              sent.get('error') ??
              t('The service sent no code. Begin again from the set-up.')}
          </Notice>
        )}
        {isWhole && redeem.data === undefined && redeem.error === null && <Loading />}
        <ProblemNotice error={redeem.error} />
        {redeem.data !== undefined && (
          <Notice tone={redeem.data.ok ? 'good' : 'bad'} role="status">
            {redeem.data.says}
          </Notice>
        )}
        {(redeem.data !== undefined || isFailed || !isWhole) && (
          <Link
            to="/connections/$kind"
            params={{ kind }}
            search={{ tab: 'set-up' }}
            className={buttonClasses('main')}
          >
            {isFailed || !isWhole ? t('Back to the set-up') : t('Go on with the set-up')}
          </Link>
        )}
      </div>
    </Page>
  );
}
