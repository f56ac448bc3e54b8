import type { IncomingMessage } from 'node:http';

/** Names of this machine for itself. */
const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a name of a host is one of this machine for itself. */
export const isLoopback = (hostname: string): boolean => loopbackNames.has(hostname);

/** Why a request is not let in: it cannot be read (400), or another site of the browser sends it (403). */
export type TurnedAway = { status: 400 | 403; why: string };

/**
 * The address that a request asks for; or why it is turned away. `Host` must be a name of this machine: a name of somebody
 * else's that leads here is how a page of another site reads what is only for this machine.
 */
export function addressOf(incoming: IncomingMessage): URL | TurnedAway {
  const { url: target = '/', headers } = incoming;
  // Two slashes at the beginning would name another host.
  if (!/^\/(?!\/)/.test(target)) return { status: 400, why: 'The path must begin with one slash.' };
  if (!URL.canParse(`http://${headers.host ?? ''}/`)) return { status: 400, why: 'Host cannot be read.' };
  const url = new URL(target, `http://${headers.host ?? ''}`);
  if (!loopbackNames.has(url.hostname)) {
    return { status: 403, why: `This machine answers as localhost, not as ${url.hostname}.` };
  }
  return isReadable(url.pathname) ? url : { status: 400, why: 'The path cannot be read.' };
}

/** Undefined if a request comes from a program or from a page of this machine; else why it is turned away. */
export function refusalOfOrigin({ headers: { origin } }: IncomingMessage): TurnedAway | undefined {
  const isOwn = origin === undefined || (URL.canParse(origin) && loopbackNames.has(new URL(origin).hostname));
  return isOwn ? undefined : { status: 403, why: `Pages of ${origin} may ask nothing here.` };
}

/** Whether every `%` of a path says a character. */
function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
