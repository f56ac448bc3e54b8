import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/root-route.tsx';
import { searchTexts } from '../../shell/search-texts.ts';

export const crmRuleRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/crm-rules',
    validateSearch: searchTexts('name', 'state', 'sort', 'order'),
    component: lazyRouteComponent(() => import('./rules-page.tsx'), 'RulesPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/crm-rules/new',
    component: lazyRouteComponent(() => import('./new-rule-page.tsx'), 'NewRulePage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/crm-rules/$id',
    validateSearch: searchTexts('tab'),
    component: lazyRouteComponent(() => import('./rule-page.tsx'), 'RulePage'),
  }),
] as const;
