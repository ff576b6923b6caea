export { GitLabProvider } from './provider';
