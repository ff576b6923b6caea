import { cssCases } from './css';
import { dataCases } from './data';
import { formCases } from './forms';
import { htmlAttributeCases } from './html-attributes';
import { htmlHeadCases } from './html-head';
import { scriptCases } from './scripts';
import { spellingCases } from './spellings';
import type { ReferenceCase } from './types';
import { xmlCases } from './xml';

export type { ReferenceCase } from './types';

/** By what they are about. */
export const REFERENCE_CASES: Readonly<
	Record< string, readonly ReferenceCase[] >
> = {
	'an HTML page': htmlAttributeCases,
	'the head of a page': htmlHeadCases,
	'the spellings of an address': spellingCases,
	'a style sheet': cssCases,
	scripts: scriptCases,
	'data and text': dataCases,
	XML: xmlCases,
	'every form': formCases,
};
