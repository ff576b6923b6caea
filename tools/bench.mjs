#!/usr/bin/env node
/** `npm run bench`: see tools/bench/main.ts. */
import { loadTypeScript } from './setup.mjs';

const { runBench } = await loadTypeScript( './bench/main.ts' );
process.exitCode = await runBench( process.argv.slice( 2 ) );
