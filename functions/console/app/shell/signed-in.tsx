import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { finishSignIn } from '../api/session.ts';
import { Failed, Loading } from '../ui/states.tsx';

/** Takes the code that the sign-in page gave, and goes on to where somebody wanted to be. */
export function SignedIn() {
  const navigate = useNavigate();
  const [error, setError] = useState<unknown>();
  const isBegun = useRef(false);
  useEffect(() => {
    if (isBegun.current) return;
    isBegun.current = true;
    finishSignIn(new URLSearchParams(location.search)).then(
      (address) => address !== undefined && void navigate({ href: address, replace: true }),
      setError,
    );
  }, [navigate]);
  return (
    <main className="mx-auto max-w-lg p-6">
      {error === undefined ? <Loading /> : <Failed error={error} again={() => location.assign('/console')} />}
    </main>
  );
}
