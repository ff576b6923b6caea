export { CloudflareWorkersProvider } from './provider';
