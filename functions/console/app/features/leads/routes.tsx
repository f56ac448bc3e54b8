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
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/leads/import',
    validateSearch: searchTexts('job'),
    component: lazyRouteComponent(() => import('./import/import-page.tsx'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/leads/$leadId',
    validateSearch: searchTexts('tab', 'kind'),
    component: lazyRouteComponent(() => import('./lead-page.tsx'), 'LeadPage'),
  }),
] as const;
