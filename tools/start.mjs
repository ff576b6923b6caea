#!/usr/bin/env node
/** `npm start`: see tools/start/main.ts. */
import { loadTypeScript } from './setup.mjs';

const { runStart } = await loadTypeScript( './start/main.ts' );
process.exitCode = await runStart( process.argv.slice( 2 ) );
