import { epochSeconds } from '../../domain/time/instants.ts';
import type { ShortLink } from '../../domain/tracking/short-link.ts';
import type { Store } from '../../ports/store.ts';

type Ports = { store: Pick<Store, 'shortLinks'> };

/** Keeps the links of a text, before it goes out. One that is there already is the same one. */
export async function keepShortLinks(ports: Ports, links: readonly ShortLink[]): Promise<void> {
  await Promise.all(
    links.map(({ key, expires, ...link }) =>
      ports.store.shortLinks.put(
        { ...link, id: key, revision: 1, expiresAt: epochSeconds(expires) },
        'absent',
      ),
    ),
  );
}
