const KEPT = 'relance.theme';
export type Theme = 'light' | 'dark' | 'system';

const dark = matchMedia('(prefers-color-scheme: dark)');
const kept = (): Theme => {
  const text = localStorage.getItem(KEPT);
  return text === 'light' || text === 'dark' ? text : 'system';
};

function show(): void {
  const theme = kept();
  const isDark = theme === 'dark' || (theme === 'system' && dark.matches);
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
}

/** Shows the page light or dark as chosen on this browser, else as the system is. */
export function startTheme(): void {
  dark.addEventListener('change', show);
  show();
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEPT, theme);
  show();
}
