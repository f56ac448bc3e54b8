import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/root-route.tsx';
import { searchTexts } from '../../shell/search-texts.ts';

export const jobRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/jobs',
    validateSearch: searchTexts('sort', 'order'),
    component: lazyRouteComponent(() => import('./jobs-page.tsx'), 'JobsPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/jobs/$id',
    component: lazyRouteComponent(() => import('./job-page.tsx'), 'JobPage'),
  }),
] as const;
