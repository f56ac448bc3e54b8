import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/root-route.tsx';
import { searchTexts } from '../../shell/search-texts.ts';

export const deliverabilityRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/deliverability',
    validateSearch: searchTexts('days'),
    component: lazyRouteComponent(() => import('./deliverability-page.tsx'), 'DeliverabilityPage'),
  }),
] as const;
