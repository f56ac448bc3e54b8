import { useSyncExternalStore } from 'react';
import { useT } from '../i18n/i18n.ts';
import { Button } from './button.tsx';

/** How long a message stays. */
const SHOWN_MS = 6000;

type Toast = { id: number; text: string; undo?: (() => void) | undefined };
let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function dismiss(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

/** Says in a corner what was done, and how to undo it where it can be. Returns how to take the message away. */
export function toast(text: string, undo?: () => void): () => void {
  const id = (last += 1);
  change([...toasts, { id, text, undo }]);
  const timer = setTimeout(() => dismiss(id), SHOWN_MS);
  return () => {
    clearTimeout(timer);
    dismiss(id);
  };
}

/**
 * Does something in a moment, unless it is undone first: for what the engine cannot take back.
 * Leaving the page does it at once.
 */
export function doUnlessUndone(text: string, act: () => void, onUndo: () => void): void {
  let isOver = false;
  const finish = (): void => {
    if (isOver) return;
    isOver = true;
    removeEventListener('pagehide', finish);
    act();
  };
  const timer = setTimeout(finish, SHOWN_MS);
  addEventListener('pagehide', finish);
  toast(text, () => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    removeEventListener('pagehide', finish);
    onUndo();
  });
}

/** Where messages appear. */
export function Toasts() {
  const t = useT();
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div
      role="status"
      aria-live="polite"
      className="fixed right-4 bottom-4 print:hidden z-50 grid max-w-[min(92vw,24rem)] gap-2"
    >
      {shown.map(({ id, text, undo }) => (
        <div key={id} className="bg-ink text-paper flex items-center gap-3 rounded-md px-4 py-2.5 shadow-lg">
          <span className="min-w-0 flex-1">{text}</span>
          {undo && (
            <Button
              small
              look="bare"
              className="text-paper hover:text-ink underline"
              onClick={() => {
                undo();
                dismiss(id);
              }}
            >
              {t('Undo')}
            </Button>
          )}
        </div>
      ))}
    </div>
  );
}
