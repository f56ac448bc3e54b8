import * as z from 'zod';
import { about } from './about.ts';

/** How a list is asked for. */
export const pageQuery = z.object({
  limit: z.coerce
    .number('Give a number.')
    .int('Give a whole number.')
    .min(1, 'Ask for at least one item.')
    .max(100, 'Ask for 100 items at most; follow `cursor` for more.')
    .default(50)
    .meta({ description: 'Most items to return; a page of more than 4 MB ends earlier.', examples: [50] }),
  cursor: about(
    z.string().max(2000).optional(),
    'The `cursor` of the page before; leave it out for the first page.',
  ),
});

/** How a list in order of time is asked for. */
export const pageInTimeQuery = pageQuery.extend({
  order: about(
    z.enum(['oldest', 'newest'], 'Choose oldest or newest.').default('oldest'),
    'Which come first.',
    'newest',
  ),
});

/** A page of a list. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    cursor: about(
      z.string().optional(),
      'Ask for the next page with it; absent on the last page. Opaque: do not read it.',
    ),
  });
