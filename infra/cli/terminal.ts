import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

/** Everything outside that a command reads or writes. */
export type Terminal = {
  /** Answers. */
  out: Writable;
  /** Progress, hints and what went wrong, so that answers can be piped. */
  err: Writable;
  input: AsyncIterable<Uint8Array>;
  /** Characters of a line. */
  width: number;
  /** Whether somebody watches standard error: progress is then drawn. */
  watched: boolean;
  /** IANA name of the zone in which moments are shown. */
  zone: string;
  /** A token from the environment, which wins over what is remembered. */
  token: string | undefined;
  /** The address from the environment. */
  url: string | undefined;
  /** The folder of remembered stages. */
  folder: string;
  /** Milliseconds since 1970. */
  now: () => number;
  pause: (milliseconds: number) => Promise<unknown>;
  /** The port to which the browser comes back after signing in; 0: any. */
  callbackPort: number;
  /** Shows a page; nothing happens where there is no browser. */
  openPage: (url: string) => void;
};

/** Registered with the user pool, as `http://localhost:8976/callback`. */
const CALLBACK_PORT = 8976;

/** Characters of a line where nobody says. */
const WIDTH = 100;

/** The terminal, environment and clock of this process. */
export function processTerminal(): Terminal {
  const { env, stdout, stderr, stdin } = process;
  const columns = Number(env['COLUMNS']);
  return {
    out: stdout,
    err: stderr,
    input: stdin as AsyncIterable<Uint8Array>,
    width: stdout.isTTY ? stdout.columns : columns > 0 ? columns : WIDTH,
    watched: stderr.isTTY,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    token: textOf(env['RELANCE_TOKEN']),
    url: textOf(env['RELANCE_URL']),
    folder: join(textOf(env['XDG_CONFIG_HOME']) ?? join(homedir(), '.config'), 'relance'),
    now: Date.now,
    pause,
    callbackPort: CALLBACK_PORT,
    openPage,
  };
}

const textOf = (value: string | undefined): string | undefined => (value === '' ? undefined : value);

/** The program that shows a page, by the system. */
const openers: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

function openPage(url: string): void {
  const [program, ...before] = openers[process.platform] ?? ['xdg-open'];
  const child = spawn(program, [...before, url], { stdio: 'ignore', detached: true });
  // Where there is none, the address stands in the terminal.
  child.on('error', () => undefined);
  child.unref();
}
