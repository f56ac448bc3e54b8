const maxLength = 254;
const maxLocalLength = 64;
const local = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const label = /^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

/**
 * True of an address that mail can be sent to: `name@domain.tld`, the name in the unquoted form of RFC 5321, the
 * domain with at least one dot (letters of any script, no address literal), 254 characters at most. It says nothing
 * of whether the mailbox exists.
 */
export function isEmailAddress(text: string): boolean {
  if (text.length > maxLength) return false;
  const parts = text.split('@');
  const [name, domain] = parts;
  if (parts.length !== 2 || name === undefined || domain === undefined) return false;
  const labels = domain.split('.');
  return (
    name.length <= maxLocalLength &&
    local.test(name) &&
    labels.length >= 2 &&
    labels.every((each) => label.test(each)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  );
}
