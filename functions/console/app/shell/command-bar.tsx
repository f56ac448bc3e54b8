import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { useEffect } from 'react';
import { tinykeys } from 'tinykeys';
import { useT } from '../i18n/i18n.ts';
import { isAtLeast, useMe } from './me.tsx';
import { menu } from './places.ts';

const itemClasses =
  'data-[selected=true]:bg-raised flex min-h-9 cursor-pointer items-center gap-2 rounded px-2';

/** ⌘K: go anywhere, find anything. */
export function CommandBar({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useT();
  const { role } = useMe();
  const navigate = useNavigate();
  useEffect(
    () =>
      tinykeys(window, {
        '$mod+k': (event) => {
          event.preventDefault();
          onOpenChange(true);
        },
      }),
    [onOpenChange],
  );
  const go = (to: string): void => {
    onOpenChange(false);
    void navigate({ to });
  };
  return (
    <Command.Dialog
      open={open}
      onOpenChange={onOpenChange}
      label={t('Search')}
      overlayClassName="fixed inset-0 z-40 bg-black/40"
      contentClassName="fixed top-[10dvh] left-1/2 z-50 w-[min(94vw,36rem)] -translate-x-1/2 rounded-xl border border-line bg-paper shadow-xl"
    >
      <Command.Input
        placeholder={t('Search, and go anywhere')}
        className="border-line min-h-12 w-full border-b bg-transparent px-4 outline-none"
      />
      <Command.List className="max-h-[60dvh] overflow-auto p-2">
        <Command.Empty className="text-soft px-2 py-4">{t('Nothing was found.')}</Command.Empty>
        {menu
          .flatMap((group) => group.places)
          .filter((place) => isAtLeast(role, place.role))
          .map(({ to, label }) => (
            <Command.Item key={to} value={t(label)} onSelect={() => go(to)} className={itemClasses}>
              {t(label)}
            </Command.Item>
          ))}
      </Command.List>
    </Command.Dialog>
  );
}
