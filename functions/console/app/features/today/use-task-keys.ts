import { useEffect, useRef } from 'react';
import { tinykeys } from 'tinykeys';

/** Whether a key belongs to what is being typed in, or to a dialog or a menu that is open. */
const isElsewhere = ({ target }: Event): boolean =>
  document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null ||
  (target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)));

/** Does something when a key is pressed that nobody types with. */
export function useTaskKeys(keys: Readonly<Record<string, () => void>>): void {
  const present = useRef(keys);
  useEffect(() => {
    present.current = keys;
  });
  const names = Object.keys(keys).sort().join(' ');
  useEffect(
    () =>
      tinykeys(
        window,
        Object.fromEntries(
          names.split(' ').map((name) => [
            name,
            (event: KeyboardEvent) => {
              if (isElsewhere(event)) return;
              event.preventDefault();
              present.current[name]?.();
            },
          ]),
        ),
      ),
    [names],
  );
}
