import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/root-route.tsx';
import { searchTexts } from '../../shell/search-texts.ts';

export const connectionRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/connections',
    component: lazyRouteComponent(() => import('./connections-page.tsx'), 'ConnectionsPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/connections/$kind',
    validateSearch: searchTexts('tab', 'writes'),
    component: lazyRouteComponent(() => import('./connection-page.tsx'), 'ConnectionPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/connections/$kind/allowed',
    component: lazyRouteComponent(() => import('./allowed-page.tsx'), 'AllowedPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/connections/$kind/mapping',
    validateSearch: searchTexts('look'),
    component: lazyRouteComponent(() => import('./mapping/mapping-page.tsx'), 'MappingPage'),
  }),
] as const;
