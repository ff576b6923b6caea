import { describeEdgeSite } from '../support/edge-site';

/** PHP in WebAssembly renders ten times as long. */
const PAGES = process.env.AETHER_TEST_PHP === 'native' ? 300 : 30;

describeEdgeSite( PAGES, 300_000 );
