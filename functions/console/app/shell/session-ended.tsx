import { useEffect, useState } from 'react';
import { onSessionEnded, signInAgain } from '../api/session.ts';
import { useT } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

/** Asks to sign in again in a window of its own; the page behind it stays as it is, with all that was typed. */
export function SessionEnded() {
  const t = useT();
  const [hasEnded, setEnded] = useState(false);
  useEffect(() => onSessionEnded(setEnded), []);
  return (
    <Dialog open={hasEnded} onClose={() => undefined} title={t('Your session has ended')}>
      <div className="grid gap-4">
        <p>{t('Sign in again to go on. What you typed is still here.')}</p>
        <div>
          <Button look="main" onClick={() => void signInAgain()}>
            {t('Sign in again')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
