/**
 * What makes two leads of one organisation the same person, as one canonical text that ids are hashed from: the
 * address, trimmed and in lower case, or else the phone number in E.164. `ana+news@x.fr` and `ana@x.fr` stay two
 * people, since what follows the plus sign may be a mailbox of its own. Undefined: the lead has neither.
 */
export function leadIdentity(lead: {
  email?: string | undefined;
  phone?: string | undefined;
}): string | undefined {
  const email = lead.email?.trim().normalize('NFC').toLowerCase();
  if (email) return `email:${email}`;
  const phone = lead.phone?.replaceAll(/[\s().-]/g, '');
  return phone ? `phone:${phone}` : undefined;
}
