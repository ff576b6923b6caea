#!/usr/bin/env node
import { runCreateProvider } from '../src/main.js';

process.exitCode = await runCreateProvider( process.argv.slice( 2 ) );
