#!/usr/bin/env node
/** `npm test`: see tools/testing/main.ts. */
import { loadTypeScript } from './setup.mjs';

const { runTests } = await loadTypeScript( './testing/main.ts' );
process.exitCode = await runTests( process.argv.slice( 2 ) );
