import { useSyncExternalStore } from 'react';
import { doUnlessUndone } from '../../ui/toast.tsx';

let closing: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

function change(next: ReadonlySet<string>): void {
  closing = next;
  for (const listener of listeners) listener();
}

const without = (id: string): ReadonlySet<string> => new Set([...closing].filter((other) => other !== id));

/** Tasks that are being closed: they are off the list already, while that can still be undone. */
export function useClosing(): ReadonlySet<string> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => closing,
  );
}

/** Takes a task off the list and closes it in a moment, unless that is undone; a refusal brings it back. */
export function closeUnlessUndone(
  id: string,
  said: string,
  {
    act,
    refreshed,
    onUndo,
    onFailure,
  }: {
    act: () => Promise<unknown>;
    /** Reads again what shows tasks. */
    refreshed: () => Promise<void>;
    onUndo: () => void;
    onFailure: (error: unknown) => void;
  },
): void {
  change(new Set([...closing, id]));
  const finish = async (): Promise<void> => {
    try {
      await act();
    } catch (error) {
      onFailure(error);
    }
    await refreshed();
    change(without(id));
  };
  doUnlessUndone(
    said,
    () => void finish(),
    () => {
      change(without(id));
      onUndo();
    },
  );
}
