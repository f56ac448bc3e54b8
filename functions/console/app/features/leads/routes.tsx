import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/root-route.tsx';
import { searchTexts } from '../../shell/search-texts.ts';

export const leadRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/leads',
    validateSearch: searchTexts('owner', 'filter', 'email', 'qualified', 'selected'),
    component: lazyRouteComponent(() => import('./leads-page.tsx'), 'LeadsPage'),
  }),
] as const;
