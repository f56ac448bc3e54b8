/**
 * Fields of a stored shape that an answer shows as they are stored. They are named one by one, so that what is stored later
 * is not shown by itself.
 */
export function storedFields<Shape extends object, Name extends keyof Shape>(
  { shape }: { shape: Shape },
  ...names: Name[]
): Pick<Shape, Name> {
  return Object.fromEntries(names.map((name) => [name, shape[name]])) as Pick<Shape, Name>;
}
