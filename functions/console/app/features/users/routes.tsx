import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/root-route.tsx';
import { searchTexts } from '../../shell/search-texts.ts';

export const userRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/users',
    validateSearch: searchTexts('tab', 'search', 'role', 'group', 'active', 'edit', 'sort', 'order'),
    component: lazyRouteComponent(() => import('./users-page.tsx'), 'UsersPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/users/new',
    validateSearch: searchTexts('group'),
    component: lazyRouteComponent(() => import('./user-page.tsx'), 'NewUserPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/users/$id',
    component: lazyRouteComponent(() => import('./user-page.tsx'), 'UserPage'),
  }),
] as const;
