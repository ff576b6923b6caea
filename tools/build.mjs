#!/usr/bin/env node
/** `npm run build`: see tools/bundles/main.ts. */
import { loadTypeScript } from './setup.mjs';

const { runBuild } = await loadTypeScript( './bundles/main.ts' );
process.exitCode = await runBuild( process.argv.slice( 2 ) );
