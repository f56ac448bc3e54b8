import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/root-route.tsx';
import { searchTexts } from '../../shell/search-texts.ts';

export const filterRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/filters',
    validateSearch: searchTexts('over', 'name', 'sort', 'order'),
    component: lazyRouteComponent(() => import('./filters-page.tsx'), 'FiltersPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/filters/new',
    validateSearch: searchTexts('over'),
    component: lazyRouteComponent(() => import('./new-filter-page.tsx'), 'NewFilterPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/filters/$id',
    validateSearch: searchTexts('lead', 'record'),
    component: lazyRouteComponent(() => import('./filter-page.tsx'), 'FilterPage'),
  }),
] as const;
