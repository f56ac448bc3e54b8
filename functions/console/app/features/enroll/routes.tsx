import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/root-route.tsx';
import { searchTexts } from '../../shell/search-texts.ts';

export const enrollRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/enroll',
    validateSearch: searchTexts('leads', 'kept', 'filter', 'sequence', 'user'),
    component: lazyRouteComponent(() => import('./enroll-page.tsx'), 'EnrollPage'),
  }),
] as const;
