import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

let isPrinting = false;

/** Calls the listener when the page is about to be printed, and afterwards; what follows from it is drawn at once. */
function subscribe(listener: () => void): () => void {
  const begin = (): void => tell(true);
  const end = (): void => tell(false);
  const tell = (next: boolean): void => {
    isPrinting = next;
    flushSync(listener);
  };
  addEventListener('beforeprint', begin);
  addEventListener('afterprint', end);
  return () => {
    removeEventListener('beforeprint', begin);
    removeEventListener('afterprint', end);
  };
}

/** Whether the page is being printed: what is drawn only as far as it is on the screen is then drawn as a whole. */
export const useIsPrinting = (): boolean => useSyncExternalStore(subscribe, () => isPrinting);
