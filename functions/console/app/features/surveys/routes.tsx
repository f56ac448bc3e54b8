import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/root-route.tsx';
import { searchTexts } from '../../shell/search-texts.ts';

export const surveyRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/surveys',
    validateSearch: searchTexts('name', 'state', 'sort', 'order'),
    component: lazyRouteComponent(() => import('./surveys-page.tsx'), 'SurveysPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/surveys/new',
    component: lazyRouteComponent(() => import('./new-survey-page.tsx'), 'NewSurveyPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/surveys/$id',
    validateSearch: searchTexts(
      'tab',
      'version',
      'language',
      'sequence',
      'employee',
      'month',
      'completed',
      'question',
      'value',
    ),
    component: lazyRouteComponent(() => import('./survey-page.tsx'), 'SurveyPage'),
  }),
] as const;
