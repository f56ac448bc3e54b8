/**
 * True of a name that every object of JavaScript has, such as `constructor` or `__proto__`: as the name of something
 * that a user makes (a field, a header, a column) it would be taken for what the language puts there.
 */
export function isReservedName(name: string): boolean {
  return name in Object.prototype;
}
