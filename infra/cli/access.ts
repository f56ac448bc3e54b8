import type { Access } from './api.ts';
import { reasonOf } from './api.ts';
import { noAnswer, wrongUsage } from './failure.ts';
import { renewed, systemUrl } from './sign-in.ts';
import { DEFAULT_STAGE, readStage, writeStage } from './stage-file.ts';
import type { Terminal } from './terminal.ts';

/** Which system is meant, as it was typed. */
export type Where = {
  local?: true | undefined;
  port?: string | undefined;
  user?: string | undefined;
  url?: string | undefined;
  stage?: string | undefined;
};

/** Where `npm start` listens unless it is told otherwise, and who is signed in there. */
const LOCAL_PORT = '4000';
const LOCAL_USER = 'admin';

/**
 * Where the API is, and a token for it: one of the environment, else one of the local system, else that of the stage
 * that is remembered.
 * @throws CommandError wrong usage · nobody is signed in · the local system does not run
 */
export async function accessOf(terminal: Terminal, where: Where): Promise<Access> {
  if (where.local === true) return localAccess(terminal, where);
  const given = where.url ?? (where.stage === undefined ? terminal.url : undefined);
  const url = given === undefined ? undefined : systemUrl(given);
  if (terminal.token !== undefined && url !== undefined) return { url, token: terminal.token };
  const name = where.stage ?? DEFAULT_STAGE;
  const stage = await readStage(terminal.folder, name);
  if (stage === undefined || (url !== undefined && stage.url !== url)) throw notSignedIn(url, where.stage);
  if (terminal.token !== undefined) return { url: stage.url, token: terminal.token };
  const present = await renewed(terminal, stage);
  if (present !== stage) await writeStage(terminal.folder, name, present);
  return { url: present.url, token: present.idToken };
}

function notSignedIn(url: string | undefined, stage: string | undefined): Error {
  const named = stage === undefined ? '' : ` --stage ${stage}`;
  return noAnswer(
    `You are not signed in${url === undefined ? '' : ` at ${url}`}: relance sign-in --url ${url ?? '<address>'}${named}. For a system on this machine: --local.`,
  );
}

async function localAccess(
  { token }: Terminal,
  { port = LOCAL_PORT, user = LOCAL_USER }: Where,
): Promise<Access> {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw wrongUsage(`“${port}” is no port.`);
  const url = `http://127.0.0.1:${port}`;
  if (token !== undefined) return { url, token };
  const answer = await fetch(`${url}/sign-in?user=${encodeURIComponent(user)}`, {
    headers: { accept: 'text/plain' },
    redirect: 'error',
  }).catch((cause: unknown) => {
    throw noAnswer(`No system runs at ${url} (npm start): ${reasonOf(cause)}.`, cause);
  });
  const text = (await answer.text()).trim();
  if (!answer.ok) throw noAnswer(text);
  return { url, token: text };
}
