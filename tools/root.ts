import { fileURLToPath } from 'node:url';

/** Directory of the project, with a separator at the end. */
export const ROOT = fileURLToPath( new URL( '../', import.meta.url ) );
