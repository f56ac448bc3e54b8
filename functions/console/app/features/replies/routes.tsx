import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/root-route.tsx';
import { searchTexts } from '../../shell/search-texts.ts';

export const replyRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/replies',
    validateSearch: searchTexts('reply', 'owner', 'lead'),
    component: lazyRouteComponent(() => import('./replies-page.tsx'), 'RepliesPage'),
  }),
] as const;
