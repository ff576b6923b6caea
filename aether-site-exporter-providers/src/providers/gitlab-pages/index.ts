export { GitLabPagesProvider } from './provider';
