/**
 * The version of HubSpot's API that is spoken, everywhere (B6): versions are dated, and each is kept for eighteen
 * months. https://developers.hubspot.com/docs/developer-tooling/platform/versioning
 */
export const hubspotVersion = '2026-03';

/** What the client library still calls `/crm/v3/<room>/…`. */
const undated = /^\/crm\/v3\/(objects|properties|owners)(?=\/|$)/;

/** The dated path, without a slash at its end, of one that the client library makes. Throws for one of another room: it has not been looked at. */
export function datedPath(path: string): string {
  const room = undated.exec(path)?.[1];
  if (room === undefined) throw new Error(`${path} has no dated path here`);
  return path.replace(undated, `/crm/${room}/${hubspotVersion}`).replace(/\/$/, '');
}

/** Paths that the client library does not know. */
export const hubspotPaths = {
  token: `/oauth/${hubspotVersion}/token`,
  account: `/account-info/${hubspotVersion}/details`,
  subscriptions: `/webhooks-journal/subscriptions/${hubspotVersion}`,
  journal: `/webhooks-journal/journal-local/${hubspotVersion}`,
} as const;
