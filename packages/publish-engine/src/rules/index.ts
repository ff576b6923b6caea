export { compilePattern, LONGEST_PATTERN, type PathTest } from './pattern';
export { compileRules, type CompiledRules } from './site-rules';
export {
	DEFAULT_LARGEST_PAGE_LOSS,
	DEFAULT_SMALLEST_PAGE_SHARE,
	NO_RULES,
	type SiteRules,
} from './types';
