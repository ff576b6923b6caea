export { LocalFilesystemProvider } from './provider';
