import httpRouter from '@middy/http-router';
import product from '../../package.json' with { type: 'json' };
import { openApiDocument } from '#shared/contracts/api/openapi.ts';
import { httpStack, type HttpAnswer, type HttpEvent, type HttpHandler } from '../runtime/http-stack.ts';
import { docsPage, docsPageHeaders, type Document } from './docs-page.ts';
import { surveyRoute, type SurveyDependencies } from './survey.ts';
import { unsubscribeRoute, type UnsubscribeDependencies } from './unsubscribe.ts';
import { trackingRoutes, type TrackingDependencies } from './tracking.ts';

/**
 * What anybody may see and do: the documentation, unsubscribing, links, and surveys. Each `…ing` is asked for by that
 * alone.
 *
 * @param failed told when unsubscribing or answering breaks
 */
export function createPublic(
  unsubscribing: () => Promise<UnsubscribeDependencies>,
  tracking: () => Promise<TrackingDependencies>,
  surveying: () => Promise<SurveyDependencies>,
  failed: (error: unknown) => void,
): HttpHandler {
  const hit = (which: 'follow' | 'picture') => async (event: HttpEvent) =>
    trackingRoutes(await tracking())[which](event);
  const { show, perform } = unsubscribeRoute(unsubscribing, failed);
  const survey = surveyRoute(surveying, failed);
  const texts = documentation();
  const routes = [
    { method: 'GET', path: '/health', handler: async () => json({ status: 'ok' }) },
    { method: 'GET', path: '/openapi.json', handler: async () => json(texts().document, 300) },
    { method: 'GET', path: '/docs', handler: async () => page(texts().page) },
    { method: 'GET', path: '/u/{token}', handler: show },
    { method: 'POST', path: '/u/{token}', handler: perform },
    { method: 'GET', path: '/s/{token}', handler: survey.show },
    { method: 'POST', path: '/s/{token}', handler: survey.perform },
    { method: 'GET', path: '/l/{token}', handler: hit('follow') },
    { method: 'HEAD', path: '/l/{token}', handler: hit('follow') },
    { method: 'GET', path: '/o/{token}', handler: hit('picture') },
    { method: 'HEAD', path: '/o/{token}', handler: hit('picture') },
  ] as const;
  return httpStack(httpRouter<HttpEvent, HttpAnswer>([...routes]));
}

/** The document and its page, made when first asked for: unsubscribing does not wait for them. */
function documentation(): () => { document: unknown; page: string } {
  let made: { document: unknown; page: string } | undefined;
  return () => {
    const document = made?.document ?? openApiDocument(product.version);
    made ??= { document, page: docsPage(document as Document) };
    return made;
  };
}

function json(body: unknown, maxAge = 0): HttpAnswer {
  const headers = {
    'content-type': 'application/json',
    'cache-control': maxAge === 0 ? 'no-store' : `public, max-age=${maxAge}`,
  };
  return { statusCode: 200, headers, body: JSON.stringify(body) };
}

function page(body: string): HttpAnswer {
  return { statusCode: 200, headers: { ...docsPageHeaders }, body };
}
