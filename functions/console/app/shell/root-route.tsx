import { createRootRoute, createRoute, Outlet } from '@tanstack/react-router';
import { Failed } from '../ui/states.tsx';
import { Layout } from './layout.tsx';
import { NotFound } from './not-found.tsx';
import { SignedIn } from './signed-in.tsx';

export const rootRoute = createRootRoute({ component: Outlet });

/** Where the sign-in page sends people back to. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/signed-in',
  component: SignedIn,
});

/** Everything that needs somebody who is signed in: the menu at the side, and the page beside it. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: Layout,
  errorComponent: ({ error, reset }) => <Failed error={error} again={reset} />,
  notFoundComponent: NotFound,
});
