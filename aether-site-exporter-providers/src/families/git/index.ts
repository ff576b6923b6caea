export { AbstractGitProvider } from './abstract-git-provider';
export type { Companion, GitPlace } from './place';
export type * from './repository';
