import { useBlocker } from '@tanstack/react-router';
import { useRef } from 'react';
import { useT } from '../../i18n/i18n.ts';

/**
 * Asks before a page is left with changes that are not saved.
 * @returns to be called where the page is left because it was saved
 */
export function useUnsaved(isChanged: boolean): () => void {
  const t = useT();
  const isReleased = useRef(false);
  const blocks = (): boolean => isChanged && !isReleased.current;
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      current.pathname !== next.pathname &&
      blocks() &&
      !window.confirm(t('What you changed here is not saved. Leave all the same?')),
    enableBeforeUnload: blocks,
  });
  return () => {
    isReleased.current = true;
  };
}
