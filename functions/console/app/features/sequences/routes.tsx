import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/root-route.tsx';
import { searchTexts } from '../../shell/search-texts.ts';

export const sequenceRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/sequences',
    validateSearch: searchTexts('status', 'name', 'sort', 'order', 'new'),
    component: lazyRouteComponent(() => import('./sequences-page.tsx'), 'SequencesPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/sequences/$id',
    validateSearch: searchTexts(
      'tab',
      'step',
      'lead',
      'sender',
      'version',
      'counter',
      'state',
      'reason',
      'user',
      'until',
      'selected',
      'person',
      'sort',
      'order',
    ),
    component: lazyRouteComponent(() => import('./sequence-page.tsx'), 'SequencePage'),
  }),
] as const;
