#!/usr/bin/env node
/** Writes the hook reference: see tools/hooks/main.ts. */
import { loadTypeScript } from './setup.mjs';

const { runHookReference } = await loadTypeScript( './hooks/main.ts' );
process.exitCode = await runHookReference();
