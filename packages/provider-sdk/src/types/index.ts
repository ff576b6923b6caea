export type * from './config';
export type * from './files';
export type * from './provider';
export type * from './runtime';
export type * from './target';
export { RELAYED_HEADER } from './runtime';
export { canRollBack } from './target';
