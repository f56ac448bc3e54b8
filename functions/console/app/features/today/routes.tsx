import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/root-route.tsx';
import { searchTexts } from '../../shell/search-texts.ts';

export const todayRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/today',
    validateSearch: searchTexts('task', 'due', 'user', 'type', 'sequence'),
    component: lazyRouteComponent(() => import('./today-page.tsx'), 'TodayPage'),
  }),
] as const;
