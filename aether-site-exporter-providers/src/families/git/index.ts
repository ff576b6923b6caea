export { AbstractGitProvider } from './abstract-git-provider';
export type { Companion, GitPlace, Review } from './place';
export type { GitPlan } from './plan';
export type * from './repository';
