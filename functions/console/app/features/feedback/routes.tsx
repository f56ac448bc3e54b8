import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/root-route.tsx';
import { searchTexts } from '../../shell/search-texts.ts';

export const feedbackRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/feedback',
    validateSearch: searchTexts('name', 'survey', 'sort', 'order'),
    component: lazyRouteComponent(() => import('./feedback-page.tsx'), 'FeedbackPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/feedback/new',
    validateSearch: searchTexts('survey'),
    component: lazyRouteComponent(() => import('./new-feedback-page.tsx'), 'NewFeedbackPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/feedback/$id',
    validateSearch: searchTexts('tab'),
    component: lazyRouteComponent(() => import('./feedback-sequence-page.tsx'), 'FeedbackSequencePage'),
  }),
] as const;
