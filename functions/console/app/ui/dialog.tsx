import { Dialog as Radix } from 'radix-ui';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '../i18n/i18n.ts';
import { Button } from './button.tsx';
import { classes } from './class-names.ts';

/** A dialog over the page; Escape and the cross close it, and the focus goes back to where it was. */
export function Dialog({
  open,
  onClose,
  title,
  about,
  wide = false,
  children,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  /** A sentence under the title. */
  about?: string | undefined;
  wide?: boolean;
  children: ReactNode;
}) {
  const t = useT();
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Radix.Content
          aria-describedby={undefined}
          className={classes(
            'bg-paper border-line fixed top-1/2 left-1/2 z-50 flex max-h-[92dvh] w-[min(94vw,32rem)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-xl border shadow-xl',
            wide && 'w-[min(94vw,56rem)]',
          )}
        >
          <header className="border-line flex items-start gap-3 border-b px-5 py-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
              {about !== undefined && <p className="text-soft text-sm">{about}</p>}
            </div>
            <Radix.Close asChild>
              <Button look="bare" small aria-label={t('Close')}>
                <X size={16} aria-hidden />
              </Button>
            </Radix.Close>
          </header>
          <div className="overflow-auto px-5 py-4">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
