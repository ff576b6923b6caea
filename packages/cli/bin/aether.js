#!/usr/bin/env node
import { existsSync } from 'node:fs';

const bundle = new URL( '../dist/aether.js', import.meta.url );

if ( existsSync( bundle ) ) {
	const { main } = await import( bundle.href );
	process.exitCode = await main();
} else {
	process.stderr.write(
		'aether: not built yet. Run "npm run build" in the project first.\n'
	);
	process.exitCode = 1;
}
