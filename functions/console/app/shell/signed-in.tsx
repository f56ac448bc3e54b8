import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { finishSignIn } from '../api/session.ts';
import { useT } from '../i18n/i18n.ts';
import { Failed, Loading } from '../ui/states.tsx';

/** Takes the code that the sign-in page gave, and goes on to where somebody wanted to be. */
export function SignedIn() {
  const navigate = useNavigate();
  const t = useT();
  const [error, setError] = useState<unknown>();
  const [isOver, setOver] = useState(false);
  const isBegun = useRef(false);
  useEffect(() => {
    if (isBegun.current) return;
    isBegun.current = true;
    finishSignIn(new URLSearchParams(location.search)).then((address) => {
      if (address === undefined) setOver(true);
      else void navigate({ href: address, replace: true });
    }, setError);
  }, [navigate]);
  return (
    <main className="mx-auto max-w-lg p-6">
      {isOver && <p>{t('You are signed in. This window can be closed.')}</p>}
      {isOver ? null : error === undefined ? (
        <Loading />
      ) : (
        <Failed error={error} again={() => location.assign('/console')} />
      )}
    </main>
  );
}
