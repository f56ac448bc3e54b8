import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/root-route.tsx';
import { searchTexts } from '../../shell/search-texts.ts';

export const automationRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/automations',
    validateSearch: searchTexts('name', 'state', 'sort', 'order'),
    component: lazyRouteComponent(() => import('./automations-page.tsx'), 'AutomationsPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/automations/new',
    validateSearch: searchTexts('filter'),
    component: lazyRouteComponent(() => import('./new-automation-page.tsx'), 'NewAutomationPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/automations/$id',
    validateSearch: searchTexts('tab', 'scope'),
    component: lazyRouteComponent(() => import('./automation-page.tsx'), 'AutomationPage'),
  }),
] as const;
