import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/root-route.tsx';
import { searchTexts } from '../../shell/search-texts.ts';

export const incomingRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/incoming',
    validateSearch: searchTexts('state'),
    component: lazyRouteComponent(() => import('./incoming-page.tsx'), 'IncomingPage'),
  }),
] as const;
