import { defineConfig } from 'vitest/config';

/*
 * Five kinds of test, one project each:
 *   unit         TypeScript alone, beside the source
 *   react        components in jsdom, beside the source
 *   integration  PHP and engine on a real WordPress
 *   e2e          a real browser in wp-admin
 *   long         what takes too long for every change; "npm run test:long" only
 *
 * Integration and e2e share one WordPress, so they run after each other.
 */
const source =
	'{packages,examples,aether-site-exporter,aether-site-exporter-providers,tools,tests}/**/*.spec';
const notSource = [
	'**/node_modules/**',
	'tests/integration/**',
	'tests/e2e/**',
	'tests/long/**',
];

/** A publish in a browser takes seconds on native PHP, and minutes in WebAssembly. */
const patience = process.env.AETHER_TEST_PHP === 'native' ? 180_000 : 600_000;

export default defineConfig( {
	oxc: { jsx: { runtime: 'automatic' } },
	// A page has one copy, whichever package asks.
	resolve: { dedupe: [ '@wordpress/hooks' ] },
	test: {
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					environment: 'node',
					globalSetup: [ './tests/setup/edge-worker.ts' ],
					include: [ `${ source }.ts` ],
					exclude: notSource,
				},
			},
			{
				extends: true,
				test: {
					name: 'react',
					environment: 'jsdom',
					include: [ `${ source }.tsx` ],
					exclude: notSource,
					setupFiles: [ './tests/setup/react.ts' ],
					testTimeout: 60_000,
				},
			},
			{
				extends: true,
				test: {
					name: 'integration',
					environment: 'node',
					sequence: { groupOrder: 1 },
					include: [ 'tests/integration/**/*.spec.ts' ],
					globalSetup: [
						'./tests/setup/edge-worker.ts',
						'./tests/setup/wordpress.ts',
					],
					fileParallelism: false,
					testTimeout: 120_000,
					hookTimeout: 300_000,
				},
			},
			{
				extends: true,
				test: {
					name: 'e2e',
					environment: 'node',
					sequence: { groupOrder: 2 },
					include: [ 'tests/e2e/**/*.spec.ts' ],
					globalSetup: [ './tests/setup/wordpress.ts' ],
					fileParallelism: false,
					testTimeout: patience,
					hookTimeout: 300_000,
				},
			},
			{
				extends: true,
				test: {
					name: 'long',
					environment: 'node',
					include: [ 'tests/long/**/*.spec.ts' ],
					fileParallelism: false,
					testTimeout: 120_000,
					hookTimeout: 300_000,
				},
			},
		],
	},
} );
