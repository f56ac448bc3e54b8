import type { Plugin } from 'esbuild';

/**
 * Lets esbuild leave out of HubSpot's client how it sends by itself: our connector gives it a way of its own. With it go
 * forms with files, and the table of all types of media. Some 155 KB of each bundle that speaks with HubSpot.
 */
export const slimHubspot: Plugin = {
  name: 'slim-hubspot',
  setup(build) {
    build.onLoad({ filter: /@hubspot[\\/]api-client[\\/].*[\\/]http[\\/]isomorphic-fetch\.js$/ }, () => ({
      contents: `exports.IsomorphicFetchHttpLibrary = class {
        send() { throw new Error('left out of the bundle: give the client its own httpApi'); }
      };`,
      loader: 'js',
    }));
  },
};
