import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/root-route.tsx';

export const domainRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/domain',
    component: lazyRouteComponent(() => import('./domain-page.tsx'), 'DomainPage'),
  }),
] as const;
