export { CloudflareR2Provider } from './provider';
