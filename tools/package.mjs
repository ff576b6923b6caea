#!/usr/bin/env node
/** `npm run package`: see tools/packaging/main.ts. */
import { loadTypeScript } from './setup.mjs';

const { runPackage } = await loadTypeScript( './packaging/main.ts' );
process.exitCode = await runPackage( process.argv.slice( 2 ) );
