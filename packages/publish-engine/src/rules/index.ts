export { compilePattern, LONGEST_PATTERN, type PathTest } from './pattern';
export { compileRules, type CompiledRules } from './site-rules';
export { NO_RULES, type SiteRules } from './types';
