import { readLinkHost, readRegion, readVariable } from '#shared/config/read-environment.ts';

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
