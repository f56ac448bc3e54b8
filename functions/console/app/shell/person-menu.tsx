import { useNavigate } from '@tanstack/react-router';
import { signOut } from '../api/session.ts';
import { chooseLanguage, languages, useT, type ConsoleLanguage } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import { useMe } from './me.tsx';
import { chooseTheme } from './theme.ts';

/** Who is signed in, the language, light or dark, and signing out. */
export function PersonMenu() {
  const t = useT();
  const me = useMe();
  const navigate = useNavigate();
  return (
    <Menu
      trigger={
        <Button look="bare" className="max-w-40 min-w-0">
          <span className="truncate">{me.user?.name ?? me.userId}</span>
        </Button>
      }
      items={[
        { label: t('My account'), onSelect: () => void navigate({ to: '/me' }) },
        'line',
        ...(Object.keys(languages) as ConsoleLanguage[]).map((language) => ({
          label: languages[language],
          onSelect: () => void chooseLanguage(language),
        })),
        'line',
        { label: t('Light'), onSelect: () => chooseTheme('light') },
        { label: t('Dark'), onSelect: () => chooseTheme('dark') },
        { label: t('As the system'), onSelect: () => chooseTheme('system') },
        'line',
        { label: t('Sign out'), onSelect: () => void signOut() },
      ]}
    />
  );
}
