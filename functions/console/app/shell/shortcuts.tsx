import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { tinykeys } from 'tinykeys';
import { useT } from '../i18n/i18n.ts';
import { Dialog } from '../ui/dialog.tsx';
import { isAtLeast, useMe } from './me.tsx';
import { menu } from './places.ts';

const isTyping = ({ target }: Event): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Keys that work on every page, and the list of all of them under `?`. */
export function Shortcuts() {
  const t = useT();
  const { role } = useMe();
  const navigate = useNavigate();
  const [isListed, setListed] = useState(false);
  useEffect(() => {
    const unlessTyping = (act: () => void) => (event: Event) => {
      if (!isTyping(event)) act();
    };
    const places = menu
      .flatMap((group) => group.places)
      .flatMap(({ to, keys }) =>
        keys === undefined ? [] : [[keys, unlessTyping(() => void navigate({ to }))] as const],
      );
    return tinykeys(window, {
      ...Object.fromEntries(places),
      'Shift+?': unlessTyping(() => setListed(true)),
    });
  }, [navigate]);
  const listed = menu
    .flatMap((group) => group.places)
    .filter((place) => place.keys !== undefined && isAtLeast(role, place.role));
  return (
    <Dialog open={isListed} onClose={() => setListed(false)} title={t('Shortcuts')}>
      <dl className="grid grid-cols-[max-content_1fr] gap-x-6 gap-y-2">
        {listed.map(({ to, label, keys = '' }) => (
          <div key={to} className="contents">
            <dt>
              <Keys keys={keys} />
            </dt>
            <dd>{t(label)}</dd>
          </div>
        ))}
        <dt>
          <Keys keys="⌘K" />
        </dt>
        <dd>{t('Search, and go anywhere')}</dd>
        <dt>
          <Keys keys="j k" />
        </dt>
        <dd>{t('Next and previous task')}</dd>
        <dt>
          <Keys keys="e" />
        </dt>
        <dd>{t('Task done')}</dd>
        <dt>
          <Keys keys="s" />
        </dt>
        <dd>{t('Skip the task')}</dd>
        <dt>
          <Keys keys="?" />
        </dt>
        <dd>{t('This list')}</dd>
      </dl>
    </Dialog>
  );
}

const Keys = ({ keys }: { keys: string }) => (
  <span className="flex gap-1">
    {keys.split(' ').map((key, index) => (
      <kbd
        key={index}
        className="border-line bg-raised min-w-6 rounded border px-1.5 text-center font-sans text-sm"
      >
        {key}
      </kbd>
    ))}
  </span>
);
