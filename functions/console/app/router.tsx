import { createRoute, createRouter, redirect } from '@tanstack/react-router';
import { NotFound } from './shell/not-found.tsx';
import { rootRoute, shellRoute, signedInRoute } from './shell/root-route.tsx';
import { automationRoutes } from './features/automations/routes.tsx';
import { capacityRoutes } from './features/capacity/routes.tsx';
import { connectionRoutes } from './features/connections/routes.tsx';
import { crmRuleRoutes } from './features/crm-rules/routes.tsx';
import { deliverabilityRoutes } from './features/deliverability/routes.tsx';
import { domainRoutes } from './features/domain/routes.tsx';
import { enrollRoutes } from './features/enroll/routes.tsx';
import { feedbackRoutes } from './features/feedback/routes.tsx';
import { filterRoutes } from './features/filters/routes.tsx';
import { incomingRoutes } from './features/incoming/routes.tsx';
import { jobRoutes } from './features/jobs/routes.tsx';
import { leadRoutes } from './features/leads/routes.tsx';
import { meRoutes } from './features/me/routes.tsx';
import { replyRoutes } from './features/replies/routes.tsx';
import { sequenceRoutes } from './features/sequences/routes.tsx';
import { settingsRoutes } from './features/settings/routes.tsx';
import { suppressionRoutes } from './features/suppressions/routes.tsx';
import { surveyRoutes } from './features/surveys/routes.tsx';
import { templateRoutes } from './features/templates/routes.tsx';
import { todayRoutes } from './features/today/routes.tsx';
import { unknownRoutes } from './features/unknown/routes.tsx';
import { userRoutes } from './features/users/routes.tsx';
import { webhookRoutes } from './features/webhooks/routes.tsx';
import { workflowRoutes } from './features/workflows/routes.tsx';

const startRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/today' });
  },
});

/** Every other address. */
const elsewhereRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/$',
  component: NotFound,
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    signedInRoute,
    shellRoute.addChildren([
      startRoute,
      elsewhereRoute,
      ...todayRoutes,
      ...leadRoutes,
      ...replyRoutes,
      ...sequenceRoutes,
      ...templateRoutes,
      ...capacityRoutes,
      ...filterRoutes,
      ...automationRoutes,
      ...workflowRoutes,
      ...surveyRoutes,
      ...feedbackRoutes,
      ...deliverabilityRoutes,
      ...unknownRoutes,
      ...suppressionRoutes,
      ...domainRoutes,
      ...webhookRoutes,
      ...connectionRoutes,
      ...crmRuleRoutes,
      ...incomingRoutes,
      ...jobRoutes,
      ...settingsRoutes,
      ...userRoutes,
      ...meRoutes,
      ...enrollRoutes,
    ]),
  ]),
  basepath: '/console',
  defaultPreload: 'intent',
  trailingSlash: 'never',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
