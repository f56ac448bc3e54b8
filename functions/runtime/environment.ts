import { fileURLToPath } from 'node:url';
import {
  readConsoleFolder,
  readLinkHost,
  readRegion,
  readVariable,
} from '#shared/config/read-environment.ts';

/** Which organisation a provider's event is about when it bears no tags. */
export function environment(): { organisation: string } {
  return { organisation: readVariable('organisation') };
}

/** What own sending domains point at (A8). */
export function sendingDomainStage() {
  return { region: readRegion(), linkTarget: readVariable('linkTarget'), linkHost: readLinkHost() };
}

/** Addresses of this stage. */
export function addresses() {
  const region = readRegion();
  return {
    from: readVariable('from'),
    replyDomain: readVariable('replyDomain'),
    publicUrl: readVariable('publicUrl').replace(/\/$/, ''),
    messageIdDomain: region === 'us-east-1' ? 'email.amazonses.com' : `${region}.amazonses.com`,
  };
}

/** Where the console's files are, where its people sign in, and where files are uploaded to. */
export function consoleStage() {
  const signIn = readVariable('signInUrl');
  return {
    // In the bundle they lie beside the module.
    folder: readConsoleFolder() ?? fileURLToPath(new URL('console', import.meta.url)),
    signIn: {
      authorize: `${signIn}/oauth2/authorize`,
      token: `${signIn}/oauth2/token`,
      logout: `${signIn}/logout`,
      clientId: readVariable('consoleClientId'),
    },
    filesUrl: readVariable('filesUrl'),
  };
}
