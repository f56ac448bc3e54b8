import { memoized } from './memoized.ts';
import { rememberedMappings } from './remembered-mappings.ts';
import { store } from './store.ts';

/** What of each organisation goes out to its CRM. */
export const outgoingCrm = memoized(() => rememberedMappings(store(), () => performance.now()));
