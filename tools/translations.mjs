#!/usr/bin/env node
/** Brings templates and languages in line with the sources: see tools/translations/main.ts. */
import { loadTypeScript } from './setup.mjs';

const { runTranslations } = await loadTypeScript( './translations/main.ts' );
await runTranslations();
