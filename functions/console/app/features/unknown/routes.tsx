import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/root-route.tsx';

export const unknownRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/unknown',
    component: lazyRouteComponent(() => import('./unknown-page.tsx'), 'UnknownPage'),
  }),
] as const;
