import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Menu as MenuIcon, Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useRead } from '../api/queries.ts';
import { isSignedIn, signIn } from '../api/session.ts';
import { showInZone } from '../i18n/format.ts';
import { useT } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/class-names.ts';
import { Failed, Loading } from '../ui/states.tsx';
import { Toasts } from '../ui/toast.tsx';
import { HoldsBanner } from '../features/deliverability/holds-banner.tsx';
import { CommandBar } from './command-bar.tsx';
import { isAtLeast, MeProvider, useMe } from './me.tsx';
import { menu } from './places.ts';
import { PersonMenu } from './person-menu.tsx';
import { SessionEnded } from './session-ended.tsx';
import { Shortcuts } from './shortcuts.tsx';

/** The frame of every page: who is signed in, the menu, the search, and the page. */
export function Layout() {
  const hasSession = isSignedIn();
  useEffect(() => {
    if (!hasSession) void signIn();
  }, [hasSession]);
  const me = useRead('GET /v1/me', {}, { enabled: hasSession });
  if (me.data === undefined)
    return (
      <main className="mx-auto max-w-lg p-6">
        {me.error === null ? <Loading /> : <Failed error={me.error} again={() => void me.refetch()} />}
      </main>
    );
  showInZone(me.data.user?.zone);
  return (
    <MeProvider value={me.data}>
      <Frame />
    </MeProvider>
  );
}

function Frame() {
  const t = useT();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const [isSearching, setSearching] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => setMenuOpen(false), [path]);
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[14rem_1fr] print:block">
      <a
        href="#content"
        className="bg-accent text-on-accent sr-only z-50 rounded-md px-3 py-2 focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      >
        {t('Skip to the content')}
      </a>
      <aside
        className={classes(
          'bg-paper border-line border-r lg:sticky lg:top-0 lg:block lg:h-dvh lg:overflow-y-auto print:hidden',
          isMenuOpen ? 'fixed inset-0 top-12 z-30 overflow-y-auto' : 'hidden',
        )}
      >
        <div className="hidden h-12 items-center px-4 lg:flex">
          <Brand />
        </div>
        <Navigation />
      </aside>
      <div className="min-w-0">
        <header className="bg-paper border-line sticky top-0 z-30 flex h-12 items-center gap-2 border-b px-3 sm:px-6 print:hidden">
          <Button
            look="bare"
            className="lg:hidden"
            aria-label={t('Menu')}
            aria-expanded={isMenuOpen}
            onClick={() => setMenuOpen(!isMenuOpen)}
          >
            <MenuIcon size={18} aria-hidden />
          </Button>
          <span className="lg:hidden">
            <Brand />
          </span>
          <button
            type="button"
            onClick={() => setSearching(true)}
            className="border-line text-soft bg-ground ml-auto flex min-h-8 items-center gap-2 rounded-md border px-2.5 text-sm sm:w-72 lg:ml-0"
          >
            <Search size={15} aria-hidden />
            <span className="hidden flex-1 text-left sm:block">{t('Search')}</span>
            <span className="sr-only sm:hidden">{t('Search')}</span>
            <kbd className="border-line hidden rounded border px-1 font-sans text-xs sm:block">⌘K</kbd>
          </button>
          <span className="hidden flex-1 lg:block" />
          <PersonMenu />
        </header>
        <HoldsBanner />
        <Outlet />
      </div>
      <CommandBar open={isSearching} onOpenChange={setSearching} />
      <Shortcuts />
      <SessionEnded />
      <Toasts />
    </div>
  );
}

const Brand = () => (
  <Link to="/today" className="text-ink flex items-center gap-2 font-semibold no-underline">
    <svg viewBox="0 0 32 32" className="size-6" aria-hidden>
      <rect width="32" height="32" rx="8" fill="#2f5bea" />
      <path
        d="M8 21c0-6 4-10 10-10h3m0 0-4-4m4 4-4 4"
        fill="none"
        stroke="#fff"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="8.5" cy="23.5" r="2" fill="#fff" />
    </svg>
    Relance
  </Link>
);

function Navigation() {
  const t = useT();
  const { role } = useMe();
  return (
    <nav aria-label={t('Main menu')} className="grid gap-4 px-2 py-3">
      {menu.map((group, index) => {
        const places = group.places.filter((place) => isAtLeast(role, place.role));
        if (places.length === 0) return null;
        return (
          <div key={index}>
            {group.label && <p className="text-soft px-2 pb-1 text-xs font-medium">{t(group.label)}</p>}
            <ul>
              {places.map(({ to, label }) => (
                <li key={to}>
                  <Link
                    to={to}
                    className="text-ink hover:bg-raised aria-[current=page]:bg-tint aria-[current=page]:text-accent flex min-h-8 items-center rounded-md px-2 no-underline aria-[current=page]:font-medium"
                  >
                    {t(label)}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}
