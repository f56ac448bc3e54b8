import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/root-route.tsx';
import { searchTexts } from '../../shell/search-texts.ts';

export const capacityRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/capacity',
    validateSearch: searchTexts('from', 'span', 'group', 'channel', 'sender', 'user', 'date'),
    component: lazyRouteComponent(() => import('./capacity-page.tsx'), 'CapacityPage'),
  }),
] as const;
