import apiFetch from '@wordpress/api-fetch';
import { createRest } from './rest';

/** The REST API of this page's site, as the person who is logged in. */
export const siteRest = createRest( apiFetch );
