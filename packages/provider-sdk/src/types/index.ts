export type * from './config';
export type * from './files';
export type * from './provider';
export type * from './runtime';
export type * from './target';
export { canRollBack } from './target';
