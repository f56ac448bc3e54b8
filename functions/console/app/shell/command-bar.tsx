import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { useDeferredValue, useEffect, useState, type ReactNode } from 'react';
import { tinykeys } from 'tinykeys';
import { useRead } from '../api/queries.ts';
import { msg, useT } from '../i18n/i18n.ts';
import { isAtLeast, useMe } from './me.tsx';
import { menu, type Place } from './places.ts';
import { foundIn } from './search-results.ts';

/** Things to do that have a place of their own. */
const actions: readonly Place[] = [
  { to: '/leads/import', label: msg('Import leads from a CSV'), role: 'user' },
  { to: '/enroll', label: msg('Enrol leads in a sequence'), role: 'user' },
  { to: '/filters/new', label: msg('New filter'), role: 'user' },
  { to: '/crm-rules/new', label: msg('New CRM rule'), role: 'admin' },
  { to: '/users/new', label: msg('New user'), role: 'admin' },
];

const itemClasses =
  'data-[selected=true]:bg-raised flex min-h-9 cursor-pointer items-center gap-2 rounded px-2';
const groupClasses =
  '[&_[cmdk-group-heading]]:text-soft [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium';

/** ⌘K: go anywhere, find anything. */
export function CommandBar({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useT();
  const [text, setText] = useState('');
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
  const close = (next: boolean): void => {
    if (!next) setText('');
    onOpenChange(next);
  };
  return (
    <Command.Dialog
      open={open}
      onOpenChange={close}
      label={t('Search')}
      // What the API finds is found; the places of the menu are sifted here.
      shouldFilter={false}
      overlayClassName="fixed inset-0 z-40 bg-black/40"
      contentClassName="fixed top-[10dvh] left-1/2 z-50 w-[min(94vw,36rem)] -translate-x-1/2 rounded-xl border border-line bg-paper shadow-xl"
    >
      <Command.Input
        value={text}
        onValueChange={setText}
        placeholder={t('Search, and go anywhere')}
        className="border-line min-h-12 w-full border-b bg-transparent px-4 outline-none"
      />
      <Results text={text} close={() => close(false)} />
    </Command.Dialog>
  );
}

function Results({ text, close }: { text: string; close: () => void }) {
  const t = useT();
  const { role } = useMe();
  const navigate = useNavigate();
  const asked = useDeferredValue(text.trim());
  const isAsked = asked.length >= 2;
  const search = useRead('GET /v1/search', { query: { q: asked } }, { enabled: isAsked });
  const found = isAsked && search.data !== undefined ? foundIn(search.data) : undefined;
  const go = (to: string): void => {
    close();
    void navigate({ to });
  };
  const isMeant = ({ role: from, label }: Place): boolean =>
    isAtLeast(role, from) && t(label).toLocaleLowerCase().includes(asked.toLocaleLowerCase());
  const places = menu.flatMap((group) => group.places).filter(isMeant);
  const doable = actions.filter(isMeant);
  return (
    <Command.List className="max-h-[60dvh] overflow-auto p-2" aria-busy={search.isFetching}>
      {found?.groups.map(({ kind, items }) => (
        <Command.Group key={kind} heading={t(kind)} className={groupClasses}>
          {items.map(({ id, to, name, beside }) => (
            <Entry key={id} value={`${kind}/${id}`} onSelect={() => go(to)}>
              <span className="truncate">{name}</span>
              {beside !== undefined && <span className="text-soft truncate text-sm">{beside}</span>}
            </Entry>
          ))}
        </Command.Group>
      ))}
      {found?.isComplete === false && (
        <p className="text-soft px-2 py-1 text-sm">
          {t('Not everything was looked at: a whole address or number finds more.')}
        </p>
      )}
      {doable.length > 0 && (
        <Command.Group heading={t('Do')} className={groupClasses}>
          {doable.map(({ to, label }) => (
            <Entry key={to} value={to} onSelect={() => go(to)}>
              {t(label)}
            </Entry>
          ))}
        </Command.Group>
      )}
      {places.length > 0 && (
        <Command.Group heading={t('Go to')} className={groupClasses}>
          {places.map(({ to, label }) => (
            <Entry key={to} value={to} onSelect={() => go(to)}>
              {t(label)}
            </Entry>
          ))}
        </Command.Group>
      )}
      {isAsked && !search.isFetching && found?.groups.length === 0 && (
        <p className="text-soft px-2 py-4">{t('Nothing was found.')}</p>
      )}
    </Command.List>
  );
}

const Entry = ({
  value,
  onSelect,
  children,
}: {
  value: string;
  onSelect: () => void;
  children: ReactNode;
}) => (
  <Command.Item value={value} onSelect={onSelect} className={itemClasses}>
    {children}
  </Command.Item>
);
