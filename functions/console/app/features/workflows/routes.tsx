import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/root-route.tsx';
import { searchTexts } from '../../shell/search-texts.ts';

export const workflowRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/workflows',
    validateSearch: searchTexts('tab', 'name', 'trigger', 'where', 'state', 'workflow', 'sort', 'order'),
    component: lazyRouteComponent(() => import('./workflows-page.tsx'), 'WorkflowsPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/workflows/new',
    validateSearch: searchTexts('sequence'),
    component: lazyRouteComponent(() => import('./new-workflow-page.tsx'), 'NewWorkflowPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/workflows/$id',
    component: lazyRouteComponent(() => import('./workflow-page.tsx'), 'WorkflowPage'),
  }),
] as const;
