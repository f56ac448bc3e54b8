import { store } from '#functions/runtime/store.ts';
import { isLoopback } from '../local-requests.ts';
import type { connecting } from './stand-ins.ts';

/** Lets connections with stand-ins go on where these are served under another port than before. */
export async function reconnectStandIns(standIns: ReturnType<typeof connecting>): Promise<void> {
  const { connections } = store();
  for await (const connection of connections.scan(() => undefined)) {
    const settings = { ...connection.settings };
    for (const [name, there] of Object.entries(standIns[connection.kind].settings))
      if (isMoved(settings[name], there)) settings[name] = there;
    const { revision } = connection;
    if (JSON.stringify(settings) !== JSON.stringify(connection.settings))
      await connections.put({ ...connection, settings, revision: revision + 1 }, revision);
  }
}

/** Whether an address leads to the same stand-in as another, and only its port is another one. */
function isMoved(before: string | undefined, there: string): boolean {
  if (before === undefined || before === there || !URL.canParse(before) || !URL.canParse(there)) return false;
  const [was, is] = [new URL(before), new URL(there)];
  return isLoopback(was.hostname) && was.pathname === is.pathname && was.pathname !== '/';
}
